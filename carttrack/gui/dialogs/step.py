"""The dates of one step: planned, started, finished, or skipped with a reason."""

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.lacks import missing_for
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.note_line import NoteLine

_ONE_DAY = frozenset({Step.LEUKAPHERESIS, Step.INFUSION})


class StepDialog(EntryDialog[StepRecord]):
    """Shows what is on record of a step and takes its dates; says what the step still lacks.

    Changing a done date that is on record needs a reason; `change_reason` holds it. What is done
    in one day needs no second date. Of the infusion only the plan is entered here.
    """

    def __init__(
        self, occasion: Occasion, case: CaseFile, step: Step, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, StepRecord, parent=parent)
        today, day0 = occasion.today, occasion.day0
        self._record = case.step(step)
        self.planned_on = DateField(name=self.tr("Planned on"), today=today, day0=day0)
        self.planned_at = TimeField(name=self.tr("Planned at"))
        self.started_on = DateField(name=self.tr("Started on"), today=today, day0=day0, past=True)
        self.finished_on = DateField(name=self.tr("Finished on"), today=today, day0=day0, past=True)
        self.by = LineField(name=self.tr("Done by"))
        self.detail = TextField(name=self._detail_name(step), lines=3)
        self.skipped_reason = TextField(name=self.tr("Reason for skipping the step"), lines=2)
        self.change_reason = TextField(name=self.tr("Reason for changing a date"), lines=2)
        self.lacks = NoteLine()
        self._lay_rows(step, case)
        self.sheet.show_value(self._record)
        self.finish(words.term(step))

    @property
    @override
    def reason(self) -> str:
        return self.change_reason.value

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        found.pop("reason", None)
        found["step"] = self._record.step
        if self._record.step is Step.INFUSION:
            found |= {n: getattr(self._record, n) for n in ("started_on", "finished_on")}
        elif self._record.step in _ONE_DAY and found["finished_on"] is None:
            found["finished_on"] = found["started_on"]
        return found

    def _detail_name(self, step: Step) -> str:
        return self.tr("Drugs and doses") if step is Step.LYMPHODEPLETION else self.tr("Detail")

    def _lay_rows(self, step: Step, case: CaseFile) -> None:
        sheet = self.sheet
        missing = ", ".join(lack.text for lack in missing_for(case, step, self.occasion.today))
        self.lacks.say(self.tr("Still lacks: {0}").format(missing) if missing else "", "warning")
        sheet.add_wide(self.lacks)
        sheet.put(
            self.tr("Planned on"),
            ("planned_on", self.planned_on),
            self.tr("at"),
            ("planned_at", self.planned_at),
        )
        if step is not Step.INFUSION:
            started = self.tr("Done on") if step in _ONE_DAY else self.tr("Started on")
            sheet.put(started, ("started_on", self.started_on))
            sheet.put(self.tr("Finished on"), ("finished_on", self.finished_on))
        if step in _ONE_DAY:
            self.finished_on.input.setPlaceholderText(self.tr("the same day"))
        sheet.put(self.tr("Done by"), ("by", self.by), stretch=True)
        sheet.put(self._detail_name(step), ("detail", self.detail), stretch=True)
        if step is not Step.INFUSION:
            sheet.put(
                self.tr("Skipped, because"), ("skipped_reason", self.skipped_reason), stretch=True
            )
        if self._record.started_on or self._record.finished_on:
            sheet.put(
                self.tr("Date changed,\nbecause"), ("reason", self.change_reason), stretch=True
            )
