"""The tests of a patient as rows: the latest result of each, its trend and its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.charts.value_scale import plain
from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, table_date
from carttrack.domain.lab_groups import LabGroup, lab_groups
from carttrack.domain.lab_limits import OUTSIDE, limit_state, limit_words
from carttrack.domain.lab_units import result_words, same_unit
from carttrack.domain.laboratory import Comparator, LabResult
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class LabTestRow:
    """One test with its latest result in words."""

    group: LabGroup
    day: int | None
    taken: str

    @property
    def result(self) -> LabResult:
        """The latest result."""
        return self.group.latest.value


def lab_test_rows(case: CaseFile, today: date, zone: ZoneInfo) -> tuple[LabTestRow, ...]:
    """Return every test with a result on record."""
    return tuple(
        LabTestRow(
            group,
            case.day(group.latest.value.taken_on),
            taken_words(group.latest.value, today, zone),
        )
        for group in lab_groups(case.lab_results)
    )


def taken_words(result: LabResult, today: date, zone: ZoneInfo) -> str:
    """Return when a sample was taken: `Fri 20 Nov 09:12`."""
    on = table_date(result.taken_on, today)
    return on if result.taken_at is None else f"{on} {clock(result.taken_at, zone)}"


def is_outside(result: LabResult) -> bool:
    """Tell whether a result lies outside the laboratory's own limits."""
    return limit_state(result) in OUTSIDE


def series_words(group: LabGroup, result: LabResult) -> str:
    """Return a result in the unit of its series; empty where it was entered in that unit."""
    if same_unit(result.unit, group.unit):
        return ""
    value = group.in_unit(result, result.value)
    if value is None:
        return translate("labs", "unit not known")
    sign = "" if result.comparator is Comparator.EXACT else result.comparator.value
    return f"{sign}{plain(value)} {group.unit}"


def tone_of(result: LabResult) -> str:
    """Return the colour of a result's words."""
    return "due_fg" if is_outside(result) else "text2"


class LabTestModel(TableModel[LabTestRow]):
    """The tests with their latest results."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.group.key, spoken=_spoken)


def _columns() -> Sequence[Column[LabTestRow]]:
    grey = {roles.TONE: lambda _row: "text2"}
    return (
        Column[LabTestRow](heading=translate("labs", "Test"), text=lambda row: row.group.title),
        Column[LabTestRow](
            heading=translate("labs", "Latest"),
            text=lambda row: result_words(row.result),
            align=RIGHT,
            width=150,
            extras={roles.STRONG: lambda row: is_outside(row.result)},
        ),
        Column[LabTestRow](
            heading=translate("labs", "Limits"),
            text=lambda row: limit_words(row.result),
            width=118,
            extras={roles.TONE: lambda row: tone_of(row.result)},
        ),
        Column[LabTestRow](
            heading=translate("labs", "In its series"),
            text=lambda row: series_words(row.group, row.result),
            align=RIGHT,
            width=118,
            extras=grey,
        ),
        Column[LabTestRow](
            heading=translate("labs", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=54,
        ),
        Column[LabTestRow](
            heading=translate("labs", "Taken"), text=lambda row: row.taken, width=126, extras=grey
        ),
        Column[LabTestRow](
            heading=translate("labs", "Trend"),
            text=lambda _row: "",
            width=104,
            extras={roles.SERIES: lambda row: row.group},
        ),
    )


def _spoken(row: LabTestRow) -> str:
    count = len(row.group.results)
    parts = (
        row.group.title,
        result_words(row.result),
        limit_words(row.result),
        series_words(row.group, row.result),
        words.day_label(row.day),
        row.taken,
        translate("labs", "{0} results").format(count) if count > 1 else "",
    )
    return ", ".join(part for part in parts if part)
