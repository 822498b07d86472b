"""Columns read as the text they are kept as, and turned into days and codes once each."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, type_coerce

from carttrack.store.work import Work

Code = TypeVar("Code", bound=Enum)


def plain(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a column as the text it is kept as."""
    return type_coerce(column, String)


def rows(work: Work, query: Select[Any]) -> Sequence[Any]:
    """Return the rows of a query, read at one go: that is cheaper than one after the other."""
    return work.connection.execute(query).all()


@cache
def day(words: str) -> date:
    """Return a day; a clinic has far fewer days than dates, so each is read once."""
    return date.fromisoformat(words)


@cache
def coded(kind: type[Code], words: str | None) -> Code | None:
    """Return a member of an enumeration, None for nothing."""
    return None if words is None else kind(words)
