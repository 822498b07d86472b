"""The worklist whose rows in sight carry their buttons: the verb they need, and a second one."""

from collections.abc import Callable, Hashable
from typing import cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.worklist import DueKind, DueState
from carttrack.gui.models.tree import GroupedModel
from carttrack.gui.models.work_list import ACTION, SHIFT, WorkLine
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.views import WorkList


class ActionList(WorkList):
    """A work list that makes buttons for the rows in sight only, wherever those rows go.

    Signals:
        acted: the button of a row was pressed; carries the `DueItem`.
        shifted: the link of a row was pressed; carries the `DueItem`.
    """

    acted = Signal(object)
    shifted = Signal(object)

    def __init__(
        self, model: GroupedModel[WorkLine], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name=name, parent=parent)
        self._lines = model
        self._dressed: dict[Hashable, QPersistentModelIndex] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.dress)
        self.verticalScrollBar().valueChanged.connect(self.dress)
        for news in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            news.connect(self._dress_soon)

    @Slot()
    def dress(self) -> None:
        """Give the rows in sight their buttons, and take them from those that left."""
        seen = set()
        for index in self._in_sight():
            line = self._lines.record(index)
            if line is not None:
                seen.add(line.key)
                self._dress_row(index, line)
        for key in self._dressed.keys() - seen:
            gone = self._dressed.pop(key)
            for column in (ACTION, SHIFT):
                self._put(gone.sibling(gone.row(), column), None)

    def make_current(self, key: Hashable) -> None:
        """Make a row current without moving the scroll."""
        index = self._lines.find(key)
        if index.isValid() and index != self.currentIndex().siblingAtColumn(0):
            self.setAutoScroll(False)
            self.setCurrentIndex(index)
            self.setAutoScroll(True)

    def _in_sight(self) -> list[QModelIndex]:
        area, found = self.viewport().rect(), []
        index = self.indexAt(area.topLeft())
        while index.isValid() and self.visualRect(index).top() <= area.bottom():
            found.append(index.siblingAtColumn(0))
            index = self.indexBelow(index)
        return found

    def _dress_row(self, index: QModelIndex, line: WorkLine) -> None:
        self._dressed[line.key] = QPersistentModelIndex(index)
        verb, second = verbs(self, line)
        for column, text, told, kind in (
            (ACTION, verb, self.acted, Kind.PLAIN),
            (SHIFT, second, self.shifted, Kind.LINK),
        ):
            cell = index.siblingAtColumn(column)
            known = self.indexWidget(cell)
            if isinstance(known, RowButton) and known.verb == text:
                known.show_line(line)
            else:
                made = RowButton(text, line, self._press(told), kind=kind) if text else None
                self._put(cell, made)

    def _put(self, cell: QModelIndex, widget: QWidget | None) -> None:
        if cell.isValid() and (widget is not None or self.indexWidget(cell) is not None):
            self.setIndexWidget(cell, cast("QWidget", widget))  # None takes it away

    def _press(self, told: SignalInstance) -> Callable[[WorkLine], None]:
        def press(line: WorkLine) -> None:
            self.make_current(line.key)
            told.emit(line.item)

        return press

    @Slot()
    def _dress_soon(self) -> None:
        self._soon.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()


class RowButton(QWidget):
    """A button in a row; not a tab stop, the row's keys do the same."""

    def __init__(
        self, verb: str, line: WorkLine, pressed: Callable[[WorkLine], None], *, kind: Kind
    ) -> None:
        super().__init__()
        self.verb, self._line = verb, line
        self.button = Button(verb, kind=kind, size="small")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(lambda: pressed(self._line))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 2, 0)
        row.addWidget(self.button)
        if kind is Kind.LINK:
            row.addStretch()
        self.show_line(line)

    def show_line(self, line: WorkLine) -> None:
        """Stand for another reading of the row."""
        self._line = line
        self.button.setAccessibleName(f"{self.verb}, {line.item.person.name}, {line.what}")


def verbs(widget: QWidget, line: WorkLine) -> tuple[str, str]:
    """Return the verb a row still needs, and its second action."""
    item = line.item
    if item.kind is DueKind.ASSESSMENT:
        return widget.tr("Log"), widget.tr("Not done…")
    if item.kind is DueKind.HOLD:
        return widget.tr("Open checklist"), widget.tr("Reschedule")
    if item.kind is DueKind.STEP:
        return widget.tr("Record"), widget.tr("Reschedule")
    if item.appointment_on is None:
        return widget.tr("Book visit"), widget.tr("Missed…")
    if line.state is DueState.CLOSING:  # the appointment is still to come
        return widget.tr("Open"), widget.tr("Reschedule")
    return widget.tr("Record visit"), widget.tr("Reschedule")
