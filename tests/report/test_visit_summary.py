"""The visit summary, read back from its PDF."""

import os
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import CarttrackError
from carttrack.domain.kept import PatientId
from carttrack.domain.outcome.response import MrdResult, Response
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Alert, AlertKind, Death, DeathCause, Disease, Target
from carttrack.domain.summary import VisitSummary
from carttrack.domain.toxicity.episodes import episodes
from carttrack.domain.toxicity.interventions import Drug, Given, Indication
from carttrack.report.document import PaperNotWrittenError
from carttrack.report.text import MissingGlyphError, RightToLeftError
from carttrack.report.visit_summary import write_visit_summary
from tests.report.builders import (
    DAY0,
    a_case,
    a_clinic,
    a_form,
    a_patient,
    a_product,
    a_summary,
    all_kept,
    an_assessment,
    kept,
    named,
    on,
    pages,
    pdf,
    save,
    words,
)


def referred_only() -> VisitSummary:
    case = CaseFile(patient_id=PatientId(2), patient=kept(a_patient()))
    return a_summary(case, form=None, visit=None)


def busy() -> VisitSummary:
    many = [
        an_assessment(on(n // 5, f"{n % 5 * 4 + 2:02d}:15"), "38.6", n % 4, n % 3)
        for n in range(200)
    ]
    given = [
        Given(
            drug=Drug.DEXAMETHASONE,
            started_at=on(n // 4, f"{n % 4 * 6:02d}:10"),
            indication=Indication.ICANS,
            dose=Decimal(10),
            unit="mg",
            note=f"entry {n} of the ward sheet",
        )
        for n in range(40)
    ]
    case = a_case(assessments=all_kept(*many), given=all_kept(*given), episodes=episodes(many, []))
    return a_summary(case)


def late() -> VisitSummary:
    base = a_case()
    done = [
        replace(k, value=replace(k.value, appointment_on=None, appointment_at=None))
        for k in base.visits
    ]
    case = replace(base, visits=tuple(done), current=Step.FOLLOW_UP)
    printed_at = datetime(2040, 11, 20, 9, tzinfo=UTC)
    return a_summary(
        case, visit=None, form=None, visit_on=date(2040, 11, 20), printed_at=printed_at
    )


STATES = {"rich": a_summary, "referred only": referred_only, "busy": busy, "14 years": late}


@pytest.mark.parametrize("state", STATES)
def test_identity_and_the_regulatory_line_stand_on_every_page(state: str) -> None:
    found = pages(pdf(STATES[state]()))
    for number, page in enumerate(found, start=1):
        assert "Příkladová, Žofie" in page
        assert "MRN 9000418, born 14 Mar 1992, female" in page
        assert "Northfield Demo Hospital" in page
        assert "Not certified as a medical device" in page
        assert "Synthetic sample data" in page
        assert f"Page {number} of {len(found)}" in page


@pytest.mark.parametrize("state", ["rich", "referred only", "14 years"])
def test_a_usual_summary_has_one_to_four_pages(state: str) -> None:
    assert 1 <= len(pages(pdf(STATES[state]()))) <= 4


def test_who_made_it_when_from_which_record_is_printed() -> None:
    made = "Generated 20 Nov 2026 14:32 by Alex Demo from record version 47, carttrack 0.1.0."
    assert made in words(a_summary())


def test_a_real_clinics_paper_is_not_called_a_sample() -> None:
    assert "sample data" not in words(a_summary(clinic=a_clinic(sample=False)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_same_value_gives_the_same_bytes(paper: str) -> None:
    summary = a_summary()
    assert pdf(summary, paper) == pdf(summary, paper)


def test_letter_paper_is_eleven_inches_high() -> None:
    page = PdfReader(BytesIO(pdf(a_summary(), "Letter"))).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


def test_the_file_names_its_title_clinic_and_language() -> None:
    reader = PdfReader(BytesIO(pdf(a_summary())))
    assert reader.metadata is not None
    assert reader.metadata.title == "CAR T visit summary, MRN 9000418, 20 Nov 2026"
    assert reader.metadata.author == "Northfield Demo Hospital"
    assert str(reader.root_object["/Lang"]) == "en-GB"


def fonts_of(content: bytes) -> tuple[set[str], set[str]]:
    """Return the names of the fonts that are embedded, and of those that are not."""
    embedded: set[str] = set()
    others: set[str] = set()
    for page in PdfReader(BytesIO(content)).pages:
        resources = cast("DictionaryObject", page["/Resources"])
        for reference in cast("DictionaryObject", resources["/Font"]).values():
            font = cast("DictionaryObject", reference.get_object())
            name = str(font["/BaseFont"]).split("+")[-1]
            (embedded if "/FontDescriptor" in font else others).add(name)
    return embedded, others


def test_every_font_is_embedded() -> None:
    embedded, others = fonts_of(pdf(named("示例", "小明")))
    assert embedded == {"Inter-Regular", "Inter-SemiBold", "NotoSansSC-Regular"}
    assert others == set()


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("Łucja <b> & Đorđe", "Ωmega"),
        ("Příkladová", "Žofie"),
        ("Παράδειγμα", "Ελένη"),
        ("Примерова", "Мария"),
        ("Mẫu", "Thị Lan"),
        ("示例", "小明"),
        ("Örnek", "Çağla İpek"),
    ],
)
def test_names_are_set_as_written(family: str, given: str) -> None:
    assert all(f"{family}, {given}" in page for page in pages(pdf(named(family, given))))


def test_a_missing_glyph_stops_the_paper_and_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"the old paper")
    with pytest.raises(MissingGlyphError, match="GRINNING FACE") as stopped:
        save(a_summary(form=a_form(plan="All well 😀")), target)
    assert stopped.value.field == "the plan"
    assert target.read_bytes() == b"the old paper"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_from_right_to_left_is_refused_with_its_script() -> None:
    with pytest.raises(RightToLeftError, match="the patient's name is in Hebrew script"):
        pdf(named("כהן", "שרה"))


def test_a_folder_that_is_not_there_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(PaperNotWrittenError, match="no such file or directory") as refused:
        save(a_summary(), tmp_path / "missing" / "summary.pdf")
    assert isinstance(refused.value, CarttrackError)


def test_a_path_that_cannot_be_replaced_keeps_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(PaperNotWrittenError):
        save(a_summary(), target)
    assert list(tmp_path.iterdir()) == [target]


def test_stopping_at_a_step_leaves_the_old_file_whole(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise StoppedError

    target = tmp_path / "summary.pdf"
    target.write_bytes(b"the old paper")
    with pytest.raises(StoppedError):
        write_visit_summary(a_summary(), target, tick=stop)
    assert target.read_bytes() == b"the old paper"


def test_the_applicability_note_stands_above_the_figures() -> None:
    text = words(a_summary())
    order = [
        "Published figures",
        "None of these groups describes this patient",
        "predict nothing for one person",
        "99.1 %",
        "11 of 15 (73 %)",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_card_of_figures_stands_on_one_page() -> None:
    card = [page for page in pages(pdf(a_summary())) if "99.1 %" in page]
    assert len(card) == 1
    assert "predict nothing for one person" in card[0]
    assert "6 months" in card[0]


@pytest.mark.parametrize("state", STATES)
def test_the_sources_are_exactly_those_cited(state: str) -> None:
    text = words(STATES[state]())
    body, listed = text.split(" Sources ", 1)
    cited = set(re.findall(r"\[(\d+)\]", body))
    assert cited
    assert set(re.findall(r"\[(\d+)\]", listed)) == cited


def test_every_figure_says_n_interval_group_and_source() -> None:
    summary = a_summary()
    text = words(summary)
    for figure in summary.library.figures:
        for part in (figure.value, figure.interval, figure.measure, figure.limits):
            assert " ".join(part.split()) in text
        assert f"[{figure.source}]" in text


def test_a_missing_result_is_pending_or_not_recorded() -> None:
    form = a_form(anc=None, platelets=None, pending=("platelets",), ecog=None)
    text = words(a_summary(form=form))
    assert "ANC not recorded" in text
    assert "platelets pending" in text
    assert "ECOG not recorded" in text


def test_a_pending_marrow_is_pending() -> None:
    one = Response(assessed_on=date(2026, 11, 18), marrow_pending=True, mrd=MrdResult.PENDING)
    text = words(a_summary(a_case(responses=all_kept(one))))
    assert "marrow pending, MRD pending" in text


def test_grades_print_with_their_scale_and_who_closed_the_episode() -> None:
    text = words(a_summary())
    assert "CRS, maximum grade (ASTCT 2019)" in text
    assert "closed Day +8 by R. Demo" in text


def test_an_open_episode_says_open() -> None:
    case = a_case(closings=(), episodes=tuple(replace(e, closing=None) for e in a_case().episodes))
    text = words(a_summary(case))
    assert "open since Day +2" in text
    assert "so far" in text


def test_a_grade_set_by_hand_prints_both_values_and_the_reason() -> None:
    said = (
        "One grade was set by hand: CRS on Day +7, 30 Oct 04:00, derived 0, recorded 1 by "
        "Alex Demo (rigors, fever masked by paracetamol)."
    )
    assert said in words(a_summary())


def test_interventions_carry_their_running_number_and_the_weight_used() -> None:
    text = words(a_summary())
    assert "Tocilizumab, no. 2 491 mg IV; weight used 61.4 kg Day +5, 28 Oct 06:00" in text
    assert "Dexamethasone, no. 4" in text


def test_the_table_of_interventions_is_complete() -> None:
    text = words(busy())
    assert all(f"entry {n} of the ward sheet" in text for n in range(40))


def test_a_long_table_says_continued_and_repeats_its_head() -> None:
    page = next(page for page in pages(pdf(busy())) if "Course in figures, continued" in page)
    assert "As documented" in page


def test_assessments_outside_the_chart_are_named() -> None:
    assert "1 more assessment outside these days" in words(a_summary())


def test_a_clock_change_inside_the_course_moves_no_time() -> None:
    # Clocks go back on 25 Oct 2026; both entries print the clinic's clock of their day.
    text = words(a_summary())
    assert "Day +2, 25 Oct 05:50" in text
    assert "Fri 23 Oct 2026 11:20" in text


def test_a_death_is_in_the_title_and_ends_every_visit() -> None:
    death = kept(Death(died_on=date(2026, 11, 19), cause=DeathCause.INFECTION, stated_by="Dr D"))
    text = words(a_summary(a_case(death=death)))
    assert "Died 19 Nov (Day +27)" in text
    assert "cause: infection; stated by Dr D" in text
    assert "to be booked" not in text


def test_a_failed_product_is_told_with_its_reason() -> None:
    base = a_case()
    assert base.course is not None
    ended = replace(
        base.course.value, ended_on=date(2026, 10, 10), end_reason=EndReason.FAILED_PRODUCT
    )
    setback = Setback(
        kind=SetbackKind.FAILED_PRODUCT,
        step=Step.MANUFACTURING,
        happened_on=date(2026, 10, 9),
        reason="No growth in two runs",
    )
    case = replace(
        base,
        course=kept(ended),
        setbacks=all_kept(setback),
        infusion=None,
        day0=None,
        visits=(),
        assessments=(),
        episodes=(),
        given=(),
        closings=(),
    )
    text = words(a_summary(case, visit=None, form=None))
    assert "Failed product, 9 Oct: No growth in two runs (Manufacturing)" in text
    assert "Closed 10 Oct, failed product" in text
    assert "Day 0 not set" in text


def test_a_patient_who_is_only_referred_has_a_paper() -> None:
    text = words(referred_only())
    assert "no course on record" in text
    assert "No response assessment on record." in text


def test_an_overdue_visit_says_so() -> None:
    assert "overdue" in words(late())


def test_nothing_is_cut_off_however_long_it_is() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 5
    plan = " ".join(f"line{n}" for n in range(500))
    reason = "Reaktion " * 20
    alert = Alert(kind=AlertKind.ALLERGY, subject="Q" * 180, reaction=reason.strip())
    case = a_case(patient=kept(a_patient(family_name=name)), alerts=all_kept(alert))
    found = pages(pdf(a_summary(case, form=a_form(plan=plan))))
    text = " ".join(found)
    assert name in text.replace(" ", "")
    assert "Q" * 180 in text.replace(" ", "")
    assert all(f"line{n}" in text for n in range(500))


def test_a_paper_left_half_written_a_day_ago_goes_at_the_next_write(tmp_path: Path) -> None:
    old, new = tmp_path / ".carttrack-abc.part", tmp_path / ".carttrack-def.part"
    for left in (old, new):
        left.write_bytes(b"half")
    at = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (at, at))
    save(a_summary(), tmp_path / "summary.pdf")
    assert sorted(tmp_path.iterdir()) == [new, tmp_path / "summary.pdf"]


def test_words_in_markup_are_printed_as_typed() -> None:
    plan = "Keep Hb > 80 g/L & platelets <50; see <a href='x'>plan</a> &amp; note"
    assert plan in words(a_summary(form=a_form(plan=plan)))


def test_another_disease_is_named_in_the_title_of_the_card() -> None:
    patient = a_patient(birth_date=date(1966, 3, 14), disease=Disease.LBCL)
    case = a_case(patient=kept(patient), product=a_product("axi_cel"))
    text = words(a_summary(case))
    assert "Published figures for another disease (B-ALL)" in text
    assert "None of these groups describes this patient" in text


def test_a_product_outside_the_catalogue_is_printed_with_the_target_entered() -> None:
    case = a_case(product=None)
    assert case.course is not None
    typed = replace(case.course.value, product="other", product_name="CAR-X 1")
    text = words(a_summary(replace(case, course=kept(typed))))
    assert "CAR-X 1, targets not recorded" in text
    aimed = replace(typed, target=Target.CD22, second_target=Target.CD19)
    text = words(a_summary(replace(case, course=kept(aimed))))
    assert "CAR-X 1, targets CD19/CD22" in text
    assert "CAR-X 1, a CD19/CD22 product" in text


def test_driving_is_one_sentence_and_only_with_a_rule() -> None:
    assert "No driving up to and including 18 Dec 2026" in words(a_summary())
    assert "driving" not in words(a_summary(driving=""))


def test_distance_stands_beside_driving_and_only_with_a_rule() -> None:
    near = "To stay near a treating centre up to and including 20 Nov 2026"
    assert near in words(a_summary(distance=near))
    assert "treating centre" not in words(a_summary())


def test_pathway_dates_are_printed() -> None:
    text = words(a_summary())
    assert "14 Sep, Day −39" in text
    assert "since 23 Oct" in text


def test_the_day_of_day_0_is_the_infusions() -> None:
    assert "Infused Fri 23 Oct 2026 11:20" in words(a_summary(a_case(day0=DAY0)))
