"""Checks the whole store: file, links, the audit's chain and its head."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from carttrack.domain.tick import ignore
from carttrack.store import dialect
from carttrack.store.chain import CONTENT, START
from carttrack.store.faults import told_plainly
from carttrack.store.work import Store

CHUNK = 20_000
"""Audit rows between two reports of progress."""
_ROWS = f"SELECT seq, {CONTENT}, previous, hash FROM audit ORDER BY seq"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Head:
    """How many audit rows and acts there are, and the last hash as hex digits."""

    rows: int
    acts: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was checked and what was found; `faults` is empty when everything is right.

    `first_bad` is the number of the first audit row that does not fit, None when all fit.
    """

    head: Head
    first_bad: int | None = None
    faults: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(store: Store, tick: Callable[[int, int], None] = ignore) -> Verification:
    """Check file, foreign keys and audit of an open store; raises `StoreError` if unreadable."""
    with told_plainly(store.path):
        connection = store.connection()
        try:
            return verified(connection, tick)
        finally:
            connection.close()


def verified(connection: Any, tick: Callable[[int, int], None] = ignore) -> Verification:
    """Check a keyed driver connection; a structure too damaged to read is reported as such."""
    connection.execute(dialect.BEGIN_READ)
    faults = list(dialect.file_faults(connection))
    if any(fault.startswith(("encryption", "structure")) for fault in faults):
        return Verification(head=Head(0, 0, ""), faults=tuple(faults))
    head = read_head(connection)
    first_bad, words = _first_fault(connection, head, tick)
    connection.execute("ROLLBACK")
    if words:
        faults.append(words)
    return Verification(head=head, first_bad=first_bad, faults=tuple(faults))


def read_head(connection: Any) -> Head:
    """Return the audit's head."""
    found = connection.execute("SELECT rows, acts, hash FROM audit_head").fetchone()
    return Head(0, 0, "") if found is None else Head(found[0], found[1], bytes(found[2]).hex())


def _first_fault(
    connection: Any, head: Head, tick: Callable[[int, int], None]
) -> tuple[int | None, str]:
    count, last = 0, START
    for seq, fault, last_hash in _checked(connection):
        count += 1
        if fault:
            return seq, f"audit: row {seq} {fault}"
        last = last_hash
        if count % CHUNK == 0:
            tick(count, max(head.rows, count))
    if count < head.rows:
        return count + 1, f"audit: rows {count + 1} to {head.rows} are missing at the end"
    if count > head.rows:
        return head.rows + 1, f"audit: row {head.rows + 1} was added past the head"
    if last.hex() != head.hash:
        return count or None, "audit: the head does not name the last row"
    return None, ""


def _checked(connection: Any) -> Iterator[tuple[int, str, bytes]]:
    """Yield each row's number, what is wrong with it, and its hash."""
    previous, expected = START, 1
    for seq, content, before, found in dialect.rows_as_bytes(connection, _ROWS):
        fault = ""
        if seq != expected:
            fault = f"stands where row {expected} belongs"
        elif before != previous:
            fault = "does not follow the row before it"
        elif sha256(before + content).digest() != found:
            fault = "was changed"
        yield seq, fault, found
        previous, expected = found, seq + 1
