"""How the board is laid out: search and filters over the columns, the legend below."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.board.usual import LEAST, UsualDays
from carttrack.domain.patients import Disease
from carttrack.gui import words
from carttrack.gui.models.board_rows import DaysBar
from carttrack.gui.models.work_list import Namer
from carttrack.gui.pages.board_columns import BoardColumns
from carttrack.gui.pages.patients_filters import FilterButton
from carttrack.gui.pages.patients_search import SearchField
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.card_delegate import paint_days
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import ElidedLabel, Label
from carttrack.gui.widgets.segmented import Segmented
from carttrack.services.worklist import FilterChoices, PatientFilter

COLUMNS, NOBODY = range(2)
"""What the middle of the page shows."""
_EXAMPLE = DaysBar(14, UsualDays(low=13, high=18, patients=LEAST))


class BoardFrame(QWidget):
    """The parts of the page in their places; it does nothing by itself.

    Signals:
        filtered: other patients pass.
    """

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Label(tone="text2")
        said = self.tr("Filter cards")
        self.search = SearchField(name=said, hint=said)
        self.search.setToolTip(self.tr("Name, MRN, lot or identity code"))
        self.new_patient = Button(
            self.tr("New patient"), kind=Kind.PRIMARY, icon="plus", hint=self.tr("N")
        )
        self.status = Segmented(
            [(True, self.tr("On the pathway")), (False, self.tr("Off the pathway"))],
            name=self.tr("Which patients"),
            value=True,
        )
        self.coordinator: FilterButton[str] = FilterButton(self.tr("Coordinator"))
        self.disease: FilterButton[Disease] = FilterButton(self.tr("Disease"))
        self.product: FilterButton[str] = FilterButton(self.tr("Product"))
        self.disease.offer([(each, words.term(each)) for each in Disease])
        self.columns = BoardColumns(self)
        self.nobody = EmptyState(self.tr("No one is off the pathway"))
        self._lay_out()
        for button in self.filters:
            button.chosen.connect(self.filtered)
        self.status.chosen.connect(self.filtered)

    @property
    def filters(self) -> tuple[FilterButton[Any], ...]:
        """The filters, in their order."""
        return (self.coordinator, self.disease, self.product)

    @property
    def chosen(self) -> PatientFilter:
        """Which patients pass."""
        return PatientFilter(
            coordinator=self.coordinator.value,
            disease=self.disease.value,
            product=self.product.value,
            on_path=self.status.value,
        )

    def offer(self, choices: FilterChoices, product: Namer) -> None:
        """Offer the coordinators and products on record."""
        self.coordinator.offer([(name, name) for name in choices.coordinators])
        self.product.offer([(code, product(code)) for code in choices.products])
        self.coordinator.setVisible(bool(choices.coordinators))

    def _lay_out(self) -> None:
        stage = QWidget(self)
        stage.setObjectName("window")
        self.stage = QStackedLayout(stage)
        self.stage.addWidget(self.columns)
        self.stage.addWidget(self.nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar())
        whole.addWidget(self._filter_bar())
        whole.addWidget(stage, 1)
        whole.addWidget(self._footer())

    def _top_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setMinimumHeight(52)
        bar.setObjectName("pane")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(282)
        row.addWidget(Label(self.tr("Pathway board"), role="title"))
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.search, 1)
        row.addWidget(self.new_patient)
        return bar

    def _filter_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("topBar")
        around = QVBoxLayout(bar)
        around.setContentsMargins(20, 0, 16, 8)
        row = FlowLayout(gap=8)
        around.addLayout(row)
        for widget in (self.status, *self.filters):
            row.addWidget(widget)
        return bar

    def _footer(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(_Example(self))
        said = self.tr(
            "days in step; the band is what is usual here for the product, 10th to 90th "
            "percentile of n patients, from {0} on"
        )
        row.addWidget(ElidedLabel(said.format(LEAST), role="small", tone="text2"), 1)
        keys = self.tr("Enter opens, Ctrl+Shift+→ completes the step")
        row.addWidget(ElidedLabel(keys, role="small", tone="text2"))
        return foot


class _Example(QWidget):
    """The bar of the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(60, 16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_days(QPainter(self), QRect(0, 0, self.width(), self.height()), _EXAMPLE)
