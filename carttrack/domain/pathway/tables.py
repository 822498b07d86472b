"""Tables of a TOML text that people edit: every mistake is named by its table and field."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from carttrack.domain.errors import InvalidEntryError

E = TypeVar("E", bound=StrEnum)


class Table:
    """One table with its place in the text, such as `product 3, label 1`.

    Every reading method raises `InvalidEntryError` whose `field` is the place and the key.
    """

    def __init__(self, place: str, entries: Mapping[str, object]) -> None:
        self.place = place
        self._entries = dict(entries)
        self._read: set[str] = set()

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the words of a key, empty where it is missing and not required."""
        found = self._find(key)
        if found is None and not required:
            return ""
        if not isinstance(found, str) or (required and not found.strip()):
            raise self.mistake(key, "needs words in quotes")
        return found.strip()

    def whole(self, key: str) -> int | None:
        """Return a whole number, None where the key is missing."""
        found = self._find(key)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        raise self.mistake(key, "needs a whole number")

    def decimal(self, key: str) -> Decimal | None:
        """Return a finite number above zero, None where the key is missing."""
        found = self._find(key)
        if found is None:
            return None
        if isinstance(found, (int, Decimal)) and not isinstance(found, bool):
            number = Decimal(found)
            if number.is_finite() and number > 0:
                return number
        raise self.mistake(key, "needs a number above zero")

    def day(self, key: str) -> date | None:
        """Return a date, None where the key is missing."""
        found = self._find(key)
        if found is None or (isinstance(found, date) and not isinstance(found, datetime)):
            return found
        raise self.mistake(key, "needs a date such as 2026-11-20, without quotes")

    def flag(self, key: str) -> bool:
        """Return true or false, false where the key is missing."""
        found = self._find(key)
        if found is None or isinstance(found, bool):
            return bool(found)
        raise self.mistake(key, "needs true or false, without quotes")

    def choice(self, key: str, kind: type[E]) -> E:
        """Return the member of an enum that the key's words name."""
        return self._member(key, self.text(key, required=True), kind)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """Return the members of an enum that a list of words names, at least one."""
        found = self._find(key)
        if not isinstance(found, list) or not found:
            raise self.mistake(key, 'needs a list such as ["cd19"]')
        return tuple(self._member(key, word, kind) for word in found)

    def tables(self, key: str, name: str) -> tuple["Table", ...]:
        """Return the tables of a list, each placed as `name` and its number from 1."""
        found = self._find(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.mistake(key, f"needs tables, each under [[{key}]]")
        before = f"{self.place}, " if self.place else ""
        return tuple(
            Table(f"{before}{name} {number}", entry) for number, entry in enumerate(found, 1)
        )

    def refuse_others(self) -> None:
        """Raise when the table holds a key that nobody read: most likely it is misspelt."""
        for key in self._entries:
            if key not in self._read:
                raise self.mistake(key, "is not known here. Check the spelling")

    def mistake(self, key: str, what: str) -> InvalidEntryError:
        """Return the error for a key of this table."""
        field = f"{self.place}: {key}" if self.place else key
        return InvalidEntryError(field, f"{field} {what}.")

    def _find(self, key: str) -> object:
        self._read.add(key)
        return self._entries.get(key)

    def _member(self, key: str, word: object, kind: type[E]) -> E:
        for member in kind:
            if member.value == word:
                return member
        raise self.mistake(key, f"must be one of {', '.join(kind)}, not {word}")


def read_tables(text: str, key: str, name: str) -> tuple[Table, ...]:
    """Return the tables under `[[key]]` of a TOML text that holds nothing else.

    Raises `InvalidEntryError` naming the line when the text is no TOML.
    """
    try:
        entries = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InvalidEntryError(key, f"The text cannot be read: {error}.") from error
    whole = Table("", entries)
    tables = whole.tables(key, name)
    whole.refuse_others()
    if not tables:
        raise whole.mistake(key, f"is missing: write at least one table under [[{key}]]")
    return tables
