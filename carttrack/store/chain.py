"""The hash chain of the audit: what is hashed, and how a row's changes are written.

Each row's hash is SHA-256 over the hash before it and the row's own content. Whoever changes,
removes, swaps or inserts a row breaks the chain at that row; whoever cuts off its end is told by
the head. A holder of the key who writes the chain anew from some row on, head included, is told
only by the head in an older copy.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

START = bytes(32)
"""The hash before the first row."""
dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Write canonical JSON: no spaces, letters as they are."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows of one act share; `at` is the UTC instant as text."""

    act: int
    at: str
    utc_offset: int
    by: str
    what: str
    reason: str

    @property
    def words(self) -> str:
        """The heading as it is hashed; lengths keep neighbouring texts apart."""
        return (
            f"{self.act}\x1f{self.at}\x1f{self.utc_offset}\x1f{len(self.by)}:{self.by}"
            f"{len(self.what)}:{self.what}{len(self.reason)}:{self.reason}"
        )


def row_hash(previous: bytes, seq: int, heading: str, row: tuple[str, int, Any, str, str]) -> bytes:
    """Return the hash of one row: `row` is subject, row id, patient id, kind and changes."""
    subject, row_id, patient_id, kind, changes = row
    content = f"{seq}\x1f{heading}\x1f{subject}\x1f{row_id}\x1f{patient_id}\x1f{kind}\x1f{changes}"
    return hashlib.sha256(previous + content.encode()).digest()


CONTENT = (
    "seq || char(31) || act || char(31) || at || char(31) || utc_offset || char(31) "
    "|| length(by) || ':' || by || length(what) || ':' || what "
    "|| length(reason) || ':' || reason || char(31) || subject || char(31) || row_id || char(31) "
    "|| coalesce(patient_id, 'None') || char(31) || kind || char(31) || changes"
)
"""The same content as `row_hash` takes, written by the database: a check reads it much faster."""


def plain(value: Any) -> Any:
    """Return a column's value as the audit writes it; the tables keep the same text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    assert isinstance(value, date | time), type(value)
    return value.isoformat()


def changes_text(changes: Mapping[str, tuple[Any, Any]]) -> str:
    """Return `{column: [old, new]}` as canonical JSON, in the order given."""
    return dump({name: [plain(old), plain(new)] for name, (old, new) in changes.items()})
