"""The eligibility checklist shows value, limit, result, date and who."""

from datetime import date

from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist
from carttrack.domain.pathway.eligibility import NO_LIMIT, ChecklistItem
from carttrack.domain.pathway.eligibility_lines import CLINIC, eligibility_lines, limit_for
from carttrack.domain.pathway.limits import ClinicLimit

HEART = ChecklistItem(
    code="heart",
    checklist=Checklist.ELIGIBILITY,
    group="Organ function",
    question="Left ventricular ejection fraction",
    limit="Above 40 %",
    source="Alfred Health",
)
OWN = ClinicLimit(checklist=Checklist.ELIGIBILITY, item="heart", limit="LVEF at least 45 %")
ANSWER = CheckAnswer(
    checklist=Checklist.ELIGIBILITY,
    item="heart",
    answer=Answer.MET,
    value="LVEF 62 %",
    checked_on=date(2026, 9, 3),
    by="R. Demo",
)


def test_the_published_limit_is_an_example_with_its_source() -> None:
    limit = limit_for(HEART, ())
    assert (limit.text, limit.source, limit.own) == ("Above 40 %", "Alfred Health", False)


def test_the_clinics_limit_stands_above_the_published_one() -> None:
    limit = limit_for(HEART, (OWN,))
    assert (limit.text, limit.source, limit.own) == ("LVEF at least 45 %", CLINIC, True)


def test_a_limit_of_another_checklist_does_not_stand() -> None:
    other = ClinicLimit(checklist=Checklist.BEFORE_INFUSION, item="heart", limit="45 %")
    assert not limit_for(HEART, (other,)).own


def test_what_is_measured_without_any_limit_has_one_to_be_set() -> None:
    bare = ChecklistItem(
        code="x", checklist=Checklist.ELIGIBILITY, group="g", question="q", clinic_limit=True
    )
    assert limit_for(bare, ()).text == NO_LIMIT


def test_a_plain_yes_or_no_shows_no_limit() -> None:
    plain = ChecklistItem(code="x", checklist=Checklist.ELIGIBILITY, group="g", question="q")
    assert limit_for(plain, ()).text == ""


def test_a_line_holds_value_limit_result_date_and_who() -> None:
    [line] = eligibility_lines((HEART,), (ANSWER,), (OWN,))
    assert (line.value, line.limit.text) == ("LVEF 62 %", "LVEF at least 45 %")
    assert (line.answer, line.checked_on, line.by) == (Answer.MET, date(2026, 9, 3), "R. Demo")


def test_an_item_without_an_answer_is_a_line_all_the_same() -> None:
    [line] = eligibility_lines((HEART,), (), ())
    assert (line.answer, line.value) == (None, "")


def test_an_answer_keeps_the_limit_it_was_judged_by() -> None:
    judged = CheckAnswer(
        checklist=Checklist.ELIGIBILITY, item="heart", answer=Answer.MET, limit="LVEF above 40 %"
    )
    [line] = eligibility_lines((HEART,), (judged,), (OWN,))
    assert (line.limit.text, line.limit.source) == ("LVEF above 40 %", "as answered")
