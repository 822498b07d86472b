"""Days in hospital and in intensive care, counted off the stays on record."""

from collections.abc import Iterable
from datetime import date, timedelta

from carttrack.domain.supportive_care import Admission, Unit


def days_in(stays: Iterable[Admission], unit: Unit, until: date, since: date | None = None) -> int:
    """Return on how many calendar days a patient lay in a unit, from `since` up to `until`.

    The first and the last day of a stay both count, a day in two stays once; a stay without an
    end on record counts to `until`.
    """
    days: set[date] = set()
    for stay in stays:
        if stay.unit is not unit:
            continue
        last = min(stay.stopped_on or until, until)
        first = max(stay.started_on, since) if since else stay.started_on
        days |= {first + timedelta(number) for number in range((last - first).days + 1)}
    return len(days)
