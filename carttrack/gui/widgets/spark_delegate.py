"""Table rows with a spark line where a cell has a series."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from carttrack.charts.spark import spark
from carttrack.gui.models import roles
from carttrack.gui.widgets.chart_marks import paint_mark
from carttrack.gui.widgets.row_delegate import PAD, Index, RowDelegate


class SparkDelegate(RowDelegate):
    """Paints `roles.SERIES` as a spark line; every other cell as its rows do."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        group = index.data(roles.SERIES)
        if group is None:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        box: QRect = option.rect.adjusted(PAD, 0, -PAD, 0)
        painter.save()
        painter.translate(box.topLeft())
        for mark in spark(group.points, box.width(), box.height()):
            paint_mark(painter, mark)
        painter.restore()
