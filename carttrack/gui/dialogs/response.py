"""The response of the disease, as stated by the clinician."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.outcome.derivation import without_form
from carttrack.domain.outcome.response import (
    Extramedullary,
    MrdMethod,
    MrdResult,
    Response,
    ResponseKind,
)
from carttrack.domain.patients import CnsStatus
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField
from carttrack.gui.widgets.note_line import NoteLine

_WIDTH = 720


class ResponseDialog(EntryDialog[Response]):
    """Takes one assessment of response; what is derived of it never replaces the statement.

    A disease whose criteria are others says that this form is not its own.
    """

    def __init__(
        self, occasion: Occasion, *, kept: Response | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Response, kept=kept, parent=parent)
        self.assessed_on = DateField(
            name=self.tr("Assessed on"), today=occasion.today, day0=occasion.day0, past=True
        )
        self.marrow_blasts = DecimalField(name=self.tr("Marrow blasts"), unit="%")
        self.marrow_pending = Check(self.tr("ordered, pending"))
        self.mrd = Choice(words.options(MrdResult), name=self.tr("MRD"))
        self.mrd_method = Choice(words.options(MrdMethod), name=self.tr("Method of MRD"))
        self.mrd_level = DecimalField(name=self.tr("Level of MRD"), hint="0.0001")
        self.mrd_sensitivity = DecimalField(name=self.tr("Sensitivity of MRD"), hint="0.0001")
        self.mrd_sample = LineField(name=self.tr("Sample of MRD"))
        self.extramedullary = Choice(words.options(Extramedullary), name=self.tr("Extramedullary"))
        self.cns = Choice(words.options(CnsStatus), name=self.tr("CNS"))
        self.stated = Choice(words.options(ResponseKind), name=self.tr("Response as stated"))
        self.stated_by = LineField(name=self.tr("Stated by"))
        self.comment = TextField(name=self.tr("Comment"), lines=2)
        self.no_form = NoteLine()
        case = occasion.case
        self.no_form.say(without_form(case.patient.value.disease) if case else "", "warning")
        self._lay_rows()
        self.finish(self.tr("Response"), _WIDTH)

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.add_note(self.no_form)
        sheet.put(self.tr("Assessed on"), ("assessed_on", self.assessed_on))
        sheet.require("assessed_on", self.tr("Type the day of the assessment."))
        sheet.put(
            self.tr("Marrow blasts"),
            ("marrow_blasts", self.marrow_blasts),
            ("marrow_pending", self.marrow_pending),
        )
        self.marrow_pending.setAccessibleName(self.tr("Marrow: ordered, pending"))
        sheet.put(self.tr("MRD"), ("mrd", self.mrd), self.tr("by"), ("mrd_method", self.mrd_method))
        sheet.put(
            self.tr("MRD level"),
            ("mrd_level", self.mrd_level),
            self.tr("sensitivity"),
            ("mrd_sensitivity", self.mrd_sensitivity),
            self.tr("as fractions: 0.0001 is 10⁻⁴"),
        )
        sheet.put(self.tr("MRD sample"), ("mrd_sample", self.mrd_sample), stretch=True)
        sheet.put(self.tr("Extramedullary"), ("extramedullary", self.extramedullary))
        sheet.put(self.tr("CNS"), ("cns", self.cns))
        sheet.put(
            self.tr("Response"),
            ("stated", self.stated),
            self.tr("as stated by"),
            ("stated_by", self.stated_by),
        )
        sheet.put(self.tr("Comment"), ("comment", self.comment), stretch=True)
