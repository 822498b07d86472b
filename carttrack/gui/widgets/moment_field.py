"""A day with its time as text."""

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.dates import read_moment
from carttrack.domain.days import day_label, day_number, long_date, moment, short_date
from carttrack.gui.widgets.read_field import ReadField, Understood


class MomentField(ReadField):
    """A day with its time as text (`now`, `9:12`, `tomorrow 10`, `20 nov 9.12`).

    `now` is aware, in the clinic's zone. Leave the field empty and nothing is recorded.

    Signals:
        changed: the moment changed; carries an aware `datetime`, or None.
    """

    def __init__(
        self,
        *,
        name: str,
        now: datetime,
        day0: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._now, self._day0 = now, day0
        super().__init__(name=name, hint="", parent=parent)

    @property
    def value(self) -> datetime | None:
        """The moment, None while the field is empty or was not understood."""
        return self._value if isinstance(self._value, datetime) else None

    def show_value(self, value: datetime | None) -> None:
        """Show a moment without telling."""
        self._show(value)

    @override
    def _understood(self, text: str) -> Understood:
        read = read_moment(text, now=self._now, day0=self._day0)
        if read.choices:
            both = tuple((self._short(at), self._meaning(at, f" {at:%Z}")) for at in read.choices)
            return Understood(error=self.tr("Two meanings. Choose one."), choices=both)
        if read.value is None:
            return Understood(error=read.error)
        return replace(self._meaning(read.value), error=read.error)

    def _meaning(self, at: datetime, zone: str = "") -> Understood:
        words = f"{long_date(at.date())} {at:%H:%M}{zone}"
        if self._day0 is not None:
            words += f", {day_label(day_number(self._day0, at.date()))}"
        return Understood(at, words)

    @staticmethod
    def _short(at: datetime) -> str:
        return f"{at.day}.{at.month}. {at:%H:%M %Z}"

    @override
    def _written(self, value: object) -> str:
        zone = self._now.tzinfo
        assert zone is not None
        return moment(value, zone) if isinstance(value, datetime) else ""

    @override
    def _shown_day(self) -> date:
        return (self.value or self._now).date()

    @override
    def _take_day(self, day: date) -> None:
        at = self.value or self._now
        self.input.setText(f"{short_date(day)} {at:%H:%M}")
