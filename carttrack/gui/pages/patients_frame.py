"""How the patient list is laid out: search and filters over the table, the preview beside it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from carttrack.gui.models import patient_table
from carttrack.gui.pages.patients_filters import PatientFilters
from carttrack.gui.pages.patients_preview import PatientPreview
from carttrack.gui.pages.patients_search import SearchField
from carttrack.gui.settings import RowHeight
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import ElidedLabel, Label
from carttrack.gui.widgets.views import RecordTable

LIST, NO_MATCH, NOBODY = range(3)
"""What the middle of the page shows."""


class PatientsFrame(QWidget):
    """The parts of the page in their places; it does nothing by itself."""

    def __init__(self, rows: RowHeight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Label(tone="text2")
        self.search = SearchField(
            name=self.tr("Search patients"), hint=self.tr("Name, MRN, lot or identity code")
        )
        self.new_patient = Button(
            self.tr("New patient"), kind=Kind.PRIMARY, icon="plus", hint=self.tr("N")
        )
        self.filters = PatientFilters(self)
        self.model = patient_table.model()
        self.table = RecordTable(self.model, name=self.tr("Patients"), height=rows.pixels)
        self.no_match = EmptyState(self.tr("No match"), "", self.tr("Clear filters"))
        self.nobody = EmptyState(
            self.tr("No patients yet"),
            self.tr("Register the first one: name, MRN and date of birth are enough to begin."),
            self.tr("New patient"),
        )
        self.preview = PatientPreview(self)
        self.found = Label(role="small", tone="text2")
        self._lay_out()

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(282)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        stage = QWidget(self)
        self.pages = QStackedLayout(stage)
        for page in (self.table, self.no_match, self.nobody):
            self.pages.addWidget(page)
        left = QFrame(self)
        left.setObjectName("pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(stage, 1)
        column.addWidget(self._footer())
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(left, 1)
        body.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar())
        whole.addLayout(body, 1)
        self.setFocusProxy(self.table)

    def _top_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("topBar")
        bar.setMinimumHeight(52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("Patients"), role="title"))
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.search, 1)
        row.addWidget(self.new_patient)
        return bar

    def _footer(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 6, 16, 6)
        row.setSpacing(20)
        row.addWidget(self.found)
        said = self.tr("CRS and ICANS show the maximum grade so far")
        row.addWidget(ElidedLabel(said, role="small", tone="text3"), 1)
        keys = self.tr("↑↓ move, Enter opens, Space shows or hides the preview")
        row.addWidget(ElidedLabel(keys, role="small", tone="text2"))
        return foot
