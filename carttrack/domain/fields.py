"""What a field may hold: the checks that every value makes when it is built."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

from carttrack.domain.errors import InvalidEntryError

LONGEST_LINE = 200
LONGEST_TEXT = 4000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2299, 12, 31)
"""What a record can be dated; beyond lies a slip of the pen, and the end of the calendar."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that would make two names look alike, turn a line round or break it."""
_DROPPED = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"))
"""Left over by pasting, seen by nobody; two MRNs must not differ by one of these."""
_LINE_ENDS = str.maketrans("\u2028\u2029", "\n\n")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Part of the spelling in some scripts."""
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_NAMES = {
    "age_years": "Age",
    "anc": "ANC",
    "appointment_on": "Day of the appointment",
    "baseline_capd": "Baseline CAPD",
    "baseline_ice": "Baseline ICE",
    "burden_on": "Marrow of",
    "burden_percent": "Marrow blasts",
    "capd": "CAPD",
    "cns_on": "CNS status of",
    "diastolic": "Diastolic pressure",
    "ecog": "ECOG",
    "end_note": "Note",
    "flow_lpm": "Oxygen flow",
    "hb": "Hb",
    "ice": "ICE",
    "igg": "IgG",
    "kg": "Weight",
    "latin_name": "Name in Latin letters",
    "mrd_level": "Level of MRD",
    "mrd_sensitivity": "Sensitivity of MRD",
    "mrn": "MRN",
    "o2_flow_lpm": "Oxygen flow",
    "override_reason": "Reason to go on",
    "percent": "Positive blasts",
    "phone": "Telephone",
    "sbp_mmhg": "Systolic pressure",
    "seizure_minutes": "Longest seizure",
    "skipped_reason": "Reason for skipping the step",
    "spo2": "SpO₂",
    "systolic": "Systolic pressure",
    "temp_c": "Highest temperature",
    "temp_now_c": "Temperature now",
    "volume_ml": "Volume",
    "weight_kg": "Weight",
}
"""What the screen calls a field where it is not the attribute with spaces."""


def line(field: str, value: str, *, required: bool = False) -> str:
    """Return one line of text, NFC and trimmed; at most 200 characters.

    Raises `InvalidEntryError` when it is too long, holds control, line-breaking or invisible
    characters, or is empty though required.
    """
    return _words(field, value, longest=LONGEST_LINE, required=required, breaks=False)


def text(field: str, value: str, *, required: bool = False) -> str:
    """Return several lines of text, NFC and trimmed; at most 4,000 characters."""
    return _words(field, value, longest=LONGEST_TEXT, required=required, breaks=True)


def _words(field: str, value: str, *, longest: int, required: bool, breaks: bool) -> str:
    # Nearly every text is plain ASCII: it is NFC already, and printable text holds no controls.
    words = (value if value.isascii() else _tidied(value, breaks=breaks)).strip()
    if required and not words:
        raise InvalidEntryError(field, f"{_label(field)} is empty. Type it.")
    if len(words) > longest:
        raise InvalidEntryError(
            field,
            f"{_label(field)} has {len(words):,} characters; at most {longest:,} are kept. "
            "Shorten it.",
        )
    if not words.isprintable() and _holds_control(words, allowed=_JOINERS + "\n\t" * breaks):
        raise InvalidEntryError(
            field,
            f"{_label(field)} holds a control or invisible character. Type it again instead of "
            "pasting.",
        )
    return words


def _tidied(value: str, *, breaks: bool) -> str:
    words = unicodedata.normalize("NFC", value.translate(_DROPPED))
    return words.translate(_LINE_ENDS) if breaks else words


def _holds_control(words: str, *, allowed: str) -> bool:
    return any(unicodedata.category(char) in _UNSEEN and char not in allowed for char in words)


def number(
    field: str, value: Decimal | None, low: float | str, high: float | str, unit: str
) -> Decimal | None:
    """Return the number when it lies in `low`..`high` (both included), or None.

    Raises `InvalidEntryError` naming the range and the unit.
    """
    if value is None:
        return None
    if not value.is_finite() or not Decimal(str(low)) <= value <= Decimal(str(high)):
        raise InvalidEntryError(
            field, f"{_label(field)} {value} {unit} cannot be right: it must be {low} to {high}."
        )
    return value


def whole(field: str, value: int | None, low: int, high: int, unit: str = "") -> int | None:
    """Return the whole number when it lies in `low`..`high` (both included), or None."""
    if value is None:
        return None
    if not low <= value <= high:
        suffix = f" {unit}" if unit else ""
        raise InvalidEntryError(
            field, f"{_label(field)} {value}{suffix} cannot be right: it must be {low} to {high}."
        )
    return value


def instant(field: str, value: datetime) -> datetime:
    """Return the instant in UTC; a time without zone is refused, it would be ambiguous."""
    if value.tzinfo is None:
        raise InvalidEntryError(field, f"{_label(field)} has no time zone.")
    day(field, value.date())
    return value.astimezone(UTC)


def day(field: str, value: date | None) -> None:
    """Refuse a day outside `FIRST_DAY` to `LAST_DAY`; None is no day."""
    if value is not None and not FIRST_DAY <= value <= LAST_DAY:
        raise InvalidEntryError(
            field,
            f"{_label(field)} {value.isoformat()} is not in the years {FIRST_DAY.year} to "
            f"{LAST_DAY.year}. Check the year.",
        )


def in_order(field: str, earlier: date | None, later: date | None) -> None:
    """Refuse a `later` that lies before `earlier`; either may be missing."""
    if earlier is not None and later is not None and later < earlier:
        raise InvalidEntryError(field, f"{_label(field)} lies before its beginning. Check both.")


def partial_date(field: str, value: str) -> str:
    """Return an ISO date that may lack day, or day and month: `2024`, `2024-05`, `2024-05-14`."""
    words = value.strip()
    if words and not _PARTIAL_DATE.fullmatch(words):
        raise InvalidEntryError(field, f"{_label(field)} is no date: type 2024, 2024-05 or a day.")
    return words


def _label(field: str) -> str:
    return _NAMES.get(field) or field.replace("_", " ").capitalize()
