"""The temperatures of the last hours as one small line."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme

Point = tuple[datetime, Decimal]

_MARGIN = 4.0
_LEAST_SPAN = 2.0


class SparkLine(QWidget):
    """Draws (instant, value) points with a dotted line at `mark`; the last point stands out.

    `name` and `unit` are spoken: the points themselves are the accessible description.
    """

    def __init__(
        self, *, name: str, unit: str, mark: Decimal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark, self._unit = mark, unit
        self._points: tuple[Point, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show points, oldest first."""
        self._points = tuple(points)
        said = ", ".join(f"{value} {self._unit}" for _, value in self._points)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(94, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spark(QPainter(self), self.rect(), self._points, self._mark)


def paint_spark(painter: QPainter, rect: QRect, points: Sequence[Point], mark: Decimal) -> None:
    """Paint a spark line in a rectangle; for delegates too."""
    box = QRectF(rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    values = [float(value) for _, value in points]
    low, high = _range(values, float(mark))

    def at(value: float) -> float:
        return box.bottom() - (value - low) / (high - low) * box.height()

    painter.save()
    painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DotLine))
    level = round(at(float(mark))) + 0.5
    painter.drawLine(QPointF(box.left(), level), QPointF(box.right(), level))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = [QPointF(x, at(value)) for x, value in zip(_across(points, box), values, strict=True)]
    painter.setPen(QPen(theme.color("temp"), 1.5))
    painter.drawPolyline(line)
    if line:
        above = values[-1] >= float(mark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("late_fg" if above else "temp"))
        painter.drawEllipse(line[-1], 3, 3)
    painter.restore()


def _range(values: Sequence[float], mark: float) -> tuple[float, float]:
    low, high = min([*values, mark]), max([*values, mark])
    middle = (low + high) / 2
    half = max(high - low, _LEAST_SPAN) / 2
    return middle - half, middle + half


def _across(points: Sequence[Point], box: QRectF) -> list[float]:
    if not points:
        return []
    first, last = points[0][0], points[-1][0]
    whole = (last - first).total_seconds()
    if not whole:
        return [box.right() for _ in points]
    return [
        box.left() + (instant - first).total_seconds() / whole * box.width()
        for instant, _ in points
    ]
