"""The patients opened last; forgotten when the store is closed, and written nowhere."""

from carttrack.domain.errors import NotFoundError
from carttrack.domain.kept import PatientId
from carttrack.gui import words
from carttrack.gui.desk import Desk
from carttrack.gui.widgets.sidebar import RecentPatient
from carttrack.services import casefile

MOST = 5


class RecentPatients:
    """Names and Days of the patients opened last, the newest first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines: dict[int, RecentPatient] = {}

    @property
    def lines(self) -> tuple[RecentPatient, ...]:
        """What the sidebar lists."""
        return tuple(reversed(self._lines.values()))

    def opened(self, patient_id: int) -> None:
        """Put a patient first."""
        self._lines.pop(patient_id, None)
        read = self._read(patient_id)
        if read is not None:
            self._lines[patient_id] = read
        while len(self._lines) > MOST:
            self._lines.pop(next(iter(self._lines)))

    def read_again(self) -> None:
        """Read the patient opened last again: a name or Day 0 may have changed."""
        if self._lines:
            self.opened(next(reversed(self._lines)))

    def _read(self, patient_id: int) -> RecentPatient | None:
        try:
            case = casefile.read(self._desk.clinic, PatientId(patient_id))
        except NotFoundError:
            return None
        today = self._desk.clinic.today()
        day, planned = case.day(today), False
        if day is None and case.planned_day0 is not None:
            day, planned = (today - case.planned_day0).days, True
        return RecentPatient(patient_id, case.patient.value.name, words.day(day, planned=planned))
