"""Published figures as lines: measure and value, and below them in whom and with what limits."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from carttrack.domain.reference.figures import Figure
from carttrack.gui.tokens import State
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.source_lines import Remark

_SHORT = 24
"""Characters of a value that stand beside its measure."""


class FigureLines(QWidget):
    """Shows each figure with n, interval, population and limits; nothing of it is cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)

    def show_figures(self, figures: Iterable[Figure]) -> None:
        """Show other figures."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for figure in figures:
            self._add(self._grid.rowCount(), figure)

    def _add(self, row: int, figure: Figure) -> None:
        """Put a figure's value at the right; words stand below what they are about."""
        top = Qt.AlignmentFlag.AlignTop
        value = Label(figure.value, role="strong", wrap=True)
        if len(figure.value) > _SHORT:
            self._grid.addWidget(Label(figure.measure, wrap=True), row, 0, 1, 2)
            self._grid.addWidget(value, row + 1, 0, 1, 2)
        else:
            value.setAlignment(Qt.AlignmentFlag.AlignRight | top)
            self._grid.addWidget(Label(figure.measure, wrap=True), row, 0, top)
            self._grid.addWidget(value, row, 1, top)
        below = Label(said(figure), role="small", tone="text2", wrap=True)
        self._grid.addWidget(below, row + 2, 0, 1, 2)
        if figure.superseded:
            remark = Remark(State.MISSED, self.tr("Superseded: {0}").format(figure.superseded))
            self._grid.addWidget(remark, row + 3, 0, 1, 2)
        self._grid.addWidget(line(soft=True), row + 4, 0, 1, 2)


def said(figure: Figure) -> str:
    """Return what qualifies a figure: n, interval, population, limits, place in the source."""
    parts = (
        ("n: {0}", figure.n),
        ("interval: {0}", figure.interval),
        ("{0}", figure.product),
        ("in whom: {0}", figure.population),
        ("limits: {0}", figure.limits),
        ("{0}", figure.where),
    )
    return "; ".join(words.format(value) for words, value in parts if value)
