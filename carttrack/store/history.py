"""What changed, as the audit tells it."""

import json
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from carttrack.domain.history import ChangeKind, FieldChange, HistoryLine
from carttrack.domain.kept import PatientId
from carttrack.store.recorder import AuditedSession
from carttrack.store.tables import SUBJECTS
from carttrack.store.tables.columns import UtcTime
from carttrack.store.tables.journal import AuditRow

_NOT_CLINICAL = tuple(name for name, subject in SUBJECTS.items() if not subject.clinical)


class History:
    """Reads the audit; nothing here writes it."""

    def __init__(self, session: AuditedSession) -> None:
        self._session = session

    def of(self, patient_id: PatientId) -> tuple[HistoryLine, ...]:
        """Return every change of a patient's rows, newest first."""
        return self._lines(col(AuditRow.patient_id) == patient_id)

    def record_version(self, patient_id: PatientId) -> int:
        """Return how many acts changed this patient's clinical rows; papers do not count."""
        query = select(func.count(func.distinct(AuditRow.act))).where(
            col(AuditRow.patient_id) == patient_id,
            col(AuditRow.subject).not_in(_NOT_CLINICAL),
        )
        return self._session.exec(query).one()

    def _lines(self, condition: Any) -> tuple[HistoryLine, ...]:
        query = select(AuditRow).where(condition).order_by(col(AuditRow.seq).desc())
        return tuple(map(_line, self._session.exec(query)))


def _line(row: AuditRow) -> HistoryLine:
    changes = json.loads(row.changes)
    return HistoryLine(
        act=row.act,
        at=UtcTime().read(row.at),
        by=row.by,
        what=row.what,
        reason=row.reason,
        subject=row.subject,
        entry_id=row.row_id,
        kind=ChangeKind(row.kind),
        patient_id=None if row.patient_id is None else PatientId(row.patient_id),
        changes=tuple(
            FieldChange(name, _shown(old), _shown(new))
            for name, (old, new) in changes.items()
            if _shown(old) != _shown(new)
        ),
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_shown(part) or "–" for part in value)
    return str(value)
