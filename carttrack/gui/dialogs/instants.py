"""An instant typed as a day and, where it is known, a time."""

from datetime import date, datetime, time, tzinfo


def instant_of(
    day: date | None, at: time | None, zone: tzinfo, was: datetime | None
) -> datetime | None:
    """Return the instant of a day and a time; `was`, the one on record, while both stand."""
    if day is None or at is None:
        return None
    if was is not None:
        local = was.astimezone(zone)
        if (local.date(), local.hour, local.minute) == (day, at.hour, at.minute):
            return was
    return datetime.combine(day, at, zone)
