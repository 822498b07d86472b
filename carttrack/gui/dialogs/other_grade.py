"""A grade that somebody else gave, on the scale it was given on."""

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.days import clock
from carttrack.domain.toxicity.other_scales import WORST, GradedEvent, GradingScale, OtherGrade
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.instants import instant_of
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.segmented import Segmented


class OtherGradeDialog(EntryDialog[OtherGrade]):
    """Takes a grade as it was reported; nothing is converted into another scale."""

    def __init__(
        self, occasion: Occasion, *, kept: OtherGrade | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, OtherGrade, kept=kept, parent=parent)
        choose = self.tr("choose")
        self.graded = Segmented(
            [(event, words.heading(event)) for event in GradedEvent],
            name=self.tr("Graded"),
            clearable=True,
        )
        grades = [(grade, str(grade)) for grade in range(WORST + 1)]
        self.grade = Choice(grades, name=self.tr("Grade"), empty=choose)
        self.scale = Choice(words.options(GradingScale), name=self.tr("Scale"), empty=choose)
        self.version = LineField(name=self.tr("Version of the scale"))
        self.graded_on = DateField(
            name=self.tr("Graded on"), today=occasion.today, day0=occasion.day0, past=True
        )
        self.time = TimeField(name=self.tr("Graded at"))
        self.is_maximum = Check(self.tr("highest of the course, as reported"))
        self.assessor = LineField(name=self.tr("Graded by"))
        self.source = LineField(name=self.tr("Report"), hint=self.tr("letter, form, registry"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Grade on another scale"))
        at = kept.graded_at if kept is not None else None
        self.time.setText("" if at is None else clock(at, occasion.zone))

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        was = self.kept.graded_at if self.kept is not None else None
        day, at = found["graded_on"], found["graded_at"]
        return found | {"graded_at": instant_of(day, at, self.occasion.zone, was)}

    def _lay_rows(self) -> None:
        sheet = self.sheet
        said = self.tr("Kept with its scale, apart from ASTCT grades; never converted or compared.")
        sheet.add_wide(Label(said, role="small", tone="text2", wrap=True))
        sheet.put(self.tr("Graded"), ("event", self.graded))
        sheet.require("event", self.tr("Choose what was graded."))
        sheet.put(self.tr("Grade"), ("value", self.grade), ("is_maximum", self.is_maximum))
        sheet.require("value", self.tr("Choose the grade."))
        sheet.put(
            self.tr("Scale"), ("scale", self.scale), self.tr("version"), ("version", self.version)
        )
        sheet.require("scale", self.tr("Choose the scale; there is “scale not stated”."))
        sheet.put(
            self.tr("Graded on"),
            ("graded_on", self.graded_on),
            self.tr("at"),
            ("graded_at", self.time),
        )
        sheet.require("graded_on", self.tr("Type the day the grade stands for."))
        sheet.put(self.tr("Graded by"), ("assessor", self.assessor), stretch=True)
        sheet.put(self.tr("Report"), ("source", self.source), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
