"""The results of one test as rows, newest first."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.lab_groups import LabGroup
from carttrack.domain.lab_limits import limit_words, limits_of
from carttrack.domain.lab_units import result_words
from carttrack.domain.laboratory import LabResult
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.facts import Fact, entered_facts
from carttrack.gui.models.lab_tests import is_outside, series_words, taken_words, tone_of
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate

_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class LabResultRow:
    """One result with its day in words; `converted` is empty where nothing was converted."""

    kept: Kept[LabResult]
    day: int | None
    taken: str
    converted: str


def lab_result_rows(
    case: CaseFile, group: LabGroup, today: date, zone: ZoneInfo
) -> tuple[LabResultRow, ...]:
    """Return the results of a test, newest first."""
    return tuple(
        LabResultRow(
            kept,
            case.day(kept.value.taken_on),
            taken_words(kept.value, today, zone),
            series_words(group, kept.value),
        )
        for kept in reversed(group.results)
    )


def result_facts(row: LabResultRow, zone: ZoneInfo) -> tuple[Fact, ...]:
    """Return a result in full, with who entered it when."""
    result = row.kept.value
    facts = (
        Fact(translate("labs", "Result"), result_words(result)),
        Fact(translate("labs", "Series"), row.converted),
        Fact(translate("labs", "Limits"), _limits(result)),
        Fact(translate("labs", "Taken"), _taken(row, zone)),
        Fact(translate("labs", "Sample"), result.sample),
        Fact(translate("labs", "Laboratory"), result.laboratory),
        Fact(translate("labs", "Note"), result.note),
        *entered_facts(row.kept, zone),
    )
    return tuple(fact for fact in facts if fact.value)


class LabResultModel(TableModel[LabResultRow]):
    """The results of one test."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.kept.id, spoken=_spoken)


def _limits(result: LabResult) -> str:
    limits, said = limits_of(result), limit_words(result)
    if not limits:
        return translate("labs", "not recorded")
    return said if limits in said else f"{said} ({limits})"


def _taken(row: LabResultRow, zone: ZoneInfo) -> str:
    result = row.kept.value
    taken = taken_words(result, result.taken_on, zone)
    return taken if row.day is None else f"{taken}, {words.day_label(row.day)}"


def _columns() -> tuple[Column[LabResultRow], ...]:
    return (
        Column[LabResultRow](
            heading=translate("labs", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=58,
        ),
        Column[LabResultRow](
            heading=translate("labs", "Result"),
            text=lambda row: result_words(row.kept.value),
            align=RIGHT,
            width=112,
            extras={
                roles.STRONG: lambda row: is_outside(row.kept.value),
                _TIP: lambda row: f"{result_words(row.kept.value)}, {row.taken}",
            },
        ),
        Column[LabResultRow](
            heading=translate("labs", "Limits"),
            text=lambda row: limit_words(row.kept.value),
            extras={roles.TONE: lambda row: tone_of(row.kept.value)},
        ),
    )


def _spoken(row: LabResultRow) -> str:
    result = row.kept.value
    parts = (
        words.day_label(row.day),
        row.taken,
        result_words(result),
        row.converted,
        limit_words(result),
    )
    return ", ".join(part for part in parts if part)
