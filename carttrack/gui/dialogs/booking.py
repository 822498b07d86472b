"""Booking a visit: a day in its window, a time, a place."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain import fields
from carttrack.domain.days import long_date, span
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.schedule import is_working_day, working_day_in
from carttrack.domain.follow_up.visits import Visit
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.labels import Label

_READING = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A day, with or without a local time and a place; `reason` for one outside the window."""

    appointment_on: date
    appointment_at: time | None = None
    place: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", fields.line("place", self.place))
        object.__setattr__(self, "reason", fields.text("reason", self.reason))


class BookingDialog(EntryDialog[Appointment]):
    """Takes an appointment; the reading says where in the window the day lies.

    A target on a day off is marked, with an offer of the working day closest to it in the window.
    """

    def __init__(
        self, occasion: Occasion, visit: Visit, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Appointment, parent=parent)
        self._visit = visit
        self._offered: date | None = None
        self.day = DateField(
            name=self.tr("Day of the appointment"), today=occasion.today, day0=occasion.day0
        )
        self.day.remark = self._remark
        self.day.setMinimumWidth(_READING)
        self.at = TimeField(name=self.tr("Time"))
        self.place = LineField(name=self.tr("Place"))
        self.outside = TextField(name=self.tr("Reason for a day outside the window"), lines=2)
        self.offer = Button("", kind=Kind.LINK)
        self._lay_rows()
        self.sheet.show_value(visit)
        booked = visit.appointment_on is not None
        title = self.tr("Reschedule visit: {0}") if booked else self.tr("Book visit: {0}")
        self.finish(title.format(name))
        self.day.changed.connect(self._suit)
        self.offer.clicked.connect(self._take_offer)
        self._suit()

    @property
    @override
    def reason(self) -> str:
        return self.outside.value

    @override
    def value(self) -> Appointment:
        found = super().value()
        if not self._in_window(found.appointment_on) and not found.reason:
            raise InvalidEntryError(
                "reason", self.tr("Give the reason for a day outside the window.")
            )
        return found

    def _remark(self, value: object) -> tuple[str, str]:
        if not isinstance(value, date):
            return "", ""
        if not self._in_window(value):
            return self.tr("outside the window"), "warning"
        if not is_working_day(value, self.occasion.holidays):
            return self.tr("in window, no working day"), "warning"
        return self.tr("in window"), ""

    def _in_window(self, day: date) -> bool:
        visit = self._visit
        first = min(visit.earliest, visit.query_earliest or visit.earliest)
        last = max(visit.latest, visit.query_latest or visit.latest)
        return first <= day <= last

    def _lay_rows(self) -> None:
        visit, sheet = self._visit, self.sheet
        target = visit.target
        words = long_date(target)
        works = is_working_day(target, self.occasion.holidays)
        if not works:
            words = self.tr("{0}, no working day").format(words)
        shown = Label(words, tone="" if works else "due")
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(shown)
        row.addWidget(self._offering())
        row.addStretch()
        sheet.add_fact(self.tr("Target"), place)
        sheet.add_fact(self.tr("Window"), Label(self._window_text()))
        sheet.put(
            self.tr("Day"),
            ("appointment_on", self.day),
            self.tr("at"),
            ("appointment_at", self.at),
        )
        sheet.require("appointment_on", self.tr("Type the day of the appointment."))
        sheet.put(self.tr("Place"), ("place", self.place), stretch=True)
        sheet.put(self.tr("Outside, because"), ("reason", self.outside), stretch=True)

    def _offering(self) -> QWidget:
        """Return the button that takes the nearest working day still to come, or why none is."""
        visit, today = self._visit, self.occasion.today
        if visit.latest < today:
            return Label(self.tr("the window has passed"), tone="late")
        self._offered = working_day_in(
            max(visit.earliest, today), visit.latest, visit.target, self.occasion.holidays
        )
        if self._offered is None:
            return Label(self.tr("no working day left in the window"), tone="due")
        self.offer.setText(self.tr("Take {0}").format(long_date(self._offered)))
        return self.offer

    def _window_text(self) -> str:
        visit = self._visit
        text = span(visit.earliest, visit.latest)
        if visit.query_earliest and visit.query_latest:
            query = span(visit.query_earliest, visit.query_latest)
            text = self.tr("{0}; clinic query window {1}").format(text, query)
        return text

    @Slot()
    def _suit(self) -> None:
        day = self.day.value
        needed = day is not None and not self._in_window(day)
        self.outside.setEnabled(needed or bool(self.outside.value))

    @Slot()
    def _take_offer(self) -> None:
        self.day.show_value(self._offered)
        self.mark_typed()
        self._suit()
        self.at.setFocus()
