"""The field of a laboratory value, and what the form proposes and says beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.charts.value_scale import plain
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.lab_typing import TypedValue, typed_value
from carttrack.domain.lab_units import canonical_unit, converted
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.gui.widgets.fields import LineField

translate = QCoreApplication.translate

Units = Mapping[LabTest, str]
"""The unit that each test was last entered in."""
_UNIT = 124
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Up: -1,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a form proposes for a test: as its latest result was entered, never a value."""

    unit: str = ""
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None
    sample: str = ""
    laboratory: str = ""


def proposed(test: LabTest, latest: LabResult | None, units: Units) -> Proposed:
    """Return what stands with the patient's latest result, else the unit used last."""
    if latest is None:
        return Proposed(unit=units.get(test, ""))
    return Proposed(
        latest.unit, latest.limit_low, latest.limit_high, latest.sample, latest.laboratory
    )


def reading_words(test: LabTest | None, typed: TypedValue | None, unit: str) -> tuple[str, str]:
    """Return how a result reads in the unit of its series, and `warning` where it does not."""
    if test is None or typed is None or not unit or not canonical_unit(test):
        return "", ""
    value = converted(test, typed.value, unit)
    if value is None:
        said = translate("labs", "This unit is not known: kept as typed, not in the series")
        return said, "warning"
    sign = "" if typed.comparator is Comparator.EXACT else typed.comparator.value
    return f"= {sign}{plain(value)} {canonical_unit(test)}", ""


class LabValueField(LineField):
    """A number, with `<` or `>` before it where the laboratory reports no more.

    Signals:
        moved: Up (-1), Down or Enter (1) was pressed; the field does nothing else with them.
    """

    moved = Signal(int)

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.connect(lambda: self.mark("error" if self.error else ""))

    @property
    def typed(self) -> TypedValue | None:
        """What was typed, None for nothing and for what is no result (see `error`)."""
        try:
            return typed_value(self.value)
        except InvalidEntryError:
            return None

    @property
    def error(self) -> str:
        """What is wrong with the text, empty for nothing."""
        try:
            typed_value(self.value)
        except InvalidEntryError as error:
            return error.message
        return ""

    @override
    def show_value(self, value: object) -> None:
        """Show the text of a value; a bare number stands for itself."""
        shown = TypedValue(value).text if isinstance(value, Decimal) else str(value)
        super().show_value(shown)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self.moved.emit(move)

    @override
    def sizeHint(self) -> QSize:
        return QSize(104, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(92, super().minimumSizeHint().height())


class UnitField(LineField):
    """A unit as the laboratory prints it."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_UNIT, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
