"""Papers that left the clinic, and who opened the store."""

from datetime import date, datetime

from carttrack.domain.papers import AccessKind, PaperKind
from carttrack.store.tables.columns import Entry, OfCourse, code, day, instant


class PaperRow(OfCourse, table=True):
    """An issued paper."""

    __tablename__ = "paper"

    kind: PaperKind = code(PaperKind)
    about_on: date = day()
    issued_at: datetime = instant()
    issued_by: str
    sha256: str
    record_version: int
    destination: str


class AccessRow(Entry, table=True):
    """A sign-in, a failed unlock, a copy taken."""

    __tablename__ = "access"

    kind: AccessKind = code(AccessKind)
    happened_at: datetime = instant()
    by: str
    detail: str
