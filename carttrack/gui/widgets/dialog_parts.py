"""Parts of a dialog's frame: the strip it is moved by, and the shade over its parent."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.widgets.buttons import IconButton
from carttrack.gui.widgets.labels import Label

_STRIP = 34
_SHADE = QColor(16, 24, 32, 87)  # 34 %


class TitleStrip(QFrame):
    """The window's title and a close button; dragging it moves the dialog."""

    def __init__(self, title: str, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setObjectName("titleStrip")
        self.setMinimumHeight(_STRIP)
        self._dialog = dialog
        close = IconButton("x", self.tr("Close"), parent=self)
        close.clicked.connect(dialog.reject)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        words = Label(title, role="small", tone="text2")
        dialog.windowTitleChanged.connect(words.setText)
        row.addWidget(words, 1)
        row.addWidget(close)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dialog.windowHandle().startSystemMove()


class Dim(QWidget):
    """Darkens a window while a dialog is open over it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.move(QPoint(0, 0))
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Let the window be bright again."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _SHADE)


def window_under(dialog: QDialog) -> QWidget | None:
    """Return the window under a dialog and the dialogs that it stands over, None for none."""
    over = dialog.parentWidget()
    while over is not None and isinstance(over.window(), QDialog):
        over = over.window().parentWidget()
    return over.window() if over is not None else None


def press_in_window(dialog: QDialog, keys: QKeySequence) -> None:
    """Do what keys do in the window under a dialog: its own are dead while the dialog is open."""
    over = window_under(dialog)
    actions = over.findChildren(QAction) if over is not None else []
    for action in actions:
        if action.shortcut() == keys:
            action.trigger()


def stand_over_window(dialog: QDialog) -> None:
    """Move a dialog over the middle of the window that all dialogs here belong to, on its screen.

    Not over its parent where that is a dialog: of a window without a frame some window managers
    tell no place.
    """
    over = window_under(dialog)
    if over is None:
        return
    middle = over.geometry().center()
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    place = middle - dialog.rect().center()
    place.setX(max(room.left(), min(place.x(), room.right() - dialog.width())))
    place.setY(max(room.top(), min(place.y(), room.bottom() - dialog.height())))
    dialog.move(place)
