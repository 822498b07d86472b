"""The steps, the checklists that gate them, the infusion."""

from datetime import UTC, date, datetime

import pytest

from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.services import (
    casefile,
    checklists,
    course,
    follow_up,
    history,
    infusion,
    pathway,
    undo,
)
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import an_infusion
from tests.services.builders import (
    accepting,
    cleared,
    infused,
    ready_for_infusion,
    registered,
    step,
)


def test_infusion_before_leukapheresis_is_refused_with_the_reason(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    with pytest.raises(RefusedError, match=r"(?i)leukapheresis"):
        infusion.record_infusion(clinic, course_id, an_infusion())


def test_day_0_in_the_future_is_refused(clinic: Clinic) -> None:
    _, course_id = ready_for_infusion(clinic)
    tomorrow = an_infusion(started_at=datetime(2026, 11, 21, 10, tzinfo=UTC))
    with pytest.raises(RefusedError, match="future"):
        infusion.record_infusion(clinic, course_id, tomorrow)


def test_a_second_day_0_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match=r"(?i)infusion"):
        infusion.record_infusion(clinic, course_id, an_infusion())


def test_a_skipped_step_is_asked_not_blocked(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    record = StepRecord(step=Step.LEUKAPHERESIS, started_on=date(2026, 9, 14))
    with pytest.raises(QuestionsError):
        pathway.record_step(clinic, course_id, record)
    accepting(lambda accepted: pathway.record_step(clinic, course_id, record, accepted=accepted))


def test_lymphodepletion_waits_for_its_signed_checklist_and_names_what_is_open(
    clinic: Clinic,
) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    with pytest.raises(RefusedError, match="not signed") as error:
        step(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 10, 19))
    case = course.case_of(clinic, course_id)
    for hold in checklists.open_holds(case, Checklist.BEFORE_LYMPHODEPLETION):
        assert hold.text in str(error.value)


def test_open_items_are_overridden_only_with_a_reason(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    with pytest.raises(InvalidEntryError):
        checklists.sign_checklist(clinic, course_id, Checklist.BEFORE_INFUSION)
    checklists.sign_checklist(
        clinic, course_id, Checklist.BEFORE_INFUSION, "all seen on the ward round"
    )
    case = course.case_of(clinic, course_id)
    assert case.clearances[0].value.override_reason == "all seen on the ward round"
    assert case.clearances[0].value.holds


def test_the_infusion_dates_24_visits_and_starts_monitoring(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    case = casefile.read(clinic, patient_id)
    assert case.day0 == date(2026, 10, 23)
    assert len(case.visits) == 24
    assert case.current is Step.MONITORING


def test_undoing_the_infusion_takes_its_visits_with_it(clinic: Clinic) -> None:
    patient_id, course_id = ready_for_infusion(clinic)
    act = accepting(
        lambda accepted: infusion.record_infusion(
            clinic, course_id, an_infusion(), accepted=accepted
        )
    )
    undone = undo.take_back(clinic, act)
    case = casefile.read(clinic, patient_id)
    assert case.visits == ()
    assert case.infusion is None
    undo.do_again(clinic, undone)
    assert len(casefile.read(clinic, patient_id).visits) == 24
    again = history.of_patient(clinic, patient_id)[0]
    assert (again.what.split(":")[0], again.reason) == ("Done again", "done again")


def test_correcting_day_0_moves_unbooked_visits_and_leaves_booked_ones(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "month_2", Booking(on=date(2026, 12, 23)))
    later = an_infusion(started_at=datetime(2026, 10, 24, 11, tzinfo=UTC))
    codes = {moved.code for moved in infusion.moved_dates(clinic, course_id, later)}
    assert "month_2" not in codes
    assert "day_100" in codes
    accepting(
        lambda accepted: infusion.correct_infusion(
            clinic, course_id, later, "wrong day typed", accepted=accepted
        )
    )
    targets = {k.value.code: k.value.target for k in casefile.read(clinic, patient_id).visits}
    assert targets["month_2"] == date(2026, 12, 23)
    assert targets["day_100"] == date(2027, 2, 1)


def test_a_failed_collection_clears_the_way_for_another(clinic: Clinic) -> None:
    patient_id, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    setback = Setback(
        kind=SetbackKind.FAILED_COLLECTION,
        step=Step.LEUKAPHERESIS,
        happened_on=date(2026, 9, 14),
        reason="too few CD3+ cells",
    )
    pathway.record_setback(clinic, course_id, setback)
    case = casefile.read(clinic, patient_id)
    assert case.step(Step.LEUKAPHERESIS).started_on is None
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 28))
    assert casefile.read(clinic, patient_id).current is Step.MANUFACTURING


def test_a_screen_failure_closes_the_course(clinic: Clinic) -> None:
    patient_id, course_id = registered(clinic)
    setback = Setback(
        kind=SetbackKind.SCREEN_FAILURE,
        step=Step.EVALUATION,
        happened_on=date(2026, 9, 1),
        reason="no target antigen",
    )
    accepting(
        lambda accepted: pathway.record_setback(clinic, course_id, setback, accepted=accepted)
    )
    case = casefile.read(clinic, patient_id)
    assert case.course is not None
    assert case.course.value.end_reason is EndReason.SCREEN_FAILURE
    with pytest.raises(RefusedError, match=r"(?i)closed"):
        step(clinic, course_id, Step.EVALUATION, date(2026, 9, 2))


def test_changing_a_done_date_needs_a_reason(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 30))
    with pytest.raises(InvalidEntryError) as error:
        step(clinic, course_id, Step.REFERRAL, date(2026, 8, 20), date(2026, 8, 30))
    assert error.value.field == "reason"


def test_a_cleared_checklist_lets_the_step_start(clinic: Clinic) -> None:
    patient_id, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    cleared(clinic, course_id, Checklist.BEFORE_LYMPHODEPLETION)
    step(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 10, 19), date(2026, 10, 21))
    assert casefile.read(clinic, patient_id).current is Step.INFUSION


def test_a_step_saved_as_it_stands_is_refused(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    with pytest.raises(RefusedError, match="Nothing differs"):
        pathway.record_step(clinic, course_id, StepRecord(step=Step.EVALUATION))
