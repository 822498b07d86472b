"""Paints the rows of the follow-up: marks, both windows, and targets that are no working day."""

from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from carttrack.domain.follow_up.standing import Mark
from carttrack.gui.draw import WindowBar, paint_window_bar
from carttrack.gui.models import roles
from carttrack.gui.models.visit_table import MARK, ODD_DAY, OUTER, SMALL
from carttrack.gui.pages.patient_visit_marks import paint_mark
from carttrack.gui.theme import theme
from carttrack.gui.widgets.row_delegate import PAD, Index, RowDelegate

_WEEKDAY = 3
_BAR = 10


class VisitDelegate(RowDelegate):
    """Rows of a `VisitTableModel`."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark, outer = index.data(MARK), index.data(OUTER)
        rect: QRect = option.rect
        if mark is not None:
            self.paint_ground(painter, option, index)
            paint_mark(painter, QRectF(rect), Mark(mark))
        elif outer is not None:
            self.paint_ground(painter, option, index)
            box = QRectF(rect.adjusted(PAD, 0, -PAD, 0))
            paint_both_windows(painter, box, index.data(roles.BAR), outer)
        elif index.data(SMALL):
            self.paint_ground(painter, option, index)
            _paint_small(painter, rect.adjusted(PAD, 0, -PAD, 0), index)
        elif index.data(ODD_DAY):
            self.paint_ground(painter, option, index)
            _paint_odd_day(painter, rect.adjusted(PAD, 0, -PAD, 0), index)
        else:
            super().paint(painter, option, index)


def paint_both_windows(
    painter: QPainter, rect: QRectF, bar: WindowBar, outer: tuple[date, date]
) -> None:
    """Paint a window inside the clinic's own wider one, both to the same scale of days."""
    first, last = outer
    days = max(1, (last - first).days + 1)
    left = rect.left() + rect.width() * max(0, (bar.earliest - first).days) / days
    width = rect.width() * ((bar.latest - bar.earliest).days + 1) / days
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.color("win_line"), 1, Qt.PenStyle.DotLine))
    line = round(rect.center().y())
    painter.drawLine(QPointF(rect.left(), line), QPointF(rect.right(), line))
    for x in (rect.left(), rect.right() - 1):
        painter.drawLine(QPointF(x, line - _BAR / 2 + 2), QPointF(x, line + _BAR / 2 - 2))
    inner = QRectF(left, rect.top(), max(width, 12.0), rect.height())
    painter.fillRect(QRectF(left, line - 2, inner.width() - 1, 5), theme.color("surface"))
    painter.restore()
    paint_window_bar(painter, inner, bar)


def _paint_small(painter: QPainter, box: QRect, index: Index) -> None:
    text = str(index.data() or "")
    font = theme.font("small", text)
    painter.setFont(font)
    painter.setPen(theme.color(index.data(roles.TONE) or "text"))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    painter.drawText(box, Qt.AlignmentFlag(align), elided)


def _paint_odd_day(painter: QPainter, box: QRect, index: Index) -> None:
    text = str(index.data() or "")
    weekday, rest = text[:_WEEKDAY], text[_WEEKDAY:]
    strong = theme.font("strong", text)
    painter.setFont(strong)
    painter.setPen(theme.color("due_fg"))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, middle, weekday)
    painter.setFont(theme.font("body", text))
    painter.setPen(theme.color(index.data(roles.TONE) or "text"))
    left = QFontMetrics(strong).horizontalAdvance(weekday)
    painter.drawText(box.adjusted(left, 0, 0, 0), middle, rest)
