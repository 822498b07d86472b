"""The table of the log of CRS and ICANS, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.people import User
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.log_findings import (
    hypotension,
    hypotension_tone,
    is_hot,
    measured,
    oxygen,
    oxygen_tone,
    pressure,
    saturation,
    score,
    score_state,
    temperature,
)
from carttrack.gui.models.log_rows import LogRow, events_words, grade_words, remark_words, who
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate

_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SHORT = 4


class ToxicityLogModel(TableModel[LogRow]):
    """Assessments with what happened at the same moment."""

    def __init__(self, heading: str) -> None:
        super().__init__(_columns(heading), key=lambda row: row.line.key, spoken=_spoken)


def _columns(heading: str) -> Sequence[Column[LogRow]]:
    grey = {roles.TONE: lambda _row: "text2"}
    return (
        Column[LogRow](
            heading=translate("toxicity", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=56,
        ),
        Column[LogRow](heading=translate("toxicity", "When"), text=lambda row: row.when, width=134),
        Column[LogRow](
            heading="°C",
            text=temperature,
            align=RIGHT,
            width=52,
            extras={roles.STRONG: is_hot},
        ),
        Column[LogRow](
            heading=translate("toxicity", "Hypotension"),
            text=hypotension,
            width=140,
            extras={roles.TONE: hypotension_tone, roles.SECOND: pressure, _TIP: measured},
        ),
        Column[LogRow](
            heading=translate("toxicity", "Oxygen"),
            text=oxygen,
            width=122,
            extras={
                roles.TONE: oxygen_tone,
                roles.SECOND: saturation,
                _TIP: lambda row: f"{oxygen(row)} {saturation(row)}".strip() or None,
            },
        ),
        Column[LogRow](
            heading=heading,
            text=score,
            align=RIGHT,
            width=48 if len(heading) <= _SHORT else 74,
            extras={_TIP: lambda row: score_state(row) or None},
        ),
        _grade_column(Toxicity.CRS, 46),
        _grade_column(Toxicity.ICANS, 54),
        Column[LogRow](
            heading=translate("toxicity", "Given or changed"),
            text=events_words,
            extras={roles.SECOND: remark_words, roles.TONE: _event_tone, _TIP: _event_tip},
        ),
        Column[LogRow](
            heading=translate("toxicity", "By"),
            text=lambda row: User(who(row)).initials if who(row) else "",
            width=42,
            extras={**grey, _TIP: lambda row: who(row) or None},
        ),
    )


def _grade_column(toxicity: Toxicity, width: int) -> Column[LogRow]:
    def shown(row: LogRow) -> int | None:
        grade = row.grade(toxicity)
        return grade.shown if grade else None

    def by_hand(row: LogRow) -> bool:
        grade = row.grade(toxicity)
        return grade is not None and grade.by_hand

    return Column[LogRow](
        heading=words.term(toxicity),
        text=lambda _row: "",
        width=width,
        extras={
            roles.GRADED: lambda row: row.assessment is not None,
            roles.GRADE: shown,
            roles.BY_HAND: by_hand,
            _TIP: lambda row: grade_words(row, toxicity) or None,
        },
    )


def _event_tone(row: LogRow) -> str:
    return "due_fg" if row.assessment and row.assessment.not_done_reason else "text"


def _event_tip(row: LogRow) -> str | None:
    return "\n".join(part for part in (events_words(row), remark_words(row)) if part) or None


def _spoken(row: LogRow) -> str:
    parts = [words.day_label(row.day), row.when]
    if row.assessment is not None:
        parts += [grade_words(row, toxicity) for toxicity in Toxicity]
        parts.append(f"{temperature(row)} °C")
    parts += [events_words(row), remark_words(row)]
    return ", ".join(part for part in parts if part)
