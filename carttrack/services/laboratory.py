"""Laboratory results that are entered together."""

from collections.abc import Sequence

from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import Act, PatientId
from carttrack.domain.laboratory import LabResult
from carttrack.services import entries
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry


def record_results(clinic: Clinic, patient_id: PatientId, results: Sequence[LabResult]) -> Act:
    """Keep several results as one act, which is undone as one.

    Raises `RefusedError` for none, and `InvalidEntryError` for one that lies in the future.
    """
    if not results:
        raise RefusedError("No result was entered. Type at least one; nothing was saved.")
    if len(results) == 1:
        return entries.add(clinic, Entry.LAB_RESULT, patient_id, results[0])
    for result in results:
        entries.demand_past(clinic, result)
    what = f"{len(results)} laboratory results entered"
    with clinic.work(what) as work:
        kept = [work.lab_results.add(patient_id, result) for result in results]
    return Act(id=work.act, what=what, entry_id=kept[0])
