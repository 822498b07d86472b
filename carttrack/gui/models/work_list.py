"""The worklist's rows: what a due item says in each of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain import days
from carttrack.domain.worklist import DueItem, DueKind, DueState, Person
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
_MINUTE = timedelta(minutes=1)


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
    label_day: str = ""
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
        parts = (self.item.person.name, self.what, self.detail, self.due, self.left)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When the list is read, and the words it needs.

    `label_day` returns the first day's number on a product's own label, None where it is 0.
    """

    today: date
    now: datetime
    zone: tzinfo
    visit: Namer
    product: Namer
    label_day: Callable[[str], int | None] = lambda _: None

    def label_words(self, person: Person) -> str:
        """Return the Day of a person as the product's label counts it: `label 5`; else empty."""
        first = self.label_day(person.product)
        if first is None or person.day is None or person.day_planned:
            return ""
        return tr("label {0}").format(person.day + first)


def work_line(item: DueItem, moment: Moment) -> WorkLine:
    """Return the row of an item."""
    person, state = item.person, item.state(moment.today, moment.now)
    age = words.age(person.birth_date, moment.today)
    about = [person.mrn, age, moment.product(person.product)]
    return WorkLine(
        item=item,
        state=state,
        who=" · ".join(part for part in about if part),
        what=_what(item, moment),
        detail=_detail(item, moment),
        day=words.day(person.day),
        label_day=moment.label_words(person),
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
            width=226,
            extras={
                roles.STATE: lambda line: STATES[line.state],
                roles.STRONG: lambda _: True,
                roles.SECOND: lambda line: line.who,
            },
        ),
        Column(
            heading=tr("What"),
            text=lambda line: line.what,
            extras={
                roles.SECOND: lambda line: line.detail,
                Qt.ItemDataRole.ToolTipRole: lambda line: hold_words(line.item),
            },
        ),
        Column(
            heading=tr("Day"),
            text=lambda line: line.day,
            align=RIGHT,
            width=52,
            extras={roles.SECOND: lambda line: line.label_day},
        ),
        Column(
            heading=tr("Due"),
            text=lambda line: line.due,
            width=108,
            extras={
                roles.SECOND: lambda line: line.left,
                roles.SECOND_TONE: lambda line: _TONES.get(line.state, "text2"),
                roles.BAR: lambda line: line.bar,
            },
        ),
        Column(heading="", text=lambda _: "", width=124),
        Column(heading="", text=lambda _: "", width=82),
    )
    return GroupedModel(columns, key=lambda line: line.key, spoken=lambda line: line.spoken)


def hold_words(item: DueItem) -> str:
    """Return every open item of a hold, one a line; empty for anything else."""
    if item.kind is not DueKind.HOLD or item.checklist is None:
        return ""
    head = words.term(item.checklist)
    return "\n".join([head, *(f"– {hold}" for hold in item.holds)]) if item.holds else ""


def _what(item: DueItem, moment: Moment) -> str:
    if item.kind is DueKind.ASSESSMENT:
        return tr("CRS/ICANS assessment")
    if item.kind is DueKind.HOLD and item.step is not None:
        return tr("Hold: {0}").format(words.term(item.step))
    if item.kind is DueKind.STEP and item.step is not None:
        return words.heading(item.step)
    return tr("{0} visit").format(moment.visit(item.what))


def _detail(item: DueItem, moment: Moment) -> str:
    if item.kind is DueKind.ASSESSMENT:
        rule = tr("Every {0} h (clinic rule)").format(item.interval_hours)
        if item.last_at is None:
            return rule
        return tr("{0}, last at {1}").format(rule, days.clock(item.last_at, moment.zone))
    if item.kind is DueKind.HOLD:
        return _open_items(item)
    if item.kind is DueKind.STEP:
        return tr("Planned, not recorded")
    if item.appointment_on is None:
        return tr("No appointment booked")
    booked = days.table_date(item.appointment_on, moment.today)
    at = f" {days.clock(item.appointment_at, moment.zone)}" if item.appointment_at else ""
    last = tr(", last day") if item.appointment_on == item.latest else ""
    return tr("Booked {0}{1}{2}").format(booked, at, last)


def _open_items(item: DueItem) -> str:
    if not item.holds:
        return tr("Checklist answered, not signed")
    if len(item.holds) == 1:
        return item.holds[0]
    return tr("{0} open: {1}").format(len(item.holds), item.holds[0])


def _due(item: DueItem, moment: Moment) -> str:
    if item.due_on != moment.today:
        return days.table_date(item.due_on, moment.today)
    at = item.due_at or item.at or item.appointment_at
    return tr("today") if at is None else days.clock(at, moment.zone)


def _left(item: DueItem, moment: Moment) -> str:
    if item.due_at is not None:
        return _until(item.due_at, moment.now, tr("{0} late"))
    late = (moment.today - item.due_on).days
    if late > 0:
        return tr("{0} d late").format(late)
    if late == 0 and item.kind is not DueKind.VISIT and item.at is not None:
        planned = datetime.combine(item.due_on, item.at, moment.zone)
        return _until(planned, moment.now, tr("{0} ago"))
    last = item.latest if item.latest is not None else item.due_on
    left = (last - moment.today).days
    if left < 0:
        return tr("window closed")
    return tr("{0} d left").format(left) if left else tr("last day")


def _until(instant: datetime, now: datetime, past: str) -> str:
    if instant < now:
        return past.format(days.elapsed(now - instant))
    ahead = instant - now
    return tr("in {0}").format(days.elapsed(ahead)) if ahead >= _MINUTE else tr("now")


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
