"""Typed access to one record of findings that came in as JSON."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_NUMBER = 40
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RecordEntries:
    """The entries of one record; every method raises `InvalidEntryError` naming its key."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._record = record

    def number(self, key: str) -> Decimal | None:
        """Return a number, None when it is absent or null."""
        value = self._record.get(key)
        return None if value is None else as_number(key, value)

    def whole(self, key: str) -> int | None:
        """Return a whole number."""
        number = self.number(key)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise InvalidEntryError(key, f"{key} must be a whole number; {number} is not.")
        return int(number)

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self._record.get(key)
        if value is not None and not isinstance(value, bool):
            raise InvalidEntryError(key, f"{key} must be true, false, or null when not recorded.")
        return value

    def words(self, key: str) -> str:
        """Return text, empty when it is absent or null."""
        value = self._record.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise InvalidEntryError(key, f"{key} must be text, or null when not recorded.")
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """Return the member that a code names."""
        value = self._record.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or value not in {str(choice) for choice in choices}:
            names = ", ".join(choices)
            raise InvalidEntryError(key, f"{key} must be one of {names}, or null.")
        return choices(value)

    def day(self, key: str) -> date | None:
        """Return a date."""
        value = self._record.get(key)
        return None if value is None else as_day(key, value)

    def rows(self, key: str) -> tuple[object, ...]:
        """Return a list, empty when it is absent or null."""
        value = self._record.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise InvalidEntryError(key, f"{key} must be a list.")
        return tuple(value)


def as_number(key: str, value: object) -> Decimal:
    """Return a JSON number; raises `InvalidEntryError` for anything else, and beyond all bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InvalidEntryError(key, f"{key} must be a number, or null when not recorded.")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise InvalidEntryError(key, f"{key} is no number that can be recorded.")
    return number


def as_day(key: str, value: object) -> date:
    """Return a date written as 2026-01-31; raises `InvalidEntryError` for anything else."""
    wrong = InvalidEntryError(key, f"{key} must be a date written as 2026-01-31.")
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise wrong
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise wrong from error
    fields.day(key, day)
    return day
