"""The audit itself, its head, and the mark of the store: rows that no screen changes."""

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field

from carttrack.store.tables.columns import Base


class AuditRow(Base, table=True):
    """One changed row of one act; never changed, never deleted (triggers forbid both).

    `at` is the UTC instant as text and `utc_offset` the clinic's offset from it in minutes;
    `changes` is JSON `{column: [old, new]}`; `previous` and `hash` chain the rows.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_patient_id_act", "patient_id", "act"),)

    seq: int | None = Field(default=None, primary_key=True)
    act: int = Field(index=True)
    at: str
    utc_offset: int
    by: str
    what: str
    reason: str
    subject: str
    row_id: int
    patient_id: int | None
    kind: str
    changes: str
    previous: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class AuditHeadRow(Base, table=True):
    """How many audit rows and acts there are, and the last hash: a cut-off end shows."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(primary_key=True)
    rows: int
    acts: int
    hash: bytes = Field(sa_type=LargeBinary)


class MarkRow(Base, table=True):
    """The store's random id and the moment it was made."""

    __tablename__ = "mark"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(primary_key=True)
    store: str
    created_at: str
