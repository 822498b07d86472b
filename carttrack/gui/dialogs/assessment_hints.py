"""The keys of the assessment dialog, in its footer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carttrack.gui.widgets.labels import Label, key_hint


class KeyHints(QWidget):
    """Says what Tab, N and F4 do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, words in (
            ("Tab", self.tr("next field")),
            ("N", self.tr("now")),
            ("F4", self.tr("repeat device and infusions")),
        ):
            row.addWidget(key_hint(key), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(Label(words, role="small", tone="text2"))
