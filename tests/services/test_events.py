"""Events after the infusion, later infusions and second courses: one act each, taken back whole."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion, InfusionKind, ReinfusionReason
from carttrack.domain.pathway.steps import Step
from carttrack.services import casefile, entries, events, follow_up, infusion, intake, pathway, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.follow_up import Booking
from carttrack.services.intake import NewCourse
from tests.builders import a_response, an_infusion
from tests.services.builders import accepting, cleared, infused, step

RELAPSED_ON = date(2026, 11, 16)


def relapse(**changes: Any) -> Relapse:
    values: dict[str, Any] = {
        "happened_on": RELAPSED_ON,
        "kind": RelapseKind.MARROW,
        "marrow_blasts": Decimal(40),
        "threshold": Decimal(5),
    }
    return Relapse(**(values | changes))


def recorded(clinic: Clinic, course_id: CourseId, event: events.Event) -> Act:
    return accepting(
        lambda accepted: events.record_event(clinic, course_id, event, accepted=accepted)
    )


def stopped(clinic: Clinic, patient_id: PatientId) -> set[str]:
    return {v.value.code for v in casefile.read(clinic, patient_id).visits if v.value.stopped_on}


def test_a_relapse_stops_the_visits_for_the_response_and_undo_puts_them_back(
    clinic: Clinic,
) -> None:
    patient_id, course_id = infused(clinic)
    before = casefile.read(clinic, patient_id).visits
    act = recorded(clinic, course_id, relapse())
    assert stopped(clinic, patient_id) == {"day_28", "month_9"}
    undo.take_back(clinic, act)
    after = casefile.read(clinic, patient_id)
    assert [v.value for v in after.visits] == [v.value for v in before]
    assert after.relapses == ()


def test_a_void_relapse_puts_its_visits_back(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = recorded(clinic, course_id, relapse())
    entries.void(clinic, Entry.RELAPSE, act.entry_id, "another patient")
    assert stopped(clinic, patient_id) == set()


def test_visits_stay_stopped_while_another_event_stands(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = recorded(clinic, course_id, relapse())
    hsct = LaterTherapy(
        kind=LaterTherapyKind.ALLOGENEIC_HSCT, started_on=date(2026, 11, 19), name="donor"
    )
    recorded(clinic, course_id, hsct)
    entries.void(clinic, Entry.RELAPSE, act.entry_id, "no relapse after all")
    case = casefile.read(clinic, patient_id)
    (day_28,) = (v.value for v in case.visits if v.value.code == "day_28")
    assert (day_28.stopped_on, day_28.stopped_reason) == (
        date(2026, 11, 19),
        "the allogeneic HSCT",
    )


def test_a_corrected_relapse_moves_what_stops(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = recorded(clinic, course_id, relapse())
    molecular = relapse(kind=RelapseKind.MRD, marrow_blasts=None, threshold=None)
    accepting(
        lambda accepted: events.correct_event(
            clinic, course_id, act.entry_id, molecular, "MRD only", accepted=accepted
        )
    )
    assert stopped(clinic, patient_id) == set()


def test_the_plan_is_shown_before_the_event_is_kept(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    plan = events.plan_with(clinic, course_id, relapse())
    assert plan is not None
    assert plan.stopped == ("Day +28", "Month 9")
    assert "Year 15" in plan.going_on
    assert casefile.read(clinic, patient_id).relapses == ()


def test_the_plan_of_a_correction_leaves_out_what_it_corrects(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = recorded(clinic, course_id, relapse())
    molecular = relapse(kind=RelapseKind.MRD, marrow_blasts=None, threshold=None)
    assert events.plan_with(clinic, course_id, molecular) is not None
    assert events.plan_with(clinic, course_id, molecular, instead_of=act.entry_id) is None
    with pytest.raises(NotFoundError):
        events.plan_with(clinic, course_id, molecular, instead_of=act.entry_id + 99)


def test_a_second_malignancy_stops_nothing(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    event = SecondMalignancy(diagnosed_on=RELAPSED_ON, kind=MalignancyKind.T_CELL)
    assert events.plan_with(clinic, course_id, event) is None
    recorded(clinic, course_id, event)
    case = casefile.read(clinic, patient_id)
    assert [m.value for m in case.second_malignancies] == [event]
    assert stopped(clinic, patient_id) == set()


def test_an_event_that_cannot_be_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="before the infusion"):
        events.record_event(clinic, course_id, relapse(happened_on=date(2026, 10, 1)))


def test_an_event_of_another_course_is_not_corrected(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(NotFoundError):
        events.correct_event(clinic, course_id, 99, relapse(), "misread")


def test_a_stopped_visit_is_not_booked_but_can_be_marked_done(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    recorded(clinic, course_id, relapse())
    booking = Booking(on=date(2026, 11, 23))
    with pytest.raises(RefusedError, match="stopped after the relapse"):
        follow_up.book_visit(clinic, course_id, "day_28", booking)
    with pytest.raises(RefusedError, match="stopped after the relapse"):
        follow_up.miss_visit(clinic, course_id, "day_28", "relapsed")
    form = VisitForm(seen_on=date(2026, 11, 20))
    follow_up.complete_visit(clinic, course_id, "day_28", form)
    assert stopped(clinic, patient_id) == {"month_9"}


def later(day: int, **changes: Any) -> Infusion:
    values: dict[str, Any] = {
        "started_at": datetime(2026, 11, day, 10, tzinfo=UTC),
        "kind": InfusionKind.REINFUSION,
        "number": 2,
        "reason": ReinfusionReason.LOSS_OF_APLASIA,
    }
    return Infusion(**(values | changes))


def given_again(clinic: Clinic, course_id: CourseId, cells: Infusion) -> Act:
    return accepting(
        lambda accepted: infusion.record_infusion(clinic, course_id, cells, accepted=accepted)
    )


def test_a_reinfusion_joins_its_course_and_moves_no_date(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    before = casefile.read(clinic, patient_id)
    given_again(clinic, course_id, later(10))
    given_again(clinic, course_id, later(18))
    case = casefile.read(clinic, patient_id)
    assert (case.day0, case.infusion, case.visits) == (
        before.day0,
        before.infusion,
        before.visits,
    )
    assert [kept.value.number for kept in case.later_infusions] == [2, 3]


def test_a_second_day_0_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="second Day 0"):
        infusion.record_infusion(clinic, course_id, an_infusion())


def test_a_later_infusion_is_corrected_with_a_reason(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = given_again(clinic, course_id, later(10))
    with pytest.raises(InvalidEntryError):
        infusion.correct_later_infusion(clinic, course_id, act.entry_id, later(11), " ")
    infusion.correct_later_infusion(clinic, course_id, act.entry_id, later(11), "misread")
    (kept,) = casefile.read(clinic, patient_id).later_infusions
    assert kept.value.started_at.date() == date(2026, 11, 11)
    with pytest.raises(NotFoundError):
        infusion.correct_later_infusion(clinic, course_id, 99, later(11), "misread")


def test_a_void_later_infusion_leaves_the_first(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = given_again(clinic, course_id, later(10))
    case = casefile.read(clinic, patient_id)
    assert case.infusion is not None
    with pytest.raises(RefusedError, match="Later infusions"):
        entries.void(clinic, Entry.INFUSION, case.infusion.id, "wrong patient")
    entries.void(clinic, Entry.INFUSION, act.entry_id, "wrong patient")
    assert casefile.read(clinic, patient_id).infusion == case.infusion


def test_an_infusion_with_an_event_after_it_stays(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    recorded(clinic, course_id, relapse())
    case = casefile.read(clinic, patient_id)
    assert case.infusion is not None
    with pytest.raises(RefusedError, match="later events"):
        entries.void(clinic, Entry.INFUSION, case.infusion.id, "wrong patient")


def test_a_corrected_day_0_keeps_what_is_stopped(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    recorded(clinic, course_id, relapse())
    moved = an_infusion(started_at=datetime(2026, 10, 22, 11, 20, tzinfo=UTC))
    accepting(
        lambda accepted: infusion.correct_infusion(
            clinic, course_id, moved, "misread", accepted=accepted
        )
    )
    assert stopped(clinic, patient_id) == {"day_28", "month_9"}


SECOND = datetime(2026, 11, 18, 10, tzinfo=UTC)


def second_course(clinic: Clinic, patient_id: PatientId) -> tuple[CourseId, Act]:
    """Open a course of another product and infuse it on 18 Nov 2026."""
    new = NewCourse(product="tisa_cel", referred_on=date(2026, 10, 30))
    course_id = CourseId(intake.open_course(clinic, patient_id, new).entry_id)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 11, 1))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 11, 2), date(2026, 11, 9))
    cleared(clinic, course_id, Checklist.BEFORE_LYMPHODEPLETION)
    step(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 11, 12), date(2026, 11, 14))
    cleared(clinic, course_id, Checklist.BEFORE_INFUSION)
    return course_id, given_again(clinic, course_id, an_infusion(started_at=SECOND))


def first(clinic: Clinic, patient_id: PatientId, course_id: CourseId) -> CaseFile:
    return casefile.read(clinic, patient_id, course_id)


def test_a_second_product_is_a_second_course_that_takes_over_the_follow_up(
    clinic: Clinic,
) -> None:
    patient_id, course_id = infused(clinic)
    other_id, act = second_course(clinic, patient_id)
    case = first(clinic, patient_id, course_id)
    assert case.course is not None
    assert (case.course.value.ended_on, case.course.value.end_reason) == (
        SECOND.date(),
        EndReason.LATER_COURSE,
    )
    assert case.later_course is not None
    assert case.later_course.id == other_id
    assert casefile.read(clinic, patient_id).course_id == other_id
    undo.take_back(clinic, act)
    reopened = first(clinic, patient_id, course_id).course
    assert reopened is not None
    assert reopened.value.ended_on is None


def test_a_void_second_infusion_opens_the_first_course_again(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    _, act = second_course(clinic, patient_id)
    entries.void(clinic, Entry.INFUSION, act.entry_id, "not given")
    case = first(clinic, patient_id, course_id)
    assert case.course is not None
    assert (case.course.value.ended_on, case.course.value.end_note) == (None, "")


def test_a_corrected_second_day_0_moves_the_end_of_the_first_course(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    other_id, _ = second_course(clinic, patient_id)
    moved = an_infusion(started_at=datetime(2026, 11, 19, 10, tzinfo=UTC))
    accepting(
        lambda accepted: infusion.correct_infusion(
            clinic, other_id, moved, "misread", accepted=accepted
        )
    )
    case = first(clinic, patient_id, course_id)
    assert case.course is not None
    assert case.course.value.ended_on == date(2026, 11, 19)


def test_a_course_cannot_be_closed_for_a_later_one_that_is_not_there(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="No later course"):
        pathway.close_course(clinic, course_id, date(2026, 11, 20), EndReason.LATER_COURSE)


def test_a_response_with_a_day_to_come_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="lies in the future"):
        follow_up.record_response(clinic, course_id, a_response(counts_on=date(2026, 11, 21)))
