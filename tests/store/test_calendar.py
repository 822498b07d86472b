"""The calendar's one query: what stands on which day, of which kind, of whose patients."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.calendar_days import CalendarView, EventKind, EventState, month_span
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.kept import CourseId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause
from carttrack.store.work import Store
from carttrack.store.worklists import CalendarAsked, calendar_page, calendar_view
from carttrack.store.worklists.people import Calendar
from tests.builders import TODAY
from tests.store.builders import a_course, a_patient, a_step, a_visit

FIRST, LAST = month_span(TODAY)
FAR = date(2027, 6, 1)


def asked(**changes: Any) -> CalendarAsked:
    of: dict[str, Any] = {
        "first": FIRST,
        "last": LAST,
        "calendar": Calendar(TODAY, ZoneInfo("UTC")),
    }
    return CalendarAsked(**(of | changes))


def view(store: Store, most: int = 12, **changes: Any) -> CalendarView:
    with store.reading() as work:
        return calendar_view(work, asked(**changes), most=most)


def shown(store: Store, **changes: Any) -> list[tuple[EventKind, EventState, date]]:
    return [(event.kind, event.state, event.first) for event in view(store, **changes).events]


def kept(store: Store, *records: tuple[str, Any], number: int = 1, **about: Any) -> CourseId:
    with store.work("Prepare") as work:
        patient_id = work.patients.add(a_patient(mrn=f"9{number:06}", **about))
        course_id = CourseId(work.courses.add(patient_id, a_course()))
        for name, value in records:
            getattr(work, name).add(course_id, value)
    return course_id


@pytest.mark.parametrize(
    ("visit", "found"),
    [
        (
            a_visit(latest=FAR, completed_on=TODAY),
            [(EventKind.VISIT, EventState.DONE, TODAY)],
        ),
        (
            a_visit(latest=FAR, appointment_on=TODAY),
            [(EventKind.VISIT, EventState.BOOKED, TODAY)],
        ),
        (
            a_visit(latest=date(2026, 11, 24)),
            [
                (EventKind.VISIT, EventState.PLANNED, date(2026, 11, 20)),
                (EventKind.WINDOW_CLOSES, EventState.PLANNED, date(2026, 11, 24)),
            ],
        ),
        (a_visit(latest=TODAY, missed_on=TODAY, missed_reason="ill"), []),
        (a_visit(latest=TODAY, stopped_on=TODAY, stopped_reason="relapse"), []),
        (a_visit(latest=FAR, completed_on=LAST + timedelta(days=1)), []),
    ],
)
def test_a_visit_stands_where_it_is_done_booked_or_to_be_booked(
    store: Store, visit: Visit, found: list[tuple[EventKind, EventState, date]]
) -> None:
    kept(store, ("visits", visit))
    assert shown(store) == found


def test_steps_stand_on_their_plan_and_on_the_days_they_took(store: Store) -> None:
    days = {"started_on": FIRST - timedelta(days=2), "finished_on": FIRST}
    kept(
        store,
        ("steps", a_step(Step.LYMPHODEPLETION, **days)),
        ("steps", a_step(Step.INFUSION, planned_on=TODAY, planned_at=time(13))),
        ("steps", a_step(Step.EVALUATION, planned_on=TODAY)),
        ("steps", a_step(Step.MONITORING, started_on=TODAY)),
    )
    assert shown(store) == [
        (EventKind.LYMPHODEPLETION, EventState.DONE, FIRST - timedelta(days=2)),
        (EventKind.INFUSION, EventState.BOOKED, TODAY),
        (EventKind.STEP, EventState.BOOKED, TODAY),
    ]


def test_a_product_is_expected_then_received(store: Store) -> None:
    expected = Milestone(kind=MilestoneKind.PRODUCT_RECEIVED, planned_on=TODAY)
    received = Milestone(
        kind=MilestoneKind.PRODUCT_RECEIVED, planned_on=TODAY, done_on=TODAY + timedelta(days=1)
    )
    kept(store, ("milestones", expected), number=1)
    kept(store, ("milestones", received), number=2)
    assert shown(store) == [
        (EventKind.PRODUCT, EventState.PLANNED, TODAY),
        (EventKind.PRODUCT, EventState.DONE, TODAY + timedelta(days=1)),
    ]


def test_after_the_end_of_a_course_or_life_only_what_happened_stays(store: Store) -> None:
    visits = (
        ("visits", a_visit("day_7", latest=FAR, completed_on=TODAY)),
        ("visits", a_visit("day_14", latest=FAR, appointment_on=TODAY)),
    )
    closed = kept(store, *visits, number=1)
    dead = kept(store, *visits, number=2)
    with store.work("End") as work:
        ended = a_course(ended_on=TODAY, end_reason=EndReason.WITHDREW)
        work.courses.change(closed, ended)
        patient = work.patients.by_mrn("9000002")
        assert patient is not None
        work.deaths.add(patient.id, Death(died_on=TODAY, cause=DeathCause.DISEASE))
    assert dead != closed
    assert shown(store) == [(EventKind.VISIT, EventState.DONE, TODAY)] * 2


def test_filters_narrow_the_events_and_leave_the_counts(store: Store) -> None:
    kept(store, ("visits", a_visit(latest=date(2026, 11, 24))), coordinator="Alex Demo")
    kept(store, ("steps", a_step(Step.INFUSION, planned_on=TODAY)), number=2, coordinator="B.")
    only = view(store, kinds={EventKind.INFUSION})
    assert [event.kind for event in only.events] == [EventKind.INFUSION]
    assert only.count(EventKind.VISIT, FIRST, LAST) == 1
    mine = view(store, coordinator="Alex Demo")
    assert {event.kind for event in mine.events} == {EventKind.VISIT, EventKind.WINDOW_CLOSES}
    assert mine.count(EventKind.INFUSION, FIRST, LAST) == 0


def test_a_full_day_shows_its_first_events_by_time_and_counts_all(store: Store) -> None:
    for number in range(1, 6):
        at = time(15 - number)
        kept(
            store,
            ("visits", a_visit(latest=FAR, appointment_on=TODAY, appointment_at=at)),
            number=number,
        )
    found = view(store, most=2)
    assert [event.at for event in found.events] == [time(10), time(11)]
    assert found.on(TODAY, frozenset(EventKind)) == 5
    with store.reading() as work:
        pages = [
            event.at
            for after in (0, 3)
            for event in calendar_page(work, asked(), after=after, most=3)
        ]
    assert pages == [time(hour) for hour in range(10, 15)]


@pytest.mark.parametrize("day", [date(2026, 2, 14), date(2026, 11, 20), date(2027, 2, 1)])
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    first, last = month_span(day)
    assert (first.weekday(), last.weekday()) == (0, 6)
    assert first <= day.replace(day=1) < first + timedelta(days=7)
    assert (last - first).days + 1 in {28, 35, 42}
