"""The patient list's rows: what a patient says in each column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from carttrack.domain import days
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease
from carttrack.domain.worklist import DueKind, DueState, PatientLine, due_state
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import CENTRE, RIGHT, Column
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.work_list import Moment
from carttrack.gui.tokens import State

ROOM_FOR = (("coordinator", 1180), ("product", 942), ("disease", 852), ("step", 792))
"""Columns that go, by key, where the table is narrower than this many pixels."""
_URGENT = {DueState.OVERDUE: State.OVERDUE, DueState.DUE_TODAY: State.DUE}
_SHORT = {Disease.MM: "MM", Disease.OTHER: "other"}


def tr(text: str) -> str:
    """Return a sentence of the patient list, translated."""
    return QCoreApplication.translate("patient_table", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow:
    """One patient with the words of the row as of one day; `state` is None when nothing is due."""

    line: PatientLine
    state: State | None
    age: str
    disease: str
    product: str
    step: str
    day: str
    due: str
    due_what: str
    label_day: str = ""

    @property
    def is_late(self) -> bool:
        """Whether what is next should have happened before today."""
        return self.state is State.OVERDUE

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        person, line = self.line.person, self.line
        grades = [
            tr("{0} maximum grade {1}").format(name, grade)
            for name, grade in ((tr("CRS"), line.crs_max), (tr("ICANS"), line.icans_max))
            if grade is not None
        ]
        parts = [
            person.name,
            tr("MRN {0}").format(person.mrn),
            self.age,
            self.disease,
            self.product,
            self.step,
            words.day_label(person.day, planned=person.day_planned) if self.day else "",
            self.label_day,
            f"{self.due} {self.due_what}".strip(),
            *grades,
        ]
        return ", ".join(part for part in parts if part)


def patient_row(line: PatientLine, moment: Moment) -> PatientRow:
    """Return the row of a patient."""
    person = line.person
    due, due_what = _due(line, moment)
    return PatientRow(
        line=line,
        state=_state(line, moment),
        age=words.age(person.birth_date, line.died_on or moment.today),
        disease=_SHORT.get(line.disease) or words.term(line.disease),
        product=moment.product(person.product) if person.product else "",
        step="" if line.step is None else words.heading(line.step),
        day="" if line.died_on else words.day(person.day, planned=person.day_planned),
        label_day="" if line.died_on else moment.label_words(person),
        due=due,
        due_what=due_what,
    )


class PatientModel(TableModel[PatientRow]):
    """The patient list; the heading of the column it is sorted by says so."""

    _sorted: tuple[str, str] = ("", "")

    def mark_sort(self, key: str, *, descending: bool) -> None:
        """Put an arrow behind the heading of the column with this key."""
        self._sorted = key, "↓" if descending else "↑"
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def column_of(self, key: str) -> int:
        """Return the place of the column with this key."""
        return [column.key for column in self.columns].index(key)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        said = super().headerData(section, orientation, role)
        key, arrow = self._sorted
        if role != Qt.ItemDataRole.DisplayRole or not key or said is None:
            return said
        return f"{said} {arrow}" if self.columns[section].key == key else said


def model() -> PatientModel:
    """Return an empty patient list; the keys of its columns are what it can be sorted by."""
    columns: tuple[Column[PatientRow], ...] = (
        Column(
            heading=tr("Name"),
            text=lambda row: row.line.person.name,
            width=204,
            key="name",
            extras={
                roles.STATE: lambda row: row.state,
                roles.INDENT: lambda _: True,
                roles.STRONG: _is_urgent,
            },
        ),
        _plain(tr("MRN"), lambda row: row.line.person.mrn, 80, "mrn"),
        Column(
            heading=tr("Age"), text=lambda row: row.age, align=RIGHT, width=76, key="birth_date"
        ),
        _plain(tr("Disease"), lambda row: row.disease, 60, "disease"),
        _plain(tr("Product"), lambda row: row.product, 96, "product"),
        _plain(tr("Step"), lambda row: row.step, 122, "step"),
        Column(
            heading=tr("Day"),
            text=lambda row: row.day,
            align=RIGHT,
            width=64,
            key="day",
            extras={roles.SECOND: lambda row: row.label_day},
        ),
        Column(
            heading=tr("Next due"),
            text=lambda row: row.due,
            key="next",
            extras={
                roles.SECOND: lambda row: row.due_what,
                roles.TONE: lambda row: "late_fg" if row.is_late else "text",
                roles.STRONG: lambda row: row.is_late,
            },
        ),
        _plain(tr("Coordinator"), lambda row: row.line.person.coordinator, 150, "coordinator"),
        _graded(tr("CRS"), lambda row: row.line.crs_max, 46),
        _graded(tr("ICANS"), lambda row: row.line.icans_max, 56),
    )
    return PatientModel(
        columns, key=lambda row: row.line.person.patient_id, spoken=lambda row: row.spoken
    )


def _plain(
    heading: str, text: Callable[[PatientRow], str], width: int, key: str
) -> Column[PatientRow]:
    return Column(
        heading=heading,
        text=text,
        width=width,
        key=key,
        extras={roles.TONE: lambda _: "text2"},
    )


def _graded(
    heading: str, grade: Callable[[PatientRow], int | None], width: int
) -> Column[PatientRow]:
    return Column(
        heading=heading,
        text=lambda _: "",
        align=CENTRE,
        width=width,
        extras={roles.GRADED: lambda row: grade(row) is not None, roles.GRADE: grade},
    )


def _is_urgent(row: PatientRow) -> bool:
    return row.state in {State.OVERDUE, State.DUE}


def _state(line: PatientLine, moment: Moment) -> State | None:
    if line.next_on is None:
        return None
    due = due_state(line.next_on, moment.today)
    if due in _URGENT:
        return _URGENT[due]
    if line.next_kind is DueKind.HOLD:
        return State.BLOCKED
    if line.next_kind is DueKind.STEP or line.next_at is not None:
        return State.BOOKED
    return State.CLOSING if due is DueState.CLOSING else State.LATER


def _due(line: PatientLine, moment: Moment) -> tuple[str, str]:
    if line.died_on is not None:
        return "", tr("died {0}").format(days.short_date(line.died_on))
    if line.next_on is None:
        return "", ""
    if line.next_on != moment.today:
        on = days.table_date(line.next_on, moment.today)
    else:
        on = tr("today") if line.next_at is None else days.clock(line.next_at, moment.zone)
    return on, _what(line, moment)


def _what(line: PatientLine, moment: Moment) -> str:
    if line.next_kind is DueKind.HOLD:
        steps = {
            Checklist.BEFORE_LYMPHODEPLETION: Step.LYMPHODEPLETION,
            Checklist.BEFORE_INFUSION: Step.INFUSION,
        }
        held = steps.get(Checklist(line.next_what))
        return tr("Hold: {0}").format(words.term(held)) if held else tr("Hold")
    if line.next_kind is DueKind.STEP:
        return words.heading(Step(line.next_what))
    return tr("{0} visit").format(moment.visit(line.next_what))
