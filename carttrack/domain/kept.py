"""An entry as the store keeps it, and the numbers that name patients and courses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NewType, TypeVar

T = TypeVar("T")

PatientId = NewType("PatientId", int)
CourseId = NewType("CourseId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[T]):
    """A value with what the store knows about it.

    `entered_at` (UTC) and `entered_by` (display name) tell who saved it first; `corrected` is
    true when something entered was changed since, not when something was only added;
    `void_reason` is None unless someone made it void.
    """

    id: int
    value: T
    entered_at: datetime
    entered_by: str
    corrected: bool = False
    void_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One kept transaction: what undo takes back as a whole.

    `id` is the number of the act in the audit; `what` is the sentence the Undo bar shows;
    `entry_id` is the row that the act made or changed first, 0 when it changed nothing.
    """

    id: int
    what: str
    entry_id: int = 0
