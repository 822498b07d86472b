"""The line under a field: what was understood, a warning, or what is wrong."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from carttrack.gui.widgets.labels import IconLabel, Label, at_top

_LOOKS = {
    "": ("", "text2"),
    "warning": ("alert-triangle-filled", "due"),
    "error": ("alert-circle-filled", "late"),
    "done": ("circle-check-filled", "done"),
}


class NoteLine(QWidget):
    """Glyph and words in small type; takes no room while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("alert-circle-filled", "late_fg", 14, self)
        self._words = Label(role="small", tone="text2", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addLayout(at_top(self._icon))
        row.addWidget(self._words, 1)
        self.say("")

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, kind: str = "") -> None:
        """Say something; `kind` is empty, `warning`, `error` or `done`."""
        name, tone = _LOOKS[kind]
        if name:
            self._icon.show_icon(name, f"{tone}_fg")
        self._icon.setVisible(bool(name))
        self._words.set_tone(tone)
        self._words.setText(text)
        self.setVisible(bool(text))
