"""The parts of the outcomes page: a titled section, a chart, lines of words."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.charts.marks import Chart
from carttrack.domain.reference.comparison import COMPARISON_NOTE
from carttrack.gui.widgets.chart_view import ChartView
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import IconLabel, Label, at_top


class Section(QWidget):
    """A heading with grey words, and below it what is added to `body`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, role="section", wrap=True)
        self.under = Label(role="small", tone="text2", wrap=True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 14, 16, 16)
        self.body.setSpacing(8)
        self.body.addWidget(self.title)
        self.body.addWidget(self.under)
        self.setAccessibleName(title)
        self.under.hide()

    def say(self, words: str) -> None:
        """Say something below the heading."""
        self.under.setText(words)
        self.under.setVisible(bool(words))

    def add_chart(self, name: str) -> ChartView:
        """Add a chart that a screen reader calls `name`."""
        chart = ChartView()
        chart.setAccessibleName(name)
        self.body.addWidget(chart)
        return chart

    def add_words(self, *, tone: str = "text2", role: str = "small") -> Label:
        """Add a paragraph."""
        label = Label(role=role, tone=tone, wrap=True)
        self.body.addWidget(label)
        return label

    def add_row(self, *widgets: QWidget) -> None:
        """Add widgets in a row that wraps."""
        around = QWidget()
        row = FlowLayout(around, gap=8)
        for widget in widgets:
            row.addWidget(widget)
        self.body.addWidget(around)


class PublishedNote(QWidget):
    """What must be read before published figures, wherever they stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(COMPARISON_NOTE, role="small", wrap=True)
        self.beside = Label(role="small", tone="text2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.beside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(at_top(IconLabel("info-circle-filled", "booked_fg", 16)))
        row.addLayout(column, 1)
        self.beside.hide()

    def say(self, left_out: str, *, has_figures: bool) -> None:
        """Stand above figures, and say which are left out; go where there is neither."""
        self.words.setVisible(has_figures)
        self.beside.setText(left_out)
        self.beside.setVisible(bool(left_out))
        self.setVisible(has_figures or bool(left_out))


class FactGrid(QWidget):
    """Names at the left, what is known of them at the right; both wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 3)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show other facts, each a name and words."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, words) in enumerate(facts):
            self._grid.addWidget(Label(name, role="small", tone="text2", wrap=True), row, 0, top)
            self._grid.addWidget(Label(words, role="small", wrap=True), row, 1, top)


def draw(view: ChartView, lay_out: Callable[[float], Chart], *, shown: bool = True) -> None:
    """Show a chart, or nothing where it has nothing to show."""
    view.setVisible(shown)
    if shown:
        view.show_chart(lay_out)
