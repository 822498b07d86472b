"""Logging assessments: graded again, timed, corrected, voided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.toxicity.crs import Hypotension
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.new_assessment import HandSet, NewAssessment
from carttrack.services import casefile, entries, toxicity, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import NOW, crs_findings, icans_findings
from tests.services.builders import infused, registered

AT = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)


def new(**changes: Any) -> NewAssessment:
    return replace(NewAssessment(at=AT, crs=crs_findings(), icans=icans_findings()), **changes)


def test_a_logged_assessment_is_graded_timed_and_signed(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.log_assessment(clinic, course_id, new())
    (kept,) = casefile.read(clinic, patient_id).assessments
    assert kept.value.crs_grade is not None
    assert kept.value.icans_grade is not None
    assert (kept.value.crs_grade.recorded, kept.value.icans_grade.recorded) == (2, 1)
    assert (kept.value.at, kept.value.assessor) == (AT, "Alex Demo")


def test_what_was_given_is_kept_in_the_same_act(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    given = Given(drug=Drug.TOCILIZUMAB, started_at=AT, dose=Decimal(491), unit="mg")
    act = toxicity.log_assessment(clinic, course_id, new(given=(given,)))
    assert casefile.read(clinic, patient_id).given[0].value == given
    undo.take_back(clinic, act)
    case = casefile.read(clinic, patient_id)
    assert (case.given, case.assessments) == ((), ())


def test_a_grade_set_by_hand_keeps_both(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    by_hand = HandSet(grade=1, reason="oxygen for comfort")
    toxicity.log_assessment(clinic, course_id, new(crs_by_hand=by_hand))
    grade = casefile.read(clinic, patient_id).assessments[0].value.crs_grade
    assert grade is not None
    assert (grade.derived, grade.recorded, grade.override_reason) == (2, 1, "oxygen for comfort")
    with pytest.raises(InvalidEntryError):
        toxicity.log_assessment(clinic, course_id, new(crs_by_hand=HandSet(grade=1, reason="")))


def silent(**changes: Any) -> NewAssessment:
    """Return findings on which the consensus is silent: vasopressin as the only vasopressor."""
    found = crs_findings(hypotension=Hypotension.NO_VASOPRESSOR, vasopressin=True)
    return new(crs=found, **changes)


def test_a_grade_with_an_open_question_is_not_kept(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    with pytest.raises(QuestionsError, match="Vasopressin is the only"):
        toxicity.log_assessment(clinic, course_id, silent())
    assert casefile.read(clinic, patient_id).assessments == ()


def test_an_answered_question_is_kept_with_the_grade(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.log_assessment(clinic, course_id, silent(crs_answered=("vasopressin_alone",)))
    grade = casefile.read(clinic, patient_id).assessments[0].value.crs_grade
    assert grade is not None
    assert (grade.recorded, grade.answered) == (3, ("vasopressin_alone",))


def test_a_question_accepted_by_the_caller_is_answered_too(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    accepted = frozenset({"vasopressin_alone"})
    toxicity.log_assessment(clinic, course_id, silent(), accepted=accepted)
    grade = casefile.read(clinic, patient_id).assessments[0].value.crs_grade
    assert grade is not None
    assert grade.answered == ("vasopressin_alone",)


def test_a_correction_whose_findings_ask_is_not_kept_unanswered(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = toxicity.log_assessment(clinic, course_id, new())
    with pytest.raises(QuestionsError):
        toxicity.correct_assessment(clinic, course_id, act.entry_id, silent(), "wrong drug")
    hand = HandSet(grade=2, reason="stopped at once")
    by_hand = silent(crs_by_hand=hand)
    toxicity.correct_assessment(clinic, course_id, act.entry_id, by_hand, "wrong drug")
    grade = casefile.read(clinic, patient_id).assessments[0].value.crs_grade
    assert grade is not None
    assert (grade.derived, grade.recorded, grade.answered) == (3, 2, ())


def test_the_start_of_a_support_asks_where_the_consensus_is_silent(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.log_assessment(clinic, course_id, new(icans=None))
    began = Given(drug=Drug.VASOPRESSOR, name="vasopressin", started_at=AT + timedelta(minutes=30))
    with pytest.raises(QuestionsError, match="vasopressin started, proposed: CRS grade 3") as asked:
        toxicity.record_given(clinic, course_id, began)
    codes = frozenset(question.code for question in asked.value.questions)
    toxicity.record_given(clinic, course_id, began, accepted=codes)
    start = casefile.read(clinic, patient_id).assessments[-1].value
    assert start.crs_grade is not None
    assert (start.crs_grade.recorded, set(start.crs_grade.answered)) == (3, set(codes))


def test_a_future_time_is_refused_and_nothing_is_kept(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    with pytest.raises(InvalidEntryError, match="future"):
        toxicity.log_assessment(clinic, course_id, new(at=NOW + timedelta(minutes=1)))
    assert casefile.read(clinic, patient_id).assessments == ()


def test_an_assessment_before_any_infusion_is_refused(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    with pytest.raises(RefusedError, match="No infusion"):
        toxicity.log_assessment(clinic, course_id, new())


def test_an_assessment_not_done_keeps_its_reason(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.mark_not_done(clinic, course_id, AT, "patient in theatre")
    assert casefile.read(clinic, patient_id).assessments[0].value.crs is None
    with pytest.raises(InvalidEntryError):
        toxicity.mark_not_done(clinic, course_id, AT, " ")


def test_a_correction_is_graded_again_and_keeps_the_first_assessor(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = toxicity.log_assessment(clinic, course_id, new())
    cooler = new(crs=crs_findings(temp_c=Decimal("37.5")))
    toxicity.correct_assessment(clinic, course_id, act.entry_id, cooler, "wrong chart read")
    (kept,) = casefile.read(clinic, patient_id).assessments
    assert kept.value.crs_grade is not None
    assert kept.value.crs_grade.recorded == 0
    assert kept.corrected


def test_a_void_assessment_leaves_the_log_and_undo_brings_it_back(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    logged = toxicity.log_assessment(clinic, course_id, new())
    with pytest.raises(InvalidEntryError):
        entries.void(clinic, Entry.ASSESSMENT, logged.entry_id, "")
    act = entries.void(clinic, Entry.ASSESSMENT, logged.entry_id, "wrong patient")
    assert act.what == "Assessment made void, Příkladová, Žofie"
    assert casefile.read(clinic, patient_id).assessments == ()
    undo.take_back(clinic, act)
    assert len(casefile.read(clinic, patient_id).assessments) == 1


def test_an_episode_is_closed_by_a_person_after_it_opened(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="No CRS episode is open"):
        toxicity.close_episode(clinic, course_id, Toxicity.CRS, NOW, "R. Demo")
    toxicity.log_assessment(clinic, course_id, new())
    with pytest.raises(InvalidEntryError):
        toxicity.close_episode(clinic, course_id, Toxicity.CRS, AT - timedelta(hours=1), "R. Demo")
    toxicity.close_episode(clinic, course_id, Toxicity.CRS, NOW, "R. Demo")
    crs, _ = casefile.read(clinic, patient_id).episodes
    assert crs.closing is not None


def test_the_start_of_a_vasopressor_is_a_graded_entry_of_its_own(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    began = AT - timedelta(hours=2)
    noradrenaline = Given(drug=Drug.VASOPRESSOR, name="norepinephrine", started_at=began)
    toxicity.log_assessment(clinic, course_id, new(given=(noradrenaline,)))
    case = casefile.read(clinic, patient_id)
    assert [kept.value.at for kept in case.assessments] == [began, AT]
    start = case.assessments[0].value
    assert start.crs_grade is not None
    assert (start.crs_grade.recorded, start.note) == (3, "norepinephrine started")
    assert case.episodes[0].opened_at == began
    assert case.episodes[0].maximum == 3


def test_a_support_recorded_alone_is_graded_by_what_the_record_says(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.log_assessment(clinic, course_id, new())
    began = AT + timedelta(hours=1)
    toci = Given(drug=Drug.TOCILIZUMAB, started_at=AT + timedelta(minutes=5))
    toxicity.record_given(clinic, course_id, toci)
    noradrenaline = Given(drug=Drug.VASOPRESSOR, name="norepinephrine", started_at=began)
    toxicity.record_given(clinic, course_id, noradrenaline)
    last = casefile.read(clinic, patient_id).assessments[-1].value
    assert last.crs_grade is not None
    assert (last.at, last.crs_grade.recorded) == (began, 3)


def test_a_drug_is_no_graded_entry(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    toxicity.record_given(clinic, course_id, Given(drug=Drug.TOCILIZUMAB, started_at=AT))
    assert casefile.read(clinic, patient_id).assessments == ()
