"""The patients of one transaction, and who might be the same person."""

from difflib import SequenceMatcher

from sqlalchemy import func, or_
from sqlmodel import col, select

from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.patients import Patient
from carttrack.store.entries import Rows
from carttrack.store.mappings import PATIENTS
from carttrack.store.recorder import AuditedSession
from carttrack.store.search import fold
from carttrack.store.tables.patients import PatientRow

SIMILAR = 0.85
"""Folded names at least this alike (0 to 1, by matching blocks) are pointed out."""


class Patients(Rows[Patient]):
    """Patients; an MRN is taken once among those not void."""

    def __init__(self, session: AuditedSession) -> None:
        super().__init__(session, PATIENTS)

    def add(self, patient: Patient) -> PatientId:
        """Keep a new patient; return the number."""
        return PatientId(self._add(patient))

    def by_mrn(self, mrn: str) -> Kept[Patient] | None:
        """Return the patient of an MRN, or None."""
        query = select(PatientRow).where(col(PatientRow.mrn) == mrn)
        found = self._session.exec(query.where(col(PatientRow.void_reason).is_(None))).first()
        return self._kept(found) if found else None

    def count(self) -> int:
        """Return how many patients there are, void ones left out."""
        query = select(func.count()).where(col(PatientRow.void_reason).is_(None))
        return self._session.exec(query).one()

    def page(self, after: int, most: int) -> tuple[Kept[Patient], ...]:
        """Return at most `most` patients numbered above `after`, void ones left out."""
        query = select(PatientRow).where(
            col(PatientRow.id) > after, col(PatientRow.void_reason).is_(None)
        )
        rows = self._session.exec(query.order_by(col(PatientRow.id)).limit(most))
        return tuple(map(self._kept, rows))

    def namesakes(self, patient: Patient) -> tuple[Kept[Patient], ...]:
        """Return who may be the same person, a twin or a sibling, most alike first.

        Alike are: the same or a similar full name; the same birth date with the same or a similar
        family name; the same family name with the same telephone. The MRN's own patient is left
        out.
        """
        family = fold(patient.family_name)
        near = or_(
            col(PatientRow.sort_name).between(family[:2], family[:2] + "\uffff"),
            col(PatientRow.birth_date) == patient.birth_date,
            (col(PatientRow.phone) == patient.phone) & (col(PatientRow.phone) != ""),
        )
        query = select(PatientRow).where(near, col(PatientRow.void_reason).is_(None))
        query = query.where(col(PatientRow.mrn) != patient.mrn)
        scored = [
            (score, row.id, row)
            for row in self._session.exec(query)
            if (score := _likeness(patient, row)) >= SIMILAR
        ]
        scored.sort(key=lambda found: (-found[0], found[1]))
        return tuple(self._kept(row) for _, _, row in scored)


def _likeness(patient: Patient, row: PatientRow) -> float:
    family = _alike(patient.family_name, row.family_name)
    whole = _alike(
        f"{patient.family_name} {patient.given_name}", f"{row.family_name} {row.given_name}"
    )
    same_home = bool(patient.phone) and patient.phone == row.phone
    if row.birth_date == patient.birth_date or same_home:
        return max(family, whole)
    return whole


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()
