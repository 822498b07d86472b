"""The calendar: visits, steps and products of a span of days, in one query."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)

from carttrack.domain.calendar_days import CalendarEvent, CalendarView, EventKind, EventState
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.store.tables.columns import table
from carttrack.store.tables.courses import MilestoneRow
from carttrack.store.work import Work
from carttrack.store.worklists.due import OPEN_VISIT, PLANNED_STEP, VISIT, visit_due
from carttrack.store.worklists.people import (
    ALIVE,
    COURSE,
    PATIENT,
    PERSON,
    STEP,
    Calendar,
    minded_by,
    of_course,
)

MILESTONE = table(MilestoneRow)
KINDS = {
    Step.LEUKAPHERESIS: EventKind.LEUKAPHERESIS,
    Step.LYMPHODEPLETION: EventKind.LYMPHODEPLETION,
    Step.INFUSION: EventKind.INFUSION,
}
"""Steps with a line of their own in the legend; all others are steps."""


@dataclass(frozen=True, slots=True)
class CalendarAsked:
    """Which days, whose patients (None for all), and which kinds of events."""

    first: date
    last: date
    calendar: Calendar
    coordinator: str | None = None
    kinds: Collection[EventKind] = frozenset(EventKind)


def calendar_view(work: Work, asked: CalendarAsked, *, most: int) -> CalendarView:
    """Return the first `most` events of each day, and how many there are of each kind and day.

    Events that take several days come first, then by time, those without one last.
    """
    events = _everything(asked)
    day = _first_shown(events, asked)
    order = (events.c.last_on == events.c.first_on, *_order(events))
    place = func.row_number().over(partition_by=day, order_by=order).label("place")
    ranked = select(events, place).where(_wanted(events, asked)).subquery()
    query = select(*PERSON, ranked).select_from(of_course(ranked)).where(ranked.c.place <= most)
    rows = work.connection.execute(query.order_by(ranked.c.first_on, ranked.c.place))
    found = tuple(_event(asked, row) for row in rows)
    counted = select(day.label("day"), events.c.kind, func.count()).group_by("day", events.c.kind)
    counts = {
        (row[0], EventKind(row[1])): row[2]
        for row in work.connection.execute(counted.select_from(events))
    }
    return CalendarView(asked.first, asked.last, found, counts)


def calendar_page(
    work: Work, asked: CalendarAsked, *, after: int = 0, most: int
) -> tuple[CalendarEvent, ...]:
    """Return a page of the events that begin on the days asked for or reach into them, by day."""
    events = _everything(asked)
    day = _first_shown(events, asked)
    query = (
        select(*PERSON, events)
        .select_from(of_course(events))
        .where(_wanted(events, asked))
        .order_by(day, *_order(events))
        .offset(after)
        .limit(most)
    )
    return tuple(_event(asked, row) for row in work.connection.execute(query))


def _event(asked: CalendarAsked, row: Any) -> CalendarEvent:
    return CalendarEvent(
        kind=EventKind(row.kind),
        state=EventState(row.state),
        person=asked.calendar.person_of(row),
        what=row.what,
        first=row.first_on,
        last=row.last_on,
        at=row.at_time,
        place=row.place_name,
        subject_id=row.subject_id,
    )


def _order(events: FromClause) -> Sequence[ColumnElement[Any]]:
    return (events.c.at_time.is_(None), events.c.at_time, events.c.kind, events.c.subject_id)


def _first_shown(events: FromClause, asked: CalendarAsked) -> ColumnElement[Any]:
    """Return the day an event is listed under: its first, or the first shown where it is past."""
    first = events.c.first_on
    return case((first < asked.first, literal(asked.first, first.type)), else_=first)


def _wanted(events: FromClause, asked: CalendarAsked) -> ColumnElement[bool]:
    return events.c.kind.in_([kind.value for kind in asked.kinds])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One source of events: which rows, when, and what they are."""

    rows: Table
    kind: ColumnElement[Any]
    state: EventState
    what: ColumnElement[Any]
    first: ColumnElement[Any]
    last: ColumnElement[Any] | None = None
    at: ColumnElement[Any] | None = None
    when: ColumnElement[bool]


def _everything(asked: CalendarAsked) -> FromClause:
    parts = (*_visits(asked), *_steps(asked), *_products(asked))
    return union_all(*(_selected(asked, part) for part in parts)).subquery("event")


