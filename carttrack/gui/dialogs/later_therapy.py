"""Therapy against the disease after the infusion: a transplantation, other cells, drugs."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.gui import words
from carttrack.gui.dialogs.event_dialog import EventDialog, Foretold
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.segmented import Segmented


class LaterTherapyDialog(EventDialog[LaterTherapy]):
    """Takes one therapy after the infusion."""

    def __init__(
        self,
        occasion: Occasion,
        *,
        kept: LaterTherapy | None = None,
        foretold: Foretold | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, LaterTherapy, kept=kept, foretold=foretold, parent=parent)
        today, day0 = occasion.today, occasion.day0
        self.kind = Choice(
            words.options(LaterTherapyKind),
            name=self.tr("Kind of therapy"),
            empty=self.tr("choose"),
        )
        self.started_on = DateField(name=self.tr("Given from"), today=today, day0=day0, past=True)
        self.stopped_on = DateField(name=self.tr("Given until"), today=today, day0=day0, past=True)
        self.name = LineField(name=self.tr("What was given"))
        self.in_remission = Segmented(
            [(True, self.tr("in remission")), (False, self.tr("not in remission"))],
            name=self.tr("Given in remission"),
            clearable=True,
        )
        self.place = LineField(name=self.tr("Where"))
        self.detail = TextField(name=self.tr("Detail"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Later therapy"))
        self.kind.chosen.connect(self.foretell)
        self.started_on.changed.connect(self.foretell)
        self.foretell()

    @override
    def so_far(self) -> LaterTherapy | None:
        on, kind = self.started_on.value, self.kind.value
        return None if on is None or kind is None else LaterTherapy(kind=kind, started_on=on)

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose what kind of therapy it is."))
        sheet.put(
            self.tr("Given from"),
            ("started_on", self.started_on),
            self.tr("until"),
            ("stopped_on", self.stopped_on),
        )
        sheet.require("started_on", self.tr("Type the day of the transplantation or first dose."))
        sheet.add_note(self.consequence)
        sheet.put(self.tr("What was given"), ("name", self.name), stretch=True)
        sheet.put(self.tr("Given"), ("in_remission", self.in_remission))
        sheet.put(self.tr("Where"), ("place", self.place), stretch=True)
        sheet.put(self.tr("Detail"), ("detail", self.detail), stretch=True)
