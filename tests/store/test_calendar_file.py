"""What a calendar file tells of a course, and that its sequence only rises."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from carttrack.domain.calendar_entries import CalendarEntry, EntryState
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause
from carttrack.store.work import Store
from carttrack.store.worklists import calendar_entries
from tests.builders import TODAY, Clock
from tests.store.builders import a_course, a_patient, a_step, a_visit

BOOKED: dict[str, Any] = {"appointment_on": date(2026, 11, 20), "appointment_at": time(10, 30)}


def entries(store: Store, patients: list[PatientId] | None = None) -> dict[str, CalendarEntry]:
    with store.reading() as work:
        found = [entry for _, page in calendar_entries(work, patients) for entry in page]
    assert len({(entry.course_id, entry.code) for entry in found}) == len(found)
    return {entry.code: entry for entry in found}


def added(store: Store, course_id: CourseId, name: str, value: object) -> int:
    with store.work("Prepare") as work:
        entry_id: int = getattr(work, name).add(course_id, value)
    return entry_id


def test_a_visit_goes_from_its_target_to_its_appointment_and_its_day_done(
    store: Store, course_id: CourseId, clock: Clock
) -> None:
    planned = a_visit()
    visit_id = added(store, course_id, "visits", planned)
    before = entries(store)["day_28"]
    assert (before.first, before.at, before.state) == (planned.target, None, EntryState.PLANNED)
    assert (before.earliest, before.latest) == (planned.earliest, planned.latest)
    assert (before.sequence, before.changed_at) == (0, clock.now)
    clock.forward(hours=1)
    booked = replace(planned, **BOOKED, place="Room 2")
    with store.work("Book") as work:
        work.visits.change(visit_id, booked)
    after = entries(store)["day_28"]
    assert (after.first, after.at) == (date(2026, 11, 20), time(10, 30))
    assert (after.state, after.place, after.earliest) == (EntryState.BOOKED, "Room 2", None)
    assert (after.sequence, after.changed_at) == (1, clock.now)
    with store.work("Done a day later") as work:
        work.visits.change(visit_id, replace(booked, completed_on=date(2026, 11, 21)))
    done = entries(store)["day_28"]
    assert (done.first, done.at, done.state) == (date(2026, 11, 21), None, EntryState.DONE)
    assert done.sequence == 2


def test_missed_stopped_and_void_visits_are_cancelled(store: Store, course_id: CourseId) -> None:
    missed = a_visit("day_7", missed_on=TODAY, missed_reason="ill")
    stopped = a_visit("month_6", stopped_on=TODAY, stopped_reason="relapse")
    added(store, course_id, "visits", missed)
    added(store, course_id, "visits", stopped)
    void_id = added(store, course_id, "visits", a_visit("day_28", **BOOKED))
    with store.work("Void", reason="twice") as work:
        work.visits.void(void_id, "twice")
    assert {entry.state for entry in entries(store).values()} == {EntryState.CANCELLED}


def test_a_visit_entered_again_keeps_its_identity_and_its_sequence_rises(
    store: Store, course_id: CourseId
) -> None:
    void_id = added(store, course_id, "visits", a_visit(**BOOKED))
    with store.work("Void", reason="wrong Day 0") as work:
        work.visits.void(void_id, "wrong Day 0")
    cancelled = entries(store)["day_28"]
    added(store, course_id, "visits", a_visit())
    again = entries(store)["day_28"]
    assert (cancelled.state, again.state) == (EntryState.CANCELLED, EntryState.PLANNED)
    assert 0 < cancelled.sequence < again.sequence


def test_taking_a_booking_back_is_newer_than_the_booking(store: Store, course_id: CourseId) -> None:
    visit_id = added(store, course_id, "visits", a_visit())
    with store.work("Book") as work:
        work.visits.change(visit_id, a_visit(**BOOKED))
    act, booked = work.act, entries(store)["day_28"]
    with store.work("Take back", reason="undone") as work:
        work.take_back(act)
    undone = entries(store)["day_28"]
    assert undone.first == a_visit().target
    assert undone.sequence > booked.sequence


def test_an_ended_course_cancels_what_has_not_happened_yet(
    store: Store, course_id: CourseId
) -> None:
    added(store, course_id, "visits", a_visit("day_7", completed_on=TODAY))
    added(store, course_id, "visits", a_visit("month_6", latest=date(2027, 5, 20)))
    added(store, course_id, "steps", a_step(Step.INFUSION, planned_on=date(2026, 12, 1)))
    before = entries(store)
    with store.work("Close") as work:
        closed = a_course(ended_on=TODAY, end_reason=EndReason.WITHDREW)
        work.courses.change(course_id, closed)
    after = entries(store)
    assert {code: entry.state for code, entry in after.items()} == {
        "day_7": EntryState.DONE,
        "month_6": EntryState.CANCELLED,
        "infusion": EntryState.CANCELLED,
    }
    assert all(after[code].sequence > before[code].sequence for code in after)


def test_a_death_cancels_what_was_to_come(
    store: Store, patient_id: PatientId, course_id: CourseId
) -> None:
    added(store, course_id, "visits", a_visit("month_6", latest=date(2027, 5, 20)))
    before = entries(store)["month_6"]
    with store.work("Death") as work:
        work.deaths.add(patient_id, Death(died_on=TODAY, cause=DeathCause.DISEASE))
    after = entries(store)["month_6"]
    assert after.state is EntryState.CANCELLED
    assert after.sequence > before.sequence


def test_a_treated_step_takes_its_days_and_another_its_first(
    store: Store, course_id: CourseId
) -> None:
    days = {"started_on": date(2026, 10, 19), "finished_on": date(2026, 10, 21)}
    added(store, course_id, "steps", a_step(Step.LYMPHODEPLETION, **days))
    added(store, course_id, "steps", a_step(Step.MANUFACTURING, **days))
    found = entries(store)
    assert found["lymphodepletion"].last == date(2026, 10, 21)
    assert found["manufacturing"].last == date(2026, 10, 19)
    assert {entry.state for entry in found.values()} == {EntryState.DONE}


def test_steps_that_begin_by_themselves_are_no_appointments(
    store: Store, course_id: CourseId
) -> None:
    for step in (Step.REFERRAL, Step.MONITORING, Step.FOLLOW_UP):
        added(store, course_id, "steps", a_step(step, started_on=TODAY))
    assert entries(store) == {}


def test_a_plan_given_up_is_cancelled_on_the_day_it_had(store: Store, course_id: CourseId) -> None:
    day = date(2026, 12, 1)
    step_id = added(store, course_id, "steps", a_step(Step.INFUSION, planned_on=day))
    with store.work("Give up the plan") as work:
        work.steps.change(step_id, a_step(Step.INFUSION))
    found = entries(store)["infusion"]
    assert (found.first, found.state, found.sequence) == (day, EntryState.CANCELLED, 1)


def test_a_skipped_step_is_cancelled(store: Store, course_id: CourseId) -> None:
    skipped = a_step(Step.LYMPHODEPLETION, planned_on=TODAY, skipped_reason="not needed")
    added(store, course_id, "steps", skipped)
    assert entries(store)["lymphodepletion"].state is EntryState.CANCELLED


def test_a_new_time_zone_makes_every_entry_newer(store: Store, course_id: CourseId) -> None:
    added(store, course_id, "visits", a_visit(**BOOKED))
    with store.work("Telephone") as work:
        work.clinic.change(replace(work.clinic.get(), telephone="555 0199"))
    assert entries(store)["day_28"].sequence == 0
    with store.work("Move") as work:
        work.clinic.change(replace(work.clinic.get(), time_zone="Europe/Berlin"))
    assert entries(store)["day_28"].sequence == 1


def test_only_the_patients_asked_for_are_read(
    store: Store, patient_id: PatientId, course_id: CourseId
) -> None:
    added(store, course_id, "visits", a_visit("day_7"))
    with store.work("Another patient") as work:
        other = work.patients.add(a_patient(mrn="9000999", family_name="Beispiel"))
        other_course = CourseId(work.courses.add(other, a_course()))
        work.visits.add(other_course, a_visit("day_14"))
    assert set(entries(store, [patient_id])) == {"day_7"}
    assert set(entries(store)) == {"day_7", "day_14"}
