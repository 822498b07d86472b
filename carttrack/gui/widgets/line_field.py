"""One line of text; alone in its module, for the first window knows no numbers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget


class LineField(QLineEdit):
    """One line of text.

    Signals:
        edited: the user changed the text.
        left: Enter was pressed, or the focus left the field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self.left)

    @property
    def value(self) -> str:
        """The text as typed, without blanks at its ends."""
        return self.text().strip()

    def show_value(self, value: str) -> None:
        """Show a text; the user did not type it."""
        self.setText(value)

    def mark(self, state: str) -> None:
        """Draw the border for `error`, `warning` or nothing (empty)."""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
