"""The month: a square a day, one tab stop, arrows move, Enter opens the day."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from carttrack.gui.models import roles
from carttrack.gui.models.calendar_month import DayCell, MonthModel
from carttrack.gui.widgets.month_delegate import MonthDelegate, line_height

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WORKDAYS = 5
_WEEKEND_SHARE = 0.66
"""How wide a day of the weekend is beside a working day."""
_LEAST_LINES = 4


class MonthView(QTableView):
    """Shows a `MonthModel`; its squares share the room, and scroll where there is too little.

    Signals:
        opened: Enter or a double click on a day; carries it.
        chosen: another day became the current one; carries it.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: MonthModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self._days = model
        self.setItemDelegate(MonthDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        # The days' own padding; tables keep that of their pane.
        self.horizontalHeader().setStyleSheet("QHeaderView::section:first { padding-left: 8px; }")
        self.verticalHeader().hide()
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._share_room)

    @property
    def day(self) -> date | None:
        """The current day."""
        cell = self.currentIndex().data(roles.RECORD) if self.currentIndex().isValid() else None
        return cell.day if isinstance(cell, DayCell) else None

    def go_to(self, day: date) -> None:
        """Make a day the current one without telling."""
        self.selectionModel().blockSignals(True)  # noqa: FBT003  (Qt's signature)
        self.setCurrentIndex(self._days.find(day))
        self.selectionModel().blockSignals(False)  # noqa: FBT003
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's shortcuts, not a search."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        """Give weekends less width than working days, and every week the same height."""
        room, weeks = self.viewport().size(), self._days.rowCount()
        if not weeks:
            return
        rest = 7 - _WORKDAYS
        working = int(room.width() / (_WORKDAYS + rest * _WEEKEND_SHARE))
        off = (room.width() - _WORKDAYS * working) // rest
        widths = [working] * _WORKDAYS + [off] * rest
        widths[-1] = room.width() - sum(widths[:-1])
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        least = line_height() * _LEAST_LINES
        height, over = divmod(room.height(), weeks)
        for row in range(weeks):
            self.setRowHeight(row, max(least, height + (row < over)))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        cell = index.data(roles.RECORD) if index.isValid() else None
        if isinstance(cell, DayCell):
            self.opened.emit(cell.day)

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        cell = index.data(roles.RECORD) if index.isValid() else None
        if isinstance(cell, DayCell):
            self.chosen.emit(cell.day)
