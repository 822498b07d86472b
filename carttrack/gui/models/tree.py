"""Rows in groups, for work lists: a heading with its count over the rows of the group."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeAlias, TypeVar, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from carttrack.gui.models import roles
from carttrack.gui.models.changes import come_and_go, differences
from carttrack.gui.models.columns import Column, Columns

Value = TypeVar("Value")
Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The heading of a group; `key` names it, `tone` is the colour token of its words."""

    key: str
    title: str
    tone: str = "text"


@dataclass(slots=True, eq=False)
class _Group(Generic[Value]):
    number: int
    head: GroupHead
    values: list[Value]


class GroupedModel(QAbstractItemModel, Generic[Value]):
    """Groups as top rows, their values below; empty groups are left out.

    A heading is never the current row. `show` compares by key, as `TableModel` does, which keeps
    the current row and the scroll.
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
        self._groups: list[_Group[Value]] = []
        self._numbers = count(1)

    def record(self, index: Index) -> Value | None:
        """Return the value of a row, None for a heading or an invalid index."""
        group = self._group_of(index)
        return None if group is None else group.values[index.row()]

    def find(self, key: Hashable) -> QModelIndex:
        """Return the index of the row with this key, an invalid one if there is none."""
        for at, group in enumerate(self._groups):
            for row, value in enumerate(group.values):
                if self._key(value) == key:
                    return self.index(row, 0, self.index(at, 0))
        return QModelIndex()

    def show(self, groups: Sequence[tuple[GroupHead, Sequence[Value]]]) -> None:
        """Show other groups of values, in their order."""
        wanted = [(head, list(values)) for head, values in groups if values]
        old = [group.head.key for group in self._groups]
        steps = differences(old, [head.key for head, _ in wanted])
        assert steps is not None, "each group has a key of its own"
        new = [_Group(next(self._numbers), head, values) for head, values in wanted]
        come_and_go(self, ROOT, self._groups, new, steps)
        for at, (head, values) in enumerate(wanted):
            self._show_group(at, head, values)

    def _show_group(self, at: int, head: GroupHead, values: Sequence[Value]) -> None:
        group, parent = self._groups[at], self.index(at, 0)
        before = len(group.values)
        old, new = [self._key(v) for v in group.values], [self._key(v) for v in values]
        steps = differences(old, new)
        assert steps is not None, "each row has a key of its own"
        come_and_go(self, parent, group.values, values, steps)
        for row, value in enumerate(values):
            if group.values[row] != value:
                group.values[row] = value
                last_column = self.index(row, len(self.columns) - 1, parent)
                self.dataChanged.emit(self.index(row, 0, parent), last_column)
        if group.head != head or before != len(values):
            group.head = head
            self.dataChanged.emit(parent, parent)

    @override
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # The internal id names the group of a row; 0 is a heading.
        within = self._groups[parent.row()].number if parent.isValid() else 0
        return self.createIndex(row, column, within)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index, /) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        group = self._group_of(child)
        if group is None:
            return QModelIndex()
        return self.createIndex(self._groups.index(group), 0, 0)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        if not parent.isValid():
            return len(self._groups)
        heading = self._group_of(parent) is None and parent.column() == 0
        return len(self._groups[parent.row()].values) if heading else 0

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._group_of(index) is None:  # not enabled: arrows, Home and End pass it over
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        group = self._group_of(index)
        if group is None:
            return self._heading(self._groups[index.row()], index.column(), role)
        return self._shown.data(group.values[index.row()], index.column(), role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return self._shown.heading(section, orientation, role)

    def _group_of(self, index: Index) -> _Group[Value] | None:
        number = index.internalId() if index.isValid() else 0
        return next((group for group in self._groups if group.number == number), None)

    @staticmethod
    def _heading(group: _Group[Value], column: int, role: int) -> object:
        if role == roles.GROUP:
            return group.head
        if role == roles.SECOND:
            return str(len(group.values))
        if role == _DISPLAY and column == 0:
            return group.head.title
        return None
