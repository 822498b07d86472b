"""Paints the squares of the month: day, bars over several days, events, and how many are hidden."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from carttrack.domain.calendar_days import CalendarEvent
from carttrack.domain.days import MONTHS
from carttrack.gui.draw import paint_ring
from carttrack.gui.icons import paint_icon
from carttrack.gui.models import roles
from carttrack.gui.models.calendar_month import Bar, DayCell
from carttrack.gui.models.calendar_words import ICONS, bar_words, square_words, tone_of
from carttrack.gui.models.work_list import Namer
from carttrack.gui.theme import theme

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

_PAD, _ICON, _GAP = 6, 14, 4
_BAR_INSET = 4


def line_height() -> int:
    """Return the height of a bar or an event in a square."""
    return max(18, QFontMetrics(theme.font("small")).height() + 2)


class MonthDelegate(QStyledItemDelegate):
    """One square of a `MonthModel`; nothing is read while painting."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(roles.RECORD)
        model = index.model()
        moment = getattr(model, "moment", None)
        if not isinstance(cell, DayCell) or moment is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        quiet = cell.off or not cell.in_month
        painter.fillRect(rect, theme.color("surface2" if quiet else "surface"))
        edge = theme.color("grid")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), edge)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, edge)
        self._paint_content(painter, rect, index, moment.visit)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_ring(painter, QRectF(rect).adjusted(0, 0, -1, -1), 0)
        painter.restore()

    def _paint_content(self, painter: QPainter, rect: QRect, index: Index, visit: Namer) -> None:
        cell: DayCell = index.data(roles.RECORD)
        step = line_height()
        top = rect.top() + 4 + step
        room = max(0, (rect.bottom() - top - 2) // step)
        shown = 0
        for place, bar in enumerate(cell.bars[:room]):
            if bar is not None:
                self._paint_bar(painter, index, bar, QRect(0, top + place * step, 0, step - 1))
                shown += 1
        left = max(0, room - len(cell.bars))
        for place, event in enumerate(cell.events[:left]):
            line = QRect(rect.left(), top + (len(cell.bars) + place) * step, rect.width(), step)
            _paint_event(painter, line, event, visit)
            shown += 1
        _paint_day(painter, QRect(rect.left(), rect.top() + 4, rect.width(), step), cell, shown)

    def _paint_bar(self, painter: QPainter, index: Index, bar: Bar, line: QRect) -> None:
        """Paint the whole bar of the week; the square's clip leaves its own part."""
        first = index.column() - bar.before
        last = first + bar.days - 1
        begin = self._view.columnViewportPosition(first)
        end = self._view.columnViewportPosition(last) + self._view.columnWidth(last)
        box = QRect(begin + _BAR_INSET, line.top(), end - begin - 2 * _BAR_INSET, line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("win"))
        painter.drawRoundedRect(box, 2, 2)
        icon = QRectF(box.left() + 5, box.top(), _ICON, box.height())
        paint_icon(painter, icon, ICONS[bar.event.kind], "text")
        text = bar_words(bar.event)
        _write(painter, box.adjusted(5 + _ICON + _GAP, 0, -4, 0), text, "text")


def _paint_day(painter: QPainter, line: QRect, cell: DayCell, shown: int) -> None:
    number = str(cell.day.day)
    if cell.day.day == 1:
        number = f"1 {MONTHS[cell.day.month - 1][:3]}"
    role = "small_strong" if cell.today else "small"
    metrics = QFontMetrics(theme.font(role, number))
    width = metrics.horizontalAdvance(number)
    box = QRect(line.left() + _PAD, line.top(), width, line.height())
    if cell.today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(box.adjusted(-4, 0, 4, 0), 3, 3)
    tone = "on_accent" if cell.today else "text" if cell.in_month else "text3"
    _write(painter, box.adjusted(0, 0, 1, 0), number, tone, role)
    rest = line.adjusted(_PAD + width + 8, 0, -_PAD, 0)
    hidden = cell.total - shown
    if hidden > 0:
        more = f"+{hidden}"
        room = QFontMetrics(theme.font("small", more)).horizontalAdvance(more)
        _write(painter, QRect(rest.right() - room, rest.top(), room + 1, rest.height()), more)
        rest.adjust(0, 0, -room - 6, 0)
    note = cell.holiday or (translate("calendar", "Today") if cell.today else "")
    if note:
        _write(painter, rest, note, "text2")


def _paint_event(painter: QPainter, line: QRect, event: CalendarEvent, visit: Namer) -> None:
    tone = tone_of(event)
    icon = QRectF(line.left() + _PAD, line.top(), _ICON, line.height())
    paint_icon(painter, icon, ICONS[event.kind], "text2" if tone == "text" else tone)
    box = line.adjusted(_PAD + _ICON + _GAP, 0, -_GAP, 0)
    _write(painter, box, square_words(event, visit), tone)


def _write(
    painter: QPainter, box: QRect, text: str, tone: str = "accent", role: str = "small"
) -> None:
    font = theme.font(role, text)
    painter.setFont(font)
    painter.setPen(QPen(theme.color(tone)))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    # A fallback font (Chinese names) may be taller than the line: it must not be cut.
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(box, int(flags), words)
