"""Columns read as the text they are kept as, and turned into days and codes once each."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, type_coerce

from carttrack.store.work import Work

Code = TypeVar("Code", bound=Enum)
CHUNK = 1000


def plain(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a column as the text it is kept as."""
    return type_coerce(column, String)


def rows(work: Work, query: Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query, read by the thousand.

    Rows one after the other cost more each; all at once stay so long that the collector of
    garbage goes through them again and again.
    """
    for part in work.connection.execute(query).partitions(CHUNK):
        yield from part


@cache
def day(words: str) -> date:
    """Return a day; a clinic has far fewer days than dates, so each is read once."""
    return date.fromisoformat(words)


@cache
def coded(kind: type[Code], words: str | None) -> Code | None:
    """Return a member of an enumeration, None for nothing."""
    return None if words is None else kind(words)
