"""A form whose rows hold the fields of one value, known by the value's attributes."""

from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.dialogs.contents import (
    change_signal,
    content,
    fault,
    says_its_fault,
    show_content,
)
from carttrack.gui.dialogs.room import is_narrow
from carttrack.gui.dialogs.strip import Strip
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import DecimalField, LineField
from carttrack.gui.widgets.form import Form, FormRow
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.read_field import ReadField

_LINE, _WORDS, _NUMBER = 28, 180, 104

Part: TypeAlias = tuple[str, QWidget] | QWidget | str


class Sheet(Form):
    """Rows of fields by attribute: reads them all, shows a value, puts an error at its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QWidget] = {}
        self._places: dict[str, FormRow] = {}
        self._required: dict[str, str] = {}
        self._shown: dict[str, tuple[str, Any]] = {}

    def put(self, label: str, *parts: Part, stretch: bool = False) -> FormRow:
        """Add a row; each field comes with its attribute, other widgets and texts without."""
        widgets = [part[1] if isinstance(part, tuple) else part for part in parts]
        for widget in widgets:
            if isinstance(widget, QWidget):
                _give_room(widget)
        if len(widgets) > 1 and is_narrow():
            row = self.add(label, Strip(widgets), stretch=True)
        else:
            row = self.add(label, *widgets, stretch=stretch)
        for part in parts:
            if isinstance(part, tuple):
                self.place(part[0], part[1], row)
        return row

    def add_note(self, note: NoteLine) -> None:
        """Add a line below the last row that takes no room while it has nothing to say."""
        self._grid.addWidget(note, self._grid.rowCount(), 1)

    def add_fact(self, label: str, fact: QWidget) -> None:
        """Add a row that only shows something."""
        fact.setMinimumHeight(_LINE)
        self.add(label, fact, stretch=True)

    def show_row(self, field: str, *, shown: bool) -> None:
        """Show the row of a field, or leave it out; what stands in it is kept."""
        row = self._places[field]
        row.setVisible(shown)
        at: Any = self._grid.getItemPosition(self._grid.indexOf(row))
        label = self._grid.itemAtPosition(at[0], 0)
        widget = label.widget() if label is not None else None
        if widget is not None:
            widget.setVisible(shown)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for widget in self._fields.values():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def place(self, field: str, widget: QWidget, row: FormRow) -> None:
        """Say which attribute a widget holds, and in which row its errors are shown."""
        self._fields[field], self._places[field] = widget, row
        entered = change_signal(widget)
        if entered is not None:
            entered.connect(lambda *_: row.show_error(""))

    def require(self, field: str, message: str) -> None:
        """Refuse the sheet with this message while the field is empty."""
        self._required[field] = message

    def values(self) -> dict[str, Any]:
        """Return what stands in every field.

        Raises `InvalidEntryError` for the first field, as they are read, whose text is not
        understood or that is required and empty.
        """
        found: dict[str, Any] = {}
        for field, widget in self._fields.items():
            if self._untouched(field, widget):
                found[field] = self._shown[field][1]
                continue
            wrong = fault(widget)
            if wrong:
                raise InvalidEntryError(field, wrong)
            found[field] = content(widget)
            if field in self._required and found[field] in (None, ""):
                raise InvalidEntryError(field, self._required[field])
        return found

    def readable(self) -> dict[str, Any]:
        """Return what stands in the fields so far; one whose text is not understood is left out."""
        return {
            field: content(widget) for field, widget in self._fields.items() if not fault(widget)
        }

    def fields(self) -> tuple[QWidget, ...]:
        """Return the fields in their order."""
        return tuple(self._fields.values())

    def show_value(self, value: object) -> None:
        """Show the attributes of a value in their fields."""
        for field, widget in self._fields.items():
            if hasattr(value, field):
                kept = getattr(value, field)
                show_content(widget, kept)
                if isinstance(widget, ReadField):
                    self._shown[field] = (widget.typed, kept)

    def row_of(self, field: str) -> FormRow:
        """Return the row in which errors of an attribute are shown; `KeyError` if there is none."""
        return self._places[field]

    def widget_of(self, field: str) -> QWidget | None:
        """Return the widget of an attribute, None for one that has no field here."""
        return self._fields.get(field)

    @override
    def knows(self, field: str) -> bool:
        return field in self._places

    @override
    def show_error(self, field: str, text: str) -> bool:
        if field not in self._places:
            return False
        widget = self._fields[field]
        if not (says_its_fault(widget) and fault(widget) == text):
            self._places[field].show_error(text)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def clear_errors(self) -> None:
        for row in self._places.values():
            row.show_error("")

    def _untouched(self, field: str, widget: QWidget) -> bool:
        """Tell whether a kept moment still stands as shown; its text may lack seconds or fold."""
        return (
            isinstance(widget, ReadField)
            and field in self._shown
            and widget.typed == self._shown[field][0]
            and self._shown[field][1] is not None
        )


def _give_room(field: QWidget) -> None:
    """Make a field as wide as what it takes, and as tall as its neighbours."""
    if isinstance(field, DecimalField):
        field.setMinimumWidth(max(_NUMBER, field.minimumWidth()))
    elif type(field) is LineField:
        field.setMinimumWidth(max(_WORDS, field.minimumWidth()))
    elif isinstance(field, Check):
        field.setMinimumHeight(_LINE)
