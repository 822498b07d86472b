"""What the patient list asks the record for, read a page at a time."""

from dataclasses import dataclass

from carttrack.gui.models.patient_table import PatientRow, patient_row
from carttrack.gui.models.table import TableModel
from carttrack.gui.pages.moments import present_moment
from carttrack.services import worklist
from carttrack.services.clinic import Clinic
from carttrack.services.worklist import ON_PATH, PatientFilter, PatientSort


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which patients, in which order."""

    search: str = ""
    sort: PatientSort = PatientSort.NEXT
    descending: bool = False
    filters: PatientFilter = ON_PATH


class Listing:
    """Fills the model from the record; `total` counts every patient that matches."""

    def __init__(self, clinic: Clinic, model: TableModel[PatientRow]) -> None:
        self._clinic, self._model = clinic, model
        self.total = 0

    def read(self, asked: Asked, *, least: int = 1) -> None:
        """Read from the start, as many pages as `least` rows take; rows that stay, stay."""
        rows = self._page(asked)
        while len(rows) < min(least, self.total):
            more = self._page(asked, rows[-1])
            if not more:
                break
            rows += more
        self._model.show(rows)

    def read_more(self, asked: Asked) -> bool:
        """Read the next page; false when there is none."""
        rows = self._model.rows
        if not rows or len(rows) >= self.total:
            return False
        self._model.append(self._page(asked, rows[-1]))
        return True

    def _page(self, asked: Asked, after: PatientRow | None = None) -> list[PatientRow]:
        lines, self.total = worklist.patients(
            self._clinic,
            search=asked.search,
            sort=asked.sort,
            descending=asked.descending,
            after=after.line.person.patient_id if after else None,
            filters=asked.filters,
        )
        moment = present_moment(self._clinic)
        return [patient_row(line, moment) for line in lines]
