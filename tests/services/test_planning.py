"""A slip accepted: everything moves in one act, which can be undone as a whole."""

from datetime import date, time

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.follow_up.slip import Anchor, Slip
from carttrack.domain.follow_up.slip_dates import SlipKind
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.services import (
    casefile,
    clinic_rules,
    course,
    follow_up,
    pathway,
    planning,
    registry,
    undo,
)
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import a_clinic_record
from tests.services.builders import infused, registered, step


def planned(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """Plan a course from leukapheresis to the infusion, with a slot and a discharge."""
    patient_id, course_id = registered(clinic)
    step(clinic, course_id, Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 30))
    step(clinic, course_id, Step.EVALUATION, date(2026, 8, 31), date(2026, 9, 7))
    for which, day in (
        (Step.LEUKAPHERESIS, date(2026, 12, 7)),
        (Step.MANUFACTURING, date(2026, 12, 8)),
        (Step.LYMPHODEPLETION, date(2027, 1, 11)),
        (Step.INFUSION, date(2027, 1, 15)),
    ):
        pathway.record_step(clinic, course_id, StepRecord(step=which, planned_on=day))
    for kind, day in (
        (MilestoneKind.SLOT, date(2026, 12, 8)),
        (MilestoneKind.DISCHARGE, date(2027, 2, 5)),
    ):
        pathway.record_milestone(clinic, course_id, Milestone(kind=kind, planned_on=day))
    return patient_id, course_id


def undated(case: CaseFile) -> tuple[object, ...]:
    """What of a case a slip can move."""
    return (
        tuple(kept.value for kept in case.steps),
        tuple(kept.value for kept in case.milestones),
        tuple(kept.value for kept in case.visits),
        case.infusion.value if case.infusion else None,
        case.day0,
    )


def test_a_slipped_leukapheresis_moves_the_whole_plan_in_one_act(clinic: Clinic) -> None:
    _, course_id = planned(clinic)
    before = course.case_of(clinic, course_id)
    slip = Slip(anchor=Anchor.LEUKAPHERESIS, to=date(2026, 12, 14))
    plan = planning.slip_preview(clinic, course_id, slip)
    assert undated(course.case_of(clinic, course_id)) == undated(before)
    act = planning.accept_slip(clinic, course_id, slip)
    assert act.what == "Leukapheresis moved to 14 Dec 2026, Příkladová, Žofie"
    case = course.case_of(clinic, course_id)
    stored = {each.code: each.new for each in plan.moved if each.kind is SlipKind.STEP}
    assert stored == {
        kept.value.step.value: kept.value.planned_on
        for kept in case.steps
        if kept.value.planned_on is not None
    }
    assert case.planned_day0 == date(2027, 1, 22)
    assert case.record_version == before.record_version + 1
    undo.take_back(clinic, act)
    assert undated(course.case_of(clinic, course_id)) == undated(before)


def test_a_slip_there_and_back_leaves_the_record_as_it_was(clinic: Clinic) -> None:
    _, course_id = planned(clinic)
    before = undated(course.case_of(clinic, course_id))
    for to in (date(2027, 2, 1), date(2027, 1, 11)):
        planning.accept_slip(clinic, course_id, Slip(anchor=Anchor.LYMPHODEPLETION, to=to))
    assert undated(course.case_of(clinic, course_id)) == before


def test_what_is_preview_is_what_is_kept_when_day_0_moves(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, RegistryTrack.TED_OR_CRF)
    follow_up.book_visit(clinic, course_id, "month_2", Booking(on=date(2026, 12, 21)))
    before = course.case_of(clinic, course_id)
    slip = Slip(anchor=Anchor.INFUSION, to=date(2026, 10, 22))
    plan = planning.slip_preview(clinic, course_id, slip)
    with pytest.raises(QuestionsError) as asked:
        planning.accept_slip(clinic, course_id, slip, reason="typed wrongly")
    yes = frozenset(question.code for question in asked.value.questions)
    with pytest.raises(InvalidEntryError) as refused:
        planning.accept_slip(clinic, course_id, slip, accepted=yes)
    assert refused.value.field == "reason"
    act = planning.accept_slip(clinic, course_id, slip, reason="typed wrongly", accepted=yes)
    case = course.case_of(clinic, course_id)
    assert case.day0 == date(2026, 10, 22)
    targets = {kept.value.code: kept.value.target for kept in case.visits}
    for each in plan.moved:
        if each.kind is SlipKind.VISIT:
            assert targets[each.code] == each.new
    assert [each.code for each in plan.fixed if each.kind is SlipKind.VISIT] == ["month_2"]
    assert targets["month_2"] == date(2026, 12, 23)
    undo.take_back(clinic, act)
    assert undated(course.case_of(clinic, course_id)) == undated(before)


