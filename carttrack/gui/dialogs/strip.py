"""Fields side by side that wrap where a narrow screen has no room for them in one line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label

_LINE = 28


class Strip(QWidget):
    """Lays fields out like text; words stay with the field they lead to."""

    def __init__(self, parts: Sequence[QWidget | str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        words = ""
        for part in parts:
            if isinstance(part, str):
                words = part
                continue
            flow.addWidget(_led_by(words, part) if words else part)
            words = ""
        if words:
            flow.addWidget(_words(words))
        first = next((part for part in parts if isinstance(part, QWidget)), None)
        if first is not None:
            self.setFocusProxy(first)


def _led_by(words: str, field: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(_words(words), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    return both


def _words(text: str) -> Label:
    label = Label(text, role="small", tone="text2")
    label.setMinimumHeight(_LINE)
    return label
