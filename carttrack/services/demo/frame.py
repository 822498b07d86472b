"""The frame of a synthetic clinic: which day it is, what time, in which zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from carttrack.domain.days import MONTHS
from carttrack.domain.follow_up.protocol import Protocol

CAST_TODAY = date(2026, 11, 20)
"""The day on which the dates in the files of the cast are true; all move with the real today."""

_WRITTEN = re.compile(r"\{(\d{4}-\d{2}-\d{2})\}")
_MIDDLES = {1: "-07-01", 2: "-15", 3: ""}  # completes a year, or a year and month


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every synthetic record is placed against; `now` is an aware instant."""

    today: date
    now: datetime
    zone: ZoneInfo
    protocol: Protocol

    def day(self, written: date) -> date:
        """Return the day that a date written in the cast means."""
        return written + (self.today - CAST_TODAY)

    def moment(self, day: date, at: time) -> datetime:
        """Return the instant at which the clinic's clock shows `at` on a day."""
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def instant(self, written: datetime) -> datetime:
        """Return the instant that a local date and time written in the cast means."""
        return self.moment(self.day(written.date()), written.time())

    def partial(self, written: str) -> str:
        """Return a date that may lack day or month, moved like the others."""
        if not written:
            return ""
        middle = _MIDDLES[len(written.split("-"))]
        return self.day(date.fromisoformat(written + middle)).isoformat()[: len(written)]

    def words(self, written: str) -> str:
        """Return a text with its `{2026-10-19}` as the day and month they mean: `19 Oct`."""
        return _WRITTEN.sub(self._day_month, written) if "{" in written else written

    def _day_month(self, found: re.Match[str]) -> str:
        day = self.day(date.fromisoformat(found[1]))
        return f"{day.day} {MONTHS[day.month - 1][:3]}"

    def days_ago(self, count: int) -> date:
        """Return the day `count` days before today."""
        return self.today - timedelta(days=count)