def test_a_slip_that_the_single_moves_would_refuse_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    before = undated(course.case_of(clinic, course_id))
    tomorrow = Slip(anchor=Anchor.INFUSION, to=date(2026, 11, 21))
    with pytest.raises(RefusedError, match="future"):
        planning.accept_slip(clinic, course_id, tomorrow, reason="typed wrongly")
    early = Slip(anchor=Anchor.INFUSION, to=date(2026, 10, 1))
    with pytest.raises(RefusedError, match="cannot be before"):
        planning.accept_slip(clinic, course_id, early, reason="typed wrongly")
    assert undated(course.case_of(clinic, course_id)) == before


def test_a_plan_moved_into_the_past_is_asked_about(clinic: Clinic) -> None:
    _, course_id = planned(clinic)
    slip = Slip(anchor=Anchor.LEUKAPHERESIS, to=date(2026, 11, 2))
    with pytest.raises(QuestionsError, match="is past"):
        planning.accept_slip(clinic, course_id, slip)
    yes = frozenset({"planned_in_past"})
    planning.accept_slip(clinic, course_id, slip, accepted=yes)
    record = course.case_of(clinic, course_id).step(Step.LEUKAPHERESIS)
    assert record.planned_on == date(2026, 11, 2)


def test_an_appointment_slips_with_its_time_and_a_reason_outside_its_window(
    clinic: Clinic,
) -> None:
    patient_id, course_id = infused(clinic)
    booking = Booking(on=date(2026, 12, 21), at=time(9, 30), place="Clinic 2")
    follow_up.book_visit(clinic, course_id, "month_2", booking)
    slip = Slip(anchor=Anchor.VISIT, visit="month_2", to=date(2027, 1, 11))
    with pytest.raises(QuestionsError, match="outside the window"):
        planning.accept_slip(clinic, course_id, slip)
    yes = frozenset({"outside-window"})
    with pytest.raises(InvalidEntryError):
        planning.accept_slip(clinic, course_id, slip, accepted=yes)
    act = planning.accept_slip(clinic, course_id, slip, reason="abroad", accepted=yes)
    assert act.what == "Month 2 visit moved to 11 Jan 2027, Příkladová, Žofie"
    case = casefile.read(clinic, patient_id)
    visit = next(kept.value for kept in case.visits if kept.value.code == "month_2")
    assert (visit.appointment_on, visit.appointment_at) == (date(2027, 1, 11), time(9, 30))
    past = Slip(anchor=Anchor.VISIT, visit="month_2", to=date(2026, 11, 19))
    with pytest.raises(InvalidEntryError, match="is past"):
        planning.accept_slip(clinic, course_id, past)


def test_the_preview_marks_the_holidays_of_the_clinics_place(clinic: Clinic) -> None:
    _, course_id = planned(clinic)
    slip = Slip(anchor=Anchor.LYMPHODEPLETION, to=date(2027, 1, 6))
    assert not planning.slip_preview(clinic, course_id, slip).moved[0].holiday
    record = a_clinic_record(holiday_country="DE", holiday_region="BY")
    clinic_rules.change_record(clinic, record)
    moved = planning.slip_preview(clinic, course_id, slip).moved
    epiphany = next(each for each in moved if each.code == Step.LYMPHODEPLETION)
    assert (epiphany.holiday, epiphany.offered) == ("Epiphany", date(2027, 1, 5))


def test_a_rule_the_protocol_lacks_and_a_place_without_holidays_are_refused(
    clinic: Clinic,
) -> None:
    for change, field in (
        ({"distance_rule": "MARS-1"}, "distance_rule"),
        ({"driving_rule": "MARS-1"}, "driving_rule"),
        ({"holiday_country": "ZZ"}, "holiday_country"),
        ({"holiday_country": "DE", "holiday_region": "ZZ"}, "holiday_region"),
    ):
        with pytest.raises(InvalidEntryError) as refused:
            clinic_rules.change_record(clinic, a_clinic_record(**change))
        assert refused.value.field == field
    with pytest.raises(RefusedError):
        clinic_rules.change_record(clinic, clinic.record)
    act = clinic_rules.change_record(clinic, a_clinic_record(distance_rule="US-2025-NEAR"))
    assert clinic.record.distance_rule == "US-2025-NEAR"
    undo.take_back(clinic, act)
    assert clinic.record.distance_rule == ""
