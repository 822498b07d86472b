"""Published figures as lines: measure and value, and below them in whom and with what limits."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from carttrack.domain.reference.figures import Figure
from carttrack.gui.widgets.labels import Label, line


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
        for place, figure in enumerate(figures):
            self._add(3 * place, figure)

    def _add(self, row: int, figure: Figure) -> None:
        top = Qt.AlignmentFlag.AlignTop
        value = Label(figure.value, role="strong", wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | top)
        self._grid.addWidget(Label(figure.measure, wrap=True), row, 0, top)
        self._grid.addWidget(value, row, 1, top)
        below = Label(said(figure), role="small", tone="text2", wrap=True)
        self._grid.addWidget(below, row + 1, 0, 1, 2)
        self._grid.addWidget(line(soft=True), row + 2, 0, 1, 2)


def said(figure: Figure) -> str:
    """Return what qualifies a figure: n, interval, population, limits, place in the source."""
    parts = (
        ("n: {0}", figure.n),
        ("interval: {0}", figure.interval),
        ("{0}", figure.product),
        ("in whom: {0}", figure.population),
        ("limits: {0}", figure.limits),
        ("{0}", figure.where),
        ("superseded: {0}", figure.superseded),
    )
    return "; ".join(words.format(value) for words, value in parts if value)
