"""One line over every page: what is special about the open store."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme
from carttrack.gui.tokens import State
from carttrack.gui.widgets.labels import IconLabel, Label

HEIGHT = 26


class Ribbon(QWidget):
    """Says all the time that the data are synthetic, or that nothing can be written."""

    def __init__(self, state: State, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedHeight(max(HEIGHT, self.fontMetrics().height() + 8))
        self.setAccessibleName(f"{title}. {text}")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(state.glyph, f"{state.family}_fg", 14))
        row.addWidget(Label(title, role="small_strong"))
        row.addWidget(Label(text, role="small", tone="text2"))
        row.addStretch()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.state_colors(self._state)[1])
        painter.setPen(theme.color("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
