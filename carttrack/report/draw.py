"""The marks of a chart on paper."""

from collections.abc import Callable, Mapping
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import (
    Align,
    Cell,
    Chart,
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
from carttrack.report.style import UNIT, Look, colour, grade_colours
from carttrack.report.text import Span, broken, draw_line

_DASHES = {Dash.SOLID: (), Dash.DASHED: (3.0, 2.25), Dash.DOTTED: (0.75, 2.25)}
_UNBROKEN = 100_000.0


class ChartFigure(Flowable):
    """A chart of marks; it is never divided. `field` names it in errors."""

    def __init__(self, chart: Chart, field: str) -> None:
        super().__init__()
        self.chart = chart
        self.field = field

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = self.chart.width * UNIT, self.chart.height * UNIT
        return self.width, self.height

    def draw(self) -> None:
        """Draw the marks in their order."""
        for mark in self.chart.marks:
            draw_mark(self.canv, mark, self.height, self.field)


def draw_mark(canvas: Canvas, mark: Mark, top: float, field: str) -> None:
    """Draw one mark of a chart whose upper edge is at `top` points."""
    if isinstance(mark, Label):
        _label(canvas, mark, top, field)
    else:
        _DRAWN[type(mark)](canvas, mark, top)


def draw_grade(canvas: Canvas, grade: int, left: float, bottom: float, side: float) -> None:
    """Draw a grade: a square of `side` points with its digit."""
    fill, digit = grade_colours(grade)
    canvas.setFillColor(fill)
    canvas.roundRect(left, bottom, side, side, 2.25, stroke=0, fill=1)
    canvas.setFillColor(digit)
    size = side * 0.62
    canvas.setFont("Inter-SemiBold", size)
    canvas.drawCentredString(left + side / 2, bottom + side / 2 - size * 0.36, str(grade))


def _line(canvas: Canvas, mark: Line, top: float) -> None:
    _stroke(canvas, mark.ink, mark.width, mark.dash)
    canvas.line(mark.x1 * UNIT, top - mark.y1 * UNIT, mark.x2 * UNIT, top - mark.y2 * UNIT)


def _path(canvas: Canvas, mark: Path, top: float) -> None:
    _stroke(canvas, mark.ink, mark.width, Dash.SOLID)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    for number, (x, y) in enumerate(mark.points):
        (path.lineTo if number else path.moveTo)(x * UNIT, top - y * UNIT)
    canvas.drawPath(path)


def _rect(canvas: Canvas, mark: Rect, top: float) -> None:
    if mark.fill is not None:
        canvas.setFillColor(colour(mark.fill))
    if mark.stroke is not None:
        _stroke(canvas, mark.stroke, 1, mark.dash)
    canvas.roundRect(
        mark.x * UNIT,
        top - (mark.y + mark.height) * UNIT,
        mark.width * UNIT,
        mark.height * UNIT,
        mark.radius * UNIT,
        stroke=int(mark.stroke is not None),
        fill=int(mark.fill is not None),
    )


def _cell(canvas: Canvas, mark: Cell, top: float) -> None:
    fill, digit = grade_colours(mark.grade)
    left, bottom = mark.x * UNIT, top - (mark.y + mark.height) * UNIT
    width, height, size = mark.width * UNIT, mark.height * UNIT, mark.size * UNIT
    canvas.setFillColor(fill)
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    canvas.setFillColor(digit)
    text = str(mark.grade)
    if mark.at_least:
        text, size = f"≥{mark.grade}", size - 2 * UNIT
    canvas.setFont("Inter-SemiBold", size)
    canvas.drawCentredString(left + width / 2, bottom + height / 2 - size * 0.36, text)
    if mark.by_hand:
        _pencil(canvas, left + width - 5.5, bottom + height - 5.5)


def _pencil(canvas: Canvas, left: float, bottom: float) -> None:
    """Draw a pencil 4 points wide in the digit's colour, its point at the lower left."""
    path = canvas.beginPath()
    corners = ((0, 0), (0.4, 1.4), (3, 4), (4, 3), (1.4, 0.4))
    for number, (x, y) in enumerate(corners):
        (path.lineTo if number else path.moveTo)(left + x, bottom + y)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _marker(canvas: Canvas, mark: Marker, top: float) -> None:
    x, y, half = mark.x * UNIT, top - mark.y * UNIT, mark.size * UNIT / 2
    canvas.setFillColor(colour(mark.ink))
    _stroke(canvas, mark.ink, 1.5, Dash.SOLID)
    filled = int(mark.filled)
    if mark.shape in _CORNERS:
        path = canvas.beginPath()
        for number, (right, up) in enumerate(_CORNERS[mark.shape]):
            (path.lineTo if number else path.moveTo)(x + right * half, y + up * half)
        path.close()
        canvas.drawPath(path, stroke=1 - filled, fill=filled)
        return
    is_ring = mark.shape is Shape.RING
    canvas.circle(x, y, half, stroke=int(is_ring or not filled), fill=0 if is_ring else filled)
    if is_ring:
        canvas.circle(x, y, half * 0.5, stroke=0, fill=1)
    if mark.shape is Shape.CHECK:
        _check(canvas, x, y, half)


def _check(canvas: Canvas, x: float, y: float, half: float) -> None:
    canvas.setStrokeColor(colour(Ink.SURFACE))
    canvas.setLineWidth(half * 0.26)
    path = canvas.beginPath()
    path.moveTo(x - 0.42 * half, y)
    path.lineTo(x - 0.1 * half, y - 0.32 * half)
    path.lineTo(x + 0.45 * half, y + 0.34 * half)
    canvas.drawPath(path)


def _label(canvas: Canvas, mark: Label, top: float, field: str) -> None:
    size = mark.size * UNIT
    look = Look(size, size, mark.weight, mark.ink)
    for line in broken((Span(mark.text, look),), _UNBROKEN, field):
        shift = {Align.LEFT: 0.0, Align.CENTRE: line.width / 2, Align.RIGHT: line.width}
        draw_line(canvas, line, mark.x * UNIT - shift[mark.align], top - mark.y * UNIT)


def _stroke(canvas: Canvas, ink: Ink, width: float, dash: Dash) -> None:
    canvas.setStrokeColor(colour(ink))
    canvas.setLineWidth(width * UNIT)
    canvas.setDash(list(_DASHES[dash]))


_CORNERS = {
    Shape.TRIANGLE: ((0.0, 1.0), (1.0, -0.9), (-1.0, -0.9)),
    Shape.SQUARE: ((-0.85, 0.85), (0.85, 0.85), (0.85, -0.85), (-0.85, -0.85)),
    Shape.DIAMOND: ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)),
}
# Each function draws the mark of its own type.
_DRAWN: Mapping[type, Callable[[Canvas, Any, float], None]] = {
    Line: _line,
    Path: _path,
    Rect: _rect,
    Cell: _cell,
    Marker: _marker,
}
