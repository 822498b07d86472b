"""TOML texts that people write, read table by table; every mistake is named by its line."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeVar, cast

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.table_lines import Place, places

E = TypeVar("E", bound=Enum)

_LINE_OF_ERROR = re.compile(r" \(at line (\d+)")


class TextMistakeError(InvalidEntryError):
    """A mistake in a text.

    Attributes:
        line: the line it stands on, from 1.
    """

    def __init__(self, field: str, message: str, line: int) -> None:
        super().__init__(field, message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a text and where it stands there.

    `name` is what messages call it (`visit`, `products.labels`, empty for the top). Every method
    that answers for a key raises `InvalidEntryError`, whose field is `name.key`, when the value is
    missing or of another kind.
    """

    values: Mapping[str, object]
    name: str = ""
    place: Place = field(default_factory=lambda: Place(1))

    def refusal(self, key: str, why: str) -> TextMistakeError:
        """Return the error that names the line of a key, the key, and why it cannot stand."""
        name, line = self._full(key), self.place.line_of(key)
        return TextMistakeError(name, f"Line {line}, {name}: {why}", line)

    def only(self, *keys: str) -> None:
        """Refuse every key that is not named here: it would be a slip of the pen."""
        for error in self.unknown(*keys):
            raise error

    def unknown(self, *keys: str) -> Iterator[TextMistakeError]:
        """Yield an error for every key that is not named here."""
        for key in self.values:
            if key not in keys:
                yield self.refusal(key, f"is not known here. Known are {', '.join(keys)}.")

    def text(self, key: str, default: str | None = None) -> str:
        """Return one text, trimmed; it may be empty only where there is a default."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.refusal(key, "is missing." if value is None else "must be text in quotes.")
        if not value.strip() and default is None:
            raise self.refusal(key, "is empty.")
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.refusal(key, "must be a list of texts in quotes.")
        return tuple(cast("list[str]", value))

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        value = self.whole_if_given(key, low, high)
        if value is None:
            raise self.refusal(key, "is missing.")
        return value

    def whole_if_given(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`, None where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refusal(key, "must be a whole number without quotes.")
        if not low <= value <= high:
            raise self.refusal(key, f"is {value}; it must be {low} to {high}.")
        return value

    def decimal(self, key: str) -> Decimal | None:
        """Return a finite number above zero, None where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and number > 0:
                return number
        raise self.refusal(key, "must be a number above zero, without quotes.")

    def flag(self, key: str) -> bool:
        """Return true or false, false where the key is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.refusal(key, "must be true or false.")
        return value

    def day(self, key: str) -> date | None:
        """Return a date, None where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refusal(key, "must be a date such as 2025-06-27, without quotes.")
        return value

    def choice(self, key: str, choices: type[E]) -> E:
        """Return the member of an enumeration that the text names."""
        return self._member(key, self.text(key), choices)

    def choices(self, key: str, choices: type[E]) -> tuple[E, ...]:
        """Return the members of an enumeration that a list of texts names, at least one."""
        words = self.words(key)
        if not words:
            raise self.refusal(key, "must name at least one.")
        return tuple(self._member(key, word, choices) for word in words)

    def table(self, key: str) -> "Table | None":
        """Return the table that stands at a key, None where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refusal(key, "must be a table such as { days = 28 }.")
        inner = cast("Mapping[str, object]", value)
        return Table(values=inner, name=self._full(key), place=self.place.inside(key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables that stand under `[[key]]`, in their order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refusal(key, f"must be tables headed [[{self._full(key)}]].")
        return tuple(
            Table(values=item, name=self._full(key), place=self.place.inside(key, number))
            for number, item in enumerate(cast("list[Mapping[str, object]]", value))
        )

    def _member(self, key: str, word: str, choices: type[E]) -> E:
        for member in choices:
            if member.value == word:
                return member
        known = ", ".join(str(member.value) for member in choices)
        raise self.refusal(key, f"is {word}; it must be one of {known}.")

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def read(text: str) -> Table:
    """Return the top table of a TOML text; numbers with a point are `Decimal`.

    Raises `InvalidEntryError` with the line of the mistake when the text is not TOML.
    """
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = str(error).split(" (at ")[0]
        raise TextMistakeError(
            "text",
            f"Line {line}: {why}. Nothing was taken over; correct the line, then try again.",
            line,
        ) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InvalidEntryError(
            "text",
            "The text holds a number too long or lists too deep to be read. Nothing was taken "
            "over; correct it, then try again.",
        ) from error
    return Table(values=values, place=places(text))


def refuse_twice(tables: Iterable[Table], *keys: str) -> None:
    """Refuse a table whose `keys` hold the same as those of one before it, by the last key."""
    for error in twice(tables, *keys):
        raise error


def twice(tables: Iterable[Table], *keys: str) -> Iterator[TextMistakeError]:
    """Yield an error for every table whose `keys` hold the same as those of one before it.

    What is missing is the same in no two tables where one key alone is asked about.
    """
    seen: list[list[object]] = []
    for table in tables:
        found = [table.values.get(key) for key in keys]
        if found in seen:
            yield table.refusal(keys[-1], f"{found[-1]} stands here a second time.")
        elif found != [None]:
            seen.append(found)
