"""A planned visit as it stands on record, to be corrected."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.follow_up.visits import Visit
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField


class VisitDialog(EntryDialog[Visit]):
    """Corrects appointment, completion or miss of a visit; target and window stay as planned."""

    def __init__(
        self, occasion: Occasion, name: str, *, kept: Visit, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Visit, kept=kept, parent=parent)
        self.appointment_on = self._day(self.tr("Appointment"))
        self.appointment_at = TimeField(name=self.tr("Time of the appointment"))
        self.place = LineField(name=self.tr("Place"))
        self.completed_on = self._day(self.tr("Done on"))
        self.missed_on = self._day(self.tr("Missed on"))
        self.missed_reason = TextField(name=self.tr("Missed, because"), lines=2)
        sheet = self.sheet
        sheet.put(
            self.tr("Appointment"),
            ("appointment_on", self.appointment_on),
            self.tr("at"),
            ("appointment_at", self.appointment_at),
        )
        sheet.put(self.tr("Place"), ("place", self.place), stretch=True)
        sheet.put(self.tr("Done on"), ("completed_on", self.completed_on))
        sheet.put(self.tr("Missed on"), ("missed_on", self.missed_on))
        sheet.put(self.tr("Missed, because"), ("missed_reason", self.missed_reason), stretch=True)
        self.finish(name)

    def _day(self, name: str) -> DateField:
        return DateField(name=name, today=self.occasion.today, day0=self.occasion.day0)
