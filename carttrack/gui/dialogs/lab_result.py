"""One laboratory result."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.days import clock
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.lab_groups import latest_of
from carttrack.domain.lab_typing import TypedValue, typed_value
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.instants import instant_of
from carttrack.gui.dialogs.lab_value import (
    LabValueField,
    Proposed,
    UnitField,
    proposed,
    reading_words,
)
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField

_WIDTH = 660
NO_UNITS: Mapping[LabTest, str] = MappingProxyType({})


class LabResultDialog(EntryDialog[LabResult]):
    """Takes one result as the laboratory reports it.

    A test that is chosen brings unit, limits, sample and laboratory of its latest result, until
    something else is typed over them; a value is never proposed.
    """

    def __init__(
        self,
        occasion: Occasion,
        *,
        kept: LabResult | None = None,
        units: Mapping[LabTest, str] = NO_UNITS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, LabResult, kept=kept, parent=parent)
        self._units, self._proposed = units, Proposed()
        self.test = Choice(words.options(LabTest), name=self.tr("Test"), empty=self.tr("choose"))
        self.test_name = LineField(name=self.tr("Name of the test"))
        self.number = LabValueField(name=self.tr("Value"), hint=self.tr("0.4 or <5"))
        self.unit = UnitField(name=self.tr("Unit"), hint=self.tr("as printed"))
        self.taken_on = DateField(
            name=self.tr("Day of the sample"),
            today=occasion.today,
            day0=occasion.day0,
            past=True,
        )
        self.time = TimeField(name=self.tr("Time of the sample"))
        self.limit_low = DecimalField(name=self.tr("Lower limit of normal"))
        self.limit_high = DecimalField(name=self.tr("Upper limit of normal"))
        self.sample = LineField(name=self.tr("Sample"), hint=self.tr("blood, marrow"))
        self.laboratory = LineField(name=self.tr("Laboratory"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Laboratory result"), _WIDTH)
        if kept is not None:
            self._show_kept(kept)
        self._name_it()
        self._wire()

    def choose(self, test: LabTest, name: str = "") -> None:
        """Choose a test with what it brings, and go to its value."""
        self.test.choose(test)
        self.test_name.show_value(name)
        self._take_test()
        (self.number if test is not LabTest.OTHER or name else self.test_name).setFocus()

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        typed = typed_value(found["value"])
        if typed is None:
            raise InvalidEntryError("value", self.tr("Type the result."))
        if found["test"] is not LabTest.OTHER:
            found["name"] = ""
        found |= {"value": typed.value, "comparator": typed.comparator}
        was = self.kept.taken_at if self.kept is not None else None
        day, at = found["taken_on"], found["taken_at"]
        found["taken_at"] = instant_of(day, at, self.occasion.zone, was)
        return found

    def _show_kept(self, kept: LabResult) -> None:
        self.number.show_value(TypedValue(kept.value, kept.comparator).text)
        at = kept.taken_at
        self.time.setText("" if at is None else clock(at, self.occasion.zone))

    @Slot()
    def _take_test(self) -> None:
        """Propose what the latest result of the test was entered with."""
        self._name_it()
        test, case = self.test.value, self.occasion.case
        if test is None:
            return
        known = [kept.value for kept in case.lab_results] if case else []
        latest = latest_of(known, test, self.test_name.value)
        before, after = self._proposed, proposed(test, latest, self._units)
        self._proposed = after
        for field, was, new in (
            (self.unit, before.unit, after.unit),
            (self.sample, before.sample, after.sample),
            (self.laboratory, before.laboratory, after.laboratory),
        ):
            if field.value == was:
                field.show_value(new)
        for limit, was_limit, new_limit in (
            (self.limit_low, before.limit_low, after.limit_low),
            (self.limit_high, before.limit_high, after.limit_high),
        ):
            if limit.number == was_limit:
                limit.show_number(new_limit)
        self._say()

    @Slot()
    def _name_it(self) -> None:
        self.sheet.show_row("name", shown=self.test.value is LabTest.OTHER)

    @Slot()
    def _say(self) -> None:
        """Say how the result reads in its series."""
        said = reading_words(self.test.value, self.number.typed, self.unit.value)
        self.sheet.row_of("value").note.say(*said)

    def _wire(self) -> None:
        self.test.chosen.connect(self._take_test)
        self.test_name.left.connect(self._take_test)
        self.number.edited.connect(self._say)
        self.unit.edited.connect(self._say)
        self.number.moved.connect(lambda _by: self.unit.setFocus())

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Test"), ("test", self.test))
        sheet.require("test", self.tr("Choose the test."))
        sheet.put(self.tr("Name"), ("name", self.test_name), stretch=True)
        sheet.put(self.tr("Value"), ("value", self.number), self.tr("unit"), ("unit", self.unit))
        sheet.put(
            self.tr("Taken on"),
            ("taken_on", self.taken_on),
            self.tr("at"),
            ("taken_at", self.time),
        )
        sheet.require("taken_on", self.tr("Type the day of the sample."))
        sheet.put(
            self.tr("Limits printed"),
            ("limit_low", self.limit_low),
            self.tr("to"),
            ("limit_high", self.limit_high),
            self.tr("in the same unit"),
        )
        sheet.put(self.tr("Sample"), ("sample", self.sample), stretch=True)
        sheet.put(self.tr("Laboratory"), ("laboratory", self.laboratory), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
