"""Paints the marks of a chart: hair lines on whole pixels, data lines antialiased."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from carttrack.charts.marks import (
    Align,
    Cell,
    Dash,
    Ink,
    Label,
    Line,
    Mark,
    Marker,
    Path,
    Rect,
    Shape,
)
from carttrack.gui.draw import paint_pencil
from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import theme

_TOKENS = {
    Ink.BORDER_STRONG: "border_strong",
    Ink.WIN_LINE: "win_line",
    Ink.OVERDUE: "late_fg",
    Ink.DONE: "done_fg",
    Ink.SERIES_A: "series_a",
    Ink.SERIES_B: "series_b",
}
_DASHES = {Dash.DASHED: [4.0, 3.0], Dash.DOTTED: [1.0, 3.0]}
_PENCIL_ROOM = 30.0
_PENCIL = 10.0


def paint_mark(painter: QPainter, mark: Mark) -> None:
    """Paint one mark in its own units: 1 unit = 1 pixel at 100 %."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match mark:
        case Line():
            _paint_line(painter, mark)
        case Path():
            _paint_path(painter, mark)
        case Rect():
            _paint_rect(painter, mark)
        case Cell():
            _paint_cell(painter, mark)
        case Marker():
            _paint_marker(painter, mark)
        case Label():
            _paint_label(painter, mark)
        case _:
            assert_never(mark)
    painter.restore()


def _paint_line(painter: QPainter, mark: Line) -> None:
    start, end = QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2)
    if mark.width <= 1 and (mark.x1 == mark.x2 or mark.y1 == mark.y2):
        start, end = _on_pixel(start), _on_pixel(end)
    painter.setPen(_pen(mark.ink, mark.width, mark.dash))
    painter.drawLine(start, end)


def _paint_path(painter: QPainter, mark: Path) -> None:
    pen = _pen(mark.ink, mark.width, Dash.SOLID)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(x, y) for x, y in mark.points])


def _paint_rect(painter: QPainter, mark: Rect) -> None:
    box = QRectF(mark.x, mark.y, mark.width, mark.height)
    painter.setPen(Qt.PenStyle.NoPen)
    if mark.stroke is not None:
        painter.setPen(_pen(mark.stroke, 1, mark.dash))
        box = QRectF(round(mark.x) + 0.5, round(mark.y) + 0.5, mark.width - 1, mark.height - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush if mark.fill is None else _color(mark.fill))
    painter.drawRoundedRect(box, mark.radius, mark.radius)


def _paint_cell(painter: QPainter, mark: Cell) -> None:
    fill, digit = theme.grade_colors(mark.grade)
    box = QRectF(mark.x, mark.y, mark.width, mark.height)
    painter.fillRect(box, fill)
    painter.setFont(_font(mark.size, 600))
    painter.setPen(digit)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.grade))
    if not mark.by_hand:
        return
    if mark.width >= _PENCIL_ROOM:
        corner = QRectF(box.right() - _PENCIL - 2, box.top() + 1, _PENCIL, _PENCIL)
        paint_pencil(painter, corner)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(digit)
        painter.drawEllipse(QPointF(box.right() - 3, box.top() + 3), 1.5, 1.5)


def _paint_marker(painter: QPainter, mark: Marker) -> None:
    colour = _color(mark.ink)
    half = mark.size / 2
    if mark.shape is Shape.CHECK:
        box = QRectF(mark.x - half, mark.y - half, mark.size, mark.size)
        paint_icon(painter, box, "circle-check-filled", _TOKENS.get(mark.ink, mark.ink.value))
        return
    painter.setPen(Qt.PenStyle.NoPen if mark.filled else QPen(colour, 1.5))
    painter.setBrush(colour if mark.filled else Qt.BrushStyle.NoBrush)
    _SHAPES[mark.shape](painter, mark.x, mark.y, half)
    if mark.shape is Shape.RING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(mark.x, mark.y), half / 2, half / 2)


def _triangle(painter: QPainter, x: float, y: float, half: float) -> None:
    tip, left = QPointF(x, y - half), QPointF(x - half, y + half)
    painter.drawPolygon(QPolygonF([tip, left, QPointF(x + half, y + half)]))


def _diamond(painter: QPainter, x: float, y: float, half: float) -> None:
    sides = [QPointF(x - half, y), QPointF(x, y - half), QPointF(x + half, y)]
    painter.drawPolygon(QPolygonF([*sides, QPointF(x, y + half)]))


def _square(painter: QPainter, x: float, y: float, half: float) -> None:
    painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half).adjusted(0.5, 0.5, -0.5, -0.5))


def _dot(painter: QPainter, x: float, y: float, half: float) -> None:
    painter.drawEllipse(QPointF(x, y), half, half)


def _ring(painter: QPainter, x: float, y: float, half: float) -> None:
    ink = painter.brush().color()
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), half - 0.75, half - 0.75)


_SHAPES: dict[Shape, Callable[[QPainter, float, float, float], None]] = {
    Shape.TRIANGLE: _triangle,
    Shape.SQUARE: _square,
    Shape.DIAMOND: _diamond,
    Shape.DOT: _dot,
    Shape.RING: _ring,
}


def _paint_label(painter: QPainter, mark: Label) -> None:
    font = _font(mark.size, mark.weight)
    painter.setFont(font)
    painter.setPen(_color(mark.ink))
    width = QFontMetricsF(font).horizontalAdvance(mark.text)
    shift = {Align.LEFT: 0.0, Align.CENTRE: width / 2, Align.RIGHT: width}[mark.align]
    painter.drawText(QPointF(mark.x - shift, mark.y), mark.text)


def _font(size: float, weight: int) -> QFont:
    font = theme.font("small")
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight(weight))
    return font


def _on_pixel(point: QPointF) -> QPointF:
    return QPointF(round(point.x() - 0.5) + 0.5, round(point.y() - 0.5) + 0.5)


def _color(ink: Ink) -> QColor:
    return theme.color(_TOKENS.get(ink, ink.value))


def _pen(ink: Ink, width: float, dash: Dash) -> QPen:
    pen = QPen(_color(ink), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash in _DASHES:
        pen.setDashPattern([length / width for length in _DASHES[dash]])
    return pen
