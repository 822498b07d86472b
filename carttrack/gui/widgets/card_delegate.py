"""Paints the cards of the board."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from carttrack.gui.draw import paint_glyph, paint_grade, paint_pencil
from carttrack.gui.models import roles
from carttrack.gui.models.board_rows import CardRow, DaysBar, FlagLine, GradeLine
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State
from carttrack.gui.widgets.row_delegate import Index

_SIDE, _GAP, _PAD = 6, 6, 8
_LINES = 2
_BAR, _BAR_ROOM = 4, 12
_GRADE, _GLYPH, _PENCIL = 18, 14, 13
_LEADING = 4
_COLOURED = frozenset({State.OVERDUE, State.BLOCKED, State.CLOSING})
_ROOM_BEYOND = 1.25
"""The bar goes on beyond the usual days, so that being over them shows."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a card: its height and how it is painted into its rectangle."""

    height: int
    paint: Callable[[QPainter, QRect], None]


class CardDelegate(QStyledItemDelegate):
    """A card: name in up to two lines, MRN and product, days in step, grades, flags."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setMouseTracking(True)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        parts = _parts(index.data(roles.RECORD), width - 2 * (_SIDE + _PAD))
        return QSize(width, sum(part.height for part in parts) + 2 * _PAD + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        box = rect.adjusted(_SIDE, 0, -_SIDE, -_GAP)
        self._paint_ground(painter, box, option)
        inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        top = inner.top()
        for part in _parts(index.data(roles.RECORD), inner.width()):
            part.paint(painter, QRect(inner.left(), top, inner.width(), part.height))
            top += part.height

    def _paint_ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = current and self._view.hasFocus()
        edge = "accent" if focused else "selected_line" if current else "border"
        width = 2 if focused else 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(theme.color("hover" if hovered and not current else "surface"))
        half = width / 2
        painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), 6, 6)
        painter.restore()


def _parts(row: CardRow, width: int) -> Iterator[_Part]:
    for name in _wrapped(row.card.person.name, "strong", width):
        yield _words(name, "strong", "text")
    for who in _wrapped(row.who, "small", width):
        yield _words(who, "small", "text2")
    if row.bar is not None:
        yield _Part(_BAR_ROOM, partial(_paint_bar, row.bar))
    over = row.bar is not None and row.bar.is_over
    yield _pair(row.since, row.disease, ("small_strong", "due_fg") if over else ("small", "text"))
    if row.usual:
        yield _words(row.usual, "axis", "text3")
    for grade in row.grades:
        yield _grade(grade)
    for flag in row.flags:
        yield _flag(flag, width)


def _wrapped(text: str, role: str, width: int) -> list[str]:
    """Return a text in up to two lines; what is left elides."""
    font = theme.font(role, text)
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(_WRAPPED)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:_LINES], len(text)]
    elided = Qt.TextElideMode.ElideRight
    return [
        metrics.elidedText(text[start:end].strip(), elided, width)
        for start, end in zip(starts[:_LINES], ends, strict=True)
    ]


def _line_height(role: str) -> int:
    return QFontMetrics(theme.font(role)).height()


def _words(text: str, role: str, tone: str) -> _Part:
    def paint(painter: QPainter, box: QRect) -> None:
        _write(painter, box, text, (role, tone))

    return _Part(_line_height(role) + 1, paint)


def _pair(left: str, right: str, look: tuple[str, str]) -> _Part:
    def paint(painter: QPainter, box: QRect) -> None:
        _write(painter, box, left, look)
        taken = QFontMetrics(theme.font(look[0])).horizontalAdvance(left) + _GAP
        end = Qt.AlignmentFlag.AlignRight
        _write(painter, box.adjusted(taken, 0, 0, 0), right, ("small", "text2"), align=end)

    return _Part(_line_height("small") + _LEADING, paint)


def paint_days(painter: QPainter, box: QRect, bar: DaysBar) -> None:
    """Paint days in a step as a line from the left, over the band of the usual ones."""
    most = max(bar.usual.high * _ROOM_BEYOND, bar.days, 1)
    middle = box.center().y()

    def across(days: float) -> float:
        return box.left() + box.width() * min(1.0, max(0.0, days) / most)

    painter.fillRect(box.left(), middle, box.width(), 2, theme.color("grid"))
    low, high = across(bar.usual.low), across(bar.usual.high)
    band = QRectF(low, middle - _BAR + 1, max(2.0, high - low), 2 * _BAR)
    painter.fillRect(band, theme.color("win"))
    fill = QRectF(box.left(), middle - _BAR / 2 + 1, across(bar.days) - box.left(), _BAR)
    painter.fillRect(fill, theme.color("due_fg" if bar.is_over else "accent"))


def _paint_bar(bar: DaysBar, painter: QPainter, box: QRect) -> None:
    paint_days(painter, box, bar)


def _grade(line: GradeLine) -> _Part:
    height = max(_GRADE + 3, _line_height("small"))

    def paint(painter: QPainter, box: QRect) -> None:
        label = QFontMetrics(theme.font("small")).horizontalAdvance("ICANS") + _GAP
        _write(painter, box, line.scale, ("small", "text2"))
        left = box.left() + label
        top = box.top() + (height - _GRADE) // 2
        paint_grade(painter, QRect(left, top, _GRADE, _GRADE), line.grade)
        left += _GRADE + _GAP
        if line.by_hand:
            paint_pencil(painter, QRect(left, top, _PENCIL, _GRADE))
            left += _PENCIL + _GAP
        rest = QRect(left, box.top(), box.right() - left + 1, height)
        _write(painter, rest, line.age, ("small", "text2"))

    return _Part(height, paint)


def _flag(flag: FlagLine, width: int) -> _Part:
    tone = f"{flag.state.family}_fg" if flag.state in _COLOURED else "text"
    role = "small_strong" if flag.state is State.OVERDUE else "small"
    indent = _GLYPH + _GAP
    lines = _wrapped(flag.text, role, width - indent)
    height = max(_GLYPH + 2, _line_height("small"))

    def paint(painter: QPainter, box: QRect) -> None:
        paint_glyph(painter, QRect(box.left(), box.top() + 2, _GLYPH, height), flag.state)
        for number, text in enumerate(lines):
            top = box.top() + 2 + number * height
            line = QRect(box.left() + indent, top, box.width() - indent, height)
            _write(painter, line, text, (role, tone))

    return _Part(len(lines) * height + 2, paint)


def _write(
    painter: QPainter,
    box: QRect,
    text: str,
    look: tuple[str, str],
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    role, tone = look
    font = theme.font(role, text)
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    # A fallback font (Chinese names) may be taller than the line: it must not be cut.
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(box, flags, words)


_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
