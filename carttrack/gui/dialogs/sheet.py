"""A form whose rows hold the fields of one value, known by the value's attributes."""

from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.dialogs.contents import content, fault, says_its_fault, show_content
from carttrack.gui.widgets.form import Form, FormRow
from carttrack.gui.widgets.read_field import ReadField

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
        row = self.add(label, *widgets, stretch=stretch)
        for part in parts:
            if isinstance(part, tuple):
                self.place(part[0], part[1], row)
        return row

    def place(self, field: str, widget: QWidget, row: FormRow) -> None:
        """Say which attribute a widget holds, and in which row its errors are shown."""
        self._fields[field], self._places[field] = widget, row

    def require(self, field: str, message: str) -> None:
        """Refuse the sheet with this message while the field is empty."""
        self._required[field] = message

    def values(self) -> dict[str, Any]:
        """Return what stands in every field.

        Raises `InvalidEntryError` for the first field whose text is not understood, then for the
        first that is required and empty.
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
        for field, message in self._required.items():
            if found[field] in (None, ""):
                raise InvalidEntryError(field, message)
        return found

    def show_value(self, value: object) -> None:
        """Show the attributes of a value in their fields."""
        for field, widget in self._fields.items():
            if hasattr(value, field):
                kept = getattr(value, field)
                show_content(widget, kept)
                if isinstance(widget, ReadField):
                    self._shown[field] = (widget.typed, kept)

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
