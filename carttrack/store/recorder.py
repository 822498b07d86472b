"""Writes the audit from what the flush changes, so that no service can forget it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from carttrack.domain.history import ChangeKind
from carttrack.domain.topics import Topic
from carttrack.store.chain import Heading, changes_text, row_hash
from carttrack.store.tables import SUBJECTS
from carttrack.store.tables.columns import KEPT, STATE, Entry, UtcTime, table
from carttrack.store.tables.journal import AuditHeadRow, AuditRow

_AUDIT = table(AuditRow)
_HEAD = table(AuditHeadRow)
_FLUSHING = "carttrack_flushing"


class UnauditedChangeError(Exception):
    """A statement would change kept rows past the audit; this is a bug, nothing was changed."""


@dataclass
class Recorder:
    """The audit of one writing transaction.

    `act` is 0 until the first row is written; `first_entry` is the row it made or changed first.
    """

    by: str
    what: str
    reason: str
    now: Callable[[], datetime]
    zone: ZoneInfo
    act: int = 0
    first_entry: int = 0
    topics: set[Topic] = field(default_factory=set)
    _at: datetime | None = None
    _heading: str = ""
    _shared: dict[str, Any] = field(default_factory=dict)
    _count: int = 0
    _hash: bytes = b""

    def at(self) -> datetime:
        """Return the moment of this act: one for all its rows."""
        if self._at is None:
            self._at = self.now()
        return self._at

    def record(self, connection: Connection, session: Session) -> None:
        """Write one audit row for each new or changed row of the flush."""
        lines = [line for row in session.new if (line := _added(row))]
        lines += [line for row in session.dirty if (line := _changed(row))]
        if lines:
            if not self.act:
                self._open(connection)
            connection.execute(_AUDIT.insert(), [self._row(line) for line in lines])

    def close(self, connection: Connection) -> None:
        """Move the head to the last row, in the same transaction."""
        if self.act:
            connection.execute(
                _HEAD.update().values(rows=self._count, acts=self.act, hash=self._hash)
            )

    def _open(self, connection: Connection) -> None:
        head = connection.execute(_HEAD.select()).one()
        self._count, self._hash, self.act = head.rows, head.hash, head.acts + 1
        at = self.at()
        offset = at.astimezone(self.zone).utcoffset()
        assert offset is not None
        heading = Heading(
            act=self.act,
            at=UtcTime().write(at),
            utc_offset=int(offset.total_seconds()) // 60,
            by=self.by,
            what=self.what,
            reason=self.reason,
        )
        self._heading = heading.words
        self._shared = {name: getattr(heading, name) for name in Heading.__slots__}

    def _row(self, line: tuple[str, int, int | None, str, str]) -> dict[str, Any]:
        subject, row_id, patient_id, kind, changes = line
        self._count += 1
        previous = self._hash
        self._hash = row_hash(previous, self._count, self._heading, line)
        self.first_entry = self.first_entry or row_id
        self.topics.add(SUBJECTS[subject].topic)
        return self._shared | {
            "seq": self._count,
            "subject": subject,
            "row_id": row_id,
            "patient_id": patient_id,
            "kind": kind,
            "changes": changes,
            "previous": previous,
            "hash": self._hash,
        }


def audited_columns(row: type[Entry]) -> tuple[str, ...]:
    """Return the columns that an audit row tells about, in the order of the table."""
    return tuple(
        column.name
        for column in table(row).columns
        if column.name not in KEPT and not column.info.get("derived")
    )


COLUMNS = {name: audited_columns(subject.row) for name, subject in SUBJECTS.items()}


def _line(row: Entry, kind: ChangeKind, changes: str) -> tuple[str, int, int | None, str, str]:
    subject = str(row.__tablename__)
    assert row.id is not None
    patient_id = row.id if subject == "patient" else getattr(row, "patient_id", None)
    return subject, row.id, patient_id, kind.value, changes


def _added(row: object) -> tuple[str, int, int | None, str, str] | None:
    if not isinstance(row, Entry):
        return None
    names = (name for name in COLUMNS[str(row.__tablename__)] if name not in STATE)
    values = {name: (None, value) for name in names if (value := getattr(row, name)) is not None}
    return _line(row, ChangeKind.ADDED, changes_text(values))


def _changed(row: object) -> tuple[str, int, int | None, str, str] | None:
    if not isinstance(row, Entry):
        return None
    state = inspect(row)
    changes = {}
    for name in COLUMNS[str(row.__tablename__)]:
        history = state.attrs[name].history
        if history.has_changes():
            changes[name] = (history.deleted[0], history.added[0])
    return _line(row, ChangeKind.CHANGED, changes_text(changes)) if changes else None


class AuditedSession(Session):
    """A session whose flush writes the audit; without a recorder it only reads."""

    recorder: Recorder | None = None

    def __init__(self, bind: Engine) -> None:
        super().__init__(bind, autoflush=False, expire_on_commit=False)


def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if not isinstance(session, AuditedSession) or session.recorder is None:
        raise UnauditedChangeError("A reading transaction tried to write.")
    if session.deleted:
        raise UnauditedChangeError("Kept rows are never deleted; make them void.")
    session.connection().info[_FLUSHING] = True


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    assert isinstance(session, AuditedSession)
    assert session.recorder is not None
    connection = session.connection()
    session.recorder.record(connection, session)
    connection.info.pop(_FLUSHING, None)


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise UnauditedChangeError("Statements that write bypass the audit; use a repository.")


def refuse_unaudited(connection: Connection, statement: Any, *_rest: Any) -> None:
    """Raise when a statement writes to an audited table outside a flush."""
    if not isinstance(statement, UpdateBase):
        return
    name = getattr(statement.table, "name", "")
    if name in SUBJECTS and not connection.info.get(_FLUSHING):
        raise UnauditedChangeError(f"A statement on {name} bypasses the audit.")


event.listen(AuditedSession, "before_flush", _before_flush)
event.listen(AuditedSession, "after_flush", _after_flush)
event.listen(AuditedSession, "do_orm_execute", _refuse_statement)
