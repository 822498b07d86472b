"""How many days each step took, of every course that left it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from carttrack.domain.board.usual import RANGED
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.store import dialect
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_plain import plain
from carttrack.store.worklists.people import COURSE, STEP


def step_days(work: Work) -> Iterator[tuple[str, Step, int, int]]:
    """Yield product, step, days and how many courses took that many days.

    A step lasts from the day the course came to it (`domain.board.usual.entered_on`) to the day
    it was finished, or the next one began where that is earlier. Steps skipped or without their
    dates are left out.
    """
    for product, step, days, patients in work.connection.execute(_COUNTED):
        yield product, Step(step), int(days), patients


def _column(step: Step, name: str) -> ColumnElement[str | None]:
    kept = case((STEP.c.step == step, plain(STEP.c[name])))
    return func.max(kept, type_=String).label(f"{name}_{step.ordinal}")


_NAMES = ("started_on", "finished_on")
_WAY = (
    select(STEP.c.course_id, *(_column(step, name) for step in STEPS for name in _NAMES))
    .where(STEP.c.void_reason.is_(None))
    .group_by(STEP.c.course_id)
    .cte("way")
)
"""A row a course: one pass over the steps is several times faster than windows over them."""
_DAY_COUNT = getattr(func, dialect.DAY_COUNT)
_PRODUCT = func.coalesce(func.nullif(COURSE.c.product_name, ""), COURSE.c.product)


def _counted(step: Step) -> Select[*tuple[Any, ...]]:
    """Return the query of the days one step took."""
    at = step.ordinal
    started, finished = _WAY.c[f"started_on_{at}"], _WAY.c[f"finished_on_{at}"]
    then = _WAY.c[f"started_on_{at + 1}"]
    before = _latest([_WAY.c[f"finished_on_{n}"] for n in range(at)])
    came: ColumnElement[Any] = case(
        (or_(before.is_(None), started < before), started), else_=before
    )
    if step is Step.REFERRAL:
        came = func.coalesce(came, plain(COURSE.c.opened_on))
    left = case((then < finished, then), else_=finished)
    days = _DAY_COUNT(left) - _DAY_COUNT(came)
    return (
        select(_PRODUCT, literal(step.value), days, func.count())
        .select_from(_WAY.join(COURSE, COURSE.c.id == _WAY.c.course_id))
        .where(COURSE.c.void_reason.is_(None), finished.is_not(None), left >= came)
        .group_by(_PRODUCT, days)
    )


def _latest(days: list[ColumnElement[str | None]]) -> ColumnElement[str | None]:
    if not days:
        return cast(null(), String)
    known = [func.coalesce(day, "") for day in days]
    latest = func.max(*known, type_=String) if len(known) > 1 else known[0]
    return func.nullif(latest, "", type_=String)


_COUNTED = union_all(*(_counted(step) for step in RANGED))
