"""A stay in hospital or in intensive care."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.supportive_care import Admission, Unit
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.segmented import Segmented


class AdmissionDialog(EntryDialog[Admission]):
    """Takes a stay; intensive care within a stay on the ward is a stay of its own."""

    def __init__(
        self, occasion: Occasion, *, kept: Admission | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Admission, kept=kept, parent=parent)
        self.unit = Segmented(
            [(unit, words.heading(unit)) for unit in Unit], name=self.tr("Where"), clearable=True
        )
        self.started_on, self.stopped_on = (
            DateField(name=name, today=occasion.today, day0=occasion.day0, past=True)
            for name in (self.tr("First day"), self.tr("Last day"))
        )
        self.why = LineField(name=self.tr("Reason"))
        self.hospital = LineField(name=self.tr("Hospital"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        sheet = self.sheet
        sheet.put(self.tr("Where"), ("unit", self.unit))
        sheet.require("unit", self.tr("Choose ward or ICU."))
        sheet.put(
            self.tr("First day"),
            ("started_on", self.started_on),
            self.tr("last day"),
            ("stopped_on", self.stopped_on),
        )
        sheet.require("started_on", self.tr("Type the first day of the stay."))
        sheet.put(self.tr("Because of"), ("reason", self.why), stretch=True)
        sheet.put(self.tr("Hospital"), ("hospital", self.hospital), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
        self.finish(self.tr("Hospital stay"))
