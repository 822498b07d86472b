"""Visits, steps and holds that are due: what is listed and how many there are."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.worklist import DueItem, DueKind, DueState
from carttrack.store.tables.columns import table
from carttrack.store.tables.courses import ClearanceRow
from carttrack.store.tables.follow_up import VisitRow
from carttrack.store.worklists.asked import Asked
from carttrack.store.worklists.people import PERSON, STEP, of_course

VISIT, CLEARANCE = table(VisitRow), table(ClearanceRow)
visit_due: ColumnElement[Any] = func.coalesce(
    VISIT.c.appointment_on, VISIT.c.latest, type_=VISIT.c.latest.type
)
"""The day by which a visit must have happened: its appointment, else the end of its window."""
OPEN_VISIT = and_(
    VISIT.c.completed_on.is_(None),
    VISIT.c.missed_on.is_(None),
    VISIT.c.stopped_on.is_(None),
    VISIT.c.void_reason.is_(None),
)
PLANNED_STEP = and_(
    STEP.c.planned_on.is_not(None),
    STEP.c.started_on.is_(None),
    STEP.c.finished_on.is_(None),
    STEP.c.skipped_reason == "",
    STEP.c.void_reason.is_(None),
)
GATES = {
    Step.LYMPHODEPLETION: Checklist.BEFORE_LYMPHODEPLETION,
    Step.INFUSION: Checklist.BEFORE_INFUSION,
}
"""The checklist that must be signed before a step begins."""


def _uncleared(step: Step, checklist: Checklist) -> ColumnElement[bool]:
    signed = exists().where(
        CLEARANCE.c.course_id == STEP.c.course_id,
        CLEARANCE.c.checklist == checklist,
        CLEARANCE.c.void_reason.is_(None),
    )
    return and_(STEP.c.step == step, ~signed)


UNCLEARED = or_(*(_uncleared(step, checklist) for step, checklist in GATES.items()))


def stored_items(asked: Asked) -> list[DueItem]:
    """Return visits, steps and holds that are due, at most `asked.most` of each group."""
    return [
        *_visits(asked, visit_due <= asked.today, visit_due),
        *_visits(asked, _closing(asked), VISIT.c.latest),
        *_steps(asked, STEP.c.planned_on <= asked.today, _step_item),
        *_steps(asked, and_(UNCLEARED, STEP.c.planned_on <= asked.horizon), _hold_item),
    ]


def stored_counts(asked: Asked) -> dict[DueState, int]:
    """Return how many visits, steps and holds are due, by state."""
    planned = STEP.c.planned_on
    counts = [
        _count(asked, VISIT, visit_due, and_(OPEN_VISIT, visit_due <= asked.today)),
        _count(asked, VISIT, visit_due, and_(OPEN_VISIT, _closing(asked))),
        _count(asked, STEP, planned, and_(PLANNED_STEP, planned <= asked.today)),
        _count(asked, STEP, planned, and_(PLANNED_STEP, UNCLEARED, planned <= asked.horizon)),
    ]
    states = (DueState.OVERDUE, DueState.DUE_TODAY, DueState.CLOSING)
    return {state: sum(count[place] for count in counts) for place, state in enumerate(states)}


def _count(
    asked: Asked, rows: Any, due: ColumnElement[Any], when: ColumnElement[bool]
) -> tuple[int, int, int]:
    query = (
        select(
            func.count(),
            func.sum(case((due < asked.today, 1), else_=0)),
            func.sum(case((due == asked.today, 1), else_=0)),
        )
        .select_from(of_course(rows, infusion=False))
        .where(when, *asked.mine)
    )
    every, overdue, due_today = asked.work.connection.execute(query).one()
    return overdue or 0, due_today or 0, every - (overdue or 0) - (due_today or 0)


def _closing(asked: Asked) -> ColumnElement[bool]:
    return and_(visit_due > asked.today, VISIT.c.latest.between(asked.today, asked.horizon))


def _visits(
    asked: Asked, when: ColumnElement[bool], order: ColumnElement[Any]
) -> Iterable[DueItem]:
    query = (
        select(*VISIT.c, visit_due.label("due_on"), *PERSON)
        .select_from(of_course(VISIT))
        .where(OPEN_VISIT, when, *asked.mine)
        .order_by(order)
        .limit(asked.most)
    )
    for row in asked.work.connection.execute(query):
        yield DueItem(
            kind=DueKind.VISIT,
            person=asked.calendar.person_of(row),
            what=row.code,
            due_on=row.due_on,
            at=row.appointment_at,
            subject_id=row.id,
            earliest=row.earliest,
            target=row.target,
            latest=row.latest,
            appointment_on=row.appointment_on,
            appointment_at=row.appointment_at,
        )


def _steps(
    asked: Asked, when: ColumnElement[bool], item: Callable[[Asked, Any], DueItem]
) -> Iterable[DueItem]:
    columns = (STEP.c.step, STEP.c.planned_on, STEP.c.planned_at, STEP.c.id.label("s_id"))
    query = (
        select(*columns, *PERSON)
        .select_from(of_course(STEP))
        .where(PLANNED_STEP, when, *asked.mine)
        .order_by(STEP.c.planned_on)
        .limit(asked.most)
    )
    for row in asked.work.connection.execute(query):
        yield item(asked, row)


def _step_item(asked: Asked, row: Any) -> DueItem:
    return DueItem(
        kind=DueKind.STEP,
        person=asked.calendar.person_of(row),
        what=row.step.value,
        due_on=row.planned_on,
        at=row.planned_at,
        subject_id=row.s_id,
        step=row.step,
    )


def _hold_item(asked: Asked, row: Any) -> DueItem:
    return DueItem(
        kind=DueKind.HOLD,
        person=asked.calendar.person_of(row),
        what=GATES[row.step].value,
        due_on=row.planned_on,
        at=row.planned_at,
        step=row.step,
        checklist=GATES[row.step],
    )
