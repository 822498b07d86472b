"""The follow-up of a course as rows: target, window, appointment, state, what is on record."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import long_date, table_date
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.standing import Mark, VisitStanding, visit_standings
from carttrack.gui.models import roles
from carttrack.gui.models.columns import CENTRE, RIGHT, Column
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.visit_words import (
    appointment_words,
    bar_of,
    offer_words,
    query_words,
    rule_words,
    state_of,
    state_words,
    window_words,
)
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

MARK = int(Qt.ItemDataRole.UserRole) + 61
"""A `Mark`, drawn in the middle of its cell."""
OUTER = int(Qt.ItemDataRole.UserRole) + 62
"""First and last day of the wider window that is drawn around the bar."""
SMALL = int(Qt.ItemDataRole.UserRole) + 64
"""True for a cell in small type."""
ODD_DAY = int(Qt.ItemDataRole.UserRole) + 63
"""True for a date whose weekday is marked: it is no working day."""
RULE, BAR = 2, 4
"""Places of the columns that go first where there is no room."""
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_MARK = 34
_SHORT = {"b_cells_igg": "B, IgG", "form": "Form"}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as it stands on a day, with the protocol that planned it."""

    standing: VisitStanding
    today: date
    zone: ZoneInfo
    protocol: Protocol | None

    @property
    def code(self) -> str:
        """The visit's code in the protocol."""
        return self.standing.visit.code

    def mark(self, code: str) -> Mark:
        """Return what is on record of an assessment."""
        return dict(self.standing.marks).get(code, Mark.NOT_PLANNED)


def visit_rows(
    case: CaseFile, today: date, zone: ZoneInfo, holidays: Container[date] = ()
) -> tuple[VisitRow, ...]:
    """Return every visit of a case as a row."""
    return tuple(
        VisitRow(standing, today, zone, case.protocol)
        for standing in visit_standings(case, today, holidays)
    )


def mark_words(mark: Mark) -> str:
    """Return what a mark says."""
    return {
        Mark.NOT_PLANNED: translate("visits", "not planned"),
        Mark.PLANNED: translate("visits", "planned"),
        Mark.OPEN: translate("visits", "open"),
        Mark.PENDING: translate("visits", "result pending"),
        Mark.DONE: translate("visits", "on record"),
        Mark.NOT_RECORDED: translate("visits", "not recorded"),
    }[mark]


class VisitTableModel(TableModel[VisitRow]):
    """Visits in order of target; one column for every assessment that the protocol names."""

    def __init__(self, assessments: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            (*_columns(), *(_mark_column(code, name) for code, name in assessments)),
            key=lambda row: row.code,
            spoken=_spoken,
        )


def _columns() -> tuple[Column[VisitRow], ...]:
    return (
        Column[VisitRow](
            heading=translate("visits", "Visit"),
            text=lambda row: row.standing.name,
            width=88,
            extras={roles.STRONG: lambda row: not _is_far(row)},
        ),
        Column[VisitRow](
            heading=translate("visits", "Target"),
            text=lambda row: long_date(row.standing.visit.target),
            width=134,
            extras={
                ODD_DAY: lambda row: not row.standing.working_day,
                _TIP: lambda row: offer_words(row.standing) or None,
                roles.TONE: _tone,
            },
        ),
        Column[VisitRow](
            heading=translate("visits", "Window"),
            text=lambda row: rule_words(row.protocol, row.code),
            align=RIGHT,
            width=78,
            extras={roles.TONE: lambda _row: "text2", SMALL: lambda _row: True},
        ),
        Column[VisitRow](
            heading="",
            text=lambda row: window_words(row.standing.visit),
            width=120,
            extras={roles.TONE: _tone, _TIP: _window_tip, SMALL: lambda _row: True},
        ),
        Column[VisitRow](
            heading="",
            text=lambda _row: "",
            width=74,
            extras={
                roles.BAR: lambda row: bar_of(row.standing, row.today),
                OUTER: _outer,
                _TIP: _window_tip,
            },
        ),
        Column[VisitRow](
            heading=translate("visits", "Appointment"),
            text=_when,
            extras={roles.TONE: _tone},
        ),
        Column[VisitRow](
            heading=translate("visits", "Status"),
            text=lambda row: state_words(row.standing),
            width=108,
            extras={
                roles.STATE: lambda row: state_of(row.standing),
                roles.TONE: _state_tone,
                roles.STRONG: lambda row: _state_tone(row) in {"late_fg", "due_fg"},
            },
        ),
    )


def _mark_column(code: str, name: str) -> Column[VisitRow]:
    metrics = QFontMetrics(theme.font("axis"))
    heading = _SHORT.get(code) or name.split(" ", maxsplit=1)[0].rstrip(",")
    return Column[VisitRow](
        heading=heading,
        text=lambda _row: "",
        align=CENTRE,
        width=max(_MARK, metrics.horizontalAdvance(heading) + 9),
        extras={
            MARK: lambda row: row.mark(code),
            _TIP: partial(_mark_tip, code, name),
        },
    )


def _when(row: VisitRow) -> str:
    """Say the day it was done or missed alone: the state stands beside it."""
    visit = row.standing.visit
    past = visit.completed_on or visit.missed_on
    if past is not None:
        return table_date(past, row.today)
    return appointment_words(row.standing, row.today, row.zone)


def _mark_tip(code: str, name: str, row: VisitRow) -> str:
    return f"{name}: {mark_words(row.mark(code))}"


def _is_far(row: VisitRow) -> bool:
    return state_of(row.standing) is State.LATER


def _tone(row: VisitRow) -> str:
    return "text2" if _is_far(row) else "text"


def _state_tone(row: VisitRow) -> str:
    state = state_of(row.standing)
    return f"{state.family}_fg" if state.family in {"late", "due"} else _tone(row)


def _window_tip(row: VisitRow) -> str:
    words = translate("visits", "Window {0}").format(window_words(row.standing.visit))
    query = query_words(row.standing.visit)
    return translate("visits", "{0}; clinic's query {1}").format(words, query) if query else words


def _outer(row: VisitRow) -> tuple[date, date] | None:
    visit = row.standing.visit
    if visit.query_earliest is None or visit.query_latest is None:
        return None
    return visit.query_earliest, visit.query_latest


def _spoken(row: VisitRow) -> str:
    standing = row.standing
    parts = [
        standing.name,
        state_words(standing),
        translate("visits", "target {0}").format(long_date(standing.visit.target)),
        _window_tip(row),
        appointment_words(standing, row.today, row.zone),
    ]
    return ", ".join(parts)
