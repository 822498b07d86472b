"""The fields of a patient's own data, on the registration and on its correction alike."""

from dataclasses import fields as attributes
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from carttrack.domain.patients import (
    CnsStatus,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    Patient,
    PriorCd19,
    Sex,
)
from carttrack.gui import words
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.sheet import Sheet
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField
from carttrack.gui.widgets.segmented import Segmented

_ATTRIBUTES = tuple(attribute.name for attribute in attributes(Patient))
_SHORT = 200


class PatientFields(QObject):
    """Every field of a `Patient`; only the coordinator is filled in, with the user."""

    def __init__(self, occasion: Occasion, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet, today = sheet, occasion.today
        self._make_identity(occasion)
        self.disease = Choice(
            words.options(Disease), name=self.tr("Disease"), empty=self.tr("choose")
        )
        self.disease_detail = LineField(name=self.tr("Disease in detail"))
        self.disease_status = Choice(words.options(DiseaseStatus), name=self.tr("Disease status"))
        self.disease_site = Choice(words.options(DiseaseSite), name=self.tr("Site of the disease"))
        self.burden_percent = DecimalField(name=self.tr("Marrow blasts"), unit="%")
        self.burden_on = DateField(name=self.tr("Marrow of"), today=today, past=True)
        self.extramedullary = LineField(name=self.tr("Extramedullary disease"))
        self.cns_status = Choice(words.options(CnsStatus), name=self.tr("CNS status"))
        self.cns_on = DateField(name=self.tr("CNS status of"), today=today, past=True)
        self.prior_transplant = self._yes_no(self.tr("Prior transplant"))
        self.prior_cd19 = Segmented(
            words.options(PriorCd19), name=self.tr("Prior CD19-directed therapy"), clearable=True
        )

    def patient(self, entered: dict[str, Any]) -> Patient:
        """Return the patient among what was entered; raises `InvalidEntryError`."""
        return Patient(**{name: entered[name] for name in _ATTRIBUTES if name in entered})

    def put_identity(self) -> None:
        """Put who the patient is."""
        sheet = self._sheet
        sheet.put(self.tr("&MRN"), ("mrn", self.mrn))
        sheet.put(self.tr("&Family name"), ("family_name", self.family_name), stretch=True)
        sheet.put(self.tr("&Given name"), ("given_name", self.given_name), stretch=True)
        sheet.require("mrn", self.tr("Type the MRN."))
        sheet.require("family_name", self.tr("Type the family name."))
        sheet.require("given_name", self.tr("Type the given name."))
        sheet.put(self.tr("Name in Latin"), ("latin_name", self.latin_name), stretch=True)
        sheet.put(self.tr("&Birth date"), ("birth_date", self.birth_date))
        sheet.require("birth_date", self.tr("Type the birth date."))

    def put_sex(self) -> None:
        """Put the sex."""
        self._sheet.put(self.tr("Sex"), ("sex", self.sex))

    def put_care(self) -> None:
        """Put how the patient is reached and who looks after the case."""
        sheet = self._sheet
        sheet.put(self.tr("Telephone"), ("phone", self.phone))
        sheet.put(
            self.tr("Language"),
            ("language", self.language),
            self.tr("interpreter needed"),
            ("interpreter_needed", self.interpreter_needed),
        )
        sheet.put(self.tr("Referrer"), ("referrer", self.referrer), stretch=True)
        sheet.put(self.tr("Coordinator"), ("coordinator", self.coordinator), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note), stretch=True)

    def put_disease(self) -> None:
        """Put the disease, its burden and its sites."""
        sheet = self._sheet
        sheet.put(self.tr("&Disease"), ("disease", self.disease))
        sheet.require("disease", self.tr("Choose the disease."))
        sheet.put(self.tr("In detail"), ("disease_detail", self.disease_detail), stretch=True)
        sheet.put(self.tr("Status"), ("disease_status", self.disease_status))
        sheet.put(self.tr("Site"), ("disease_site", self.disease_site))
        sheet.put(
            self.tr("Marrow blasts"),
            ("burden_percent", self.burden_percent),
            self.tr("of"),
            ("burden_on", self.burden_on),
        )
        sheet.put(self.tr("Extramedullary"), ("extramedullary", self.extramedullary), stretch=True)
        sheet.put(
            self.tr("CNS status"),
            ("cns_status", self.cns_status),
            self.tr("of"),
            ("cns_on", self.cns_on),
        )

    def put_before(self) -> None:
        """Put what was given before, as yes or no; the lines stand in a table of their own."""
        self._sheet.put(self.tr("Prior transplant"), ("prior_transplant", self.prior_transplant))
        self._sheet.put(self.tr("Prior CD19 therapy"), ("prior_cd19", self.prior_cd19))

    def _make_identity(self, occasion: Occasion) -> None:
        today: date = occasion.today
        self.mrn = _short(LineField(name=self.tr("MRN")))
        self.family_name = LineField(name=self.tr("Family name"))
        self.given_name = LineField(name=self.tr("Given name"))
        self.latin_name = LineField(
            name=self.tr("Name in Latin letters"),
            hint=self.tr("where the name is written in other letters"),
        )
        self.birth_date = DateField(name=self.tr("Birth date"), today=today, birth=True)
        self.sex = Choice(words.options(Sex), name=self.tr("Sex"), empty=None, value=Sex.UNKNOWN)
        self.phone = _short(LineField(name=self.tr("Telephone")))
        self.language = _short(LineField(name=self.tr("Language")))
        self.interpreter_needed = self._yes_no(self.tr("Interpreter needed"))
        self.referrer = LineField(name=self.tr("Referrer"))
        self.coordinator = LineField(name=self.tr("Coordinator"))
        self.coordinator.show_value(occasion.user)
        self.note = TextField(name=self.tr("Note"), lines=2)

    def _yes_no(self, name: str) -> Segmented[bool]:
        yes_no = [(True, self.tr("Yes")), (False, self.tr("No"))]
        return Segmented(yes_no, name=name, clearable=True)


def _short(field: LineField) -> LineField:
    field.setMinimumWidth(_SHORT)
    return field
