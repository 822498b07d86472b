"""How the outcomes page is laid out: filters, the warning, then figures or their table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from carttrack.domain.outcome.cohort_table import TableRow
from carttrack.gui.models.cohort_rows import model
from carttrack.gui.models.table import TableModel
from carttrack.gui.pages.outcomes_figures import OutcomesFigures
from carttrack.gui.pages.outcomes_filters import OutcomesFilters
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.segmented import Segmented
from carttrack.gui.widgets.views import RecordTable

FIGURES, TABLE, NOBODY, STOPPED = range(4)
"""What the page shows."""


class OutcomesFrame(QWidget):
    """The parts of the page in their places; it does nothing by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Label(role="strong")
        self.filters = OutcomesFilters()
        self.export = Button(self.tr("Export figures…"), kind=Kind.PRIMARY, icon="download")
        self.export.setToolTip(self.tr("Export figures as PDF or as a table (Ctrl+S)"))
        self.shown_as = Segmented(
            [(FIGURES, self.tr("Charts")), (TABLE, self.tr("Table"))],
            name=self.tr("Show figures as"),
            value=FIGURES,
        )
        self.small = Banner(State.BLOCKED)
        self.figures = OutcomesFigures()
        self.model: TableModel[TableRow] = model()
        self.table = RecordTable(self.model, name=self.tr("Figures as a table"))
        self.nobody = EmptyState(
            self.tr("No evaluable patient in this selection"),
            self.tr("Figures count patients from their infusion on."),
            self.tr("Clear filters"),
        )
        self.stopped = EmptyState(
            self.tr("The figures were not worked out"),
            self.tr("The work was stopped before it was done."),
            self.tr("Work out again"),
        )
        self.area = QScrollArea()
        self._lay_out()

    def _lay_out(self) -> None:
        self.area.setObjectName("pane")
        self.area.setAccessibleName(self.tr("Outcomes"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setObjectName("surface")
        self.area.setWidget(self.figures)
        pane = QFrame(self)
        pane.setObjectName("pane")
        self.pages = QStackedLayout(pane)
        for part in (self.area, self.table, self.nobody, self.stopped):
            self.pages.addWidget(part)
        warning = QVBoxLayout()
        warning.setContentsMargins(0, 0, 0, 0)
        warning.addWidget(self.small)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar())
        whole.addWidget(self._filter_bar())
        whole.addLayout(warning)
        whole.addWidget(pane, 1)
        self.small.hide()

    def _top_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("topBar")
        bar.setMinimumHeight(52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("Outcomes"), role="title"))
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.shown_as)
        row.addWidget(self.export)
        return bar

    def _filter_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("surface")
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(line())
        return bar
