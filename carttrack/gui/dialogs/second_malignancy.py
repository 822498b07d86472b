"""A second malignancy: what it is, whether the CAR transgene was looked for, the report."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.outcome.second_malignancy import (
    MalignancyKind,
    SecondMalignancy,
    TransgeneTest,
)
from carttrack.gui import words
from carttrack.gui.dialogs.event_dialog import EventDialog, Foretold
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField


class SecondMalignancyDialog(EventDialog[SecondMalignancy]):
    """Takes one new malignancy after the infusion."""

    def __init__(
        self,
        occasion: Occasion,
        *,
        kept: SecondMalignancy | None = None,
        foretold: Foretold | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, SecondMalignancy, kept=kept, foretold=foretold, parent=parent)
        self.diagnosed_on = self._day(self.tr("Diagnosed on"))
        self.kind = Choice(
            words.options(MalignancyKind),
            name=self.tr("Kind of malignancy"),
            empty=self.tr("choose"),
        )
        self.name = LineField(name=self.tr("Diagnosis"))
        self.transgene = Choice(words.options(TransgeneTest), name=self.tr("CAR transgene"))
        self.tested_on = self._day(self.tr("Sample of"))
        self.reported_on = self._day(self.tr("Reported on"))
        self.reported_to = LineField(name=self.tr("Reported to"))
        self.detail = TextField(name=self.tr("Detail"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Second malignancy"))
        self.kind.chosen.connect(self.foretell)
        self.diagnosed_on.changed.connect(self.foretell)
        self.foretell()

    @override
    def so_far(self) -> SecondMalignancy | None:
        on, kind = self.diagnosed_on.value, self.kind.value
        if on is None or kind is None:
            return None
        return SecondMalignancy(diagnosed_on=on, kind=kind)

    def _day(self, name: str) -> DateField:
        occasion = self.occasion
        return DateField(name=name, today=occasion.today, day0=occasion.day0, past=True)

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Diagnosed on"), ("diagnosed_on", self.diagnosed_on))
        sheet.require("diagnosed_on", self.tr("Type the day of the diagnosis."))
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose the kind of malignancy."))
        sheet.add_note(self.consequence)
        sheet.put(self.tr("Diagnosis"), ("name", self.name), stretch=True)
        sheet.put(
            self.tr("CAR transgene"),
            ("transgene", self.transgene),
            self.tr("sample of"),
            ("tested_on", self.tested_on),
        )
        sheet.put(
            self.tr("Reported on"),
            ("reported_on", self.reported_on),
            self.tr("to"),
            ("reported_to", self.reported_to),
        )
        sheet.put(self.tr("Detail"), ("detail", self.detail), stretch=True)
