"""How much room a screen has for a dialog."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_NARROW = 900


def is_narrow(least: int = _NARROW) -> bool:
    """Tell whether the screen is too narrow for long rows, as at 200 % on a small one."""
    return QGuiApplication.primaryScreen().availableSize().width() < least


def room_for(widget: QWidget) -> QSize:
    """Return the free size of the screen that a widget's window, or its parent's, is on.

    `QWidget.screen()` is not asked: PySide lets the screen go with the widget that was asked.
    """
    parent = widget.parentWidget()
    over = parent.window() if parent is not None else widget
    screen = QGuiApplication.screenAt(over.frameGeometry().center())
    return (screen or QGuiApplication.primaryScreen()).availableSize()
