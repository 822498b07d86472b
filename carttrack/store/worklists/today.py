"""The first screen: what must be done by when, who is watched, what comes, what is done."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, false, func, select

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.worklist import (
    ComingItem,
    DueItem,
    DueKind,
    DueState,
    TodayView,
    grouped,
)
from carttrack.store.work import Work
from carttrack.store.worklists.asked import Asked
from carttrack.store.worklists.due import (
    OPEN_VISIT,
    PLANNED_STEP,
    VISIT,
    stored_counts,
    stored_items,
    visit_due,
)
from carttrack.store.worklists.people import PERSON, STEP, Calendar, minded_by, of_course
from carttrack.store.worklists.watch import ASSESSMENT, assessments_due, watch_lines

SHOWN = 200
"""The worklist shows at most this many items; the counts are of all."""
COMING_SHOWN = 500
"""At most this many events of each kind in the next seven days."""


def today(
    work: Work,
    *,
    today: date,
    now: datetime,
    zone: ZoneInfo,
    coordinator: str | None,
    rules: ClinicRecord,
) -> TodayView:
    """Return the first screen of a clinic day; `coordinator` None for all patients.

    Items come by state, then consequence, then due time. Holds come without their open items,
    which the checklists know.
    """
    asked = Asked(work, Calendar(today, zone), now, coordinator, rules, SHOWN)
    watch = watch_lines(asked)
    assessments = assessments_due(asked, watch)
    counts = stored_counts(asked)
    for item in assessments:
        counts[item.state(today, now)] += 1
    return TodayView(
        today=today,
        now=now,
        items=_in_order(asked, [*assessments, *stored_items(asked)])[:SHOWN],
        overdue=counts[DueState.OVERDUE],
        due_today=counts[DueState.DUE_TODAY],
        closing=counts[DueState.CLOSING],
        watch=watch,
        coming=_coming(asked),
        done_today=_done_today(asked),
    )


def due_items(
    work: Work, *, today: date, now: datetime, zone: ZoneInfo, rules: ClinicRecord
) -> tuple[DueItem, ...]:
    """Return everything that Today would list, of all patients and without an upper limit."""
    asked = Asked(work, Calendar(today, zone), now, None, rules, None)
    return _in_order(asked, [*assessments_due(asked, watch_lines(asked)), *stored_items(asked)])


def _in_order(asked: Asked, items: Sequence[DueItem]) -> tuple[DueItem, ...]:
    groups = grouped(items, asked.today, asked.now)
    return tuple(item for _, group in groups for item in group)


def _coming(asked: Asked) -> tuple[ComingItem, ...]:
    """Return appointments, closing windows of visits without one, and planned steps."""
    days = (asked.today + timedelta(days=1), asked.horizon)
    visit = (visit_due, VISIT.c.appointment_at, VISIT.c.code, VISIT.c.appointment_on.is_(None))
    step = (STEP.c.planned_on, STEP.c.planned_at, STEP.c.step, false())
    items = [
        *_events(asked, DueKind.VISIT, of_course(VISIT), visit, (OPEN_VISIT, days)),
        *_events(asked, DueKind.STEP, of_course(STEP), step, (PLANNED_STEP, days)),
    ]
    return tuple(
        sorted(items, key=lambda item: (item.on, item.at or time.max, item.person.name, item.what))
    )


def _events(
    asked: Asked,
    kind: DueKind,
    source: FromClause,
    columns: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any], ColumnElement[bool]],
    when: tuple[ColumnElement[bool], tuple[date, date]],
) -> list[ComingItem]:
    (on, at, what, closes), (pending, days) = columns, when
    named = (on.label("on_day"), at.label("at_time"), what.label("what"), closes.label("closes"))
    query = (
        select(*named, *PERSON)
        .select_from(source)
        .where(pending, on.between(*days), *asked.mine)
        .order_by(on)
        .limit(COMING_SHOWN)
    )
    return [
        ComingItem(
            on=row.on_day,
            at=row.at_time,
            kind=kind,
            what=str(row.what),
            person=asked.calendar.person_of(row),
            closes=bool(row.closes),
        )
        for row in asked.work.connection.execute(query)
    ]


def _done_today(asked: Asked) -> int:
    done = (
        (VISIT, (VISIT.c.completed_on == asked.today,)),
        (STEP, (STEP.c.finished_on == asked.today,)),
        (
            ASSESSMENT,
            (
                ASSESSMENT.c.at >= asked.midnight(),
                ASSESSMENT.c.at < asked.midnight(1),
                ASSESSMENT.c.not_done_reason == "",
            ),
        ),
    )
    count = 0
    for rows, when in done:
        query = select(func.count()).select_from(of_course(rows, infusion=False))
        valid = rows.c.void_reason.is_(None)
        query = query.where(valid, *when, *minded_by(asked.coordinator))
        count += asked.work.connection.execute(query).scalar_one()
    return count
