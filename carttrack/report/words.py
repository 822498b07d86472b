"""Words that several sections share: numbers as entered, days with their Day number."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from carttrack.domain.days import MONTHS, WEEKDAYS, clock, day_label, local_day, short_date, span
from carttrack.domain.summary import VisitSummary

NOT_RECORDED = "not recorded"
PENDING = "pending"


def number(value: Decimal) -> str:
    """Return a number with the digits it was entered with, never in powers of ten."""
    return f"{value:f}"


def measured(value: Decimal | int | None, unit: str) -> str:
    """Return `61.4 kg`, or `not recorded`."""
    return NOT_RECORDED if value is None else f"{Decimal(value):f} {unit}".rstrip()


def near_date(summary: VisitSummary, day: date) -> str:
    """Return `18 Nov`, with its year where that is not the year of the visit."""
    return _without_year(short_date(day), day, summary)


def near_span(summary: VisitSummary, first: date, last: date) -> str:
    """Return `31 Aug – 7 Sep`, with the years where one is not the year of the visit."""
    if first.year != last.year:
        return span(first, last)
    return _without_year(span(first, last), last, summary)


def dated(summary: VisitSummary, day: date) -> str:
    """Return `18 Nov (Day +26)`, its year where it is another; without Day 0 the date alone."""
    number_of_day = summary.case.day(day)
    words = near_date(summary, day)
    return words if number_of_day is None else f"{words} ({day_label(number_of_day)})"


def timed(summary: VisitSummary, instant: datetime) -> str:
    """Return `Day +4, 27 Oct 18:30` in the clinic's zone; without Day 0 date and time alone."""
    zone = summary.clinic.zone
    day = local_day(instant, zone)
    words = f"{near_date(summary, day)} {clock(instant, zone)}"
    number_of_day = summary.case.day(day)
    return words if number_of_day is None else f"{day_label(number_of_day)}, {words}"


def on_day(summary: VisitSummary, instant: datetime) -> str:
    """Return `Day +4`; without Day 0 the date."""
    day = local_day(instant, summary.clinic.zone)
    number_of_day = summary.case.day(day)
    return near_date(summary, day) if number_of_day is None else day_label(number_of_day)


def full_date(day: date) -> str:
    """Return `Friday 20 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def capital(words: str) -> str:
    """Return the words with a capital first letter."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str], between: str = "; ") -> str:
    """Return the words that are not empty, joined; `not recorded` where there are none."""
    return between.join(filter(None, words)) or NOT_RECORDED


def _without_year(words: str, day: date, summary: VisitSummary) -> str:
    is_near = day.year == summary.visit_on.year
    return words.removesuffix(f" {day.year:04d}") if is_near else words
