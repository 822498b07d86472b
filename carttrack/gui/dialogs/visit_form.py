"""What was recorded at a visit."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.follow_up.visits import ORDERABLE, VisitForm
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField
from carttrack.gui.widgets.labels import Label

_WIDTH = 720
_ECOG = range(6)


class VisitFormDialog(EntryDialog[VisitForm]):
    """Takes the form of a visit; a result is recorded, or ordered and pending, never both.

    `begun` is a form on record for a visit that is not completed yet: it is gone on with, which
    needs no reason. `kept` is one to correct.
    """

    def __init__(
        self,
        occasion: Occasion,
        title: str,
        *,
        planned: str = "",
        kept: VisitForm | None = None,
        begun: VisitForm | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, VisitForm, kept=kept, parent=parent)
        today, day0 = occasion.today, occasion.day0
        self.seen_on = DateField(name=self.tr("Seen on"), today=today, day0=day0, past=True)
        self.seen_by = LineField(name=self.tr("Seen by"))
        self.ecog = Choice([(n, str(n)) for n in _ECOG], name=self.tr("ECOG"))
        self.weight_kg = DecimalField(name=self.tr("Weight"), unit="kg")
        self.temp_c = DecimalField(name=self.tr("Temperature"), unit="°C")
        self.counts_on = DateField(name=self.tr("Blood of"), today=today, day0=day0, past=True)
        self.anc = DecimalField(name=self.tr("ANC"), unit="×10⁹/L")
        self.platelets = DecimalField(name=self.tr("Platelets"), unit="×10⁹/L")
        self.hb = DecimalField(name=self.tr("Hb"), unit="g/L")
        self.igg = DecimalField(name=self.tr("IgG"), unit="g/L")
        self.plan = TextField(name=self.tr("Plan"), lines=4)
        self.pending = {name: Check(self.tr("ordered, pending")) for name in ORDERABLE}
        self._lay_rows(planned)
        if begun is not None:
            self.sheet.show_value(begun)
        self.finish(title, _WIDTH)
        shown = kept or begun
        for name in shown.pending if shown is not None else ():
            self.pending[name].setChecked(True)
        self._suit()

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        found["pending"] = tuple(n for n in ORDERABLE if self.pending[n].isChecked())
        return found

    def _lay_rows(self, planned: str) -> None:
        sheet = self.sheet
        if planned:
            sheet.add_fact(self.tr("Planned"), Label(planned, tone="text2", wrap=True))
        sheet.put(
            self.tr("Seen on"), ("seen_on", self.seen_on), self.tr("by"), ("seen_by", self.seen_by)
        )
        sheet.require("seen_on", self.tr("Type the day of the visit."))
        sheet.put(self.tr("ECOG"), ("ecog", self.ecog))
        sheet.put(
            self.tr("Weight"),
            ("weight_kg", self.weight_kg),
            self.tr("temperature"),
            ("temp_c", self.temp_c),
        )
        sheet.add_section(self.tr("Blood"))
        sheet.put(self.tr("Blood of"), ("counts_on", self.counts_on))
        for name, field in self._results():
            self.pending[name].setAccessibleName(
                self.tr("{0}: ordered, pending").format(field.accessibleName())
            )
            sheet.put(field.accessibleName(), (name, field), self.pending[name])
            self.pending[name].clicked.connect(self._suit)
        sheet.add_section(self.tr("Plan"))
        sheet.put(self.tr("Plan"), ("plan", self.plan), stretch=True)

    def _results(self) -> list[tuple[str, DecimalField]]:
        fields = (self.anc, self.platelets, self.hb, self.igg)
        return list(zip(ORDERABLE, fields, strict=True))

    @Slot()
    def _suit(self) -> None:
        """Close the field of a pending result; a figure that stands there stays and is refused."""
        for name, field in self._results():
            field.setEnabled(not self.pending[name].isChecked() or bool(field.value))
