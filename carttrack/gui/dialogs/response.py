"""The response of the disease: what was found, what the clinician states, what is derived."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.outcome.assessed import AssessedResponse, assessed_as
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
from carttrack.gui.dialogs.contents import change_signal
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.room import is_narrow
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.criteria_box import CriteriaBox
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented

_WIDTH, _ASIDE, _NARROW = 1020, 352, 1060
_CELLS = "× 10⁹/L"


class ResponseDialog(EntryDialog[Response]):
    """Takes one assessment of response; what is derived of it stands beside, live.

    The derived response never replaces the statement. A disease whose criteria are others says
    that this form is not its own.
    """

    def __init__(
        self, occasion: Occasion, *, kept: Response | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Response, kept=kept, parent=parent)
        self.assessed_on = self._day(self.tr("Assessed on"))
        self.marrow_blasts = DecimalField(name=self.tr("Marrow blasts"), unit="%")
        self.marrow_pending = Check(self.tr("ordered, pending"))
        self.circulating_blasts = DecimalField(name=self.tr("Circulating blasts"), unit="%")
        self.normal_maturation = self._yes_or_no(self.tr("Normal maturation"))
        self.anc = DecimalField(name=self.tr("ANC"), unit=_CELLS)
        self.platelets = DecimalField(name=self.tr("Platelets"), unit=_CELLS)
        self.counts_on = self._day(self.tr("Counts of"))
        self.transfusion_independent = self._yes_or_no(self.tr("Without transfusions"))
        self.extramedullary = Choice(words.options(Extramedullary), name=self.tr("Extramedullary"))
        self.cns = Choice(words.options(CnsStatus), name=self.tr("CNS"))
        self._make_mrd()
        self.stated = Choice(words.options(ResponseKind), name=self.tr("Response as stated"))
        self.stated_by = LineField(name=self.tr("Stated by"))
        self.comment = TextField(name=self.tr("Comment"), lines=2)
        self.no_form = NoteLine()
        self.derived = CriteriaBox()
        case = occasion.case
        self.no_form.say(without_form(case.patient.value.disease) if case else "", "warning")
        self._lay_rows()
        self._lay_derived()
        self.finish(self.tr("Response"), _WIDTH)
        for field in self.sheet.fields():
            changed = change_signal(field)
            if changed is not None:
                changed.connect(self._judge)
        self._judge()

    def _make_mrd(self) -> None:
        self.mrd = Choice(words.options(MrdResult), name=self.tr("MRD"))
        self.mrd_method = Choice(words.options(MrdMethod), name=self.tr("Method of MRD"))
        self.mrd_level = DecimalField(name=self.tr("Level of MRD"), hint="0.0001")
        self.mrd_sensitivity = DecimalField(name=self.tr("Sensitivity of MRD"), hint="0.0001")
        self.mrd_sample = LineField(name=self.tr("Sample of MRD"))
        self.mrd_on = self._day(self.tr("MRD sample of"))

    @Slot()
    def _judge(self) -> None:
        """Derive from what stands in the form so far."""
        if self.no_form.text:
            self.derived.say_nothing(self.tr("Nothing derived"), self.no_form.text)
            return
        try:
            assessed = self._assessed()
        except InvalidEntryError as error:
            self.derived.say_nothing(self.tr("Nothing derived yet"), error.message)
            return
        if assessed is None:
            why = self.tr("Type the day of the assessment.")
            self.derived.say_nothing(self.tr("Nothing derived yet"), why)
        elif assessed.derived is None:
            self.derived.show_assessed(assessed)
            baseline = self.tr("A baseline: assessed before the infusion")
            self.derived.sentence.setText(baseline)
        else:
            self.derived.show_assessed(assessed)

    def _assessed(self) -> AssessedResponse | None:
        """Return the response so far with what it makes, None without its day.

        A statement that nobody is named for yet is judged all the same.
        """
        case, found = self.occasion.case, self.sheet.readable()
        if case is None or found.get("assessed_on") is None:
            return None
        known: dict[str, Any] = {
            name: value for name, value in found.items() if hasattr(Response, name)
        }
        known["stated_by"] = known.get("stated_by") or "–"
        so_far = replace(self.kept, **known) if self.kept else Response(**known)
        return assessed_as(case, so_far, self.occasion.counts, instead_of=self.kept)

    def _day(self, name: str) -> DateField:
        occasion = self.occasion
        return DateField(name=name, today=occasion.today, day0=occasion.day0, past=True)

    def _yes_or_no(self, name: str) -> Segmented[bool]:
        answers = [(True, self.tr("yes")), (False, self.tr("no"))]
        return Segmented(answers, name=name, clearable=True)

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
        sheet.put(
            self.tr("Blood blasts"),
            ("circulating_blasts", self.circulating_blasts),
            self.tr("normal maturation"),
            ("normal_maturation", self.normal_maturation),
        )
        sheet.put(
            self.tr("ANC"), ("anc", self.anc), self.tr("platelets"), ("platelets", self.platelets)
        )
        sheet.put(
            self.tr("Counts of"),
            ("counts_on", self.counts_on),
            self.tr("without transfusions"),
            ("transfusion_independent", self.transfusion_independent),
        )
        sheet.put(self.tr("Extramedullary"), ("extramedullary", self.extramedullary))
        sheet.put(self.tr("CNS"), ("cns", self.cns))
        self._lay_mrd()
        sheet.put(
            self.tr("Response"),
            ("stated", self.stated),
            self.tr("as stated by"),
            ("stated_by", self.stated_by),
        )
        sheet.put(self.tr("Comment"), ("comment", self.comment), stretch=True)

    def _lay_mrd(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("MRD"), ("mrd", self.mrd), self.tr("by"), ("mrd_method", self.mrd_method))
        sheet.put(
            self.tr("MRD level"),
            ("mrd_level", self.mrd_level),
            self.tr("sensitivity"),
            ("mrd_sensitivity", self.mrd_sensitivity),
            self.tr("as fractions: 0.0001 is 10⁻⁴"),
        )
        sheet.put(
            self.tr("MRD sample"),
            ("mrd_sample", self.mrd_sample),
            self.tr("of"),
            ("mrd_on", self.mrd_on),
        )

    def _lay_derived(self) -> None:
        """Put what is derived beside the findings, or below them where there is no room."""
        if is_narrow(_NARROW):
            self.form.addWidget(self.derived)
            return
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Response, derived"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        self.derived.setObjectName("scrolled")
        scroll.setWidget(self.derived)
        self.show_aside(scroll, _ASIDE)
        self._beside += _ASIDE
