"""What a worklist is asked for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.worklist import CLOSING_DAYS
from carttrack.store.work import Work
from carttrack.store.worklists.people import ON_PATH, Calendar, minded_by


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, whose patients (None for all), how many lines at most (None for all)."""

    work: Work
    calendar: Calendar
    now: datetime
    coordinator: str | None
    rules: ClinicRecord
    most: int | None

    @property
    def today(self) -> date:
        """The clinic day."""
        return self.calendar.today

    @property
    def horizon(self) -> date:
        """The last day on which a closing window is listed."""
        return self.today + timedelta(days=CLOSING_DAYS)

    @property
    def mine(self) -> tuple[ColumnElement[bool], ...]:
        """Open courses of living patients, of the coordinator asked for."""
        return (ON_PATH, *minded_by(self.coordinator))

    def midnight(self, days: int = 0) -> datetime:
        """Return the beginning of a clinic day, `days` from today, as a UTC instant."""
        day = self.today + timedelta(days=days)
        return datetime.combine(day, time.min, self.calendar.zone).astimezone(UTC)
