"""What a clinician states about IEC-HS: feature by feature, and the grade."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from carttrack.domain.toxicity.iec_hs import MILDEST, WORST, CriteriaSet, IecHsRecord
from carttrack.domain.toxicity.iec_hs_words import FeatureGroup, IecHsText
from carttrack.domain.toxicity.scale_help import TO_BE_CONFIRMED
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.segmented import Segmented

_WIDTH = 800


class FeatureList(QWidget):
    """The features under how they stand in the criteria: present, absent, or not recorded."""

    def __init__(self, text: IecHsText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: dict[str, Segmented[bool]] = {}
        titles = {
            FeatureGroup.REQUIRED: self.tr("Required"),
            FeatureGroup.MOST_COMMON: self.tr("Most common"),
            FeatureGroup.POSSIBLE: self.tr("Possible"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for group in FeatureGroup:
            title = Label(f"{titles[group]} ({TO_BE_CONFIRMED})", role="strong", wrap=True)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            for one in (each for each in text.features if each.group is group):
                answer = Segmented(
                    [(True, self.tr("present")), (False, self.tr("absent"))],
                    name=one.shown,
                    clearable=True,
                )
                row = grid.rowCount()
                grid.addWidget(Label(one.shown, wrap=True), row, 0)
                grid.addWidget(answer, row, 1)
                self.answers[one.feature.value] = answer

    def codes(self, *, present: bool) -> tuple[str, ...]:
        """Return the features that are present, or absent."""
        return tuple(code for code, answer in self.answers.items() if answer.value is present)

    def show_record(self, record: IecHsRecord) -> None:
        """Show the features of a record."""
        for code, answer in self.answers.items():
            here = code in record.met
            answer.choose(here if here or code in record.absent else None)


class IecHsDialog(EntryDialog[IecHsRecord]):
    """Takes a clinician's statement; nothing is derived, every item is to be confirmed."""

    def __init__(
        self,
        occasion: Occasion,
        text: IecHsText,
        *,
        kept: IecHsRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, IecHsRecord, kept=kept, parent=parent)
        self._text = text
        self.at = MomentField(name=self.tr("Stated at"), now=occasion.now, day0=occasion.day0)
        self.by = LineField(name=self.tr("Stated by"))
        self.criteria_set = Choice(words.options(CriteriaSet), name=self.tr("Criteria"), empty=None)
        self.criteria_set.choose(CriteriaSet.IEC_HS_2023)
        self.features = FeatureList(text)
        self.fulfilled = self._answer(self.tr("Criteria met"), self.tr("met"), self.tr("not met"))
        self.attributable = self._answer(self.tr("Due to the cells"), self.tr("yes"), self.tr("no"))
        grades = [(number, str(number)) for number in range(MILDEST, WORST + 1)]
        self.grade = Choice(grades, name=self.tr("Grade as stated"))
        self.grade_words = Label(role="small", tone="text2", wrap=True)
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self._lay_rows()
        self.finish(self.tr("IEC-HS"), _WIDTH)
        if kept is not None:
            self.features.show_record(kept)
        self._show_parts()
        self.criteria_set.chosen.connect(self._show_parts)
        self.grade.chosen.connect(self._show_parts)

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        if found["criteria_set"] is not CriteriaSet.IEC_HS_2023:
            return found | {"met": (), "absent": (), "grade": None}
        return found | {
            "met": self.features.codes(present=True),
            "absent": self.features.codes(present=False),
        }

    def _answer(self, name: str, yes: str, no: str) -> Segmented[bool]:
        return Segmented([(True, yes), (False, no)], name=name, clearable=True)

    @Slot()
    def _show_parts(self) -> None:
        """Show features and grade with IEC-HS 2023 only, and what the chosen grade says."""
        own = self.criteria_set.value is CriteriaSet.IEC_HS_2023
        self.features.setVisible(own)
        self.sheet.show_row("grade", shown=own)
        grade = self.grade.value
        said = self._text.grade_words(grade) if own and grade is not None else ""
        self.grade_words.setText(said)
        self.grade_words.setVisible(bool(said))

    def _lay_rows(self) -> None:
        sheet, text = self.sheet, self._text
        said = f"{text.definition} ({TO_BE_CONFIRMED}). {text.source}"
        sheet.add_wide(Label(said, role="small", tone="text2", wrap=True))
        sheet.put(self.tr("Stated at"), ("at", self.at))
        sheet.require("at", self.tr("Type when it was stated."))
        sheet.put(self.tr("Stated by"), ("by", self.by), stretch=True)
        sheet.put(self.tr("Criteria"), ("criteria_set", self.criteria_set))
        sheet.add_wide(self.features)
        sheet.put(self.tr("Criteria are"), ("fulfilled", self.fulfilled))
        sheet.put(self.tr("Due to the cells"), ("attributable", self.attributable))
        sheet.put(self.tr("Grade as stated"), ("grade", self.grade))
        sheet.add_wide(self.grade_words)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
