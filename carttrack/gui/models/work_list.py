"""The worklist's rows: what a due item says in each of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days
from carttrack.domain.patients import age_on
from carttrack.domain.worklist import DueItem, DueKind, DueState
from carttrack.gui import words
from carttrack.gui.draw import WindowBar
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.tree import GroupedModel
from carttrack.gui.tokens import State

Namer = Callable[[str], str]
"""Turns a stored code (of a visit, of a product) into the words for it."""

STATES = {
    DueState.OVERDUE: State.OVERDUE,
    DueState.DUE_TODAY: State.DUE,
    DueState.CLOSING: State.CLOSING,
    DueState.LATER: State.LATER,
}
_TONES = {DueState.OVERDUE: "late_fg", DueState.CLOSING: "due_fg"}
ACTION, SHIFT = 4, 5
"""The columns that hold the row's button and its link."""


def tr(text: str) -> str:
    """Return a sentence of the worklist, translated."""
    return QCoreApplication.translate("work_list", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One row: the item with its words as of one moment."""

    item: DueItem
    state: DueState
    who: str
    what: str
    detail: str
    day: str
    due: str
    left: str
    bar: WindowBar | None

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells this row from every other across refreshes."""
        person = self.item.person
        return (self.item.kind.value, person.course_id or person.patient_id, self.item.what)

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        return f"{self.item.person.name}, {self.what}, {self.detail}, {self.due}, {self.left}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When the list is read, and the words it needs."""

    today: date
    now: datetime
    zone: tzinfo
    visit: Namer
    product: Namer


def work_line(item: DueItem, moment: Moment) -> WorkLine:
    """Return the row of an item."""
    person, state = item.person, item.state(moment.today, moment.now)
    age = age_on(person.birth_date, moment.today)
    about = [person.mrn, tr("{0} y").format(age), moment.product(person.product)]
    return WorkLine(
        item=item,
        state=state,
        who=" · ".join(part for part in about if part),
        what=_what(item, moment),
        detail=_detail(item, moment),
        day=words.day(person.day),
        due=_due(item, moment),
        left=_left(item, moment),
        bar=_bar(item, state, moment.today),
    )


def model() -> GroupedModel[WorkLine]:
    """Return an empty worklist."""
    columns: tuple[Column[WorkLine], ...] = (
        Column(
            heading=tr("Patient"),
            text=lambda line: line.item.person.name,
            width=240,
            extras={
                roles.STATE: lambda line: STATES[line.state],
                roles.STRONG: lambda _: True,
                roles.SECOND: lambda line: line.who,
            },
        ),
        Column(
            heading=tr("What"),
            text=lambda line: line.what,
            extras={roles.SECOND: lambda line: line.detail},
        ),
        Column(heading=tr("Day"), text=lambda line: line.day, align=RIGHT, width=52),
        Column(
            heading=tr("Due"),
            text=lambda line: line.due,
            width=112,
            extras={
                roles.SECOND: lambda line: line.left,
                roles.SECOND_TONE: lambda line: _TONES.get(line.state, "text2"),
                roles.BAR: lambda line: line.bar,
            },
        ),
        Column(heading="", text=lambda _: "", width=124),
        Column(heading="", text=lambda _: "", width=100),
    )
    return GroupedModel(columns, key=lambda line: line.key, spoken=lambda line: line.spoken)


def _what(item: DueItem, moment: Moment) -> str:
    if item.kind is DueKind.ASSESSMENT:
        return tr("CRS/ICANS assessment")
    if item.kind is DueKind.HOLD and item.checklist is not None:
        return tr("Hold: {0}").format(words.term(item.checklist))
    if item.kind is DueKind.STEP and item.step is not None:
        return words.term(item.step)
    return tr("{0} visit").format(moment.visit(item.what))


def _detail(item: DueItem, moment: Moment) -> str:
    if item.kind is DueKind.ASSESSMENT:
        rule = tr("Every {0} h (clinic rule)").format(item.interval_hours)
        if item.last_at is None:
            return rule
        return tr("{0}, last at {1}").format(rule, days.clock(item.last_at, moment.zone))
    if item.kind is DueKind.HOLD:
        return "; ".join(item.holds) or tr("Every item answered, not signed")
    if item.kind is DueKind.STEP:
        return tr("Planned, not recorded")
    if item.appointment_on is None:
        return tr("No appointment booked")
    booked = days.table_date(item.appointment_on, moment.today)
    at = f" {days.clock(item.appointment_at, moment.zone)}" if item.appointment_at else ""
    last = tr(", last day") if item.appointment_on == item.latest else ""
    return tr("Booked {0}{1}{2}").format(booked, at, last)


def _due(item: DueItem, moment: Moment) -> str:
    if item.due_at is not None and item.due_on == moment.today:
        return days.clock(item.due_at, moment.zone)
    at = item.at or item.appointment_at
    if item.due_on == moment.today and at is not None:
        return days.clock(at, moment.zone)
    return days.table_date(item.due_on, moment.today)


def _left(item: DueItem, moment: Moment) -> str:
    if item.due_at is not None:
        if item.due_at < moment.now:
            return tr("{0} late").format(days.elapsed(moment.now - item.due_at))
        return tr("in {0}").format(days.elapsed(item.due_at - moment.now))
    late = (moment.today - item.due_on).days
    if late > 0:
        return tr("{0} d late").format(late)
    last = item.latest if item.latest is not None else item.due_on
    left = (last - moment.today).days
    if item.kind is DueKind.VISIT and left < 0:
        return tr("window closed")
    return tr("{0} d left").format(left) if left else tr("last day")


def _bar(item: DueItem, state: DueState, today: date) -> WindowBar | None:
    if item.earliest is None or item.target is None or item.latest is None:
        return None
    return WindowBar(
        earliest=item.earliest,
        target=item.target,
        latest=item.latest,
        today=today,
        state=STATES[state],
        appointment=item.appointment_on,
    )
