"""A day as text, with the calendar it lies in."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.dates import read_date
from carttrack.domain.days import day_label, day_number, long_date, short_date
from carttrack.gui import words
from carttrack.gui.widgets.read_field import ReadField, Understood


class DateField(ReadField):
    """A day as text (`20.11.2026`, `20 nov`, `+14`, `3d`, `mon` …), a calendar at its right.

    `today` and `day0` come from the page. `past` reads a date without year as past, `birth` as a
    birth date.

    Signals:
        changed: the day changed; carries a `date`, or None.
    """

    def __init__(
        self,
        *,
        name: str,
        today: date,
        day0: date | None = None,
        past: bool = False,
        birth: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._today, self._day0, self._past, self._birth = today, day0, past, birth
        super().__init__(name=name, hint="", parent=parent)

    @property
    def value(self) -> date | None:
        """The day, None while the field is empty or was not understood."""
        return self._value if isinstance(self._value, date) else None

    def show_value(self, value: date | None) -> None:
        """Show a day without telling."""
        self._show(value)

    @override
    def _understood(self, text: str) -> Understood:
        read = read_date(
            text, today=self._today, day0=self._day0, past=self._past, birth=self._birth
        )
        if read.choices:
            both = tuple((short_date(day), self._meaning(day)) for day in read.choices)
            return Understood(error=self.tr("Two meanings. Choose one."), choices=both)
        if read.value is None:
            return Understood(error=read.error)
        return replace(self._meaning(read.value), error=read.error)

    def _meaning(self, day: date) -> Understood:
        reading = long_date(day)
        if self._day0 is not None:
            reading += f", {day_label(day_number(self._day0, day))}"
        if self._birth and day <= self._today:
            reading += f", {words.age(day, self._today)}"
        return Understood(day, reading)

    @override
    def _written(self, value: object) -> str:
        return short_date(value) if isinstance(value, date) else ""

    @override
    def _shown_day(self) -> date:
        return self.value or self._today

    @override
    def _take_day(self, day: date) -> None:
        self.input.setText(short_date(day))
