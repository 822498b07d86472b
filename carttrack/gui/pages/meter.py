"""A bar that shows a share, beside the words that say it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.gui.theme import theme

_WIDTH, _HEIGHT = 180, 6


class Meter(QWidget):
    """Fills from the left in the colour of a token."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._color = 0.0, "done_fg"
        self.setFixedSize(_WIDTH, _HEIGHT)

    def show_share(self, share: float, color: str) -> None:
        """Show a share of 0 to 1."""
        self._share, self._color = share, color
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("grid"))
        filled = QRectF(0, 0, self.width() * self._share, self.height())
        painter.fillRect(filled, theme.color(self._color))
