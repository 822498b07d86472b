"""What a person types into a date or time field, read as a day or a moment.

A reading never guesses between two meanings: it holds a value, or a sentence that says what is
wrong, or the meanings to choose from. Empty text gives an empty reading.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from carttrack.domain.date_forms import NOT_A_DATE, DateReading, Setting, day_reading
from carttrack.domain.days import short_date

__all__ = ["DateReading", "MomentReading", "read_date", "read_moment"]

_YEARS_NEAR = 30  # beyond, "20 nov 1930" in a time field is half past seven
_HOURS, _MINUTES = 24, 60
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{1,2})(\d{2})|(\d{1,2})", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_ISO_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})", re.ASCII)
_PLAIN = str.maketrans({"−": "-", "–": "-", "—": "-", ",": " "})
_NOT_A_MOMENT = "This is no date and time. Type them like 20 Nov 14:20."
_NO_SUCH_TIME = "No such time. The clock runs from 0:00 to 23:59."
_TWO_MEANINGS = "This date has two meanings. Write the month as a word, and add the time."


@dataclass(frozen=True, slots=True)
class MomentReading:
    """What the text of a field for day and time means.

    `value` is aware, in the zone of the `now` it was read with; `day` and `at` are its parts. A
    day without a time has no `value`. `choices` holds both meanings of a slash date, or both
    instants of an hour that the clocks repeat.
    """

    value: datetime | None = None
    day: date | None = None
    at: time | None = None
    error: str = ""
    choices: tuple[datetime, ...] = ()


def read_date(
    text: str, *, today: date, day0: date | None, past: bool = False, birth: bool = False
) -> DateReading:
    """Return what `text` means as a day.

    Understood are `t`, `today`, `now`, `n`, `yesterday`, `tomorrow`; `3d`, `2w`, `3m`, `1y` and
    `-3d` from today; weekdays (`fri`, `next fri`, `last fri`, never today itself); `+14`,
    `day +14`, `d-5`, `D28` as the patient's Day; `2026-11-20`, `20.11.2026`, `9.12.`, `20 nov`.
    Without a year it is the nearest such day, with `past` the latest that has been. `birth` takes
    two-digit years, needs a year and refuses the future. A slash date with two meanings gives both
    as choices.
    """
    words = _tidied(text)
    return day_reading(words, Setting(today, day0, past, birth)) if words else DateReading()


def read_moment(
    text: str, *, now: datetime, day0: date | None, time_needed: bool = True
) -> MomentReading:
    """Return what `text` means as a day with a time of 24 hours.

    `now` is aware, in the clinic's zone. A time alone (`912`, `9:12`, `9.12`, `10`) is today's;
    otherwise the time follows the day: `tomorrow 10`, `20 nov 9.12`. With `time_needed` false a
    day alone is no error. A time that the clocks skip is refused, one they repeat gives both.
    """
    words = _tidied(text)
    if not words:
        return MomentReading()
    if words in {"n", "now"}:
        minute = now.replace(second=0, microsecond=0)
        return MomentReading(value=minute, day=minute.date(), at=minute.time())
    if _TIME.fullmatch(words):
        return _timed(DateReading(value=now.date()), words, now)
    setting = Setting(now.date(), day0)
    whole = day_reading(words, setting)
    if whole.value is not None and abs(whole.value.year - now.year) <= _YEARS_NEAR:
        hint = f"Add the time, for example {short_date(whole.value)} 09:12." if time_needed else ""
        return MomentReading(day=whole.value, error=hint)
    day_words, time_words = _parted(words)
    if time_words:
        return _timed(day_reading(day_words, setting), time_words, now)
    return MomentReading(error=_TWO_MEANINGS if whole.choices else _moment_error(whole))


def _tidied(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    return " ".join(folded.split())


def _parted(words: str) -> tuple[str, str]:
    """Return day and time; the time stands last, or first when it is written with a colon."""
    iso = _ISO_MOMENT.fullmatch(words)
    if iso:
        return iso[1], iso[2]
    first, _, rest = words.partition(" ")
    if rest and _CLOCK.fullmatch(first):
        return rest, first
    front, _, last = words.rpartition(" ")
    return (front.removesuffix(" at"), last) if _TIME.fullmatch(last) else (words, "")


def _timed(reading: DateReading, words: str, now: datetime) -> MomentReading:
    at = _time(words)
    if at is None:
        return MomentReading(error=_NO_SUCH_TIME)
    if reading.choices:
        moments = tuple(datetime.combine(day, at, now.tzinfo) for day in reading.choices)
        return MomentReading(at=at, choices=moments)
    if reading.value is None:
        return MomentReading(error=_moment_error(reading))
    return _on_clock(reading.value, at, now)


def _on_clock(day: date, at: time, now: datetime) -> MomentReading:
    """Return the reading of a local time: the clocks may skip it or show it twice."""
    local = datetime.combine(day, at, now.tzinfo)
    shown = local.astimezone(UTC).astimezone(now.tzinfo)
    if shown.replace(tzinfo=None) != local.replace(tzinfo=None):
        error = f"{short_date(day)} has no {at:%H:%M}: the clocks go forward. Check the time."
        return MomentReading(day=day, error=error)
    again = local.replace(fold=1)
    if again.utcoffset() != local.utcoffset():
        return MomentReading(day=day, at=at, choices=(local, again))
    return MomentReading(value=local, day=day, at=at)


def _time(words: str) -> time | None:
    found = _TIME.fullmatch(words)
    assert found is not None
    hours, minutes = int(found[1] or found[3] or found[5]), int(found[2] or found[4] or 0)
    return time(hours, minutes) if hours < _HOURS and minutes < _MINUTES else None


def _moment_error(reading: DateReading) -> str:
    return _NOT_A_MOMENT if reading.error in {"", NOT_A_DATE} else reading.error
