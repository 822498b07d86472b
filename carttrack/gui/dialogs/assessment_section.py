"""A section of the assessment dialog: it tells of changes, and shows errors at its fields."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import DecimalField, WholeField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

ROW_HEIGHT = 28


class Section(QWidget):
    """Fields with a note line for each error they can have.

    Signals:
        changed: the user changed something in it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, tuple[QWidget, NoteLine]] = {}

    def place(self, note: NoteLine, **fields: QWidget) -> None:
        """Say which widget holds a field, and where its errors are shown."""
        self._places |= {field: (widget, note) for field, widget in fields.items()}

    def show_error(self, error: InvalidEntryError, *, focus: bool = False) -> bool:
        """Show an error at its field; False where the section has no such field.

        Without `focus` a field that is being typed in stays unmarked: it is not finished.
        """
        if error.field not in self._places:
            return False
        widget, note = self._places[error.field]
        if focus:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(QApplication.focusWidget(), QLineEdit) and _has_focus(widget):
            return True
        note.say(error.message, "error")
        return True

    def notes_shown(self) -> str:
        """Return what its note lines say."""
        return " ".join(dict.fromkeys(note.text for _, note in self._places.values() if note.text))

    def clear_errors(self) -> None:
        """Take every error back."""
        for _, note in self._places.values():
            note.say("")


def below_fields() -> NoteLine:
    """Return a note line that begins under the fields, right of their labels."""
    made = NoteLine()
    made.setContentsMargins(LABEL_WIDTH + 12, 0, 0, 0)
    return made


def read_number(field: str, widget: DecimalField) -> Decimal | None:
    """Return the number of a field, None when empty; raises `InvalidEntryError` for no number."""
    if widget.error:
        raise InvalidEntryError(field, widget.error)
    return widget.number


def read_whole(field: str, widget: WholeField) -> int | None:
    """Return the whole number of a field, by the same rule."""
    read_number(field, widget)
    return widget.whole


def row_of(*widgets: QWidget | str, gap: int = 8) -> QHBoxLayout:
    """Return a row of widgets from the left; a text becomes a small label between them."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for each in widgets:
        widget = Label(each, role="small", tone="text2") if isinstance(each, str) else each
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(widget, Label | Check):
            widget.setMinimumHeight(ROW_HEIGHT)
    row.addStretch()
    return row


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
