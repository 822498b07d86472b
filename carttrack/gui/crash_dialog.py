"""Shows an error that nobody foresaw."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import Label

_WIDTH, _HEIGHT = 620, 380


class CrashDialog(QDialog):
    """Says that something failed, what was kept, and what to pass on; shown once at a time."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("carttrack: something failed"))
        self.resize(_WIDTH, _HEIGHT)
        self.details = QPlainTextEdit(text, self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("What to pass on"))
        self.copy = Button(self.tr("&Copy"), icon="copy", parent=self)
        self.go_on = Button(self.tr("&Go on"), kind=Kind.PRIMARY, parent=self)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)

    def add(self, text: str) -> None:
        """Add a further failure to the one shown."""
        self.details.appendPlainText(f"\n{text}")

    def _lay_out(self) -> None:
        title = Label(self.tr("Something failed that should not"), role="section")
        kept = Label(
            self.tr(
                "The last action may not be complete. Everything saved before it is on record, "
                "open forms stay open, and you can go on working. Copy the lines below for whoever "
                "looks after the program: they name places in the program, never a patient."
            ),
            tone="text2",
            wrap=True,
        )
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(kept)
        column.addWidget(self.details, 1)
        column.addLayout(foot)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
