"""TOML texts that people write, read table by table; every mistake is named by its line."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TypeVar, cast

from carttrack.domain.errors import InvalidEntryError

E = TypeVar("E", bound=Enum)

_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_QUOTES = '"""'


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a text with the lines it stands on.

    `name` is what messages call it (`visit`, empty for the top), `line` where it begins and
    `lines` the line of each key that could be found. Every method that answers for a key raises
    `InvalidEntryError`, whose field is `name.key`, when the value is missing or of another kind.
    """

    values: Mapping[str, object]
    name: str = ""
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    inner: Mapping[str, Sequence["Table"]] = field(default_factory=dict)

    def refusal(self, key: str, why: str) -> InvalidEntryError:
        """Return the error that names the line of a key, the key, and why it cannot stand."""
        place = f"{self.name}.{key}" if self.name else key
        line = self.lines.get(key, self.line)
        return InvalidEntryError(place, f"Line {line}, {place}: {why}")

    def only(self, *keys: str) -> None:
        """Refuse every key that is not named here: it would be a slip of the pen."""
        for key in self.values:
            if key not in keys:
                raise self.refusal(key, f"is not known here. Known are {', '.join(keys)}.")

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
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refusal(
                key, "is missing." if value is None else "must be a whole number without quotes."
            )
        if not low <= value <= high:
            raise self.refusal(key, f"is {value}; it must be {low} to {high}.")
        return value

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
        value = self.text(key)
        for member in choices:
            if member.value == value:
                return member
        known = ", ".join(str(member.value) for member in choices)
        raise self.refusal(key, f"is {value}; it must be one of {known}.")

    def table(self, key: str) -> "Table | None":
        """Return the table that stands at a key, None where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refusal(key, "must be a table such as { days = 28 }.")
        return self._named(key, cast("Mapping[str, object]", value))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables that stand under `[[key]]`, in their order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refusal(key, f"must be tables headed [[{key}]].")
        found = self.inner.get(key, ())
        return tuple(
            Table(values=item, name=key, line=seen.line, lines=seen.lines)
            for item, seen in zip(
                cast("list[Mapping[str, object]]", value),
                [*found, *[self._named(key, {})] * (len(value) - len(found))],
                strict=True,
            )
        )

    def _named(self, key: str, values: Mapping[str, object]) -> "Table":
        place = f"{self.name}.{key}" if self.name else key
        line = self.lines.get(key, self.line)
        seen = self.inner.get(key, ())
        if seen:
            return Table(values=values, name=place, line=seen[0].line, lines=seen[0].lines)
        return Table(values=values, name=place, line=line, lines=dict.fromkeys(values, line))


def read(text: str) -> Table:
    """Return the top table of a TOML text.

    Raises `InvalidEntryError` with the line of the mistake when the text is not TOML.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = str(error).split(" (at ")[0]
        raise InvalidEntryError(
            "text", f"Line {line}: {why}. Nothing was taken over; correct the line, then try again."
        ) from error
    return _with_lines(values, text)


def _with_lines(values: Mapping[str, object], text: str) -> Table:
    """Find on which line each table and each key begins."""
    top: dict[str, int] = {}
    inner: dict[str, list[Table]] = {}
    current, inside = top, False
    for number, words in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(words), _KEY.match(words)
        if header and not inside:
            current = {}
            inner.setdefault(header[2].strip('"'), []).append(
                Table(values={}, line=number, lines=current)
            )
        elif key and not inside:
            current.setdefault(key[1], number)
        inside ^= words.count(_QUOTES) % 2 == 1
    return Table(values=values, lines=top, inner=inner)
