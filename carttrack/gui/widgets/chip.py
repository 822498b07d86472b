"""A state as a pill: glyph and words, never colour alone."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from carttrack.gui.draw import chip_size, paint_chip
from carttrack.gui.tokens import State


class Chip(QWidget):
    """Shows a state; with `clickable` it is a filter that can be pressed.

    Signals:
        pressed: a clickable chip was pressed by mouse, Space or Enter.
    """

    pressed = Signal()

    def __init__(
        self, state: State, text: str, *, clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._text, self._clickable = state, text, clickable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setProperty("ring", True)  # noqa: FBT003  (Qt's signature)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def text(self) -> str:
        """The words on the pill."""
        return self._text

    def show_state(self, state: State, text: str) -> None:
        """Show another state."""
        self._state, self._text = state, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self._state, self._text)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clickable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self._clickable and event.key() in keys:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
