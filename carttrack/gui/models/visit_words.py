"""A visit of the follow-up in the words, states and bars of the screen."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.days import MINUS, clock, long_date, span, table_date
from carttrack.domain.follow_up.protocol import Protocol, WindowRule
from carttrack.domain.follow_up.schedule import VisitState
from carttrack.domain.follow_up.standing import VisitStanding
from carttrack.domain.follow_up.visits import Visit
from carttrack.gui.draw import WindowBar
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

_STATES = {
    VisitState.DONE: State.DONE,
    VisitState.MISSED: State.MISSED,
    VisitState.OVERDUE: State.OVERDUE,
    VisitState.DUE_TODAY: State.DUE,
    VisitState.CLOSING: State.CLOSING,
    VisitState.BOOKED: State.BOOKED,
    VisitState.LATER: State.LATER,
    VisitState.ENDED: State.LATER,
    VisitState.STOPPED: State.LATER,
}


def state_of(standing: VisitStanding) -> State:
    """Return the state that pill and glyph of a visit show."""
    return _STATES[standing.state]


def state_words(standing: VisitStanding) -> str:
    """Return the state of a visit as its pill says it."""
    late, left = -standing.days_left, standing.days_left
    words = {
        VisitState.DONE: translate("visits", "Done"),
        VisitState.MISSED: translate("visits", "Missed"),
        VisitState.OVERDUE: translate("visits", "{0} d late").format(late),
        VisitState.DUE_TODAY: translate("visits", "Due today"),
        VisitState.CLOSING: translate("visits", "{0} d left").format(left),
        VisitState.BOOKED: translate("visits", "Booked"),
        VisitState.LATER: translate("visits", "Later"),
        VisitState.ENDED: translate("visits", "Ended"),
        VisitState.STOPPED: translate("visits", "Stopped"),
    }
    if standing.state is VisitState.CLOSING and standing.visit.appointment_on is not None:
        return translate("visits", "In {0} d").format(left)
    return words[standing.state]


_OVER = frozenset({VisitState.ENDED, VisitState.STOPPED})
"""States after which the window says nothing any more."""


def appointment_words(standing: VisitStanding, today: date, zone: ZoneInfo) -> str:
    """Return when a visit is, was, or that it is not booked."""
    visit = standing.visit
    if visit.completed_on is not None:
        return translate("visits", "{0}, done").format(table_date(visit.completed_on, today))
    if visit.missed_on is not None:
        return translate("visits", "missed {0}").format(table_date(visit.missed_on, today))
    if visit.stopped_on is not None:
        return translate("visits", "stopped {0}").format(table_date(visit.stopped_on, today))
    if visit.appointment_on is None:
        is_over = standing.state is VisitState.ENDED
        return "–" if is_over else translate("visits", "not booked")
    day = table_date(visit.appointment_on, today)
    if visit.appointment_on == today:
        day = translate("visits", "today")
    at = visit.appointment_at
    if at is None:
        return day
    near = visit.appointment_on == today or visit.appointment_on.year != today.year
    day = day if near else day.partition(" ")[2] or day
    return f"{day} {clock(at, zone)}"


def window_words(visit: Visit) -> str:
    """Return first and last day of a window as short as they can be told apart."""
    words = span(visit.earliest, visit.latest)
    both_near = visit.earliest.year == visit.latest.year
    return words.removesuffix(f" {visit.latest.year:04d}") if both_near else words


def rule_words(protocol: Protocol | None, code: str) -> str:
    """Return the rule of a window: `±4 d`, `85–115`, `±30/±90 d` with the clinic's own query."""
    planned = protocol.visit(code) if protocol else None
    if planned is None:
        return ""
    if planned.query_window is None:
        return _rule(planned.window)
    both = f"{_rule(planned.window)}/{_rule(planned.query_window)}"
    return both.replace(" d/", "/")


def query_words(visit: Visit) -> str:
    """Return the clinic's own wider window, empty without one."""
    if visit.query_earliest is None or visit.query_latest is None:
        return ""
    return span(visit.query_earliest, visit.query_latest)


def bar_of(standing: VisitStanding, today: date) -> WindowBar:
    """Return the window bar of a visit; the diamond is the day it was done or is booked for."""
    visit = standing.visit
    return WindowBar(
        earliest=visit.earliest,
        target=visit.target,
        latest=visit.latest,
        today=date.min if standing.state in _OVER else today,
        state=state_of(standing),
        appointment=visit.completed_on or visit.appointment_on,
    )


def offer_words(standing: VisitStanding) -> str:
    """Return what the screen says of a target that is no working day, empty for one that is."""
    if standing.working_day:
        return ""
    if standing.offered is None:
        return translate(
            "visits", "The target is not a working day, and the window has no working day."
        )
    return translate(
        "visits", "The target is not a working day. Nearest working day in the window: {0}."
    ).format(long_date(standing.offered))


def _rule(rule: WindowRule) -> str:
    if rule.first_day is not None:
        return f"{rule.first_day}–{rule.last_day}"
    if rule.before == rule.after:
        return f"±{rule.before} d"
    return f"{MINUS}{rule.before}/+{rule.after} d"
