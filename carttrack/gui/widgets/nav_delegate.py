"""Paints the lines of the sidebar and of the rail."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from carttrack.gui.draw import paint_current_bar
from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import theme

Index = QModelIndex | QPersistentModelIndex

_FIRST = int(Qt.ItemDataRole.UserRole)
KEY, ICON, COUNT, LATE = (_FIRST + n for n in range(1, 5))
NARROW = "narrow"
"""Property of the view: icons only."""
_LINE, _SMALL, _RAIL = 30, 26, 42
_NAV, _RAIL_ICON, _GLYPH = 18, 20, 12


class NavDelegate(QStyledItemDelegate):
    """A line with icon, text and count; the current one filled, with a bar at its left."""

    def __init__(self, view: QListView, *, small: bool = False) -> None:
        super().__init__(view)
        self._view, self._small = view, small
        view.setMouseTracking(True)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._view.property(NARROW):
            return QSize(40, _RAIL)
        font = QFontMetrics(theme.font("small" if self._small else "body"))
        return QSize(80, max(_SMALL if self._small else _LINE, font.height() + 8))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, option, current=current)
        if self._view.property(NARROW):
            self._paint_rail(painter, rect, index)
            return
        ink = "text" if current else "text2"
        box = rect.adjusted(8, 0, -8, 0)
        if index.data(ICON):
            icon = QRectF(box.left() + 1, box.top(), _NAV, box.height())
            paint_icon(painter, icon, index.data(ICON), ink)
            box = box.adjusted(_NAV + 10, 0, 0, 0)
        box = self._paint_count(painter, box, index)
        strong = current and not self._small
        font = theme.font("strong" if strong else "small" if self._small else "body", "")
        painter.setFont(font)
        painter.setPen(theme.color("text" if current else "text2"))
        words = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _paint_ground(
        painter: QPainter, rect: QRect, option: QStyleOptionViewItem, *, current: bool
    ) -> None:
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        if not current and not hovered:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected" if current else "hover"))
        painter.drawRoundedRect(QRectF(rect), 3, 3)
        painter.restore()
        if current:
            paint_current_bar(painter, rect)

    @staticmethod
    def _paint_count(painter: QPainter, box: QRect, index: Index) -> QRect:
        count = str(index.data(COUNT) or "")
        if not count:
            return box
        late = bool(index.data(LATE))
        font = theme.font("small_strong" if late else "small")
        width = QFontMetrics(font).horizontalAdvance(count)
        painter.setFont(font)
        painter.setPen(theme.color("late_fg" if late else "text2"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, flags, count)
        taken = width + 6
        if late:
            left = box.right() - width - _GLYPH - 5
            glyph = QRectF(left, box.top(), _GLYPH, box.height())
            paint_icon(painter, glyph, "alert-circle-filled", "late_fg")
            taken += _GLYPH + 6
        return box.adjusted(0, 0, -taken, 0)

    @staticmethod
    def _paint_rail(painter: QPainter, rect: QRect, index: Index) -> None:
        icon = QRectF(0, 0, _RAIL_ICON, _RAIL_ICON)
        icon.moveCenter(QRectF(rect).center())
        paint_icon(painter, icon, index.data(ICON), "text2")
        count = str(index.data(COUNT) or "")
        if count and index.data(LATE):
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.color("late_fg"))
            corner = QRect(rect.right() - 16, rect.top() + 2, 16, 14)
            painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, count)
