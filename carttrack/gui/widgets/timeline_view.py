"""Draws a finished chart on the screen: the marks that paper draws too."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from carttrack.charts.marks import Chart, Spot
from carttrack.gui.draw import paint_ring
from carttrack.gui.widgets.chart_marks import paint_mark

_NO_CHART = Chart(width=1, height=1, marks=(), description="")


class TimelineView(QWidget):
    """Shows a chart that is laid out anew for each width; answers mouse and arrow keys.

    Signals:
        day_opened: a place that stands for a day was clicked or entered; carries the `date`.
    """

    day_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lay_out_chart: Callable[[float], Chart] | None = None
        self._chart = _NO_CHART
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Course"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    @property
    def chart(self) -> Chart:
        """The chart that is drawn."""
        return self._chart

    def show_chart(self, lay_out: Callable[[float], Chart]) -> None:
        """Show what `lay_out` returns for a width in pixels; called again when resized."""
        self._lay_out_chart = lay_out
        self._at = None
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, round(self._chart.height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(self._chart.height))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for mark in self._chart.marks:
            paint_mark(painter, mark)
        if self._at is not None and self.hasFocus():
            spot = _rect(self._chart.spots[self._at]).adjusted(-3, -3, 3, 3)
            paint_ring(painter, spot.toRectF(), 4)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._spot_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                spot = self._chart.spots[place]
                QToolTip.showText(event.globalPos(), spot.tip, self, _rect(spot))
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = self._spot_at(event.position().toPoint())
        self._open()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._chart.spots:
            last = len(self._chart.spots) - 1
            start = (-1 if move > 0 else last + 1) if self._at is None else self._at
            self._go(min(max(start + move, 0), last))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._at = place
        spot = self._chart.spots[place]
        below = _rect(spot).bottomLeft()
        QToolTip.showText(self.mapToGlobal(below), spot.tip, self, _rect(spot))
        self.setAccessibleDescription(spot.tip)
        self.update()

    def _open(self) -> None:
        if self._at is not None:
            day = self._chart.spots[self._at].day
            if day is not None:
                self.day_opened.emit(day)

    def _spot_at(self, point: QPoint) -> int | None:
        spots = self._chart.spots
        return next((n for n, spot in enumerate(spots) if _rect(spot).contains(point)), None)

    def _fit(self) -> None:
        if self._lay_out_chart is None:
            return
        self._draw(self._lay_out_chart(float(max(self.width(), 1))))
        self.setFixedHeight(round(self._chart.height))

    def _draw(self, chart: Chart) -> None:
        self._chart = chart
        if self._at is not None and self._at >= len(chart.spots):
            self._at = None
        self.setAccessibleDescription(self._chart.description)
        self.update()


def _rect(spot: Spot) -> QRect:
    return QRect(round(spot.x), round(spot.y), round(spot.width), round(spot.height))
