"""The agenda: events under their days, each with when, what, who and where it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.calendar_days import CalendarEvent
from carttrack.domain.days import MONTHS, WEEKDAYS
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.calendar_words import (
    at_words,
    spoken,
    state_of,
    state_words,
    what_words,
)
from carttrack.gui.models.columns import Column
from carttrack.gui.models.tree import GroupedModel, GroupHead
from carttrack.gui.models.work_list import Moment, Namer

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An event as it is listed under a day."""

    event: CalendarEvent
    day: date
    visit: Namer

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other."""
        return self.event.key


def agenda_lines(
    events: Iterable[CalendarEvent], first: date, moment: Moment
) -> list[tuple[GroupHead, Sequence[AgendaLine]]]:
    """Return events in groups by day; one that began before `first` stands under that day."""
    lines = [AgendaLine(event, max(event.first, first), moment.visit) for event in events]
    return [
        (
            GroupHead(day.isoformat(), day_title(day), "accent" if day == moment.today else "text"),
            list(found),
        )
        for day, found in groupby(lines, key=lambda line: line.day)
    ]


def day_title(day: date) -> str:
    """Return `Friday 20 November`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def narrow_model() -> GroupedModel[AgendaLine]:
    """Return an empty agenda for a pane: when, and what over who."""
    what = _what(lambda line: line.event.person.name)
    return GroupedModel((_when(84), what), key=_key, spoken=_spoken)


def wide_model() -> GroupedModel[AgendaLine]:
    """Return an empty agenda for the page."""
    columns = (
        _when(96),
        _what(lambda line: f"{line.event.person.name} · {line.event.person.mrn}"),
        Column[AgendaLine](
            heading=translate("calendar", "Place"), text=lambda line: line.event.place, width=180
        ),
        Column[AgendaLine](
            heading=translate("calendar", "Day today"),
            text=lambda line: words.day(
                line.event.person.day, planned=line.event.person.day_planned
            ),
            width=90,
        ),
        Column[AgendaLine](
            heading=translate("calendar", "State"),
            text=lambda line: state_words(line.event),
            width=160,
            extras={roles.TONE: lambda _: "text2"},
        ),
    )
    return GroupedModel(columns, key=_key, spoken=_spoken)


def _when(width: int) -> Column[AgendaLine]:
    return Column(
        heading=translate("calendar", "Time"),
        text=lambda line: at_words(line.event, line.day),
        width=width,
    )


def _what(who: Callable[[AgendaLine], str]) -> Column[AgendaLine]:
    return Column(
        heading=translate("calendar", "What"),
        text=lambda line: what_words(line.event, line.visit),
        extras={
            roles.STATE: lambda line: state_of(line.event),
            roles.SECOND: who,
            int(Qt.ItemDataRole.ToolTipRole): _spoken,
        },
    )


def _key(line: AgendaLine) -> tuple[str, str, int]:
    return line.key


def _spoken(line: AgendaLine) -> str:
    return f"{spoken(line.event, line.visit)}, {line.event.person.mrn}"
