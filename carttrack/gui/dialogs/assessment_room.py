"""Where the grades stand: beside the findings, or below them where the screen is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from carttrack.gui.dialogs.assessment_derived import DerivedColumn

_WIDTH, _HEIGHT = 1160, 722
_AROUND = 24
_FRAME = 148
"""Title strip, identity band, footer, and a row that opens while typing."""
_USUAL, _LEAST = 376, 320
"""Widths of the column beside the findings, in pixels."""
_LEAST_BELOW = 88
_UNBOUND = 16777215
"""The size that Qt takes for "no limit"."""


def size_in(room: QSize, form_height: int) -> QSize:
    """Return the size of the dialog in the room there is, for a form of this height."""
    height = min(max(_HEIGHT, form_height + _FRAME), room.height() - _AROUND)
    return QSize(min(_WIDTH, room.width() - _AROUND), height)


def place_grades(
    middle: QBoxLayout, findings: QScrollArea, grades: DerivedColumn, width: int, height: int
) -> None:
    """Let the findings have the width they need of a dialog of this size.

    The grades get what is left at the right, never more than the usual column; where that is too
    little they become a strip of two boxes below the findings, with two fifths of the height left.
    """
    form, column = findings.widget(), grades.parentWidget()
    if form is None or column is None:
        return
    needed = form.minimumSizeHint().width() + findings.verticalScrollBar().sizeHint().width()
    beside = width - needed
    below = beside < _LEAST
    usual, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    middle.setDirection(stacked if below else usual)
    rule = middle.itemAt(1)
    line = rule.widget() if rule is not None else None
    if line is not None:
        line.setVisible(not below)
    grades.stand_side_by_side(on=below)
    if below:
        _bound(column, _UNBOUND, max(_LEAST_BELOW, (height - _FRAME) * 2 // 5))
    else:
        _bound(column, min(_USUAL, beside), _UNBOUND)


def _bound(column: QWidget, width: int, height: int) -> None:
    column.setMinimumSize(*(0 if limit == _UNBOUND else limit for limit in (width, height)))
    column.setMaximumSize(width, height)
