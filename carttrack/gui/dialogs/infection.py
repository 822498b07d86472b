"""An infection with its organism and site."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.supportive_care import Infection, InfectionKind
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.segmented import Segmented


class InfectionDialog(EntryDialog[Infection]):
    """Takes an infection; whether it was proven is asked, never assumed."""

    def __init__(
        self, occasion: Occasion, *, kept: Infection | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Infection, kept=kept, parent=parent)
        self.site = LineField(name=self.tr("Site"))
        self.kind = Choice(words.options(InfectionKind), name=self.tr("Kind"), empty=None)
        self.kind.choose(InfectionKind.NOT_IDENTIFIED)
        self.organism = LineField(name=self.tr("Organism"))
        self.proven = Segmented(
            [(True, self.tr("proven")), (False, self.tr("suspected"))],
            name=self.tr("Proven"),
            clearable=True,
        )
        self.started_on, self.stopped_on = (
            DateField(name=name, today=occasion.today, day0=occasion.day0, past=True)
            for name in (self.tr("Began on"), self.tr("Ended on"))
        )
        self.treatment = LineField(name=self.tr("Treatment"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        sheet = self.sheet
        sheet.put(self.tr("Site"), ("site", self.site), stretch=True)
        sheet.require("site", self.tr("Type the site, for example blood."))
        sheet.put(self.tr("Kind"), ("kind", self.kind), ("proven", self.proven))
        sheet.put(self.tr("Organism"), ("organism", self.organism), stretch=True)
        sheet.put(
            self.tr("Began on"),
            ("started_on", self.started_on),
            self.tr("ended on"),
            ("stopped_on", self.stopped_on),
        )
        sheet.require("started_on", self.tr("Type the day it began."))
        sheet.put(self.tr("Treatment"), ("treatment", self.treatment), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
        self.finish(self.tr("Infection"))
