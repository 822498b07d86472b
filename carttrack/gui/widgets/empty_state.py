"""What a screen says when it has nothing to list: what is true now, and one next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.labels import Label


class EmptyState(QWidget):
    """A title, a sentence and one action; no picture.

    Signals:
        action_requested: the user pressed the action.
    """

    action_requested = Signal()

    def __init__(
        self, title: str, text: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignCenter
        self.title = Label(title, role="strong", wrap=True)
        self.title.setAlignment(middle)
        self.text = Label(text, role="small", tone="text2", wrap=True)
        self.text.setAlignment(middle)
        self.action = Button(action)
        self.action.setVisible(bool(action))
        self.action.clicked.connect(self.action_requested)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(4)
        column.addWidget(self.action, 0, middle)
        column.addStretch()

    def say(self, title: str, text: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
