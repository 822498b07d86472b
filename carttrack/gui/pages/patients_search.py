"""The search field of the patient list."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from carttrack.gui import icons
from carttrack.gui.theme import theme
from carttrack.gui.widgets.fields import LineField

_HINT = "Ctrl F"


class SearchField(LineField):
    """One line with a magnifier; Down goes to the list, Enter opens, Esc empties it.

    Signals:
        entered_list: Down was pressed.
        confirmed: Enter was pressed.
    """

    entered_list = Signal()
    confirmed = Signal()

    def __init__(self, *, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint, parent=parent)
        magnifier = QAction(self)
        icons.put(magnifier, "search", "text2", 16)
        self.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.entered_list.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text():
            return
        painter = QPainter(self)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text3"))
        box = QRect(0, 0, self.width() - 10, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _HINT)
