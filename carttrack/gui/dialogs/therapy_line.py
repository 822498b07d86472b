"""One line of earlier therapy."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import AntigenStatus, Target, TherapyKind, TherapyLine
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField


class TherapyLineDialog(EntryDialog[TherapyLine]):
    """Takes one line of earlier therapy; its dates may lack day or month."""

    def __init__(
        self, occasion: Occasion, *, kept: TherapyLine | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, TherapyLine, kept=kept, parent=parent)
        partly = self.tr("2024, 2024-05 or 2024-05-14")
        kinds, antigen = words.options(TherapyKind), words.options(AntigenStatus)
        self.kind = Choice(kinds, name=self.tr("Kind"), empty=self.tr("choose"))
        self.drug = LineField(name=self.tr("Drug or regimen"))
        self.target = Choice(words.options(Target), name=self.tr("Directed against"))
        self.started = LineField(name=self.tr("Started"), hint=partly)
        self.stopped = LineField(name=self.tr("Stopped"), hint=partly)
        self.response = LineField(name=self.tr("Response"))
        self.antigen_before = Choice(antigen, name=self.tr("Antigen before"))
        self.antigen_after = Choice(antigen, name=self.tr("Antigen after"))
        sheet = self.sheet
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose the kind of therapy."))
        sheet.put(self.tr("Drug or regimen"), ("drug", self.drug), stretch=True)
        sheet.put(self.tr("Directed against"), ("target", self.target))
        for field in (self.started, self.stopped):
            field.setMinimumWidth(200)
        sheet.put(self.tr("Started"), ("started", self.started))
        sheet.put(self.tr("Stopped"), ("stopped", self.stopped))
        sheet.put(self.tr("Response"), ("response", self.response), stretch=True)
        sheet.put(
            self.tr("Antigen before"),
            ("antigen_before", self.antigen_before),
            self.tr("and after"),
            ("antigen_after", self.antigen_after),
        )
        self.finish(self.tr("Earlier therapy"))
