"""What goes wrong on the way, in which step, on which day, why."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.pathway.endings import POSSIBLE_IN
from carttrack.domain.pathway.milestones import ENDING, Setback, SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import TextField
from carttrack.gui.widgets.note_line import NoteLine


class SetbackDialog(EntryDialog[Setback]):
    """Takes one setback; says before saving when it closes the course."""

    def __init__(
        self,
        occasion: Occasion,
        step: Step | None = None,
        *,
        kept: Setback | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Setback, kept=kept, parent=parent)
        choose = self.tr("choose")
        kinds = [
            (kind, words.heading(kind))
            for kind in SetbackKind
            if kept is not None or step is None or step in POSSIBLE_IN[kind]
        ]
        steps = [(each, words.term(each)) for each in STEPS]
        self.kind = Choice(kinds, name=self.tr("What happened"), empty=choose)
        self.step = Choice(steps, name=self.tr("In which step"), empty=choose, value=step)
        self.happened_on = DateField(
            name=self.tr("On"), today=occasion.today, day0=occasion.day0, past=True
        )
        self.cause = TextField(name=self.tr("Reason"), lines=3)
        self.consequence = NoteLine()
        self._lay_rows()
        self.finish(self.tr("What went wrong"))
        self.kind.chosen.connect(self._foretell)
        self._foretell()

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("What happened"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose what happened."))
        sheet.add_note(self.consequence)
        sheet.put(self.tr("In step"), ("step", self.step))
        sheet.require("step", self.tr("Choose the step it happened in."))
        sheet.put(self.tr("On"), ("happened_on", self.happened_on))
        sheet.require("happened_on", self.tr("Type the day on which it happened."))
        sheet.put(self.tr("Reason"), ("reason", self.cause), stretch=True)

    @Slot()
    def _foretell(self) -> None:
        ends = self.kept is None and self.kind.value in ENDING
        text = self.tr("This closes the course; its planned steps and visits end.")
        self.consequence.say(text if ends else "", "warning" if ends else "")
