"""Who changed what, when, from what to what; and the check of the whole store."""

from carttrack.domain.history import HistoryLine
from carttrack.domain.kept import PatientId
from carttrack.services.clinic import Clinic
from carttrack.store import audit
from carttrack.store.audit import Verification


def of_patient(clinic: Clinic, patient_id: PatientId) -> tuple[HistoryLine, ...]:
    """Return every change of a patient's record, newest first."""
    with clinic.reading() as work:
        return work.history.of(patient_id)


def verify(clinic: Clinic) -> Verification:
    """Check file, foreign keys and audit chain; the answer names the first bad row."""
    return audit.verify(clinic.store)
