"""Rows by the thousand with the audit rows a flush would have written for them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.history import ChangeKind
from carttrack.store.audit import read_head
from carttrack.store.chain import Heading, dump, plain, row_hash
from carttrack.store.mappings import BY_SUBJECT, Mapping
from carttrack.store.recorder import COLUMNS
from carttrack.store.tables.columns import KEPT, STATE, table

_AUDIT = "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_AS_IS = frozenset({str, int, bool, type(None)})
"""What needs no writing: most columns."""
_WRITERS: dict[type, Callable[[Any], Any]] = {
    Decimal: str,
    date: date.isoformat,
    time: time.isoformat,
    datetime: lambda value: value.astimezone(UTC).isoformat(),
}


class _Plan:
    """How rows of one kind are inserted: the statement, the next number, what waits."""

    def __init__(self, mapping: Mapping[Any], owners: tuple[str, ...]) -> None:
        columns = [column.name for column in table(mapping.row).columns]
        self.subject = mapping.subject
        self.columns_of = mapping.columns
        self.owners = owners
        self.names_course = "course_id" in owners
        state = {"id", *KEPT, *STATE, *owners}
        self.values = tuple(name for name in columns if name not in state)
        self.contents = itemgetter(*self.values)
        told = [name for name in COLUMNS[mapping.subject] if name not in {*STATE, *owners}]
        assert self.values[: len(told)] == tuple(told), "derived columns stand last"
        self.told = tuple(told)
        names = ["id", "entered_at", "entered_by", "corrected", *owners, *self.values]
        marks = ",".join("?" * len(names))
        quoted = ",".join(f'"{name}"' for name in names)
        self.statement = f'INSERT INTO "{self.subject}" ({quoted}) VALUES ({marks})'  # noqa: S608
        self.last = 0
        self.waiting: list[tuple[Any, ...]] = []


class Bulk:
    """Collects rows and their audit, and writes both in batches inside one transaction."""

    def __init__(self, connection: Any, zone: ZoneInfo) -> None:
        head = read_head(connection)
        self._connection, self._zone = connection, zone
        self._rows, self._act, self._hash = head.rows, head.acts, bytes.fromhex(head.hash)
        self._plans = {name: _plan(mapping) for name, mapping in BY_SUBJECT.items()}
        self._audit: list[tuple[Any, ...]] = []
        self._heading: tuple[Any, ...] = ()
        self._words = ""

    def begin_act(self, at: datetime, by: str, what: str) -> None:
        """Begin the next act: its rows share moment, user and name."""
        self._act += 1
        offset = at.astimezone(self._zone).utcoffset()
        assert offset is not None
        minutes = int(offset.total_seconds()) // 60
        heading = Heading(self._act, _WRITERS[datetime](at), minutes, by, what, "")
        self._words = heading.words
        self._heading = (self._act, heading.at, minutes, by, what, "")

    def add(self, subject: str, value: Any, patient_id: int = 0, course_id: int = 0) -> int:
        """Collect a row; return its number."""
        plan = self._plans[subject]
        plan.last += 1
        written = [
            content if (kind := type(content)) in _AS_IS else _WRITERS.get(kind, plain)(content)
            for content in plan.contents(plan.columns_of(value))
        ]
        told = {"course_id": (None, course_id)} if plan.names_course else {}
        for name, content in zip(plan.told, written, strict=False):
            if content is not None:
                told[name] = (None, content)
        owner = (patient_id, course_id)[: len(plan.owners)]
        shared = (plan.last, self._heading[1], self._heading[3], False, *owner)
        stored = (dump(content) if type(content) is list else content for content in written)
        plan.waiting.append((*shared, *stored))
        self._tell(subject, plan.last, patient_id or plan.last, dump(told))
        return plan.last

    def write(self) -> None:
        """Write what was collected, parents before what belongs to them."""
        for plan in self._plans.values():
            if plan.waiting:
                self._connection.executemany(plan.statement, plan.waiting)
                plan.waiting.clear()
        self._connection.executemany(_AUDIT, self._audit)
        self._audit.clear()

    def close(self) -> None:
        """Write the rest and move the audit's head."""
        self.write()
        self._connection.execute(
            "UPDATE audit_head SET rows = ?, acts = ?, hash = ?",
            (self._rows, self._act, self._hash),
        )

    def _tell(self, subject: str, row_id: int, patient_id: int, changes: str) -> None:
        self._rows += 1
        previous = self._hash
        row = (subject, row_id, patient_id, ChangeKind.ADDED.value, changes)
        self._hash = row_hash(previous, self._rows, self._words, row)
        self._audit.append((self._rows, *self._heading, *row, previous, self._hash))


def _plan(mapping: Mapping[Any]) -> _Plan:
    names = table(mapping.row).columns
    return _Plan(mapping, tuple(name for name in ("patient_id", "course_id") if name in names))
