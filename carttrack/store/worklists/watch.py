"""The CRS list: whoever is between Day 0 and +14, and whose episode is open."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, or_, select

from carttrack.domain.pathway.steps import Step
from carttrack.domain.toxicity.assessments import GradeOnRecord
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.interventions import Drug
from carttrack.domain.worklist import WATCH_DAYS, DueItem, DueKind, WatchLine
from carttrack.store.tables.columns import table
from carttrack.store.tables.toxicity import AssessmentRow, ClosingRow, GivenRow
from carttrack.store.work import Work
from carttrack.store.worklists.asked import Asked
from carttrack.store.worklists.due import PLANNED_STEP
from carttrack.store.worklists.people import (
    COURSE,
    INFUSION,
    PATIENT,
    PERSON,
    PLANNED,
    STEP,
    with_infusion,
)

ASSESSMENT, GIVEN, CLOSING = table(AssessmentRow), table(GivenRow), table(ClosingRow)
TEMPERATURE_HOURS = 48
_AGAIN = ASSESSMENT.alias("again")
_NEVER: tuple[None, None] = None, None
_FOUND = ASSESSMENT.c.not_done_reason == ""
_VALID = ASSESSMENT.c.void_reason.is_(None)


def watch_lines(asked: Asked) -> tuple[WatchLine, ...]:
    """Return the CRS list: the highest recorded grade first, then the oldest entry."""
    still_open = open_courses(asked.work)
    rows = asked.work.connection.execute(_watched(asked, still_open)).all()
    courses = [row.c_id for row in rows]
    last = {kind: last_grades(asked.work, courses, kind) for kind in Toxicity}
    newest = _newest(asked, courses)
    warm = _temperatures(asked, courses)
    doses = _tocilizumab(asked, courses)
    lines = []
    for row in rows:
        crs_at, crs = last[Toxicity.CRS].get(row.c_id, _NEVER)
        icans_at, icans = last[Toxicity.ICANS].get(row.c_id, _NEVER)
        lines.append(
            WatchLine(
                person=asked.calendar.person_of(row),
                crs=crs.shown if crs else None,
                icans=icans.shown if icans else None,
                crs_by_hand=bool(crs and crs.by_hand),
                icans_by_hand=bool(icans and icans.by_hand),
                crs_at=crs_at,
                icans_at=icans_at,
                last_at=newest.get(row.c_id),
                temperatures=tuple(warm.get(row.c_id, ())),
                tocilizumab=doses.get(row.c_id, 0),
                episode_open=row.c_id in still_open,
                interval_hours=_interval(asked, crs),
                infusion_planned_at=None if row.i_started_at else row.planned_at,
            )
        )
    return tuple(sorted(lines, key=_order))


def assessments_due(asked: Asked, watch: Iterable[WatchLine]) -> list[DueItem]:
    """Return the assessments due by the clinic's rule today or before; none without a rule."""
    items = []
    for line in watch:
        if line.interval_hours is None or line.last_at is None:
            continue
        due_at = line.last_at + timedelta(hours=line.interval_hours)
        local = due_at.astimezone(asked.calendar.zone)
        if local.date() > asked.today:
            continue
        items.append(
            DueItem(
                kind=DueKind.ASSESSMENT,
                person=line.person,
                what=DueKind.ASSESSMENT.value,
                due_on=local.date(),
                due_at=due_at,
                at=local.time(),
                last_at=line.last_at,
                interval_hours=line.interval_hours,
                last_grade=line.crs,
            )
        )
    return items


def _order(line: WatchLine) -> tuple[int, datetime, str]:
    worst = max(line.crs or 0, line.icans or 0)
    return -worst, line.last_at or datetime.max.replace(tzinfo=UTC), line.person.name


def _interval(asked: Asked, crs: GradeOnRecord | None) -> int | None:
    grade = crs.recorded if crs else None
    hours = asked.rules.interval_hours
    return None if grade is None or grade >= len(hours) else hours[grade]


def _watched(asked: Asked, still_open: set[int]) -> Any:
    infused = select(INFUSION.c.course_id).where(
        INFUSION.c.void_reason.is_(None),
        INFUSION.c.started_at >= asked.midnight(-WATCH_DAYS),
        INFUSION.c.started_at < asked.midnight(1),
    )
    due = select(STEP.c.course_id).where(
        PLANNED_STEP, STEP.c.step == Step.INFUSION, STEP.c.planned_on == asked.today
    )
    watched = or_(
        COURSE.c.id.in_(infused), COURSE.c.id.in_(due), COURSE.c.id.in_(sorted(still_open))
    )
    return (
        select(*PERSON, PLANNED.c.planned_at)
        .select_from(with_infusion(COURSE.join(PATIENT, PATIENT.c.id == COURSE.c.patient_id)))
        .where(watched, *asked.mine)
    )


