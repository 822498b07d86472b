"""The CRS part of the assessment dialog; a field left alone is not recorded."""

from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia
from carttrack.domain.toxicity.crs_context import CrsContext
from carttrack.gui.dialogs.assessment_circumstances import Circumstances
from carttrack.gui.dialogs.assessment_fever import Fever, FeverCause
from carttrack.gui.dialogs.assessment_fields import DueTo
from carttrack.gui.dialogs.assessment_oxygen import Oxygen
from carttrack.gui.dialogs.assessment_section import (
    ROW_HEIGHT,
    Section,
    below_fields,
    read_number,
    read_whole,
    row_of,
)
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import LineField, WholeField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.grade_choice import GradeChoice, GradeOption
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

_GAP = 14


class CrsSection(Section):
    """Temperature and its cause, hypotension, hypoxia, pressure and saturation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fever = Fever()
        self.hypotension = GradeChoice(self._hypotensions(), name=self.tr("Hypotension"))
        self.hypotension_due = DueTo(self.tr("Hypotension"), "CRS")
        self.vasopressin = Check(self.tr("Vasopressin"))
        self.inotrope = LineField(name=self.tr("Inotrope"), hint=self.tr("Inotrope"))
        self.hypoxia = GradeChoice(self._hypoxias(), name=self.tr("Hypoxia"))
        self.hypoxia_due = DueTo(self.tr("Hypoxia"), "CRS")
        self.oxygen = Oxygen()
        self.spo2 = WholeField(name=self.tr("SpO₂"), unit="%")
        self.systolic = WholeField(name=self.tr("Systolic pressure"))
        self.diastolic = WholeField(name=self.tr("Diastolic pressure"), unit="mmHg")
        self.circumstances = Circumstances()
        self._vitals_note, self._limbs_note = below_fields(), (NoteLine(), NoteLine())
        self._lay_out()
        self._connect()

    @property
    def recorded(self) -> bool:
        """Whether anything was entered here."""
        fields = (self.spo2, self.systolic, self.diastolic, self.inotrope)
        return (
            self.fever.recorded
            or self.hypotension.value is not None
            or self.hypoxia.value is not None
            or self.vasopressin.isChecked()
            or self.oxygen.recorded
            or self.circumstances.recorded
            or any(field.value for field in fields)
        )

    def findings(self, around: CrsContext, age: Decimal) -> CrsFindings:
        """Return what was found; raises `InvalidEntryError` for the first field that is wrong."""
        hypotension, vasopressin = self.hypotension.value, self.vasopressin.isChecked()
        treated = around.fever_treated or self.fever.cause is FeverCause.MASKED
        return CrsFindings(
            age_years=age,
            temp_c=self.fever.highest(),
            fever_attributed_to_other=self.fever.attributed_to_other,
            fever_treated=treated,
            episode_open=self.circumstances.episode_open,
            steroid_before_fever=self.circumstances.steroid_before_fever,
            hypotension=hypotension,
            vasopressin=vasopressin if vasopressin or hypotension is not None else None,
            inotrope=self.inotrope.value,
            hypotension_attributed_to_other=(
                self.hypotension_due.attributed_to_other if self._hypotension_present else None
            ),
            sbp_mmhg=read_whole("systolic", self.systolic),
            hypoxia=self.hypoxia.value,
            hypoxia_attributed_to_other=(
                self.hypoxia_due.attributed_to_other if self._hypoxia_present else None
            ),
            o2_device=self.oxygen.device.value,
            o2_flow_lpm=read_number("o2_flow_lpm", self.oxygen.flow),
            ventilation_reason=self.oxygen.reason,
            infection_proven=self.circumstances.infection.value,
            organ_toxicity=self.circumstances.organ_toxicity.value,
        )

    def vitals(self) -> tuple[Decimal | None, int | None, int | None, int | None]:
        """Return temperature now, systolic, diastolic and SpO₂; raises `InvalidEntryError`."""
        systolic = read_whole("systolic", self.systolic)
        diastolic = read_whole("diastolic", self.diastolic)
        if systolic is not None and diastolic is not None and diastolic >= systolic:
            raise InvalidEntryError(
                "diastolic", self.tr("The diastolic pressure is not below the systolic one.")
            )
        return self.fever.now(), systolic, diastolic, read_whole("spo2", self.spo2)

    def show_around(self, around: CrsContext) -> None:
        """Take over what the record says at the moment of the assessment."""
        self.fever.offer_masked(offered=around.crs_fever)
        self.circumstances.follow(around)

    def show_assessment(self, kept: Assessment, around: CrsContext) -> None:
        """Show an assessment that is to be corrected, and what the record says at its moment."""
        self.show_around(around)
        for field, number in (
            (self.spo2, kept.spo2),
            (self.systolic, kept.systolic),
            (self.diastolic, kept.diastolic),
        ):
            field.show_number(number)
        findings = kept.crs
        treated = findings is not None and bool(findings.fever_treated)
        self.fever.show_assessment(kept, masked=treated and not around.fever_treated)
        if findings is not None:
            self.hypotension.choose(findings.hypotension)
            self.hypotension_due.show_attributed(findings.hypotension_attributed_to_other)
            self.vasopressin.setChecked(bool(findings.vasopressin))
            self.inotrope.show_value(findings.inotrope)
            self.hypoxia.choose(findings.hypoxia)
            self.hypoxia_due.show_attributed(findings.hypoxia_attributed_to_other)
            self.oxygen.show_findings(findings)
            self.circumstances.show_findings(findings)
        self._update()

    @property
    def _hypotension_present(self) -> bool:
        found = self.hypotension.value not in {None, Hypotension.NONE}
        return found or self.vasopressin.isChecked()

    @property
    def _hypoxia_present(self) -> bool:
        if self.hypoxia.value is not None:
            return self.hypoxia.value is not Hypoxia.NONE
        return self.oxygen.device.value is not None

    @Slot()
    def _update(self) -> None:
        self.hypotension_due.setVisible(self._hypotension_present)
        self.hypoxia_due.setVisible(self._hypoxia_present)

    @Slot()
    def _tell(self) -> None:
        self._update()
        self.changed.emit()

    def _connect(self) -> None:
        for part in (self.fever, self.oxygen, self.circumstances):
            part.changed.connect(self._tell)
        for choice in (self.hypotension, self.hypoxia):
            choice.chosen.connect(self._tell)
        for due in (self.hypotension_due, self.hypoxia_due):
            due.chosen.connect(self._tell)
        self.vasopressin.clicked.connect(self._tell)
        for field in (self.inotrope, self.spo2, self.systolic, self.diastolic):
            field.edited.connect(self._tell)
            field.left.connect(self.changed)
        self._update()

    def _lay_out(self) -> None:
        left = self._limb(
            self.tr("Hypotension, worst since last"),
            "Alt+B",
            self.hypotension_due,
            self.hypotension,
        )
        drugs = QHBoxLayout()
        drugs.setSpacing(8)
        drugs.addWidget(self.vasopressin)
        drugs.addWidget(self.inotrope, 1)
        left.addLayout(drugs)
        left.addWidget(self._limbs_note[0])
        right = self._limb(
            self.tr("Hypoxia, worst since last"), "Alt+O", self.hypoxia_due, self.hypoxia
        )
        right.addWidget(self.oxygen)
        right.addWidget(self._limbs_note[1])
        limbs = QGridLayout()
        limbs.setHorizontalSpacing(_GAP)
        for place, column in enumerate((left, right)):
            column.setContentsMargins(0, 0, 0, 0)
            column.addStretch()
            limb = QWidget()  # so that Tab goes down the one, then down the other
            limb.setLayout(column)
            limbs.addWidget(limb, 0, place)
            limbs.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.fever)
        column.addLayout(limbs)
        column.addLayout(self._vitals())
        column.addWidget(self._vitals_note)
        column.addWidget(self.circumstances)
        self._name_places()

    def _vitals(self) -> QHBoxLayout:
        self.spo2.setFixedWidth(70)
        self.systolic.setFixedWidth(56)
        self.diastolic.setFixedWidth(94)
        head = Label(self.tr("SpO₂"), tone="text2")
        head.setFixedWidth(LABEL_WIDTH + 4)
        vitals = row_of(
            head, self.spo2, self.tr("Blood pressure"), self.systolic, "/", self.diastolic
        )
        infection = Label(self.tr("Proven infection"), role="small", tone="text2")
        infection.setMinimumHeight(ROW_HEIGHT)
        vitals.addWidget(infection)
        vitals.addWidget(self.circumstances.infection)
        return vitals

    def _name_places(self) -> None:
        self._places |= self.fever.places | self.circumstances.places
        note = self._limbs_note[0]
        self.place(note, hypotension=self.hypotension, vasopressin=self.vasopressin)
        self.place(note, inotrope=self.inotrope)
        self.place(self._limbs_note[1], hypoxia=self.hypoxia, o2_device=self.oxygen.device)
        self.place(self._limbs_note[1], o2_flow_lpm=self.oxygen.flow)
        self.place(self._vitals_note, systolic=self.systolic, sbp_mmhg=self.systolic)
        self.place(self._vitals_note, diastolic=self.diastolic, spo2=self.spo2)

    def _limb(self, title: str, keys: str, due: DueTo, choice: QWidget) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(title, role="strong"))
        head.addWidget(Label(keys, role="axis", tone="text3"))
        head.addStretch()
        head.addWidget(due)
        column = QVBoxLayout()
        column.setSpacing(4)
        holder = QWidget()
        holder.setMinimumHeight(ROW_HEIGHT)
        holder.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addWidget(choice)
        return column

    def _hypotensions(self) -> list[GradeOption[Hypotension]]:
        several = self.tr("Multiple, not counting vasopressin")
        return [
            GradeOption(Hypotension.NONE, self.tr("None"), 0),
            GradeOption(Hypotension.NO_VASOPRESSOR, self.tr("Present, no vasopressor"), 2),
            GradeOption(Hypotension.ONE_VASOPRESSOR, self.tr("One vasopressor, ± vasopressin"), 3),
            GradeOption(Hypotension.MULTIPLE_VASOPRESSORS, several, 4),
        ]

    def _hypoxias(self) -> list[GradeOption[Hypoxia]]:
        high = self.tr("High-flow, facemask, non-rebreather, Venturi")
        return [
            GradeOption(Hypoxia.NONE, self.tr("None"), 0),
            GradeOption(Hypoxia.LOW_FLOW, self.tr("Low-flow cannula (≤6 L/min) or blow-by"), 2),
            GradeOption(Hypoxia.HIGH_FLOW, high, 3),
            GradeOption(Hypoxia.POSITIVE_PRESSURE, self.tr("CPAP, BiPAP or ventilation"), 4),
        ]
