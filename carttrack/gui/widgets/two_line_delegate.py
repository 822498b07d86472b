"""Paints work rows: two lines a row, group headings between them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from carttrack.gui.draw import paint_glyph, paint_window_bar
from carttrack.gui.models import roles
from carttrack.gui.models.tree import GroupHead
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State
from carttrack.gui.widgets.row_delegate import PAD, PANE, RowDelegate, left_pad

Index = QModelIndex | QPersistentModelIndex

ROW = 44
HEADING = 26
_GLYPH = 16
_BAR = 40


class TwoLineDelegate(RowDelegate):
    """The text over `roles.SECOND`; a window bar stands before the second line."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        body = QFontMetrics(theme.font("body")).height()
        small = QFontMetrics(theme.font("small")).height()
        if index.data(roles.GROUP) is not None:
            return QSize(64, max(HEADING, small + 8))
        return QSize(64, max(ROW, body + small + 8))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        head = index.data(roles.GROUP)
        if head is not None:
            self._paint_heading(painter, option.rect, index, head)
            return
        self.paint_ground(painter, option, index)
        box: QRect = option.rect.adjusted(left_pad(index), 0, -PAD, 0)
        state = index.data(roles.STATE)
        if state is not None:
            paint_glyph(painter, QRect(box.left(), box.top(), _GLYPH, box.height()), State(state))
            box = box.adjusted(_GLYPH + PAD, 0, 0, 0)
        first, second = self._lines(box, index)
        role = "strong" if index.data(roles.STRONG) else "body"
        tone = index.data(roles.TONE) or "text"
        _write(painter, first, index, str(index.data() or ""), (role, tone))
        bar = index.data(roles.BAR)
        if bar is not None:
            paint_window_bar(
                painter, QRectF(second.left(), second.top(), _BAR, second.height()), bar
            )
            second = second.adjusted(_BAR + 6, 0, 0, 0)
        second_tone = index.data(roles.SECOND_TONE) or "text2"
        look = ("small_strong" if second_tone == "late_fg" else "small", second_tone)
        _write(painter, second, index, str(index.data(roles.SECOND) or ""), look)

    @staticmethod
    def _lines(box: QRect, index: Index) -> tuple[QRect, QRect]:
        if not index.data(roles.SECOND) and index.data(roles.BAR) is None:
            return box, QRect()
        body = QFontMetrics(theme.font("body")).height()
        small = QFontMetrics(theme.font("small")).height()
        top = box.top() + (box.height() - body - small) // 2
        first = QRect(box.left(), top, box.width(), body)
        return first, QRect(box.left(), top + body, box.width(), small)

    @staticmethod
    def _paint_heading(painter: QPainter, rect: QRect, index: Index, head: GroupHead) -> None:
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("grid"))
        if index.column() != 0:
            return
        font = theme.font("small_strong", head.title)
        painter.setFont(font)
        painter.setPen(theme.color(head.tone))
        box = rect.adjusted(PANE, 0, -PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle, head.title)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        width = QFontMetrics(font).horizontalAdvance(head.title) + PAD
        painter.drawText(box.adjusted(width, 0, 0, 0), middle, str(index.data(roles.SECOND)))


def _write(painter: QPainter, box: QRect, index: Index, text: str, look: tuple[str, str]) -> None:
    role, tone = look
    font = theme.font(role, text)
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    flags = Qt.AlignmentFlag(align) if align is not None else Qt.AlignmentFlag.AlignVCenter
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    # A fallback font (Chinese names) may be taller than the line: it must not be cut.
    painter.drawText(box, flags | Qt.TextFlag.TextDontClip, words)
