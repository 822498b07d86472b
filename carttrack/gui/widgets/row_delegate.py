"""Paints table rows: the current row, hover, grades, states, window bars, two tones of text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from carttrack.gui.draw import (
    paint_current_bar,
    paint_glyph,
    paint_grade,
    paint_pencil,
    paint_row,
    paint_window_bar,
)
from carttrack.gui.icons import paint_icon
from carttrack.gui.models import roles
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State

Index = QModelIndex | QPersistentModelIndex

PAD, PANE = 8, 20
_GRADE = 20
_PENCIL = 13
_GLYPH = 16


class RowDelegate(QStyledItemDelegate):
    """One line a row; heights from `height` (28, 24 or 32 px), never below the font's own.

    What a cell shows is asked for by the roles of `models.roles`.
    """

    def __init__(self, view: QAbstractItemView, *, height: int = 28) -> None:
        super().__init__(view)
        self.height = height
        view.setMouseTracking(True)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(theme.font("body"))
        return QSize(64, max(self.height, metrics.height() + 6))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option, index)
        rect: QRect = option.rect
        if index.data(roles.GRADED):
            self._paint_grade(painter, rect, index)
            return
        bar = index.data(roles.BAR)
        if bar is not None:
            paint_window_bar(painter, rect.adjusted(PAD, 0, -PAD, 0), bar)
            return
        box = rect.adjusted(left_pad(index), 0, -PAD, 0)
        paint_text(painter, _after_glyph(painter, box, index), index)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint fill, row line and the bar of the current row."""
        rect: QRect = option.rect
        state = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row(painter, rect, current=current, hovered=hovered)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("grid"))
        if current and index.column() == 0:
            paint_current_bar(painter, QRect(0, rect.top(), rect.width(), rect.height()))

    @staticmethod
    def _paint_grade(painter: QPainter, rect: QRect, index: Index) -> None:
        square = QRectF(0, 0, _GRADE, _GRADE)
        square.moveCenter(QRectF(rect).center())
        paint_grade(painter, square, index.data(roles.GRADE))
        if index.data(roles.BY_HAND):
            beside = QRectF(square.right() + 4, square.top() + 3, _PENCIL, _PENCIL)
            paint_pencil(painter, beside)


def left_pad(index: Index) -> int:
    """Return the padding of a cell: the first column keeps the pane's own."""
    return PANE if index.column() == 0 else PAD


def paint_text(painter: QPainter, box: QRect, index: Index) -> None:
    """Paint the text of a cell, and small grey words after it (`roles.SECOND`)."""
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    font = theme.font("strong" if index.data(roles.STRONG) else "body", text)
    painter.setFont(font)
    painter.setPen(theme.color(index.data(roles.TONE) or "text"))
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    flags = Qt.AlignmentFlag(align) if align is not None else Qt.AlignmentFlag.AlignVCenter
    metrics = QFontMetrics(font)
    painter.drawText(box, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
    second = index.data(roles.SECOND)
    if second:
        left = metrics.horizontalAdvance(text) + 6
        rest = box.adjusted(left, 0, 0, 0)
        small = theme.font("small", str(second))
        painter.setFont(small)
        painter.setPen(theme.color(index.data(roles.SECOND_TONE) or "text2"))
        words = QFontMetrics(small).elidedText(
            str(second), Qt.TextElideMode.ElideRight, max(0, rest.width())
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, words)


def _after_glyph(painter: QPainter, box: QRect, index: Index) -> QRect:
    """Paint the leading glyph or icon, and return what is left of the cell."""
    state, name = index.data(roles.STATE), index.data(roles.ICON)
    if state is None and not name:
        return box.adjusted(_GLYPH + PAD, 0, 0, 0) if index.data(roles.INDENT) else box
    glyph = QRect(box.left(), box.top(), _GLYPH, box.height())
    if state is not None:
        paint_glyph(painter, glyph, State(state))
    else:
        paint_icon(painter, QRectF(glyph), str(name), index.data(roles.TONE) or "text2")
    return box.adjusted(_GLYPH + PAD, 0, 0, 0)