def open_courses(work: Work) -> set[int]:
    """Return the courses with an open episode: a recorded grade of 1 or more after any closing."""
    crs = _open(Toxicity.CRS, ASSESSMENT.c.crs_recorded)
    icans = _open(Toxicity.ICANS, ASSESSMENT.c.icans_recorded)
    return set(work.connection.execute(crs.union_all(icans)).scalars())


def _open(toxicity: Toxicity, recorded: ColumnElement[Any]) -> Any:
    last = (
        select(ASSESSMENT.c.course_id, func.max(ASSESSMENT.c.at).label("at"))
        .where(recorded >= literal_column("1"), _VALID)
        .group_by(ASSESSMENT.c.course_id)
        .subquery()
    )
    closed = exists().where(
        CLOSING.c.course_id == last.c.course_id,
        CLOSING.c.toxicity == toxicity,
        CLOSING.c.void_reason.is_(None),
        CLOSING.c.closed_at >= last.c.at,
    )
    return select(last.c.course_id).where(~closed)


def last_grades(
    work: Work, courses: list[int], toxicity: Toxicity
) -> dict[int, tuple[datetime, GradeOnRecord]]:
    """Return the grade of each course's last assessment of a toxicity, and when that was."""
    scale = toxicity.value
    again = _AGAIN.c[f"{scale}_status"]
    newest = (
        select(_AGAIN.c.id)
        .where(
            _AGAIN.c.course_id == ASSESSMENT.c.course_id,
            again.is_not(None),
            _AGAIN.c.void_reason.is_(None),
        )
        .order_by(_AGAIN.c.at.desc(), _AGAIN.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    names = [field.name for field in fields(GradeOnRecord) if field.name != "answered"]
    columns = [ASSESSMENT.c[f"{scale}_{name}"] for name in names]
    query = select(ASSESSMENT.c.course_id, ASSESSMENT.c.at, *columns).where(
        ASSESSMENT.c.course_id.in_(courses), ASSESSMENT.c.id == newest
    )
    return {
        row[0]: (row[1], GradeOnRecord(**dict(zip(names, row[2:], strict=True))))
        for row in work.connection.execute(query)
    }


def _newest(asked: Asked, courses: list[int]) -> dict[int, datetime]:
    """Return when something was last found, for each course."""
    query = (
        select(ASSESSMENT.c.course_id, func.max(ASSESSMENT.c.at, type_=ASSESSMENT.c.at.type))
        .where(ASSESSMENT.c.course_id.in_(courses), _FOUND, _VALID)
        .group_by(ASSESSMENT.c.course_id)
    )
    return {row[0]: row[1] for row in asked.work.connection.execute(query)}


def _temperatures(asked: Asked, courses: list[int]) -> dict[int, list[tuple[datetime, Decimal]]]:
    degrees = func.coalesce(
        ASSESSMENT.c.temp_now_c, ASSESSMENT.c.crs_temp_c, type_=ASSESSMENT.c.temp_now_c.type
    )
    query = (
        select(ASSESSMENT.c.course_id, ASSESSMENT.c.at, degrees)
        .where(
            ASSESSMENT.c.course_id.in_(courses),
            ASSESSMENT.c.at >= asked.now - timedelta(hours=TEMPERATURE_HOURS),
            ASSESSMENT.c.at <= asked.now,
            degrees.is_not(None),
            _VALID,
        )
        .order_by(ASSESSMENT.c.course_id, ASSESSMENT.c.at)
    )
    found: dict[int, list[tuple[datetime, Decimal]]] = {}
    for course, at, value in asked.work.connection.execute(query):
        found.setdefault(course, []).append((at, value))
    return found


def _tocilizumab(asked: Asked, courses: list[int]) -> dict[int, int]:
    query = (
        select(GIVEN.c.course_id, func.count())
        .where(
            GIVEN.c.course_id.in_(courses),
            GIVEN.c.drug == Drug.TOCILIZUMAB,
            GIVEN.c.void_reason.is_(None),
        )
        .group_by(GIVEN.c.course_id)
    )
    return {row[0]: row[1] for row in asked.work.connection.execute(query)}
