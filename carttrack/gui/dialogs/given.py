"""What was given, as documented."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.toxicity.crs import OxygenDevice
from carttrack.domain.toxicity.intervention_notes import notes
from carttrack.domain.toxicity.interventions import (
    Drug,
    Given,
    Indication,
    ResponseAt24h,
    numbered,
)
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.note_line import NoteLine

_WIDTH = 800
_NAMED = frozenset({Drug.VASOPRESSOR, Drug.OTHER, Drug.ANTIPYRETIC, Drug.FLUID_BOLUS})


class GivenDialog(EntryDialog[Given]):
    """Takes one administration, or one run of a device or infusion; proposes nothing.

    Shows which one of its kind it is in the course, and what is unusual in the record.
    """

    def __init__(
        self, occasion: Occasion, *, kept: Given | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Given, kept=kept, parent=parent)
        self.drug = Choice(words.options(Drug), name=self.tr("What"), empty=self.tr("choose"))
        self.drug_name = LineField(name=self.tr("Name of the drug"))
        self.started_at = self._moment(self.tr("Given or started at"))
        self.stopped_at = self._moment(self.tr("Stopped at"))
        self.dose = DecimalField(name=self.tr("Dose"))
        self.unit = LineField(name=self.tr("Unit of the dose"), hint=self.tr("unit"))
        self.weight_kg = DecimalField(name=self.tr("Weight used"), unit="kg")
        self.route = LineField(name=self.tr("Route"))
        self.device = Choice(words.options(OxygenDevice), name=self.tr("Device"))
        self.flow_lpm = DecimalField(name=self.tr("Highest flow"), unit="L/min")
        self.indication = Choice(words.options(Indication), name=self.tr("Indication"))
        self.ordered_by = LineField(name=self.tr("Ordered by"))
        self.given_by = LineField(name=self.tr("Given by"))
        self.response_24h = Choice(
            words.options(ResponseAt24h), name=self.tr("24 h later"), empty=self.tr("not recorded")
        )
        self.stop_reason = LineField(name=self.tr("Reason for stopping"))
        self.lot = LineField(name=self.tr("Lot"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self.remark = NoteLine()
        self._lay_rows()
        self.finish(self.tr("Given"), _WIDTH)
        self._connect_changes()
        self._suit()

    def _moment(self, name: str) -> MomentField:
        return MomentField(name=name, now=self.occasion.now, day0=self.occasion.day0)

    def _connect_changes(self) -> None:
        self.drug.chosen.connect(self._suit)
        self.drug.chosen.connect(self._remark_on)
        self.started_at.changed.connect(self._remark_on)
        self.drug_name.edited.connect(self._remark_on)
        self.dose.edited.connect(self._remark_on)
        self.unit.edited.connect(self._remark_on)

    @Slot()
    def _suit(self) -> None:
        drug = self.drug.value
        self.drug_name.setEnabled(drug in _NAMED or bool(self.drug_name.value))
        oxygen = drug is Drug.OXYGEN
        self.device.setEnabled(oxygen or self.device.value is not None)
        self.flow_lpm.setEnabled(oxygen or bool(self.flow_lpm.value))

    @Slot()
    def _remark_on(self) -> None:
        """Say the running number, and what is unusual with this one on the record."""
        drug, at = self.drug.value, self.started_at.value
        if drug is None or at is None:
            self.remark.say("")
            return
        name = self.drug_name.value or words.term(drug)
        this = Given(drug=drug, started_at=at, name=name, **self._dose())
        known = [kept.value for kept in self.occasion.case.given] if self.occasion.case else []
        if self.kept in known:
            known.remove(self.kept)
        unusual = [text for text in notes([*known, this]) if text not in notes(known)]
        number = next(n for one, n in numbered([*known, this]) if one is this)
        text = self.tr("{0} {1} in this course.").format(words.heading(drug), number)
        self.remark.say(" ".join([text, *unusual]), "warning" if unusual else "")

    def _dose(self) -> dict[str, Any]:
        """Return dose and unit as typed so far, nothing while they are not a whole entry."""
        number = None if self.dose.error else self.dose.number
        return {"dose": number, "unit": self.unit.value} if number and self.unit.value else {}

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("What"), ("drug", self.drug), self.tr("name"), ("name", self.drug_name))
        sheet.require("drug", self.tr("Choose what was given."))
        sheet.put(
            self.tr("Given or started"),
            ("started_at", self.started_at),
            self.tr("stopped"),
            ("stopped_at", self.stopped_at),
        )
        sheet.require("started_at", self.tr("Type when it was given or started."))
        sheet.add_note(self.remark)
        sheet.put(
            self.tr("Dose given"),
            ("dose", self.dose),
            ("unit", self.unit),
            self.tr("weight used"),
            ("weight_kg", self.weight_kg),
        )
        sheet.put(self.tr("Route"), ("route", self.route))
        sheet.put(
            self.tr("Oxygen device"),
            ("device", self.device),
            self.tr("highest flow"),
            ("flow_lpm", self.flow_lpm),
        )
        sheet.put(self.tr("Indication"), ("indication", self.indication))
        sheet.put(
            self.tr("Ordered by"),
            ("ordered_by", self.ordered_by),
            self.tr("given by"),
            ("given_by", self.given_by),
        )
        sheet.put(
            self.tr("24 h later"),
            ("response_24h", self.response_24h),
            self.tr("stopped, because"),
            ("stop_reason", self.stop_reason),
        )
        sheet.put(self.tr("Lot"), ("lot", self.lot))
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
