"""Column types that keep values exactly as text, and the columns every kept row has.

What a type writes into the database is also what the audit writes for it, so a value taken back
from the audit is the value that was kept.
"""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Dialect, Index, MetaData, String, Table, TypeDecorator, text
from sqlmodel import Field, SQLModel
from typing_extensions import override

T = TypeVar("T")

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class AsText(TypeDecorator[T], Generic[T]):
    """A value kept as text; children say how it is written and read."""

    impl = String
    cache_ok = True

    def write(self, value: Any) -> str:
        """Return the text for a value."""
        raise NotImplementedError

    def read(self, words: str) -> Any:
        """Return the value of a text."""
        raise NotImplementedError

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.write(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.read(value)

    @override
    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self


class UtcTime(AsText[datetime]):
    """An aware instant, kept in UTC; a naive time is refused, it would be ambiguous."""

    cache_ok = True

    @override
    def write(self, value: datetime) -> str:
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be kept.")
        return value.astimezone(UTC).isoformat()

    @override
    def read(self, words: str) -> datetime:
        return datetime.fromisoformat(words)


class Day(AsText[date]):
    """A calendar day, `2026-11-20`."""

    cache_ok = True

    @override
    def write(self, value: date) -> str:
        return value.isoformat()

    @override
    def read(self, words: str) -> date:
        return date.fromisoformat(words)


class ClockTime(AsText[time]):
    """A local time of day, `08:30:00`."""

    cache_ok = True

    @override
    def write(self, value: time) -> str:
        return value.isoformat()

    @override
    def read(self, words: str) -> time:
        return time.fromisoformat(words)


class DecimalText(AsText[Decimal]):
    """A decimal with every digit as it was entered."""

    cache_ok = True

    @override
    def write(self, value: Decimal) -> str:
        return str(value)

    @override
    def read(self, words: str) -> Decimal:
        return Decimal(words)


class Words(AsText[tuple[Any, ...]]):
    """A tuple of texts or whole numbers, kept as a JSON list."""

    cache_ok = True

    @override
    def write(self, value: tuple[Any, ...]) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @override
    def read(self, words: str) -> tuple[Any, ...]:
        return tuple(json.loads(words))


class Code(AsText[Enum]):
    """A member of an enumeration, kept by its value, so that a new Python name changes nothing."""

    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    @override
    def write(self, value: Any) -> str:
        return str(self.kind(value).value)

    @override
    def read(self, words: str) -> Enum:
        return self.kind(words)


def code(kind: type[Enum]) -> Any:
    """Return the column of an enumeration."""
    column_type: Any = Code(kind)
    return Field(sa_type=column_type)


def instant() -> Any:
    """Return the column of an instant."""
    return Field(sa_type=UtcTime)


def day() -> Any:
    """Return the column of a calendar day."""
    return Field(sa_type=Day)


def clock_time() -> Any:
    """Return the column of a local time."""
    return Field(sa_type=ClockTime)


def decimal() -> Any:
    """Return the column of a decimal."""
    return Field(sa_type=DecimalText)


def words() -> Any:
    """Return the column of a tuple."""
    return Field(sa_type=Words)


def derived() -> Any:
    """Return a text column computed from the others; the audit leaves it out."""
    return Field(sa_column_kwargs={"info": {"derived": True}})


def since(default: str | int, sa_type: Any = None) -> Any:
    """Return a column that joined a table later: never NULL, rows from before hold the default."""
    typed = {"sa_type": sa_type} if sa_type is not None else {}
    return Field(sa_column_kwargs={"server_default": str(default)}, **typed)


def one_valid(table: str, *columns: str) -> Index:
    """Return the index that allows one row that is not void for the columns' values."""
    valid = text("void_reason IS NULL")
    name = f"uq_{table}_{'_'.join(columns)}"
    return Index(name, *columns, unique=True, sqlite_where=valid, postgresql_where=valid)


class Base(SQLModel):
    """The root of every row, with the store's own metadata."""

    metadata: ClassVar[MetaData] = METADATA


def table(row: type[SQLModel] | SQLModel) -> Table:
    """Return the table of a row."""
    return METADATA.tables[str(row.__tablename__)]


class Entry(Base):
    """What every kept row has: its number, who saved it when, whether it was changed or void."""

    id: int | None = Field(default=None, primary_key=True)
    void_reason: str | None
    entered_at: datetime = instant()
    entered_by: str
    corrected: bool


class OfPatient(Entry):
    """A row that belongs to a patient."""

    patient_id: int = Field(foreign_key="patient.id", index=True)


class OfCourse(Entry):
    """A row that belongs to a course; it names the patient too, for history."""

    patient_id: int = Field(foreign_key="patient.id")
    course_id: int = Field(foreign_key="course.id", index=True)


KEPT = frozenset({"id", "patient_id", "entered_at", "entered_by"})
"""Columns that an audit row says by itself."""
STATE = frozenset({"void_reason", "corrected"})
"""Columns that a new row always has the same."""
