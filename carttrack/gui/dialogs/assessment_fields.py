"""Fields of the assessment dialog: its times, temperatures, and whether a finding is due to it."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.toxicity.crs import COLDEST_C, HOTTEST_C
from carttrack.domain.toxicity.temperature import fahrenheit_to_celsius, temperature_words
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import DecimalField
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.read_field import Understood

_MOMENT_WIDTH = 164


class CompactMoment(MomentField):
    """A moment in a narrow field; its reading shows only while the text is not yet written out."""

    @override
    def _understood(self, text: str) -> Understood:
        read = super()._understood(text)
        if read.value is None or read.error:
            return read
        written_out = text == self._written(read.value)
        return Understood(read.value, "" if written_out else read.reading.partition(",")[0])

    def make_narrow(self) -> None:
        """Take only the room that a written-out moment needs."""
        self.input.setMinimumWidth(_MOMENT_WIDTH)
        self.setFixedWidth(_MOMENT_WIDTH)


class TemperatureField(DecimalField):
    """A temperature in °C; one typed with F behind it is read in °F and converted unrounded.

    `number` is in °C. Refused is what lies outside 30 to 45 °C; the message names °F.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, unit="°C", check=self._out_of_range, parent=parent)
        self.setFixedWidth(96)
        self.textChanged.connect(self._show_unit)

    @property
    @override
    def number(self) -> Decimal | None:
        fahrenheit = self._fahrenheit()
        return super().number if fahrenheit is None else fahrenheit_to_celsius(fahrenheit)

    @property
    def reading(self) -> str:
        """What a temperature typed in °F is in °C; empty for one typed in °C."""
        fahrenheit, number = self._fahrenheit(), self.number
        if fahrenheit is None or number is None or self.error:
            return ""
        return self.tr("{0} °F = {1}").format(fahrenheit, temperature_words(number))

    @Slot()
    def _show_unit(self) -> None:
        self._unit = "°C" if self._fahrenheit() is None else ""

    def _fahrenheit(self) -> Decimal | None:
        typed = self.value.casefold().replace("°", "")
        if not typed.endswith("f"):
            return None
        try:
            read = Decimal(typed[:-1].strip().replace(",", "."))
        except InvalidOperation:
            return None
        return read if read.is_finite() else None

    def _out_of_range(self, number: Decimal) -> str:
        if COLDEST_C <= number <= HOTTEST_C:
            return ""
        if self._fahrenheit() is not None:
            return self.tr("{0} cannot be right: it must be 86 to 113 °F.").format(self.value)
        return self.tr(
            "{0} °C cannot be right: it must be {1} to {2} °C. For °F type F behind it: 101.3F."
        ).format(self.value, COLDEST_C, HOTTEST_C)


class DueTo(Check):
    """Whether a finding is due to CRS or ICANS: not asked yet, due to it, or of another cause.

    Signals:
        chosen: the user answered, or took the answer back.
    """

    chosen = Signal()

    def __init__(self, finding: str, toxicity: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = {
            None: self.tr("due to {0}?").format(toxicity),
            True: self.tr("due to {0}").format(toxicity),
            False: self.tr("not due to {0}").format(toxicity),
        }
        self._finding = finding
        self.setTristate(True)
        self.setText(self._words[False])
        self.setMinimumWidth(self.sizeHint().width())
        self.answer(None)
        self.clicked.connect(self._tell)

    @property
    def attributed_to_other(self) -> bool | None:
        """What is recorded: True for another cause, False for due to it, None for neither."""
        due = _DUE[self.checkState()]
        return None if due is None else not due

    def show_attributed(self, attributed: bool | None) -> None:  # noqa: FBT001  (the value itself)
        """Show what is recorded, without telling."""
        self.answer(None if attributed is None else not attributed)

    def answer(self, due: bool | None) -> None:  # noqa: FBT001  (the value itself)
        """Answer without telling."""
        self.setCheckState(next(state for state, value in _DUE.items() if value is due))
        self._say()

    @Slot()
    def _tell(self) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        self.setText(self._words[_DUE[self.checkState()]])
        self.setAccessibleName(f"{self._finding}: {self.text()}")


_DUE: dict[Qt.CheckState, bool | None] = {
    Qt.CheckState.PartiallyChecked: None,
    Qt.CheckState.Checked: True,
    Qt.CheckState.Unchecked: False,
}
