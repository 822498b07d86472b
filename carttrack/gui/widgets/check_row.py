"""A line that is ticked off, with what is known about it at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.labels import Label, line


class CheckRow(QWidget):
    """A check box over its whole width, small words at the right, a thin line below.

    Signals:
        toggled: the user ticked or unticked it; carries whether it is ticked.
    """

    toggled = Signal(bool)

    def __init__(
        self, text: str, detail: str = "", *, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.check = Check(text, self)
        self.check.setChecked(on)
        self.detail = Label(detail, role="small", tone="text2", parent=self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.check, 1)
        row.addWidget(self.detail, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line(soft=True))
        self.setFocusProxy(self.check)
        self.check.clicked.connect(self.toggled)

    @property
    def on(self) -> bool:
        """Whether it is ticked."""
        return self.check.isChecked()
