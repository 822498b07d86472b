"""What a column of a table shows of a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from carttrack.gui.models import roles

Value = TypeVar("Value")

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, kw_only=True)  # with slots, Column[T](…) fails on Python 3.11
class Column(Generic[Value]):
    """A heading, the text of a cell, and what else its delegate needs (`models.roles`).

    `width` in pixels is the width to start with, 0 for one that takes what is left; `key` names
    the column to whoever sorts by it, empty where it cannot be sorted.
    """

    heading: str
    text: Callable[[Value], str]
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    key: str = ""
    extras: Mapping[int, Callable[[Value], object]] = field(default_factory=dict)

    def data(self, value: Value, role: int) -> object:
        """Return what the cell of `value` says in a role, None where it says nothing."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.align
        extra = self.extras.get(role)
        return None if extra is None else extra(value)


@dataclass(frozen=True)
class Columns(Generic[Value]):
    """The columns of a model in their order, and what they say of a value.

    `spoken` returns the full sentence that a screen reader says for a row.
    """

    each: tuple[Column[Value], ...]
    spoken: Callable[[Value], str] | None = None

    def data(self, value: Value, column: int, role: int) -> object:
        """Return what the cell of `value` in a column says in a role, None for nothing."""
        if role == roles.RECORD:
            return value
        if role == Qt.ItemDataRole.AccessibleTextRole and self.spoken is not None:
            return self.spoken(value)
        return self.each[column].data(value, role)

    def heading(self, section: int, orientation: Qt.Orientation, role: int) -> object:
        """Return what the head of a column says in a role, None for nothing."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.each):
            return None
        column = self.each[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        return column.align if role == Qt.ItemDataRole.TextAlignmentRole else None
