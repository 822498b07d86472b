"""Reading values from the demo's TOML files: the tables use the fields' own names."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args

from carttrack import paths
from carttrack.domain.patients import TherapyLine
from carttrack.services.demo.frame import Frame

V = TypeVar("V")
Table = Mapping[str, Any]


@cache
def document(name: str) -> Table:
    """Return a file of `resources/demo` as tables; figures are Decimals, as they are written."""
    text = paths.resource(f"demo/{name}").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def value(kind: type[V], table: Table, frame: Frame, **more: object) -> V:
    """Build one domain value from the keys of a table that are its fields; dates are moved.

    `more` gives fields that the table leaves out; what the table says stands above it.
    """
    hints = _hints(cast("Any", kind))
    filled = {
        name: _converted(hints[name], content, frame)
        for name, content in table.items()
        if name in hints
    }
    if kind is TherapyLine:
        filled |= {
            name: frame.partial(filled[name]) for name in ("started", "stopped") if name in filled
        }
    return kind(**{**more, **filled})


def values(kind: type[V], tables: Iterable[Table], frame: Frame) -> tuple[V, ...]:
    """Build one domain value from each table."""
    return tuple(value(kind, table, frame) for table in tables)


@cache
def _hints(kind: type[Any]) -> dict[str, tuple[Any, ...]]:
    """Return, for each field of a value, the types that it may have."""
    return {field.name: get_args(field.type) or (field.type,) for field in fields(kind)}


def _converted(hints: tuple[Any, ...], content: Any, frame: Frame) -> Any:
    if isinstance(content, datetime):
        return frame.instant(content)
    if isinstance(content, date):
        return frame.day(content)
    if isinstance(content, list):
        return tuple(content)
    if isinstance(content, str):
        enums = [hint for hint in hints if isinstance(hint, type) and issubclass(hint, Enum)]
        return enums[0](content) if enums else frame.words(content)
    if Decimal in hints and isinstance(content, int):
        return Decimal(content)
    return content
