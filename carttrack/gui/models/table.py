"""A table over frozen values; a refresh moves nothing that stayed."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from carttrack.gui.models.changes import come_and_go, differences
from carttrack.gui.models.columns import Column, Columns

Value = TypeVar("Value")
Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class TableModel(QAbstractTableModel, Generic[Value]):
    """Rows of the values that `show` was given, in that order.

    `key` returns what identifies a row (its record id): `show` compares by it and tells only of
    rows that came, went or changed, which keeps the current row and the scroll. `spoken` returns
    the full sentence that a screen reader says for a row.
    """

    def __init__(
        self,
        columns: Sequence[Column[Value]],
        *,
        key: Callable[[Value], Hashable],
        spoken: Callable[[Value], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._shown = key, Columns(self.columns, spoken)
        self._rows: list[Value] = []

    @property
    def rows(self) -> tuple[Value, ...]:
        """The values in their order."""
        return tuple(self._rows)

    def record(self, index: Index) -> Value | None:
        """Return the value of a row, None for an invalid index."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, key: Hashable) -> int:
        """Return the row with this key, -1 if there is none."""
        return next((n for n, value in enumerate(self._rows) if self._key(value) == key), -1)

    def show(self, values: Sequence[Value]) -> None:
        """Show other values."""
        old, new = [self._key(v) for v in self._rows], [self._key(v) for v in values]
        steps = differences(old, new)
        if steps is None:
            self.beginResetModel()
            self._rows = list(values)
            self.endResetModel()
            return
        come_and_go(self, ROOT, self._rows, values, steps)
        self._tell_changes(values)

    def append(self, values: Sequence[Value]) -> None:
        """Add a page of further rows at the end."""
        if values:
            first = len(self._rows)
            self.beginInsertRows(ROOT, first, first + len(values) - 1)
            self._rows.extend(values)
            self.endInsertRows()

    def _tell_changes(self, values: Sequence[Value]) -> None:
        last = max(0, len(self.columns) - 1)
        for row, value in enumerate(values):
            if self._rows[row] != value:
                self._rows[row] = value
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        return self._shown.data(self._rows[index.row()], index.column(), role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return self._shown.heading(section, orientation, role)
