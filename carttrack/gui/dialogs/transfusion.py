"""What was transfused on one day."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.supportive_care import BloodProduct, Transfusion
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField, WholeField
from carttrack.gui.widgets.segmented import Segmented


class TransfusionDialog(EntryDialog[Transfusion]):
    """Takes one transfusion."""

    def __init__(
        self, occasion: Occasion, *, kept: Transfusion | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Transfusion, kept=kept, parent=parent)
        self.product = Choice(
            words.options(BloodProduct), name=self.tr("Product"), empty=self.tr("choose")
        )
        self.given_on = DateField(
            name=self.tr("Given on"), today=occasion.today, day0=occasion.day0, past=True
        )
        self.units = WholeField(name=self.tr("Units"), unit=self.tr("units"))
        self.volume_ml = DecimalField(name=self.tr("Volume"), unit="mL")
        self.irradiated = Segmented(
            [(True, self.tr("yes")), (False, self.tr("no"))],
            name=self.tr("Irradiated"),
            clearable=True,
        )
        self.why = LineField(name=self.tr("Reason"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        sheet = self.sheet
        sheet.put(self.tr("Product"), ("product", self.product))
        sheet.require("product", self.tr("Choose what was transfused."))
        sheet.put(self.tr("Given on"), ("given_on", self.given_on))
        sheet.require("given_on", self.tr("Type the day it was given."))
        sheet.put(self.tr("Units"), ("units", self.units), ("volume_ml", self.volume_ml))
        sheet.put(self.tr("Irradiated"), ("irradiated", self.irradiated))
        sheet.put(self.tr("Because of"), ("reason", self.why), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
        self.finish(self.tr("Transfusion"))
