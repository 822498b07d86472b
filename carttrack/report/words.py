"""Words that several sections share: numbers as entered, days with their Day number."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from carttrack.domain.days import MONTHS, WEEKDAYS, clock, day_label, local_day, short_date
from carttrack.domain.summary import VisitSummary

NOT_RECORDED = "not recorded"
PENDING = "pending"


def number(value: Decimal) -> str:
    """Return a number with the digits it was entered with, never in powers of ten."""
    return f"{value:f}"


def measured(value: Decimal | int | None, unit: str) -> str:
    """Return `61.4 kg`, or `not recorded`."""
    return NOT_RECORDED if value is None else f"{Decimal(value):f} {unit}".rstrip()


def dated(summary: VisitSummary, day: date) -> str:
    """Return `18 Nov 2026 (Day +26)`; without Day 0 the date alone."""
    day_number = summary.case.day(day)
    return short_date(day) if day_number is None else f"{short_date(day)} ({day_label(day_number)})"


def timed(summary: VisitSummary, instant: datetime) -> str:
    """Return `27 Oct 2026 18:30 (Day +4)` in the clinic's zone."""
    zone = summary.clinic.zone
    day = local_day(instant, zone)
    words = f"{short_date(day)} {clock(instant, zone)}"
    day_number = summary.case.day(day)
    return words if day_number is None else f"{words} ({day_label(day_number)})"


def full_date(day: date) -> str:
    """Return `Friday 20 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def capital(words: str) -> str:
    """Return the words with a capital first letter."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str], between: str = "; ") -> str:
    """Return the words that are not empty, joined; `not recorded` where there are none."""
    return between.join(filter(None, words)) or NOT_RECORDED
