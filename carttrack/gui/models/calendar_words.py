"""A calendar event in the words, icons and colours of the screen."""

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from carttrack.domain.calendar_days import CalendarEvent, EventKind, EventState
from carttrack.domain.days import short_date
from carttrack.domain.pathway.steps import Step
from carttrack.gui import words
from carttrack.gui.models.work_list import Namer
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

ICONS = {
    EventKind.VISIT: "stethoscope",
    EventKind.INFUSION: "droplet",
    EventKind.LEUKAPHERESIS: "test-pipe",
    EventKind.LYMPHODEPLETION: "pill",
    EventKind.PRODUCT: "truck-delivery",
    EventKind.WINDOW_CLOSES: "hourglass-low",
    EventKind.STEP: "calendar-event",
}
_BY_TIME = re.compile(r"([DMY])(?:ay|onth|ear) (\+?\d+)")
_STATES = {
    EventState.PLANNED: State.LATER,
    EventState.BOOKED: State.BOOKED,
    EventState.DONE: State.DONE,
}


def kind_words(kind: EventKind) -> str:
    """Return what a kind of events is called in the legend."""
    return {
        EventKind.VISIT: translate("calendar", "Visits"),
        EventKind.INFUSION: translate("calendar", "Infusions"),
        EventKind.LEUKAPHERESIS: translate("calendar", "Leukapheresis"),
        EventKind.LYMPHODEPLETION: translate("calendar", "Lymphodepletion"),
        EventKind.PRODUCT: translate("calendar", "Product"),
        EventKind.WINDOW_CLOSES: translate("calendar", "Window closes"),
        EventKind.STEP: translate("calendar", "Other steps"),
    }[kind]


def family(name: str) -> str:
    """Return what stands before the comma, or the whole name before its Latin spelling."""
    return name.partition(" (")[0] if " (" in name else name.partition(",")[0]


def square_words(event: CalendarEvent, visit: Namer) -> str:
    """Return an event as a day's square says it: `10:30 Příkladová, Day +28`."""
    at = f"{event.at:%H:%M} " if event.at else ""
    return f"{at}{family(event.person.name)}{_after_name(event, visit)}"


def bar_words(event: CalendarEvent) -> str:
    """Return an event of several days as its bar says it."""
    step = words.term(Step(event.what))
    return translate("calendar", "{0}: {1}").format(family(event.person.name), step)


def what_words(event: CalendarEvent, visit: Namer) -> str:
    """Return what an event is, as the agenda says it."""
    if event.kind is EventKind.WINDOW_CLOSES:
        return translate("calendar", "{0}, window closes").format(visit(event.what))
    if event.kind is EventKind.PRODUCT:
        done = event.state is EventState.DONE
        received = translate("calendar", "Product received")
        return received if done else translate("calendar", "Product expected")
    if event.kind is EventKind.VISIT:
        return translate("calendar", "{0} visit").format(visit(event.what))
    return words.heading(Step(event.what))


def state_words(event: CalendarEvent) -> str:
    """Return where an event stands, in a word."""
    if event.kind is EventKind.WINDOW_CLOSES:
        return translate("calendar", "no appointment")
    return {
        EventState.DONE: translate("calendar", "done"),
        EventState.BOOKED: translate("calendar", "booked")
        if event.kind is EventKind.VISIT
        else translate("calendar", "planned"),
        EventState.PLANNED: translate("calendar", "target, not booked")
        if event.kind is EventKind.VISIT
        else translate("calendar", "planned"),
    }[event.state]


def state_of(event: CalendarEvent) -> State:
    """Return the state whose glyph stands before an event in the agenda."""
    if event.kind is EventKind.WINDOW_CLOSES:
        return State.CLOSING
    return _STATES[event.state]


def tone_of(event: CalendarEvent) -> str:
    """Return the colour token of an event's words: what is settled steps back."""
    if event.kind is EventKind.WINDOW_CLOSES:
        return "due_fg"
    return "text" if event.state is EventState.BOOKED else "text2"


def _short(name: str) -> str:
    """Return `D+28`, `M6` or `Y2` for a visit that is named by day, month or year."""
    found = _BY_TIME.fullmatch(name)
    return f"{found[1]}{found[2]}" if found else name


def at_words(event: CalendarEvent, day: date) -> str:
    """Return when an event is on a day: its time, or until when it lasts."""
    if event.at is not None and event.first == day:
        return f"{event.at:%H:%M}"
    if event.spans:
        return translate("calendar", "to {0}").format(short_date(event.last).rsplit(" ", 1)[0])
    return ""


def spoken(event: CalendarEvent, visit: Namer) -> str:
    """Return an event as one sentence."""
    parts = (
        event.person.name,
        what_words(event, visit),
        state_words(event),
        at_words(event, event.first),
        event.place,
    )
    return ", ".join(part for part in parts if part)


def _after_name(event: CalendarEvent, visit: Namer) -> str:
    if event.kind in {EventKind.VISIT, EventKind.WINDOW_CLOSES}:
        return f", {_short(visit(event.what))}"
    if event.kind is EventKind.STEP:
        return f", {words.term(Step(event.what))}"
    return ""
