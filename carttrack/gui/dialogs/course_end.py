"""The end of a course: the day and why."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from carttrack.domain.pathway.courses import EndReason
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import TextField


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEnd:
    """The day a course ends on and why."""

    ended_on: date
    end_reason: EndReason
    end_note: str = ""


class CourseEndDialog(EntryDialog[CourseEnd]):
    """Takes the end of a course."""

    def __init__(self, occasion: Occasion, parent: QWidget | None = None) -> None:
        super().__init__(occasion, CourseEnd, parent=parent)
        self.ended_on = DateField(
            name=self.tr("Ended on"), today=occasion.today, day0=occasion.day0, past=True
        )
        options, empty = words.options(EndReason), self.tr("choose")
        self.end_reason = Choice(options, name=self.tr("Reason"), empty=empty)
        self.end_note = TextField(name=self.tr("Note"), lines=3)
        sheet = self.sheet
        sheet.put(self.tr("Ended on"), ("ended_on", self.ended_on))
        sheet.require("ended_on", self.tr("Type the day the course ended on."))
        sheet.put(self.tr("Reason"), ("end_reason", self.end_reason))
        sheet.require("end_reason", self.tr("Choose why it ended."))
        sheet.put(self.tr("Note"), ("end_note", self.end_note), stretch=True)
        self.finish(self.tr("Close the course"))
