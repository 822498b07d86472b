"""The dates of a course's visits: targets, windows, states, and what moves with Day 0."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from carttrack.domain.days import add_months, short_date
from carttrack.domain.follow_up.protocol import (
    DatedRule,
    Offset,
    OffsetUnit,
    PlannedVisit,
    Protocol,
    RuleKind,
    WindowRule,
)
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.worklist import DueState, due_state

_SATURDAY = 5
_WEEK = 7
_MONTHS_A_YEAR = 12


class VisitState(StrEnum):
    """Where a visit stands today; computed, never stored."""

    DONE = "done"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    CLOSING = "closing"
    BOOKED = "booked"
    LATER = "later"
    ENDED = "ended"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A visit that moves with Day 0: its target from `old` to `new`.

    The two are equal where only the window moves (30 and 31 August plus six months).
    """

    code: str
    old: date
    new: date


def target_of(offset: Offset, day0: date) -> date:
    """Return Day 0 plus an offset; months and years are calendar anniversaries.

    An anniversary that its month does not have falls on the last day of the month.
    """
    if offset.unit is OffsetUnit.DAYS:
        return day0 + timedelta(days=offset.count)
    months = offset.count * (_MONTHS_A_YEAR if offset.unit is OffsetUnit.YEARS else 1)
    return add_months(day0, months)


def window_of(rule: WindowRule, target: date, day0: date) -> tuple[date, date]:
    """Return the first and the last day of a window, both included."""
    if rule.first_day is not None and rule.last_day is not None:
        return day0 + timedelta(days=rule.first_day), day0 + timedelta(days=rule.last_day)
    return target - timedelta(days=rule.before or 0), target + timedelta(days=rule.after or 0)


def plan_visits(day0: date, protocol: Protocol) -> tuple[Visit, ...]:
    """Return every visit of a protocol dated from Day 0, the earliest target first.

    A weekend or a holiday moves no target: see `working_day_in`.
    """
    visits = (_dated(planned, day0) for planned in protocol.visits)
    return tuple(sorted(visits, key=lambda visit: visit.target))


def _dated(planned: PlannedVisit, day0: date) -> Visit:
    target = target_of(planned.offset, day0)
    earliest, latest = window_of(planned.window, target, day0)
    query: tuple[date, date] | tuple[None, None] = (None, None)
    if planned.query_window is not None:
        query = window_of(planned.query_window, target, day0)
    return Visit(
        code=planned.code,
        target=target,
        earliest=earliest,
        latest=latest,
        query_earliest=query[0],
        query_latest=query[1],
    )


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_working_day(day: date, holidays: Container[date] = ()) -> bool:
    """Tell whether a day is Monday to Friday and no holiday."""
    return not is_weekend(day) and day not in holidays


def in_window(visit: Visit, day: date) -> bool:
    """Tell whether a day lies in the window of a visit, or in the clinic's own wider one."""
    if visit.earliest <= day <= visit.latest:
        return True
    if visit.query_earliest is None or visit.query_latest is None:
        return False
    return visit.query_earliest <= day <= visit.query_latest


def working_day_in(
    earliest: date, latest: date, target: date, holidays: Container[date] = ()
) -> date | None:
    """Return the working day of the window nearest to the target, the earlier of two.

    None when the window holds no working day; then nothing outside it is offered.
    """
    days = (earliest + timedelta(days=count) for count in range((latest - earliest).days + 1))
    working = (day for day in days if is_working_day(day, holidays))
    return min(working, key=lambda day: (abs(day - target), day), default=None)


def replan(visits: Iterable[Visit], day0: date, protocol: Protocol) -> tuple[MovedDate, ...]:
    """Return which visits a corrected Day 0 moves, in their order.

    Only visits of the protocol that are neither booked nor done nor missed move.
    """
    planned = {visit.code: visit for visit in plan_visits(day0, protocol)}
    return tuple(
        MovedDate(visit.code, visit.target, planned[visit.code].target)
        for visit in visits
        if _is_open(visit)
        and visit.appointment_on is None
        and visit.code in planned
        and _dates(planned[visit.code]) != _dates(visit)
    )


def _dates(visit: Visit) -> tuple[date | None, ...]:
    return visit.target, visit.earliest, visit.latest, visit.query_earliest, visit.query_latest


def _is_open(visit: Visit) -> bool:
    return visit.completed_on is None and visit.missed_on is None


def due_on(visit: Visit) -> date:
    """Return the day by which a visit must have happened: its appointment, else the last day."""
    return visit.appointment_on or visit.latest


def visit_state(visit: Visit, today: date, *, ended: date | None) -> VisitState:
    """Return where a visit stands today.

    `ended` is the day the course ended, None while it goes on; from that day on every open visit
    is ended, and before it those that would have come after it. A visit that an event stopped
    stays stopped.
    """
    if visit.completed_on is not None:
        return VisitState.DONE
    if visit.missed_on is not None:
        return VisitState.MISSED
    if visit.stopped_on is not None:
        return VisitState.STOPPED
    if ended is not None and (ended <= today or due_on(visit) > ended):
        return VisitState.ENDED
    state = due_state(due_on(visit), today)
    if state is DueState.LATER:
        return VisitState.BOOKED if visit.appointment_on else VisitState.LATER
    return VisitState(state.value)


def driving_sentence(protocol: Protocol | None, rule_id: str, day0: date | None) -> str:
    """Return the clinic's rule on driving as one sentence, empty without a rule or Day 0.

    Empty too for a rule that is not valid on Day 0: another one held on that day.
    """
    last = rule_words(protocol, RuleKind.DRIVING, rule_id, day0)
    if not last:
        return ""
    return f"No driving up to and including {last}, and not until a clinician has cleared it"


def distance_sentence(protocol: Protocol | None, rule_id: str, day0: date | None) -> str:
    """Return the clinic's rule on staying near as one sentence, empty as for driving."""
    last = rule_words(protocol, RuleKind.DISTANCE, rule_id, day0)
    return f"To stay near a treating centre up to and including {last}" if last else ""


def rule_words(protocol: Protocol | None, kind: RuleKind, rule_id: str, day0: date | None) -> str:
    """Return `18 Dec 2026 (8 weeks, clinic rule EU-2026-1)`, empty where no rule stands."""
    if protocol is None or day0 is None:
        return ""
    rule = protocol.rule(kind, rule_id, day0)
    if rule is None:
        return ""
    return f"{short_date(rule_end(rule, day0))} ({_length(rule.days)}, clinic rule {rule.id})"


def rule_end(rule: DatedRule, day0: date) -> date:
    """Return the last day that a rule asks for."""
    return day0 + timedelta(days=rule.days)


def _length(days: int) -> str:
    count, unit = (days // _WEEK, "week") if days % _WEEK == 0 else (days, "day")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
