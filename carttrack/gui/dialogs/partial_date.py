"""A date of which perhaps only month or year is known."""

import re
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.dates import read_date
from carttrack.domain.days import MONTHS, partial_words
from carttrack.gui.widgets.fields import LineField

_WIDTH = 172
_MONTH = re.compile(r"([a-z]{3,9})\.? (\d{4})")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class PartialDateField(LineField):
    """Takes `2024`, `May 2024`, `2024-05`, or a day in every form a day is typed in.

    `value` is the ISO date as far as it is known, or the text itself while it is no date.
    """

    def __init__(
        self, *, name: str, today: date, day0: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, hint=self.tr("a day, or May 2024"), parent=parent)
        self._today, self._day0 = today, day0
        self.left.connect(lambda: self.show_value(self.value))

    @property
    @override
    def value(self) -> str:
        typed = self.text().strip()
        return self._read(typed) or typed

    @override
    def show_value(self, value: str) -> None:
        """Show an ISO date in words."""
        known = bool(_ISO.fullmatch(value)) and value == self._read(value)
        self.setText(partial_words(value) if known else value)

    def _read(self, typed: str) -> str:
        """Return what is understood as ISO date, empty for nothing."""
        if re.fullmatch(r"\d{4}", typed):
            return typed
        found = re.fullmatch(r"(\d{4})-(\d{2})", typed)
        if found is not None:
            return typed if 1 <= int(found[2]) <= len(MONTHS) else ""
        named = _MONTH.fullmatch(typed.lower())
        if named is not None:
            months = [month.lower().startswith(named[1]) for month in MONTHS]
            return f"{named[2]}-{months.index(True) + 1:02}" if any(months) else ""
        day = read_date(typed, today=self._today, day0=self._day0).value
        return "" if day is None else day.isoformat()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
