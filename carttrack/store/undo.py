"""Takes a whole act back, by its audit rows; itself an audited act that can be taken back."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.history import ChangeKind
from carttrack.store import dialect
from carttrack.store.chain import plain
from carttrack.store.mappings import BY_SUBJECT
from carttrack.store.recorder import AuditedSession
from carttrack.store.tables import SUBJECTS
from carttrack.store.tables.columns import AsText, Entry, table
from carttrack.store.tables.journal import AuditRow

UNDONE = "undone"
"""The reason a row made void by taking back carries."""


def take_back(session: AuditedSession, act: int) -> None:
    """Give every row of an act what it held before; rows the act made become void.

    Raises `NotFoundError` for an unknown act and `RefusedError` when a row changed since, or when
    another entry has taken its place.
    """
    lines = session.exec(
        select(AuditRow).where(col(AuditRow.act) == act).order_by(col(AuditRow.seq).desc())
    ).all()
    if not lines:
        raise NotFoundError("There is nothing to undo: this step is not on record.")
    _refuse_changed(session, act, lines)
    try:
        for line in lines:
            _take_back_row(session, line)
    except IntegrityError as error:
        if not dialect.is_taken(error.orig):
            raise
        raise RefusedError(
            "This cannot be undone: another entry has taken its place since. Nothing was changed."
        ) from error


def _refuse_changed(session: AuditedSession, act: int, lines: Sequence[AuditRow]) -> None:
    """Refuse when a row differs from what the act left, or when something valid hangs on it."""
    rows = {(line.subject, line.row_id) for line in lines}
    left: dict[tuple[str, int, str], Any] = {}
    for line in _later(session, act, {line.patient_id for line in lines}):
        changes = json.loads(line.changes)
        if (line.subject, line.row_id) in rows:
            for name, (old, _new) in changes.items():
                left.setdefault((line.subject, line.row_id, name), old)
                if _now(session, line, name) != left[line.subject, line.row_id, name]:
                    raise _changed_since(line, line.subject)
        elif line.kind == ChangeKind.ADDED and _now(session, line, "void_reason") is None:
            hit = rows & {("course", _course(changes)), ("patient", line.patient_id or 0)}
            if hit:
                raise _changed_since(line, min(hit)[0])


def _later(session: AuditedSession, act: int, patients: set[int | None]) -> Iterator[AuditRow]:
    for patient_id in patients:
        yield from session.exec(
            select(AuditRow)
            .where(col(AuditRow.patient_id).is_not_distinct_from(patient_id))
            .where(col(AuditRow.act) > act)
            .order_by(col(AuditRow.seq))
        )


def _now(session: AuditedSession, line: AuditRow, name: str) -> Any:
    return plain(getattr(session.get(SUBJECTS[line.subject].row, line.row_id), name))


def _course(changes: dict[str, Any]) -> int:
    return int(changes.get("course_id", (None, 0))[1])


def _changed_since(line: AuditRow, subject: str) -> RefusedError:
    return RefusedError(
        f"This cannot be undone: the {subject.replace('_', ' ')} was changed since, by {line.by} "
        f"({line.what}). Nothing was changed. Undo that first, or correct the entry.",
        field=subject,
    )


def _take_back_row(session: AuditedSession, line: AuditRow) -> None:
    row = session.get(SUBJECTS[line.subject].row, line.row_id)
    assert row is not None, "an audited row is never deleted"
    if line.kind == ChangeKind.ADDED:
        row.void_reason = UNDONE
    else:
        for name, (old, _new) in json.loads(line.changes).items():
            setattr(row, name, _value(row, name, old))
        _derive(row)
    session.flush()


def _value(row: Entry, name: str, kept: Any) -> Any:
    kind = table(row).columns[name].type
    if kept is None or not isinstance(kind, AsText):
        return kept
    return tuple(kept) if isinstance(kept, list) else kind.read(kept)


def _derive(row: Entry) -> None:
    mapping = BY_SUBJECT[str(row.__tablename__)]
    for name, value in mapping.columns(mapping.value(row)).items():
        if table(row).columns[name].info.get("derived"):
            setattr(row, name, value)
