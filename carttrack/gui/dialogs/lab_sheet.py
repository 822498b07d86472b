"""The results of one day, a row for each test."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.lab_groups import latest_of
from carttrack.domain.lab_typing import typed_value
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.instants import instant_of
from carttrack.gui.dialogs.lab_result import NO_UNITS
from carttrack.gui.dialogs.lab_value import LabValueField, UnitField, proposed, reading_words
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.time_field import TimeField
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField
from carttrack.gui.widgets.labels import Label

_WIDTH = 760
Results = tuple[LabResult, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of one test; errors of `value` are said under the key `number:value`."""

    key: str
    test: LabTest
    name: str
    sample: str
    value: LabValueField
    unit: LineField
    low: DecimalField
    high: DecimalField


class LabSheetDialog(EntryDialog[Results]):
    """Takes many results of one sample day; rows without a value are left out.

    Up, Down and Enter go from value to value. Tests on record for the patient come first. Unit and
    limits are proposed as the latest result of each test was entered with.
    """

    def __init__(
        self,
        occasion: Occasion,
        *,
        units: Mapping[LabTest, str] = NO_UNITS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, tuple, parent=parent)
        self._units = units
        self.taken_on = DateField(
            name=self.tr("Day of the samples"),
            today=occasion.today,
            day0=occasion.day0,
            past=True,
        )
        self.time = TimeField(name=self.tr("Time of the samples"))
        self.laboratory = LineField(name=self.tr("Laboratory"))
        sheet = self.sheet
        sheet.put(
            self.tr("Taken on"),
            ("taken_on", self.taken_on),
            self.tr("at"),
            ("taken_at", self.time),
        )
        sheet.require("taken_on", self.tr("Type the day of the samples."))
        sheet.put(self.tr("Laboratory"), ("laboratory", self.laboratory), stretch=True)
        said = self.tr(
            "Values as printed, with < or > where they have one; empty rows are left out."
        )
        sheet.add_wide(Label(said, role="small", tone="text2", wrap=True))
        self.rows = tuple(self._row(*each) for each in self._tests())
        for place, row in enumerate(self.rows):
            row.value.moved.connect(partial(self._move, place))
        self.finish(self.tr("Laboratory results of one day"), _WIDTH)

    def row(self, test: LabTest, name: str = "") -> _Row:
        """Return the fields of a test; raises `StopIteration` for one without a row."""
        return next(row for row in self.rows if (row.test, row.name) == (test, name))

    @override
    def value(self) -> Results:
        found = self.sheet.values()
        results = [self._result(row, found) for row in self.rows if found[f"{row.key}value"]]
        if not results:
            raise InvalidEntryError(f"{self.rows[0].key}value", self.tr("Type a result."))
        return tuple(results)

    def _result(self, row: _Row, found: Mapping[str, Any]) -> LabResult:
        """Return the result of a row; raises `InvalidEntryError` naming the field of the row."""
        try:
            typed = typed_value(found[f"{row.key}value"])
            assert typed is not None, "a row without a value is left out"
            return LabResult(
                test=row.test,
                name=row.name,
                taken_on=found["taken_on"],
                taken_at=instant_of(found["taken_on"], found["taken_at"], self.occasion.zone, None),
                value=typed.value,
                comparator=typed.comparator,
                unit=found[f"{row.key}unit"],
                limit_low=found[f"{row.key}limit_low"],
                limit_high=found[f"{row.key}limit_high"],
                sample=row.sample,
                laboratory=found["laboratory"],
            )
        except InvalidEntryError as error:
            raise InvalidEntryError(f"{row.key}{error.field}", error.message) from error

    def _tests(self) -> list[tuple[LabTest, str]]:
        """Return the tests of the rows: those on record first, then the others."""
        case = self.occasion.case
        known = [kept.value for kept in case.lab_results] if case else []
        named = {(one.test, one.name if one.test is LabTest.OTHER else "") for one in known}
        every = [(test, "") for test in LabTest if test is not LabTest.OTHER]
        others = sorted(pair for pair in named if pair[0] is LabTest.OTHER)
        on_record = [pair for pair in every if pair in named]
        return [*on_record, *others, *(pair for pair in every if pair not in named)]

    def _row(self, test: LabTest, name: str) -> _Row:
        case = self.occasion.case
        known = [kept.value for kept in case.lab_results] if case else []
        given = proposed(test, latest_of(known, test, name), self._units)
        title = name or words.heading(test)
        row = _Row(
            key=f"{test.value}/{name}:",
            test=test,
            name=name,
            sample=given.sample,
            value=LabValueField(name=title),
            unit=UnitField(name=self.tr("{0}, unit").format(title), hint=self.tr("unit")),
            low=DecimalField(name=self.tr("{0}, lower limit").format(title)),
            high=DecimalField(name=self.tr("{0}, upper limit").format(title)),
        )
        row.unit.show_value(given.unit)
        row.low.show_number(given.limit_low)
        row.high.show_number(given.limit_high)
        self.sheet.put(
            title,
            (f"{row.key}value", row.value),
            (f"{row.key}unit", row.unit),
            self.tr("limits"),
            (f"{row.key}limit_low", row.low),
            self.tr("to"),
            (f"{row.key}limit_high", row.high),
        )
        for field in (row.value, row.unit):
            field.edited.connect(partial(self._say, row))
        return row

    def _say(self, row: _Row) -> None:
        said = reading_words(row.test, row.value.typed, row.unit.value)
        self.sheet.row_of(f"{row.key}value").note.say(*said)

    def _move(self, place: int, by: int) -> None:
        """Go to the value above or below; at an end stay."""
        to = min(max(place + by, 0), len(self.rows) - 1)
        field = self.rows[to].value
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        self._keep_in_sight(field)
