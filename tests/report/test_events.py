"""Events, later infusions and the derived response on paper, read back from the PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from carttrack.domain.clinic import Comparison
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.response import Extramedullary, Response, ResponseKind
from carttrack.domain.outcome.second_malignancy import (
    MalignancyKind,
    SecondMalignancy,
    TransgeneTest,
)
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion, InfusionKind, ReinfusionReason
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import AntigenStatus, Disease
from carttrack.domain.summary import VisitSummary
from tests.report.builders import (
    a_case,
    a_clinic,
    a_patient,
    a_product,
    a_summary,
    all_kept,
    kept,
    pages,
    pdf,
    words,
)

RELAPSE = Relapse(
    happened_on=date(2026, 11, 19),
    kind=RelapseKind.COMBINED,
    site="CNS",
    marrow_blasts=Decimal(40),
    threshold=Decimal(5),
    cd19=AntigenStatus.NEGATIVE,
    cd22=AntigenStatus.POSITIVE,
    stated_by="R. Demo",
)


def summary(**changes: Any) -> VisitSummary:
    return a_summary(replace(a_case(), **changes))


def test_a_relapse_stands_in_the_box_and_with_its_antigen_pair() -> None:
    text = words(summary(relapses=all_kept(RELAPSE)))
    assert "relapse, marrow and extramedullary" in text
    assert "CD19 negative, CD22 positive" in text
    assert "marrow blasts 40 % (threshold 5 %)" in text
    assert "19 Nov 2026 (+27)" in text


def test_what_is_planned_after_the_event_is_said() -> None:
    text = words(summary(relapses=all_kept(RELAPSE)))
    assert "After the relapse on 19 Nov 2026: visits for the response" in text
    assert "Follow-up of survival and second cancers goes on:" in text


def test_a_transplantation_and_a_second_malignancy_are_listed() -> None:
    hsct = LaterTherapy(
        kind=LaterTherapyKind.ALLOGENEIC_HSCT,
        started_on=date(2026, 11, 18),
        name="matched sibling",
        in_remission=True,
    )
    cancer = SecondMalignancy(
        diagnosed_on=date(2026, 11, 19),
        kind=MalignancyKind.T_CELL,
        transgene=TransgeneTest.PENDING,
        reported_on=date(2026, 11, 20),
        reported_to="the manufacturer",
    )
    case = {"later_therapies": all_kept(hsct), "second_malignancies": all_kept(cancer)}
    text = words(summary(**case))
    assert "Allogeneic HSCT, matched sibling, in remission" in text
    assert "Second malignancy, T-cell malignancy, CAR transgene pending" in text
    assert "reported 20 Nov 2026 to the manufacturer" in text


def test_without_events_the_section_is_left_out() -> None:
    assert "Events after the infusion" not in words(a_summary())


def test_the_derived_response_stands_beside_the_stated_one() -> None:
    response = Response(
        assessed_on=date(2026, 11, 18),
        stated=ResponseKind.CRI,
        stated_by="R. Demo",
        marrow_blasts=Decimal(1),
        extramedullary=Extramedullary.NONE,
        anc=Decimal(2),
        platelets=Decimal(200),
    )
    text = words(summary(responses=all_kept(response)))
    assert "Derived: CR" in text
    assert "differs from the clinician’s statement" in text


def test_a_disease_without_a_response_form_says_so() -> None:
    text = words(summary(patient=kept(a_patient(disease=Disease.LBCL))))
    assert "No response form for LBCL here: steps and toxicity only." in text


def test_later_infusions_are_listed_with_their_reason() -> None:
    cells = Infusion(
        started_at=datetime(2026, 11, 12, 9, tzinfo=UTC),
        kind=InfusionKind.REINFUSION,
        number=2,
        reason=ReinfusionReason.LOSS_OF_APLASIA,
    )
    text = words(summary(later_infusions=all_kept(cells)))
    assert "No. 2, 12 Nov (Day +20); loss of B-cell aplasia" in text


def test_a_partial_dose_is_named() -> None:
    setback = Setback(
        kind=SetbackKind.PARTIAL_DOSE,
        step=Step.MONITORING,
        happened_on=date(2026, 11, 1),
        reason="CRS grade 3",
    )
    text = words(summary(setbacks=all_kept(setback)))
    assert "second part not given, CRS grade 3" in text


def test_the_count_of_days_of_an_obecabtagene_label_stands_on_every_page() -> None:
    printed = pages(pdf(summary(product=a_product("obe_cel"))))
    said = "Day 0 = first infusion; the Aucatzyl label calls it Day 1"
    assert all(said in page for page in printed)
    assert "label calls it" not in words(a_summary())


def test_a_product_of_which_only_the_name_is_known_is_to_be_confirmed() -> None:
    text = words(summary(product=a_product("axi_cel")))
    assert "(to be confirmed by the clinic)" in text


def test_b_cell_aplasia_is_said_with_the_clinics_definition() -> None:
    result = LabResult(
        test=LabTest.B_CELLS_PERCENT, taken_on=date(2026, 11, 18), value=Decimal("0.1"), unit="%"
    )
    clinic = a_clinic(
        aplasia_percent=Decimal(1),
        aplasia_comparison=Comparison.ABOVE,
        aplasia_second_sample=True,
    )
    found = replace(summary(lab_results=all_kept(result)), clinic=clinic)
    text = words(found)
    assert "B-cell aplasia, last seen 18 Nov 2026" in text
    assert "CD19+ cells > 1 %, on two samples" in text


def test_a_course_taken_over_by_a_later_one_says_so() -> None:
    case = a_case()
    assert case.course is not None
    ended = replace(
        case.course.value, ended_on=date(2026, 11, 19), end_reason=EndReason.LATER_COURSE
    )
    text = words(a_summary(replace(case, course=kept(ended))))
    assert "follow-up goes on in a later course" in text
