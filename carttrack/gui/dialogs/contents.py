"""What stands in a field, whatever its kind: read it, show a value in it, say what is wrong."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField, WholeField
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.read_field import ReadField
from carttrack.gui.widgets.segmented import Segmented

Read = Callable[[Any], Any]
Show = Callable[[Any, Any], None]

# A kind stands before the kind it is derived from.
_KINDS: tuple[tuple[type[QWidget], Read, Show], ...] = (
    (WholeField, lambda field: field.whole, lambda field, value: field.show_number(value)),
    (DecimalField, lambda field: field.number, lambda field, value: field.show_number(value)),
    (TimeField, lambda field: field.at, lambda field, value: field.show_at(value)),
    (LineField, lambda field: field.value, lambda field, value: field.show_value(value)),
    (TextField, lambda field: field.value, lambda field, value: field.show_value(value)),
    (DateField, lambda field: field.value, lambda field, value: field.show_value(value)),
    (MomentField, lambda field: field.value, lambda field, value: field.show_value(value)),
    (Choice, lambda field: field.value, lambda field, value: field.choose(value)),
    (Segmented, lambda field: field.value, lambda field, value: field.choose(value)),
    (Check, lambda field: field.isChecked(), lambda field, value: field.setChecked(value)),
)


def content(field: QWidget) -> Any:
    """Return what stands in a field: a number, text, day, moment or choice; None for nothing.

    Raises `TypeError` for a widget that is no field.
    """
    return _kind(field)[0](field)


def show_content(field: QWidget, value: Any) -> None:
    """Show a value in a field; the user did not enter it."""
    _kind(field)[1](field, value)


def change_signal(field: QWidget) -> Any:
    """Return the signal by which a field tells that the user changed it, None if it has none."""
    names = ("edited", "changed", "chosen", "toggled")
    return next((getattr(field, name) for name in names if hasattr(field, name)), None)


def fault(field: QWidget) -> str:
    """Return what is wrong with the text in a field, empty for nothing."""
    if isinstance(field, (ReadField, DecimalField, TimeField)):
        return field.error
    return ""


def says_its_fault(field: QWidget) -> bool:
    """Tell whether a field shows below itself what is wrong with its text."""
    return isinstance(field, ReadField)


def _kind(field: QWidget) -> tuple[Read, Show]:
    for kind, read, show in _KINDS:
        if isinstance(field, kind):
            return read, show
    raise TypeError(f"{type(field).__name__} is no field")
