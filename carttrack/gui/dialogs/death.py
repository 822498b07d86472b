"""The patient's death."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import Death, DeathCause
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.note_line import NoteLine


class DeathDialog(EntryDialog[Death]):
    """Takes day and cause of death; says what it ends."""

    def __init__(
        self, occasion: Occasion, *, kept: Death | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Death, kept=kept, parent=parent)
        self.died_on = DateField(
            name=self.tr("Died on"), today=occasion.today, day0=occasion.day0, past=True
        )
        options, empty = words.options(DeathCause), self.tr("choose")
        self.cause = Choice(options, name=self.tr("Principal cause"), empty=empty)
        self.stated_by = LineField(name=self.tr("Cause stated by"))
        self.detail = TextField(name=self.tr("Detail"), lines=3)
        ends = NoteLine()
        ends.say(
            self.tr("A death ends every open course, visit and task of this patient at once."),
            "warning",
        )
        sheet = self.sheet
        if kept is None:
            sheet.add_wide(ends)
        sheet.put(self.tr("Died on"), ("died_on", self.died_on))
        sheet.require("died_on", self.tr("Type the day of death."))
        sheet.put(self.tr("Principal cause"), ("cause", self.cause))
        sheet.require("cause", self.tr("Choose the cause, or that it is not known."))
        sheet.put(self.tr("Stated by"), ("stated_by", self.stated_by), stretch=True)
        sheet.put(self.tr("Detail"), ("detail", self.detail), stretch=True)
        self.finish(self.tr("Death"))
