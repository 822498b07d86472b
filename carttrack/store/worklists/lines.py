"""The lines of the patient list, read for a page of patients at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.worklist import CLOSING_DAYS, DueKind, PatientLine
from carttrack.store.work import Work
from carttrack.store.worklists.due import (
    GATES,
    OPEN_VISIT,
    PLANNED_STEP,
    UNCLEARED,
    VISIT,
    visit_due,
)
from carttrack.store.worklists.people import DEATH, STEP, Calendar
from carttrack.store.worklists.watch import ASSESSMENT

LAST_STEP = len(STEPS) - 1


def _reached_by() -> ColumnElement[int]:
    ordinal = case({step.value: step.ordinal for step in STEPS}, value=STEP.c.step, else_=0)
    over = or_(STEP.c.finished_on.is_not(None), STEP.c.skipped_reason != "")
    return case((over, ordinal + 1), (STEP.c.started_on.is_not(None), ordinal), else_=0)


reached = _reached_by()
"""The ordinal of the step that one row alone would put its course in."""


@dataclass(frozen=True, slots=True)
class _Next:
    on: date
    at: time | None
    what: str
    kind: DueKind


def lines(work: Work, calendar: Calendar, rows: Sequence[Any]) -> tuple[PatientLine, ...]:
    """Return the lines of rows that selected `PERSON`, `disease` and `ended_on`."""
    courses = [row.c_id for row in rows if row.c_id is not None]
    steps = _steps(work, courses)
    grades = _highest(work, courses)
    deaths = _deaths(work, [row.p_id for row in rows])
    coming = _next(work, calendar, courses)
    found = []
    for row in rows:
        died_on = deaths.get(row.p_id)
        ahead = None if died_on or row.ended_on else coming.get(row.c_id)
        crs, icans = grades.get(row.c_id, (None, None))
        found.append(
            PatientLine(
                person=calendar.person_of(row),
                disease=row.disease,
                step=_step(row, steps),
                next_on=ahead.on if ahead else None,
                next_at=ahead.at if ahead else None,
                next_what=ahead.what if ahead else "",
                next_kind=ahead.kind if ahead else None,
                crs_max=crs,
                icans_max=icans,
                died_on=died_on,
            )
        )
    return tuple(found)


def _step(row: Any, steps: dict[int, int]) -> Step | None:
    if row.c_id is None:
        return None
    return Step.CLOSED if row.ended_on else STEPS[min(steps.get(row.c_id, 0), LAST_STEP)]


def _steps(work: Work, courses: list[int]) -> dict[int, int]:
    query = (
        select(STEP.c.course_id, func.max(reached))
        .where(STEP.c.course_id.in_(courses), STEP.c.void_reason.is_(None))
        .group_by(STEP.c.course_id)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def _highest(work: Work, courses: list[int]) -> dict[int, tuple[int | None, int | None]]:
    query = (
        select(
            ASSESSMENT.c.course_id,
            func.max(ASSESSMENT.c.crs_recorded),
            func.max(ASSESSMENT.c.icans_recorded),
        )
        .where(ASSESSMENT.c.course_id.in_(courses), ASSESSMENT.c.void_reason.is_(None))
        .group_by(ASSESSMENT.c.course_id)
    )
    return {row[0]: (row[1], row[2]) for row in work.connection.execute(query)}


def _deaths(work: Work, patients: list[int]) -> dict[int, date]:
    query = select(DEATH.c.patient_id, DEATH.c.died_on).where(
        DEATH.c.patient_id.in_(patients), DEATH.c.void_reason.is_(None)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def _next(work: Work, calendar: Calendar, courses: list[int]) -> dict[int, _Next]:
    """Return the next thing due in each course; on the same day a step comes before a visit."""
    found: dict[int, _Next] = {}
    columns: tuple[Any, ...] = (
        VISIT.c.course_id,
        visit_due.label("on_day"),
        VISIT.c.appointment_at,
        VISIT.c.code,
    )
    for row in _firsts(work, columns, visit_due, (VISIT.c.course_id.in_(courses), OPEN_VISIT)):
        found[row.course_id] = _Next(row.on_day, row.appointment_at, row.code, DueKind.VISIT)
    uncleared = UNCLEARED.label("uncleared")
    columns = (STEP.c.course_id, STEP.c.planned_on, STEP.c.planned_at, STEP.c.step, uncleared)
    due = STEP.c.planned_on
    for row in _firsts(work, columns, due, (STEP.c.course_id.in_(courses), PLANNED_STEP)):
        visit = found.get(row.course_id)
        if visit is None or row.planned_on <= visit.on:
            held = row.uncleared and (row.planned_on - calendar.today).days <= CLOSING_DAYS
            kind, what = (DueKind.HOLD, GATES[row.step]) if held else (DueKind.STEP, row.step)
            found[row.course_id] = _Next(row.planned_on, row.planned_at, what.value, kind)
    return found


def _firsts(
    work: Work,
    columns: tuple[ColumnElement[Any], ...],
    due: ColumnElement[Any],
    when: tuple[ColumnElement[bool], ...],
) -> Iterator[Any]:
    course = columns[0]
    place = func.row_number().over(partition_by=course, order_by=due).label("place")
    ranked = select(*columns, place).where(*when).subquery()
    yield from work.connection.execute(select(ranked).where(ranked.c.place == 1))
