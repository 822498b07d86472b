"""A time of day as text."""

from datetime import UTC, datetime, time

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.dates import read_moment
from carttrack.gui.widgets.fields import LineField

_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class TimeField(LineField):
    """A clock time of 24 hours as text (`912`, `9:12`, `10`); rewritten as `09:12` on leaving."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint="hh:mm", parent=parent)
        self.left.connect(self._rewrite)

    @property
    def at(self) -> time | None:
        """The time, None while the field is empty or holds none."""
        read = read_moment(self.value, now=_ANY_DAY, day0=None)
        return read.at if read.day == _ANY_DAY.date() else None

    @property
    def error(self) -> str:
        """What is wrong with the text; empty for a time and for an empty field."""
        if not self.value or self.at is not None:
            return ""
        return self.tr("This is no time. Type it like 9:12.")

    def show_at(self, at: time | None) -> None:
        """Show a time, or an empty field for None."""
        self.setText("" if at is None else f"{at:%H:%M}")
        self.mark("")

    @Slot()
    def _rewrite(self) -> None:
        self.mark("error" if self.error else "")
        if self.at is not None:
            self.setText(f"{self.at:%H:%M}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(76, super().sizeHint().height())
