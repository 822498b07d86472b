"""The horizontal axis of a course: calendar days of the clinic, and where an instant lies."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1456)
"""Days between two ticks, from daily to every fourth year."""
_TICK_ROOM = 48.0
_DAILY_ROOM = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayScale:
    """Days `first` to `last` (both drawn whole) between `left` and `right`, in units."""

    first: date
    last: date
    left: float
    right: float
    zone: ZoneInfo

    @property
    def days(self) -> int:
        """How many days are drawn."""
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        """Units a day."""
        return (self.right - self.left) / self.days

    def at_day(self, day: date) -> float:
        """Return where a day begins, in units; it may lie outside."""
        return self.left + (day - self.first).days * self.day_width

    def at(self, instant: datetime) -> float:
        """Return where an instant lies; days of 23 and 25 hours are as wide as others."""
        day = instant.astimezone(self.zone).date()
        begins = datetime.combine(day, time(), self.zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)
        return self.at_day(day) + (instant - begins) / (ends - begins) * self.day_width

    def inside(self, x: float) -> float:
        """Return the nearest place between the two ends."""
        return min(max(x, self.left), self.right)

    def shows(self, day: date) -> bool:
        """Whether a day is drawn."""
        return self.first <= day <= self.last

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day of `first` to `last` is drawn."""
        return first <= self.last and last >= self.first

    def step(self) -> int:
        """Return the days between ticks: as few as their labels have room for."""
        if self.day_width >= _DAILY_ROOM:
            return 1
        return next((step for step in _STEPS if step * self.day_width >= _TICK_ROOM), _STEPS[-1])

    def ticks(self, origin: date) -> tuple[date, ...]:
        """Return the days of the ticks, counted in whole steps from `origin` (Day 0)."""
        step = self.step()
        offset = (self.first - origin).days
        start = -(-offset // step) * step
        return tuple(
            origin + timedelta(days=number)
            for number in range(start, (self.last - origin).days + 1, step)
        )