def _selected(asked: CalendarAsked, part: _Part) -> Select[Any]:
    """Return the rows of one source; what is still to come only of open courses of the living."""
    rows = part.rows
    ways = () if part.state is EventState.DONE else (COURSE.c.ended_on.is_(None), ALIVE)
    valid = (COURSE.c.void_reason.is_(None), PATIENT.c.void_reason.is_(None))
    return (
        select(
            part.kind.label("kind"),
            literal(part.state.value).label("state"),
            rows.c.course_id.label("course_id"),
            rows.c.id.label("subject_id"),
            part.what.label("what"),
            part.first.label("first_on"),
            (part.first if part.last is None else part.last).label("last_on"),
            (null() if part.at is None else part.at).label("at_time"),
            (rows.c.place if rows is VISIT else literal("")).label("place_name"),
        )
        .select_from(of_course(rows, infusion=False))
        .where(part.when, *valid, *ways, *minded_by(asked.coordinator))
    )


def _kind(kind: EventKind) -> ColumnElement[Any]:
    return literal(kind.value)


def _visits(asked: CalendarAsked) -> Iterator[_Part]:
    """Yield visits done, booked, and without an appointment: on their target, and as closing."""
    days, columns = (asked.first, asked.last), VISIT.c
    booked = columns.appointment_on
    done = and_(columns.completed_on.between(*days), columns.void_reason.is_(None))
    yield _Part(
        rows=VISIT,
        kind=_kind(EventKind.VISIT),
        state=EventState.DONE,
        what=columns.code,
        first=columns.completed_on,
        at=case((columns.completed_on == booked, columns.appointment_at), else_=null()),
        when=done,
    )
    yield _Part(
        rows=VISIT,
        kind=_kind(EventKind.VISIT),
        state=EventState.BOOKED,
        what=columns.code,
        first=booked,
        at=columns.appointment_at,
        when=and_(OPEN_VISIT, booked.is_not(None), visit_due.between(*days)),
    )
    # A target lies on or before the end of its window, by which open visits are indexed.
    yield _Part(
        rows=VISIT,
        kind=_kind(EventKind.VISIT),
        state=EventState.PLANNED,
        what=columns.code,
        first=columns.target,
        when=and_(
            OPEN_VISIT,
            booked.is_(None),
            visit_due >= asked.first,
            columns.target.between(*days),
        ),
    )
    yield _Part(
        rows=VISIT,
        kind=_kind(EventKind.WINDOW_CLOSES),
        state=EventState.PLANNED,
        what=columns.code,
        first=columns.latest,
        when=and_(OPEN_VISIT, booked.is_(None), visit_due.between(*days)),
    )


def _steps(asked: CalendarAsked) -> Iterator[_Part]:
    """Yield planned steps, and the days of treatment that have begun."""
    columns = STEP.c
    kinds = case(
        {step.value: kind.value for step, kind in KINDS.items()},
        value=columns.step,
        else_=EventKind.STEP.value,
    )
    yield _Part(
        rows=STEP,
        kind=kinds,
        state=EventState.BOOKED,
        what=columns.step,
        first=columns.planned_on,
        at=columns.planned_at,
        when=and_(PLANNED_STEP, columns.planned_on.between(asked.first, asked.last)),
    )
    ended = func.coalesce(columns.finished_on, columns.started_on, type_=columns.started_on.type)
    yield _Part(
        rows=STEP,
        kind=kinds,
        state=EventState.DONE,
        what=columns.step,
        first=columns.started_on,
        last=ended,
        at=case((columns.started_on == columns.planned_on, columns.planned_at), else_=null()),
        when=and_(
            columns.step.in_(tuple(KINDS)),
            columns.started_on <= asked.last,
            ended >= asked.first,
            columns.void_reason.is_(None),
        ),
    )


def _products(asked: CalendarAsked) -> Iterator[_Part]:
    """Yield products expected and received."""
    columns, days = MILESTONE.c, (asked.first, asked.last)
    received = and_(columns.kind == MilestoneKind.PRODUCT_RECEIVED, columns.void_reason.is_(None))
    sources = (
        (EventState.DONE, columns.done_on, columns.done_on.between(*days)),
        (
            EventState.PLANNED,
            columns.planned_on,
            and_(columns.done_on.is_(None), columns.planned_on.between(*days)),
        ),
    )
    for state, day, when in sources:
        yield _Part(
            rows=MILESTONE,
            kind=_kind(EventKind.PRODUCT),
            state=state,
            what=columns.kind,
            first=day,
            when=and_(received, when),
        )
