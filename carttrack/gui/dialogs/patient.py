"""A patient's own data, to be corrected."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import Patient
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.patient_fields import PatientFields

_WIDTH = 720


class PatientDialog(EntryDialog[Patient]):
    """Corrects who the patient is and which disease brings them."""

    def __init__(self, occasion: Occasion, *, kept: Patient, parent: QWidget | None = None) -> None:
        super().__init__(occasion, Patient, kept=kept, parent=parent)
        self.fields = PatientFields(occasion, self.sheet, self)
        self.sheet.add_section(self.tr("Patient"))
        self.fields.put_identity()
        self.fields.put_sex()
        self.fields.put_care()
        self.sheet.add_section(self.tr("Disease"))
        self.fields.put_disease()
        self.sheet.add_section(self.tr("Before"))
        self.fields.put_before()
        self.finish(self.tr("Patient"), _WIDTH)
