"""A chart among words: as tall as it needs at the width it is given."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from carttrack.charts.marks import Chart
from carttrack.gui.widgets.timeline_view import TimelineView

_LEAST = 240


class ChartView(TimelineView):
    """Tells the layout its height for a width, so that what stands below it moves along.

    A height fixed while a layout is at work would be lost where layouts lie in one another.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}

    @override
    def show_chart(self, lay_out: Callable[[float], Chart]) -> None:
        self._heights.clear()
        super().show_chart(lay_out)
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lay_out = self._lay_out_chart
        if lay_out is None:
            return 0
        if width not in self._heights:
            self._heights[width] = ceil(lay_out(float(max(width, 1))).height)
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * _LEAST, self.heightForWidth(2 * _LEAST))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 0)

    @override
    def _fit(self) -> None:
        if self._lay_out_chart is not None:
            self._draw(self._lay_out_chart(float(max(self.width(), 1))))
