"""A medicine over time."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.supportive_care import Medicine, MedicineKind
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.lab_value import UnitField
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.partial_date import PartialDateField
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField


class MedicineDialog(EntryDialog[Medicine]):
    """Takes a medicine as documented; no dose is proposed and none is computed."""

    def __init__(
        self, occasion: Occasion, *, kept: Medicine | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Medicine, kept=kept, parent=parent)
        day0, today = occasion.day0, occasion.today
        self.drug = LineField(name=self.tr("Medicine"))
        self.kind = Choice(words.options(MedicineKind), name=self.tr("Kind"), empty=None)
        self.kind.choose(MedicineKind.OTHER)
        self.why = LineField(name=self.tr("Reason"))
        self.started = PartialDateField(name=self.tr("Started"), today=today, day0=day0)
        self.stopped = PartialDateField(name=self.tr("Stopped"), today=today, day0=day0)
        self.stop_reason = LineField(name=self.tr("Stopped because"))
        self.dose = DecimalField(name=self.tr("Dose"))
        self.unit = UnitField(name=self.tr("Unit of the dose"), hint=self.tr("unit"))
        self.schedule = LineField(name=self.tr("Schedule"), hint=self.tr("schedule"))
        self.prescribed_by = LineField(name=self.tr("Prescribed by"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Medicine"))

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Medicine"), ("name", self.drug), stretch=True)
        sheet.require("name", self.tr("Type the name of the medicine."))
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.put(self.tr("Given for"), ("reason", self.why), stretch=True)
        sheet.put(
            self.tr("Dose"),
            ("dose", self.dose),
            ("unit", self.unit),
            ("schedule", self.schedule),
        )
        sheet.put(
            self.tr("Started"),
            ("started", self.started),
            self.tr("stopped"),
            ("stopped", self.stopped),
        )
        sheet.put(self.tr("Stopped because"), ("stop_reason", self.stop_reason), stretch=True)
        sheet.put(self.tr("Prescribed by"), ("prescribed_by", self.prescribed_by))
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
