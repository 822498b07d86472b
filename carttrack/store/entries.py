"""A repository for values of one kind: values in, kept values out; the row stays inside."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, cast

import sqlalchemy
from sqlalchemy import bindparam, func
from sqlmodel import col, select

from carttrack.domain import fields
from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.kept import Kept
from carttrack.store.mappings import Mapping
from carttrack.store.recorder import AuditedSession
from carttrack.store.tables.columns import Entry, table
from carttrack.store.tables.courses import CourseRow
from carttrack.store.tables.patients import PatientRow

V = TypeVar("V")


class Rows(Generic[V]):
    """What every repository does with its rows."""

    def __init__(self, session: AuditedSession, mapping: Mapping[V]) -> None:
        self._session = session
        self._mapping = mapping

    def get(self, entry_id: int) -> Kept[V]:
        """Return one entry, void or not; raises `NotFoundError`."""
        return self._kept(self._row(entry_id))

    def change(self, entry_id: int, value: V) -> None:
        """Replace the value of an entry; an equal value changes nothing.

        Raises `NotFoundError`, and `RefusedError` for a void entry.
        """
        row = self._row(entry_id)
        if row.void_reason is not None:
            raise RefusedError("This entry is void and cannot be changed. Enter a new one.")
        if self._mapping.value(row) == value:
            return
        columns = self._mapping.columns(value)
        if any(_replaces(getattr(row, name), content) for name, content in columns.items()):
            row.corrected = True
        for name, content in columns.items():
            setattr(row, name, content)
        self._session.flush()

    def void(self, entry_id: int, reason: str) -> None:
        """Make an entry void; it stays on record with the reason.

        Raises `NotFoundError`, `InvalidEntryError` for an empty reason, and `RefusedError` when
        it is void already.
        """
        row = self._row(entry_id)
        words = fields.text("reason", reason, required=True)
        if row.void_reason is not None:
            raise RefusedError("This entry is void already; nothing was changed.")
        row.void_reason = words
        self._session.flush()

    def _add(self, value: V, **owner: int) -> int:
        recorder = self._session.recorder
        assert recorder is not None, "a reading transaction cannot add"
        row = self._mapping.row(
            **self._mapping.columns(value),
            **owner,
            void_reason=None,
            entered_at=recorder.at(),
            entered_by=recorder.by,
            corrected=False,
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def _row(self, entry_id: int) -> Entry:
        row = self._session.get(self._mapping.row, entry_id)
        if row is None:
            raise NotFoundError(f"There is no {self._words} with number {entry_id} in this store.")
        return row

    def _kept(self, row: Entry) -> Kept[V]:
        assert row.id is not None
        return Kept(
            id=row.id,
            value=self._mapping.value(row),
            entered_at=row.entered_at,
            entered_by=row.entered_by,
            corrected=row.corrected,
            void_reason=row.void_reason,
        )

    @property
    def _words(self) -> str:
        return self._mapping.subject.replace("_", " ")


@cache
def _of_owner(mapping: Mapping[Any], owner: str, void: bool) -> Any:  # noqa: FBT001  (cached)
    """Return the query of the entries of an owner: built once, reading a case asks for dozens."""
    columns = table(mapping.row).c
    query = sqlalchemy.select(*columns).where(columns[owner] == bindparam("owner"))
    if not void:
        query = query.where(columns.void_reason.is_(None))
    return query.order_by(*_order(mapping))


def _order(mapping: Mapping[Any]) -> Iterable[Any]:
    own = [getattr(mapping.row, name) for name in mapping.order]
    if len(own) > 1:
        own = [func.coalesce(*own)]
    return (*own, col(mapping.row.id))


def _replaces(before: object, now: object) -> bool:
    """Tell whether something entered gives way; what was not recorded only comes to be."""
    return before != now and before is not None and before is not False and before != ""


class Entries(Rows[V]):
    """The entries of one kind that belong to a patient or to a course."""

    def __init__(self, session: AuditedSession, mapping: Mapping[V]) -> None:
        super().__init__(session, mapping)
        self._of_course = "course_id" in mapping.row.model_fields
        self._owner = "course_id" if self._of_course else "patient_id"

    def add(self, owner_id: int, value: V) -> int:
        """Keep a value for its patient or course; return the number of the entry.

        Raises `NotFoundError` for an unknown owner.
        """
        if not self._of_course:
            if self._session.get(PatientRow, owner_id) is None:
                raise NotFoundError(f"There is no patient with number {owner_id} in this store.")
            return self._add(value, patient_id=owner_id)
        course = self._session.get(CourseRow, owner_id)
        if course is None:
            raise NotFoundError(f"There is no course with number {owner_id} in this store.")
        return self._add(value, patient_id=course.patient_id, course_id=owner_id)

    @property
    def of_course(self) -> bool:
        """Whether the entries belong to courses, not to patients."""
        return self._of_course

    def owner(self, entry_id: int) -> int:
        """Return the patient or course an entry belongs to; raises `NotFoundError`."""
        return int(getattr(self._row(entry_id), self._owner))

    def of(self, owner_id: int) -> tuple[Kept[V], ...]:
        """Return the entries of a patient or course in order of their own time; no void ones."""
        return self._of(owner_id, void=False)

    def of_many(self, owner_ids: Sequence[int]) -> tuple[tuple[int, V], ...]:
        """Return (owner, value) of several patients or courses in one query; no void ones."""
        row = self._mapping.row
        query = select(row).where(getattr(row, self._owner).in_(owner_ids))
        found = self._session.exec(query.where(col(row.void_reason).is_(None)))
        return tuple((getattr(each, self._owner), self._mapping.value(each)) for each in found)

    def kept_of_many(self, owner_ids: Sequence[int]) -> dict[int, tuple[Kept[V], ...]]:
        """Return the entries of several patients or courses by owner, in one query.

        Each in order of their own time, void ones left out; an owner without entries is missing.
        """
        columns = table(self._mapping.row).c
        query = (
            sqlalchemy.select(*columns)
            .where(columns[self._owner].in_(owner_ids), columns.void_reason.is_(None))
            .order_by(columns[self._owner], *_order(self._mapping))
        )
        found: dict[int, list[Kept[V]]] = {}
        for row in self._session.connection().execute(query):
            found.setdefault(getattr(row, self._owner), []).append(self._kept(cast("Entry", row)))
        return {owner_id: tuple(kept) for owner_id, kept in found.items()}

    def all_of(self, owner_id: int) -> tuple[Kept[V], ...]:
        """Return the entries of a patient or course in order of their own time, void ones too."""
        return self._of(owner_id, void=True)

    def _of(self, owner_id: int, *, void: bool) -> tuple[Kept[V], ...]:
        query = _of_owner(self._mapping, self._owner, void)
        rows = self._session.connection().execute(query, {"owner": owner_id})
        return tuple(self._kept(cast("Entry", row)) for row in rows)


class Records(Rows[V]):
    """The entries of one kind that belong to nobody: users, accesses."""

    def add(self, value: V) -> int:
        """Keep a value; return the number of the entry."""
        return self._add(value)

    def kept(self) -> tuple[Kept[V], ...]:
        """Return every entry that is not void, in order."""
        row = self._mapping.row
        query = select(row).where(col(row.void_reason).is_(None))
        rows = self._session.exec(query.order_by(*_order(self._mapping)))
        return tuple(map(self._kept, rows))

    def latest(self, most: int) -> tuple[Kept[V], ...]:
        """Return at most `most` entries that are not void, newest first."""
        row = self._mapping.row
        query = select(row).where(col(row.void_reason).is_(None))
        rows = self._session.exec(query.order_by(col(row.id).desc()).limit(most))
        return tuple(map(self._kept, rows))
