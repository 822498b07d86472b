"""Keeps a widget in the lower right corner of another, over its content."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

MARGIN = 16


class Corner(QObject):
    """Places `widget`, at most `width` wide, whenever it or `over` changes."""

    def __init__(self, widget: QWidget, over: QWidget, *, width: int) -> None:
        super().__init__(over)
        self._widget, self._over, self._width = widget, over, width
        for watched in (widget, over):
            watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = watched is self._over and event.type() == QEvent.Type.Resize
        if moved or (watched is self._widget and event.type() == QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        width = min(self._width, self._over.width() - 2 * MARGIN)
        height = self._widget.sizeHint().height()
        left, top = self._over.width() - width - MARGIN, self._over.height() - height - MARGIN
        self._widget.setGeometry(left, top, width, height)
        self._widget.raise_()
