"""What changed: who, when, from what to what, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from carttrack.domain.kept import PatientId


class ChangeKind(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field from what to what, as text; `old` is empty for a new row."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One changed row of one act.

    `act` numbers the transaction, `what` names it; `subject` is the kind of entry
    (`patient`, `assessment`, `visit` …) and `entry_id` its id.
    """

    act: int
    at: datetime
    by: str
    what: str
    reason: str
    subject: str
    entry_id: int
    kind: ChangeKind
    patient_id: PatientId | None
    changes: tuple[FieldChange, ...]
