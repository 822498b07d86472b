"""A correction is refused and asked about as the same entry would be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.kept import CourseId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.services import course, entries, follow_up, intake, pathway, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import a_response
from tests.services.builders import accepting, infused, registered, step

TOMORROW = date(2026, 11, 21)
ADMITTED = Milestone(kind=MilestoneKind.ADMISSION, done_on=date(2026, 10, 18))
DISCHARGED = Milestone(kind=MilestoneKind.DISCHARGE, done_on=date(2026, 11, 10))
HELD = Setback(
    kind=SetbackKind.INFECTION_HOLD,
    step=Step.MANUFACTURING,
    happened_on=date(2026, 10, 1),
    reason="fever",
)


def milestone(clinic: Clinic, course_id: CourseId, value: Milestone) -> int:
    act = accepting(
        lambda accepted: pathway.record_milestone(clinic, course_id, value, accepted=accepted)
    )
    return act.entry_id


def setback(clinic: Clinic, course_id: CourseId, value: Setback) -> int:
    act = accepting(
        lambda accepted: pathway.record_setback(clinic, course_id, value, accepted=accepted)
    )
    return act.entry_id


def case_of(clinic: Clinic, course_id: CourseId) -> CaseFile:
    return course.case_of(clinic, course_id)


def test_a_discharge_is_not_corrected_to_before_the_admission(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    milestone(clinic, course_id, ADMITTED)
    entry = milestone(clinic, course_id, DISCHARGED)
    early = replace(DISCHARGED, done_on=date(2026, 10, 17))
    with pytest.raises(RefusedError, match="before the admission") as refused:
        entries.correct(clinic, Entry.MILESTONE, entry, early, "misread")
    assert refused.value.field == "done_on"
    assert DISCHARGED in {kept.value for kept in case_of(clinic, course_id).milestones}


def test_a_milestone_is_not_corrected_into_the_future(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    entry = milestone(clinic, course_id, ADMITTED)
    with pytest.raises(RefusedError, match="future"):
        entries.correct(
            clinic, Entry.MILESTONE, entry, replace(ADMITTED, done_on=TOMORROW), "misread"
        )


def test_a_setback_is_not_corrected_into_the_future_or_a_step_it_cannot_be_in(
    clinic: Clinic,
) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15))
    entry = setback(clinic, course_id, HELD)
    for wrong, words in (
        (replace(HELD, happened_on=TOMORROW), "future"),
        (replace(HELD, step=Step.FOLLOW_UP), "cannot happen in"),
    ):
        with pytest.raises(RefusedError, match=words):
            entries.correct(clinic, Entry.SETBACK, entry, wrong, "misread")


def test_what_entering_would_ask_a_correction_asks(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    discharged = milestone(clinic, course_id, DISCHARGED)
    admitted = milestone(clinic, course_id, ADMITTED)
    later = replace(ADMITTED, done_on=date(2026, 11, 12))
    with pytest.raises(QuestionsError) as asked:
        entries.correct(clinic, Entry.MILESTONE, admitted, later, "misread")
    codes = frozenset(question.code for question in asked.value.questions)
    assert codes == {"admission_after_discharge"}
    entries.correct(clinic, Entry.MILESTONE, admitted, later, "misread", accepted=codes)
    assert discharged in {kept.id for kept in case_of(clinic, course_id).milestones}


def test_what_was_answered_at_entering_is_not_asked_again(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    milestone(clinic, course_id, DISCHARGED)
    late = replace(ADMITTED, done_on=date(2026, 11, 12))
    entry = milestone(clinic, course_id, late)
    entries.correct(clinic, Entry.MILESTONE, entry, replace(late, detail="ward 3"), "added")


def test_a_closed_course_keeps_no_correction_out(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    entry = milestone(clinic, course_id, DISCHARGED)
    pathway.close_course(clinic, course_id, date(2026, 11, 18), EndReason.WITHDREW)
    other = replace(DISCHARGED, done_on=date(2026, 11, 11))
    entries.correct(clinic, Entry.MILESTONE, entry, other, "misread")
    assert other in {kept.value for kept in case_of(clinic, course_id).milestones}


def test_a_failed_collection_is_corrected_after_manufacturing_began(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    failed = Setback(
        kind=SetbackKind.FAILED_COLLECTION,
        step=Step.LEUKAPHERESIS,
        happened_on=date(2026, 9, 14),
        reason="too few CD3+ cells",
    )
    entry = setback(clinic, course_id, failed)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 28))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 29))
    entries.correct(
        clinic, Entry.SETBACK, entry, replace(failed, reason="clotted line"), "read again"
    )


def test_a_death_is_not_corrected_to_before_what_is_on_record(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    follow_up.record_response(clinic, course_id, a_response())
    death = Death(died_on=date(2026, 11, 19), cause=DeathCause.OTHER)
    act = intake.record_death(clinic, patient_id, death)
    early = replace(death, died_on=date(2026, 11, 17))
    with pytest.raises(RefusedError, match="a response"):
        entries.correct(clinic, Entry.DEATH, act.entry_id, early, "misread")


def test_a_response_is_not_corrected_into_the_future(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = follow_up.record_response(clinic, course_id, a_response())
    with pytest.raises(RefusedError, match="future"):
        entries.correct(
            clinic, Entry.RESPONSE, act.entry_id, a_response(assessed_on=TOMORROW), "misread"
        )


def test_a_donation_number_is_asked_about_in_both_ways(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    right = Identifier(kind=IdentifierKind.DIN, value="G123498654321H")
    wrong = replace(right, value="G123498654321J")
    entry = entries.add(clinic, Entry.IDENTIFIER, course_id, right).entry_id
    acts: tuple[Any, ...] = (
        lambda: entries.add(clinic, Entry.IDENTIFIER, course_id, wrong),
        lambda: entries.correct(clinic, Entry.IDENTIFIER, entry, wrong, "misread"),
    )
    for act in acts:
        with pytest.raises(QuestionsError):
            act()
    codes = frozenset({"din_check_character"})
    entries.correct(clinic, Entry.IDENTIFIER, entry, wrong, "misread", accepted=codes)


def test_a_visit_is_corrected_within_its_window_and_after_the_infusion(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    form = VisitForm(seen_on=date(2026, 11, 19))
    accepting(
        lambda accepted: follow_up.complete_visit(
            clinic, course_id, "day_28", form, accepted=accepted
        )
    )
    case = case_of(clinic, course_id)
    (kept,) = case.visit_forms
    with pytest.raises(RefusedError, match="before the infusion"):
        early = replace(kept.value, seen_on=date(2026, 10, 1))
        entries.correct(clinic, Entry.VISIT_FORM, kept.id, early, "misread")
    with pytest.raises(QuestionsError):
        odd = replace(kept.value, seen_on=date(2026, 10, 30))
        entries.correct(clinic, Entry.VISIT_FORM, kept.id, odd, "misread")
    visit = next(one for one in case.visits if one.value.completed_on is not None)
    with pytest.raises(RefusedError, match="future"):
        later = replace(visit.value, completed_on=TOMORROW)
        entries.correct(clinic, Entry.VISIT, visit.id, later, "misread")


def test_what_was_given_is_not_corrected_into_the_future(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    given = Given(drug=Drug.TOCILIZUMAB, started_at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    act = toxicity.record_given(clinic, course_id, given)
    for at in (datetime(2026, 11, 20, 23, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)):
        with pytest.raises(InvalidEntryError, match="future"):
            entries.correct(
                clinic, Entry.GIVEN, act.entry_id, replace(given, started_at=at), "misread"
            )
