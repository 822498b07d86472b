"""A short table of values that are entered one by one: earlier therapy, tests, alerts, contacts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.models.columns import Column
from carttrack.gui.models.table import TableModel
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.views import RecordTable

Value = TypeVar("Value")

_HEAD, _ROW = 30, 28
_MOST = 6


class RowEditor(QWidget, Generic[Value]):
    """Adds, changes and removes values, each in a dialog of its own; Enter opens a row.

    `open_dialog` returns a new dialog over a parent.

    Signals:
        changed: a value was added, changed or removed.
    """

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[tuple[str, Callable[[Value], str], int]],
        open_dialog: Callable[[QWidget], EntryDialog[Value]],
        *,
        name: str,
        add: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_dialog = open_dialog
        self._values: list[Value] = []
        self.model = TableModel[tuple[int, Value]](
            [_column(*column) for column in columns], key=lambda row: row[0], parent=self
        )
        self.table = RecordTable(self.model, name=name)
        self.add = Button(add, icon="plus", size="small")
        self.edit = Button(self.tr("Edit"), size="small")
        self.remove = Button(self.tr("Remove"), size="small")
        self._lay_out()
        self._connect()
        self._show()

    @property
    def values(self) -> tuple[Value, ...]:
        """The values in the order they were entered."""
        return tuple(self._values)

    def show_values(self, values: Sequence[Value]) -> None:
        """Show other values."""
        self._values = list(values)
        self._show()

    @Slot()
    def _add(self) -> None:
        dialog = self._open_dialog(self)
        dialog.saved.connect(partial(self._take, dialog, None))
        dialog.open()

    @Slot()
    def _edit(self) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self._values):
            return
        dialog = self._open_dialog(self)
        dialog.sheet.show_value(self._values[at])
        dialog.saved.connect(partial(self._take, dialog, at))
        dialog.open()

    def _take(self, dialog: EntryDialog[Value], at: int | None, value: Value) -> None:
        if at is None:
            self._values.append(value)
        else:
            self._values[at] = value
        self._show()
        self.table.selectRow(len(self._values) - 1 if at is None else at)
        dialog.accept()
        dialog.deleteLater()
        self.changed.emit()

    @Slot()
    def _remove(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._values):
            del self._values[at]
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.model.show(list(enumerate(self._values)))
        some = bool(self._values)
        self.table.setVisible(some)
        self.table.setFixedHeight(_HEAD + _ROW * min(_MOST, len(self._values)) + 2)
        for button in (self.edit, self.remove):
            button.setVisible(some)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        self.table.opened.connect(self._edit)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add, self.edit, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.table)
        column.addLayout(buttons)
        self.setFocusProxy(self.add)


def _column(heading: str, text: Callable[[Value], str], width: int) -> Column[tuple[int, Value]]:
    return Column(heading=heading, text=lambda row: text(row[1]), width=width)
