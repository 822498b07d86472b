"""The pages of the open clinic: each screen's made once, those of the latest patients kept."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from carttrack.domain.kept import PatientId
from carttrack.gui.desk import Desk
from carttrack.gui.screens import PATIENT, Screens
from carttrack.gui.trail import Place

KEPT = 4
"""So many patients' pages are kept as they stood; the one not seen for longest goes first."""


class PageStack(QStackedWidget):
    """Makes a page when its place is first shown."""

    def __init__(self, desk: Desk, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._screens = desk, screens
        self._pages: dict[str, QWidget] = {}
        self._patients: dict[int, QWidget] = {}

    def page_of(self, place: Place) -> QWidget:
        """Return the page of a place; a patient's becomes the latest of them."""
        if place.key == PATIENT and place.patient_id is not None:
            return self._patient_page(place.patient_id)
        if place.key not in self._pages:
            self._pages[place.key] = self._screens.maker(place.key)(self._desk)
            self.addWidget(self._pages[place.key])
        return self._pages[place.key]

    def _patient_page(self, patient_id: int) -> QWidget:
        page = self._patients.pop(patient_id, None)
        if page is None:
            page = self._screens.patient(self._desk, PatientId(patient_id))
            self.addWidget(page)
        self._patients[patient_id] = page  # the latest is the last
        while len(self._patients) > KEPT:
            oldest = self._patients.pop(next(iter(self._patients)))
            self.removeWidget(oldest)
            oldest.deleteLater()
        return page
