"""What a clinic's calendar shows: events on their days, of one kind each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from carttrack.domain.days import add_months
from carttrack.domain.worklist import Person

WEEK = 7


class EventKind(StrEnum):
    """What an event is; the calendar's legend and its filter."""

    VISIT = "visit"
    INFUSION = "infusion"
    LEUKAPHERESIS = "leukapheresis"
    LYMPHODEPLETION = "lymphodepletion"
    PRODUCT = "product"
    WINDOW_CLOSES = "window_closes"
    STEP = "step"


class EventState(StrEnum):
    """Where an event stands; `PLANNED`: a day without an appointment."""

    PLANNED = "planned"
    BOOKED = "booked"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event of one patient, from `first` to `last`, both included.

    `what` is a visit's code, a step or a milestone; `at` a local time; `subject_id` the row it
    comes from. `person.day` counts to today, not to the event.
    """

    kind: EventKind
    state: EventState
    person: Person
    what: str
    first: date
    last: date
    at: time | None = None
    place: str = ""
    subject_id: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells this event from every other across readings."""
        return self.kind.value, self.what, self.subject_id

    @property
    def spans(self) -> bool:
        """Whether it takes more than one day."""
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Some days of the calendar: the first events of each, and how many there are in all.

    `counts` are by the day an event begins on (or the first day shown) and by kind; they hold
    every kind, `events` only those asked for.
    """

    first: date
    last: date
    events: tuple[CalendarEvent, ...]
    counts: Mapping[tuple[date, EventKind], int]

    def count(self, kind: EventKind, first: date, last: date) -> int:
        """Return how many events of a kind begin on the days from the first to the last."""
        found = self.counts.items()
        return sum(n for (day, each), n in found if each is kind and first <= day <= last)

    def on(self, day: date, kinds: frozenset[EventKind]) -> int:
        """Return how many events of the kinds begin on a day."""
        return sum(n for (on, kind), n in self.counts.items() if on == day and kind in kinds)


def month_span(day: date) -> tuple[date, date]:
    """Return the first and the last day of the whole weeks, Monday first, around a day's month.

    Raises `OverflowError` at the ends of the calendar.
    """
    first = day.replace(day=1)
    begin = first - timedelta(days=first.weekday())
    last = add_months(first, 1) - timedelta(days=1)
    return begin, last + timedelta(days=WEEK - 1 - last.weekday())


def days_of(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last, both included."""
    for count in range((last - first).days + 1):
        yield first + timedelta(days=count)
