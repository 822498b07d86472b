"""The forms a day can be typed in, each with what it means.

A form is a pattern and the function that reads it; the first pattern that fits decides.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from carttrack.domain.days import MONTHS, WEEKDAYS, add_months, short_date

FIRST_YEAR = 1900
LAST_YEAR = 2199
NOT_A_DATE = "This is no date. Type it like 20 Nov 2026, 3d or +14."
NO_DAY_0 = "No infusion date yet. Type a date."
_HALF_A_YEAR = 184
_SHORT_YEAR = 2
_WORDS = {"t": 0, "today": 0, "n": 0, "now": 0, "tomorrow": 1, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a date field's text means: a `value`, or an `error`, or `choices` to take one from."""

    value: date | None = None
    error: str = ""
    choices: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a typed day is seen from; `weekday` (0 for Monday) is the one typed beside it."""

    today: date
    day0: date | None = None
    past: bool = False
    birth: bool = False
    weekday: int | None = None


_Reader: TypeAlias = Callable[[re.Match[str], Setting], DateReading]
_Forms: TypeAlias = tuple[tuple[re.Pattern[str], _Reader], ...]


def day_reading(words: str, setting: Setting) -> DateReading:
    """Return what tidied `words` (lower case, single spaces, plain hyphens) mean as a day."""
    return _first(_FORMS, words, setting)


def _first(forms: _Forms, words: str, setting: Setting) -> DateReading:
    for pattern, reader in forms:
        found = pattern.fullmatch(words)
        if found is not None:
            return reader(found, setting)
    return DateReading(error=NOT_A_DATE)


def _by_word(found: re.Match[str], setting: Setting) -> DateReading:
    return _from(setting.today, _WORDS[found[0]], "d", setting)


def _by_offset(found: re.Match[str], setting: Setting) -> DateReading:
    return _from(setting.today, _number(found[1]), found[2][0], setting)


def _by_day_number(found: re.Match[str], setting: Setting) -> DateReading:
    if setting.day0 is None:
        return DateReading(error=NO_DAY_0)
    return _from(setting.day0, _number(found[1] or found[2]), "d", setting)


def _number(digits: str) -> int:
    return int(digits.replace(" ", ""))


def _from(start: date, count: int, unit: str, setting: Setting) -> DateReading:
    try:
        if unit in "my":
            day = add_months(start, count * (12 if unit == "y" else 1))
        else:
            day = start + timedelta(days=count * (7 if unit == "w" else 1))
    except OverflowError:
        return DateReading(error="This is too far away. Type a date.")
    return _judged(day, setting)


def _by_weekday(found: re.Match[str], setting: Setting) -> DateReading:
    weekday = _index(found[2], WEEKDAYS)
    if weekday is None:
        return DateReading(error=NOT_A_DATE)
    today = setting.today
    if found[1] == "last" or (setting.past and found[1] != "next"):
        return _from(today, -((today.weekday() - weekday - 1) % 7 + 1), "d", setting)
    return _from(today, (weekday - today.weekday() - 1) % 7 + 1, "d", setting)


def _by_weekday_and_date(found: re.Match[str], setting: Setting) -> DateReading:
    weekday = _index(found[1], WEEKDAYS)
    if weekday is None:
        return DateReading(error=NOT_A_DATE)
    reading = _first(_CALENDAR_FORMS, found[2], replace(setting, weekday=weekday))
    fitting = tuple(day for day in reading.choices if day.weekday() == weekday)
    if len(fitting) == 1:
        return DateReading(value=fitting[0])
    day = reading.value
    if day is None or day.weekday() == weekday:
        return reading
    return DateReading(
        error=f"{short_date(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}. "
        "Check both."
    )


def _by_year_first(found: re.Match[str], setting: Setting) -> DateReading:
    return _calendar(int(found[3]), int(found[2]), found[1], setting)


def _by_dots(found: re.Match[str], setting: Setting) -> DateReading:
    return _calendar(int(found[1]), int(found[2]), found[3], setting)


def _by_month_name(found: re.Match[str], setting: Setting) -> DateReading:
    month = _index(found["month"], MONTHS)
    if month is None:
        return DateReading(error=NOT_A_DATE)
    return _calendar(int(found["day"]), month + 1, found["year"], setting)


def _by_slashes(found: re.Match[str], setting: Setting) -> DateReading:
    first, second, year = int(found[1]), int(found[2]), found[3]
    readings = [_calendar(first, second, year, setting), _calendar(second, first, year, setting)]
    days = tuple(dict.fromkeys(reading.value for reading in readings if reading.value))
    if not days:
        return readings[0]
    return DateReading(value=days[0]) if len(days) == 1 else DateReading(choices=days)


def _by_time(_found: re.Match[str], _setting: Setting) -> DateReading:
    return DateReading(error="This is a time. Type a date here, like 20 Nov 2026.")


def _calendar(day: int, month: int, year: str | None, setting: Setting) -> DateReading:
    if not 1 <= month <= len(MONTHS):
        return DateReading(error=f"No such date: there is no month {month}.")
    if year is None:
        return _without_year(day, month, setting)
    full = int(year)
    if len(year) == _SHORT_YEAR:
        today = setting.today
        full += today.year // 100 * 100
        if not setting.birth:
            return DateReading(error=f"Type the year with four digits, like {full}.")
        full -= 100 if (full, month, day) > (today.year, today.month, today.day) else 0
    value = _day(full, month, day)
    if value is None:
        return DateReading(error=f"{_no_such(full, month, day)} {full}.")
    return _judged(value, setting)


def _without_year(day: int, month: int, setting: Setting) -> DateReading:
    if setting.birth:
        return DateReading(error="The year is missing. Type it with the date.")
    today = setting.today
    near = [_day(year, month, day) for year in range(today.year - 1, today.year + 2)]
    days = [found for found in near if found and not (setting.past and found > today)]
    if not days:
        year = today.year + (month < today.month and not setting.past)
        return DateReading(error=f"{_no_such(year, month, day)}.")
    told = [found for found in days if _told_by_weekday(found, setting)]
    nearest = min(told or days, key=lambda found: (abs((found - today).days), found < today))
    return _judged(nearest, setting)


def _told_by_weekday(day: date, setting: Setting) -> bool:
    """Half a year away, two years are about as near: then the weekday tells which is meant."""
    near = abs((day - setting.today).days) <= _HALF_A_YEAR
    return near and day.weekday() == setting.weekday


def _judged(day: date, setting: Setting) -> DateReading:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return DateReading(error=f"The year {day.year} cannot be right. Check it.")
    if setting.birth and day > setting.today:
        return DateReading(error="This birth date lies in the future. Check the year.")
    return DateReading(value=day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_such(year: int, month: int, day: int) -> str:
    nearest = 1 if day < 1 else monthrange(year, month)[1]
    return f"No such date. Try {nearest} {MONTHS[month - 1][:3]}"


def _index(word: str, names: tuple[str, ...]) -> int | None:
    for index, name in enumerate(names):
        if name.casefold().startswith(word):
            return index
    return None


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_NAME = "[a-z]{3,9}"
_ORDINAL = "(?:st|nd|rd|th)?"
_CALENDAR_FORMS: _Forms = (
    (_form(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _by_year_first),
    (_form(r"(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2})?)?"), _by_dots),
    (
        _form(
            rf"(?P<day>\d{{1,2}}){_ORDINAL}[ .-]{{0,2}}(?P<month>{_NAME})\.?"
            r"(?:[ -]?(?P<year>\d{4}|\d{2}))?"
        ),
        _by_month_name,
    ),
    (
        _form(rf"(?P<month>{_NAME})\.? ?(?P<day>\d{{1,2}}){_ORDINAL}(?: (?P<year>\d{{4}}))?"),
        _by_month_name,
    ),
    (_form(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?"), _by_slashes),
)
_FORMS: _Forms = (
    (_form("|".join(_WORDS)), _by_word),
    (
        _form(r"([+-]? ?\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)"),
        _by_offset,
    ),
    (_form(r"(?:day|d) ?([+-]? ?\d{1,4})|([+-] ?\d{1,4})"), _by_day_number),
    (_form(rf"(?:(next|last) )?({_NAME})"), _by_weekday),
    (_form(r"\d{1,2}:\d{2}"), _by_time),
    *_CALENDAR_FORMS,
    (_form(rf"({_NAME})\.? (.+)"), _by_weekday_and_date),
)
