"""Papers that left the clinic, and who opened the store when: ordinary entries, audited alike."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from carttrack.domain import fields


class PaperKind(StrEnum):
    """What was issued."""

    VISIT_SUMMARY = "visit_summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """A paper of one course that was exported or printed; issuing does not change the record.

    `about_on` is the day the paper is about; `sha256` the hex digest of its bytes;
    `record_version` the version it was made from; `destination` the file's name or `printer`.
    """

    kind: PaperKind
    about_on: date
    issued_at: datetime
    issued_by: str
    sha256: str
    record_version: int
    destination: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "issued_at", fields.instant("issued_at", self.issued_at))
        for field in ("issued_by", "destination"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field), required=True))


class AccessKind(StrEnum):
    """What happened to the store as a whole."""

    SIGNED_IN = "signed_in"
    FAILED_UNLOCK = "failed_unlock"
    COPY_SAVED = "copy_saved"
    FIGURES_EXPORTED = "figures_exported"
    CALENDAR_EXPORTED = "calendar_exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """A sign-in, a failed unlock, a copy or a calendar file taken; belongs to no patient."""

    kind: AccessKind
    happened_at: datetime
    by: str
    detail: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "happened_at", fields.instant("happened_at", self.happened_at))
        object.__setattr__(self, "by", fields.line("by", self.by))
        object.__setattr__(self, "detail", fields.line("detail", self.detail))
