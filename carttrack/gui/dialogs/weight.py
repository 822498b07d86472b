"""A body weight with its day."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import Weight
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField


class WeightDialog(EntryDialog[Weight]):
    """Takes one weight."""

    def __init__(
        self, occasion: Occasion, *, kept: Weight | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Weight, kept=kept, parent=parent)
        self.kg = DecimalField(name=self.tr("Weight"), unit="kg")
        self.measured_on = DateField(
            name=self.tr("Measured on"), today=occasion.today, day0=occasion.day0, past=True
        )
        sheet = self.sheet
        sheet.put(self.tr("Weight"), ("kg", self.kg))
        sheet.require("kg", self.tr("Type the weight in kilograms."))
        sheet.put(self.tr("Measured on"), ("measured_on", self.measured_on))
        sheet.require("measured_on", self.tr("Type the day it was measured on."))
        self.finish(self.tr("Weight"))
