"""Who needs action: one definition of due, for every list, badge, paper and export.

Nothing here is stored. A due item has one day (and sometimes a time) on which something must
have happened; whether it is overdue follows from that day and today alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease
from carttrack.domain.toxicity.episodes import Toxicity

CLOSING_DAYS = 7
"""Windows that close within this many days are listed: this program's choice."""
WATCH_DAYS = 14
"""The CRS list holds Day 0 to this day and every open episode: CRS generally begins within 14 days
(EBMT, reporting guide for cellular therapy)."""


class DueKind(StrEnum):
    """What is due."""

    ASSESSMENT = "assessment"
    HOLD = "hold"
    STEP = "step"
    VISIT = "visit"


class DueState(StrEnum):
    """Where a due day stands against today."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    CLOSING = "closing"
    LATER = "later"


def due_state(due_on: date, today: date) -> DueState:
    """Return the state of something that must have happened by `due_on`."""
    if due_on < today:
        return DueState.OVERDUE
    if due_on == today:
        return DueState.DUE_TODAY
    return DueState.CLOSING if (due_on - today).days <= CLOSING_DAYS else DueState.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What every list shows of a patient and the course at hand.

    `day` counts from the infusion done, else from the planned one with `day_planned` true, else
    None. `product` is the catalogue id, or the name of a product the catalogue does not know.
    """

    patient_id: PatientId
    course_id: CourseId | None
    mrn: str
    name: str
    birth_date: date
    product: str = ""
    coordinator: str = ""
    day: int | None = None
    day_planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One line of the worklist.

    `what` is a code: a visit code, a step, a checklist, or `assessment`. `due_on` is the day by
    which it must have happened; `due_at` the instant where one is known. For a visit, `earliest`,
    `target` and `latest` are its window and `appointment_*` its booking. `holds` are the open
    item codes of a checklist. `subject_id` is the id of the visit row (0 otherwise).
    """

    kind: DueKind
    person: Person
    what: str
    due_on: date
    due_at: datetime | None = None
    at: time | None = None
    subject_id: int = 0
    earliest: date | None = None
    target: date | None = None
    latest: date | None = None
    appointment_on: date | None = None
    appointment_at: time | None = None
    step: Step | None = None
    checklist: Checklist | None = None
    holds: tuple[str, ...] = ()
    last_at: datetime | None = None
    interval_hours: int | None = None
    last_grade: int | None = None

    def state(self, today: date, now: datetime) -> DueState:
        """Return where it stands; an instant in the past is overdue on its own day."""
        if self.due_at is not None and self.due_at < now:
            return DueState.OVERDUE
        return due_state(self.due_on, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """One patient on the CRS list, as far as the record knows, with its age.

    `crs` and `icans` are the last recorded grades that may be drawn, None for the dash, and
    `crs_at` and `icans_at` when they were found;
    `temperatures` are (instant, °C) of the last 48 hours, oldest first; `tocilizumab` counts the
    doses on record in this course. `last_at` is None while nothing was entered.
    """

    person: Person
    crs: int | None = None
    icans: int | None = None
    crs_by_hand: bool = False
    icans_by_hand: bool = False
    crs_at: datetime | None = None
    icans_at: datetime | None = None
    last_at: datetime | None = None
    temperatures: tuple[tuple[datetime, Decimal], ...] = ()
    tocilizumab: int = 0
    episode_open: bool = False
    interval_hours: int | None = None
    infusion_planned_at: time | None = None

    def age_of(self, toxicity: Toxicity, now: datetime) -> timedelta | None:
        """Return the age of a grade that is older than the clinic's own interval, else None.

        Without an interval of the clinic nothing is old.
        """
        crs = toxicity is Toxicity.CRS
        grade, at = (self.crs, self.crs_at) if crs else (self.icans, self.icans_at)
        if grade is None or at is None or self.interval_hours is None:
            return None
        age = now - at
        return age if age > timedelta(hours=self.interval_hours) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingItem:
    """One event of the next seven days; `closes` where it is a window that nothing is booked in."""

    on: date
    at: time | None
    kind: DueKind
    what: str
    person: Person
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The first screen: counts of the whole clinic, and the lines that fit a list.

    `overdue`, `due_today` and `closing` count every item; `items` holds at most the first 200 in
    order of consequence, then due time.
    """

    today: date
    now: datetime
    items: tuple[DueItem, ...]
    overdue: int
    due_today: int
    closing: int
    watch: tuple[WatchLine, ...]
    coming: tuple[ComingItem, ...]
    done_today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """One row of the patient list.

    `next_*` is the next thing due, None when nothing is; `crs_max` and `icans_max` are the
    highest grades recorded in the course.
    """

    person: Person
    disease: Disease
    step: Step | None
    next_on: date | None = None
    next_at: time | None = None
    next_what: str = ""
    next_kind: DueKind | None = None
    crs_max: int | None = None
    icans_max: int | None = None
    died_on: date | None = None


def consequence(item: DueItem) -> int:
    """Return the order inside a group: graded patients first, then what blocks a step, visits."""
    if item.kind is DueKind.ASSESSMENT:
        return 0 if item.last_grade else 1
    return {DueKind.HOLD: 2, DueKind.STEP: 3, DueKind.VISIT: 4}[item.kind]


def grouped(
    items: Iterable[DueItem], today: date, now: datetime
) -> tuple[tuple[DueState, tuple[DueItem, ...]], ...]:
    """Return the items by state, overdue first; groups without an item are left out.

    Inside a group: consequence, then due time, then name. An item with a day but no time stands
    after those of its day.
    """
    states: dict[DueState, list[DueItem]] = {state: [] for state in DueState}
    for item in items:
        states[item.state(today, now)].append(item)
    return tuple(
        (state, tuple(sorted(found, key=_order))) for state, found in states.items() if found
    )


def _order(item: DueItem) -> tuple[object, ...]:
    at = item.at or item.appointment_at
    return (
        consequence(item),
        item.due_on,
        item.due_at is None,
        item.due_at or datetime.min.replace(tzinfo=UTC),
        at is None,
        at or time.min,
        item.person.name,
        item.person.patient_id,
        item.subject_id,
    )
