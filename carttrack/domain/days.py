"""Days and times in words: Day numbers, dates, spans, clock times, one spelling everywhere.

A Day number counts calendar days from Day 0 by the clinic's clock. Names of days and months
stand here in English letters, so that screen and paper never depend on the machine's locale.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""English names of the months, January first."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English names of the weekdays, Monday first, as `date.weekday()` counts."""
MINUS = "\N{MINUS SIGN}"
_NEAR_MONTHS = 6


def day_number(day0: date, on: date) -> int:
    """Return the Day number of `on`: 0 on Day 0, negative before it."""
    return (on - day0).days


def signed(number: int) -> str:
    """Return `+4`, `0` or `−7`, with a true minus."""
    if number < 0:
        return f"{MINUS}{-number}"
    return f"+{number}" if number else "0"


def day_label(number: int) -> str:
    """Return `Day +4`, `Day 0` or `Day −7`."""
    return f"Day {signed(number)}"


def local_day(instant: datetime, zone: tzinfo) -> date:
    """Return the calendar day of an aware instant in a time zone."""
    return instant.astimezone(zone).date()


def short_date(day: date) -> str:
    """Return `20 Nov 2026`."""
    return f"{_day_month(day)} {day.year:04d}"


def long_date(day: date) -> str:
    """Return `Fri 20 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_date(day)}"


def table_date(day: date, today: date) -> str:
    """Return `Fri 20 Nov`; more than six months from today the year is kept: `23 Dec 2027`."""
    earlier, later = min(day, today), max(day, today)
    if _beyond(earlier, later):
        return short_date(day)
    return f"{WEEKDAYS[day.weekday()][:3]} {_day_month(day)}"


def partial_words(iso: str) -> str:
    """Return `2024`, `May 2024` or `14 May 2024` for an ISO date that may lack day or month."""
    year, *rest = iso.split("-")
    day_first = [MONTHS[int(rest[0]) - 1][:3], year] if rest else [year]
    return " ".join([str(int(rest[1])), *day_first] if len(rest) > 1 else day_first)


def span(first: date, last: date) -> str:
    """Return two dates as one span, naming month and year as often as needed.

    `16–24 Nov 2026`, `16 Jan – 15 Feb 2027`, `24 Oct 2027 – 22 Nov 2028`; a single day is
    written as one date.
    """
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_date(last)}"
    if first.year == last.year:
        return f"{_day_month(first)} – {short_date(last)}"
    return f"{short_date(first)} – {short_date(last)}"


def clock(moment: datetime | time, zone: tzinfo) -> str:
    """Return `14:20`: an instant as the clock of the zone shows it, a local time as it is."""
    local = moment.astimezone(zone) if isinstance(moment, datetime) else moment
    return f"{local.hour:02d}:{local.minute:02d}"


def moment(instant: datetime, zone: tzinfo) -> str:
    """Return `20 Nov 2026 14:20`, in the zone."""
    return f"{short_date(local_day(instant, zone))} {clock(instant, zone)}"


def elapsed(length: timedelta) -> str:
    """Return a length of time in its two largest units, cut, not rounded.

    `42 min`, `5 h 42 min`, `3 d 4 h`; a second part of zero is left out. A negative length
    carries a true minus.
    """
    minutes = abs(length) // timedelta(minutes=1)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        words = _two(days, "d", hours % 24, "h")
    elif hours:
        words = _two(hours, "h", minutes % 60, "min")
    else:
        words = f"{minutes} min"
    return f"{MINUS}{words}" if length < timedelta(0) and minutes else words


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months on (or back), clipped to the end of its month.

    Raises `OverflowError` when that lies outside the years 1 to 9999.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= years <= date.max.year:
        raise OverflowError(f"{count} months from {day.isoformat()} is no date")
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _day_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _beyond(earlier: date, later: date) -> bool:
    try:
        return later > add_months(earlier, _NEAR_MONTHS)
    except OverflowError:
        return False


def _two(count: int, unit: str, rest: int, smaller: str) -> str:
    return f"{count} {unit} {rest} {smaller}" if rest else f"{count} {unit}"
