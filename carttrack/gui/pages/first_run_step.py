"""What the four steps of the first run share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine


class FirstRunStep(QWidget):
    """A title, a sentence, and fields each under its label with its error line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: dict[str, tuple[NoteLine, QWidget]] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def head(self, title: str, text: str) -> None:
        """Add the title and the sentence below it."""
        self.column.addWidget(Label(title, role="section"))
        self.column.addSpacing(4)
        self.column.addWidget(Label(text, tone="text2", wrap=True))
        self.column.addSpacing(14)

    def complete(self) -> bool:
        """Check what was entered; show what is wrong, and return whether nothing is."""
        for note, _ in self._notes.values():
            note.say("")
        try:
            self.check()
        except InvalidEntryError as error:
            self.show_error(error.field, error.message)
            return False
        return True

    def check(self) -> None:
        """Raise `InvalidEntryError` for the first field that holds what it cannot hold."""

    def show_error(self, field: str, text: str) -> None:
        """Say what is wrong with a field and put the cursor there."""
        note, widget = self._notes[field]
        note.say(text, "error")
        widget.setFocus()

    def error(self, field: str) -> str:
        """Return what is said about a field."""
        return self._notes[field][0].text

    def begin(self) -> None:
        """Put the cursor into the first field."""
        for _, widget in self._notes.values():
            widget.setFocus()
            return

    def beside(self, *fields: tuple[QWidget, int]) -> None:
        """Add fields side by side, each with its share of the width; an error moves none apart."""
        row = QGridLayout()
        row.setHorizontalSpacing(16)
        for place, (field, share) in enumerate(fields):
            row.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            row.setColumnStretch(place, share)
        self.column.addLayout(row)

    def field(
        self, label: str | Label, name: str, widget: QWidget, *, shown: QWidget | None = None
    ) -> QWidget:
        """Return a field under its label; `name` is what errors call it, `shown` holds it."""
        holder = QWidget()
        note = NoteLine()
        words = Label(label, role="small", tone="text2") if isinstance(label, str) else label
        words.setBuddy(widget)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(words)
        column.addSpacing(4)
        column.addWidget(shown or widget)
        column.addWidget(note)
        self._notes[name] = (note, widget)
        return holder
