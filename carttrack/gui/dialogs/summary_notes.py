"""What to know about a visit summary before it leaves the clinic."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.gui.dialogs.summary_paper import NoteKind, SummaryNote
from carttrack.gui.widgets.labels import IconLabel, Label

_ICONS = {
    NoteKind.INFO: ("info-circle-filled", "booked_fg"),
    NoteKind.PENDING: ("alert-triangle-filled", "due_fg"),
}


class SummaryNotes(QWidget):
    """The notes below one another, each with the icon of its kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_notes(self, notes: Sequence[SummaryNote]) -> None:
        """Show other notes."""
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._column.addWidget(_note(note))


def _note(note: SummaryNote) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(*_ICONS[note.kind]), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(note.text, role="small", tone="text2", wrap=True), 1)
    return made
