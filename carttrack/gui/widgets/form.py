"""Forms: rows of label and field, with what is wrong below the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

LABEL_WIDTH = 126
CONTROL_HEIGHT = 28


class FormRow(QWidget):
    """One or more fields in a row with an error line below.

    Widgets are placed left to right; a text becomes a small label between fields.
    """

    def __init__(
        self, *fields: QWidget | str, stretch: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.note = NoteLine(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in fields:
            widget = _between(field) if isinstance(field, str) else field
            row.addWidget(widget, 1 if stretch else 0, Qt.AlignmentFlag.AlignTop)
        if not stretch:
            row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.note)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the row's fields; an empty text takes it back."""
        self.note.say(text, "error" if text else "")


def _between(text: str) -> Label:
    label = Label(text, role="small", tone="text2")
    label.setMinimumHeight(CONTROL_HEIGHT)
    return label


class Form(QWidget):
    """A grid of rows: label at the left (126 px, its field as buddy), field at the right.

    `show_error(field, text)` puts the message of an `InvalidEntryError` under the row that was
    added with that field name, and gives it the focus.
    """

    def __init__(self, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(parent)
        self._rows: dict[str, tuple[FormRow, QWidget]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)

    def add(
        self, label: str, *fields: QWidget | str, field: str = "", stretch: bool = False
    ) -> FormRow:
        """Add a row; `field` is the attribute of the value that its errors name.

        The first widget is the label's buddy, so a `&` in the label makes its Alt key.
        """
        row = FormRow(*fields, stretch=stretch)
        at = self._grid.rowCount()
        words = Label(label, tone="text2")
        words.setMinimumHeight(CONTROL_HEIGHT)
        self._grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row, at, 1)
        first = next((each for each in fields if isinstance(each, QWidget)), None)
        if first is not None:
            words.setBuddy(first)
            if field:
                self._rows[field] = (row, first)
        return row

    def add_section(self, title: str) -> Label:
        """Add a section title over both columns."""
        words = Label(title, role="section")
        words.setContentsMargins(0, 10 if self._rows else 0, 0, 2)
        self._grid.addWidget(words, self._grid.rowCount(), 0, 1, 2)
        return words

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget over both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def knows(self, field: str) -> bool:
        """Whether a row has this field."""
        return field in self._rows

    def show_error(self, field: str, text: str) -> bool:
        """Show an error under the row of a field and focus it; False if no row has it."""
        if field not in self._rows:
            return False
        row, widget = self._rows[field]
        row.show_error(text)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        """Take every error back."""
        for row, _ in self._rows.values():
            row.show_error("")
