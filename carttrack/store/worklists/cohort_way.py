"""How far each course came on the way to the infusion, and when."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, case, func, select

from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.store.tables.columns import table
from carttrack.store.tables.courses import MilestoneRow
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_plain import day, plain, rows
from carttrack.store.worklists.people import STEP

MILESTONE = table(MilestoneRow)
Way = tuple[date | None, date | None, date | None, date | None]
"""When evaluation began, leukapheresis began, the tumour board decided, the product was there."""


def ways(work: Work) -> dict[int, Way]:
    """Return the way of each course that has a step or a milestone on record.

    The product was there on the earliest of: manufacturing finished, product received,
    lymphodepletion begun.
    """
    found: dict[int, Way] = {}
    for course_id, evaluated, collected, finished, depleted in rows(work, _STEPS):
        found[course_id] = (_on(evaluated), _on(collected), None, _first(finished, depleted))
    for course_id, decided, received in rows(work, _MILESTONES):
        evaluated_on, collected_on, _, made_on = found.get(course_id, (None, None, None, None))
        made = _first(made_on.isoformat() if made_on else None, received)
        found[course_id] = (evaluated_on, collected_on, _on(decided), made)
    return found


def _pivot(
    kind: ColumnElement[Any], wanted: StrEnum, on: ColumnElement[Any]
) -> ColumnElement[str | None]:
    return func.min(case((kind == wanted, plain(on))), type_=String)


_STEPS = (
    select(
        STEP.c.course_id,
        _pivot(STEP.c.step, Step.EVALUATION, STEP.c.started_on),
        _pivot(STEP.c.step, Step.LEUKAPHERESIS, STEP.c.started_on),
        _pivot(STEP.c.step, Step.MANUFACTURING, STEP.c.finished_on),
        _pivot(STEP.c.step, Step.LYMPHODEPLETION, STEP.c.started_on),
    )
    .where(STEP.c.void_reason.is_(None))
    .group_by(STEP.c.course_id)
)
_DECIDING = (MilestoneKind.TUMOUR_BOARD, MilestoneKind.PRODUCT_RECEIVED)
_MILESTONES = (
    select(
        MILESTONE.c.course_id,
        *(_pivot(MILESTONE.c.kind, kind, MILESTONE.c.done_on) for kind in _DECIDING),
    )
    .where(MILESTONE.c.void_reason.is_(None), MILESTONE.c.kind.in_(_DECIDING))
    .group_by(MILESTONE.c.course_id)
)


def _on(words: str | None) -> date | None:
    return None if words is None else day(words)


def _first(*days: str | None) -> date | None:
    return _on(min((each for each in days if each is not None), default=None))
