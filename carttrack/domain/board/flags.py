"""The flags of a card: what is late, what holds the step, what is due, what is still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum, auto
from itertools import chain

from carttrack.domain.board.usual import entered_on
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.milestones import ENDING, Milestone, MilestoneKind, Setback
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import Validity
from carttrack.domain.worklist import CLOSING_DAYS, DueState, due_state

MOST = 3
"""A card shows at most this many flags."""


class Urgency(IntEnum):
    """How a flag stands, the most urgent first."""

    LATE = auto()
    HELD = auto()
    TODAY = auto()
    CLOSING = auto()
    OPEN = auto()
    BOOKED = auto()
    LATER = auto()


class FlagKind(IntEnum):
    """What a flag is about; of equally urgent ones in this order."""

    NO_COURSE = auto()
    HOLD = auto()
    EXPIRED = auto()
    SETBACK = auto()
    STEP = auto()
    VISIT = auto()
    CONSENT = auto()
    ELIGIBILITY = auto()
    SLOT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One flag. `what` is a code: a step, a visit, a checklist, a kind of setback or of validity.

    `name` is what an entry calls itself (`hepatitis B`), `on` and `at` the day and the clinic's
    own time of what is planned or due.
    """

    kind: FlagKind
    urgency: Urgency
    what: str = ""
    name: str = ""
    on: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVisit:
    """The open visit that is due first; `booked` where `due_on` is its appointment."""

    code: str
    due_on: date
    at: time | None = None
    booked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What is on record of an open course, as far as its flags need it.

    `runs_out` holds what blocks a step, of one kind and `what` only the longest lasting;
    `signed` the checklists with a valid signature.
    """

    step: Step
    records: tuple[StepRecord, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    signed: frozenset[Checklist] = frozenset()
    runs_out: tuple[Validity, ...] = ()
    setbacks: tuple[Setback, ...] = ()
    visit: OpenVisit | None = None
    opened_on: date | None = None


_URGENCIES = {
    DueState.OVERDUE: Urgency.LATE,
    DueState.DUE_TODAY: Urgency.TODAY,
    DueState.CLOSING: Urgency.CLOSING,
    DueState.LATER: Urgency.LATER,
}
_GATES = {
    Step.LYMPHODEPLETION: Checklist.BEFORE_LYMPHODEPLETION,
    Step.INFUSION: Checklist.BEFORE_INFUSION,
}
_CONSENTS = {
    Step.EVALUATION: MilestoneKind.CONSENT_LEUKAPHERESIS,
    Step.LEUKAPHERESIS: MilestoneKind.CONSENT_LEUKAPHERESIS,
    Step.MANUFACTURING: MilestoneKind.CONSENT_TREATMENT,
    Step.LYMPHODEPLETION: MilestoneKind.CONSENT_TREATMENT,
    Step.INFUSION: MilestoneKind.CONSENT_TREATMENT,
}
_FOR_ELIGIBILITY = frozenset({Step.EVALUATION, Step.LEUKAPHERESIS})
_FOR_SLOT = frozenset({Step.EVALUATION, Step.LEUKAPHERESIS})


def flags_of(facts: CourseFacts | None, today: date) -> tuple[Flag, ...]:
    """Return every flag of an open course, the most urgent first; None is a missing course."""
    if facts is None:
        return (Flag(kind=FlagKind.NO_COURSE, urgency=Urgency.OPEN),)
    found = chain(
        _holds(facts, today),
        _expired(facts, today),
        _setbacks(facts),
        _planned(facts, today),
        _visit(facts, today),
        _consent(facts),
        _eligibility(facts),
        _slot(facts, today),
    )
    return tuple(sorted(found, key=lambda flag: (flag.urgency, flag.kind, flag.on or date.max)))


def _not_begun(facts: CourseFacts) -> Iterator[StepRecord]:
    for record in facts.records:
        begun = record.started_on or record.finished_on or record.skipped_reason
        if not begun and record.planned_on is not None:
            yield record


def _holds(facts: CourseFacts, today: date) -> Iterator[Flag]:
    for record in sorted(_not_begun(facts), key=lambda each: each.step.ordinal):
        gate = _GATES.get(record.step)
        if gate is None or gate in facts.signed or record.planned_on is None:
            continue
        if (record.planned_on - today).days <= CLOSING_DAYS:
            yield Flag(kind=FlagKind.HOLD, urgency=Urgency.HELD, what=gate.value)
            return  # what is held first holds the rest


def _expired(facts: CourseFacts, today: date) -> Iterator[Flag]:
    begun = {record.step for record in facts.records if record.started_on or record.finished_on}
    for each in facts.runs_out:
        blocks = each.blocks
        if blocks is None or blocks in begun or blocks.ordinal < facts.step.ordinal:
            continue
        state = due_state(each.valid_until, today)
        if state is DueState.LATER:
            continue
        yield Flag(
            kind=FlagKind.EXPIRED,
            urgency=Urgency.HELD if state is DueState.OVERDUE else Urgency.CLOSING,
            what=each.kind.value,
            name=each.what,
            on=each.valid_until,
        )


def _setbacks(facts: CourseFacts) -> Iterator[Flag]:
    since = entered_on(facts.records, facts.step, facts.opened_on)
    for each in facts.setbacks:
        present = each.step is facts.step and (since is None or each.happened_on >= since)
        if present and each.kind not in ENDING:
            yield Flag(kind=FlagKind.SETBACK, urgency=Urgency.HELD, what=each.kind.value)


def _planned(facts: CourseFacts, today: date) -> Iterator[Flag]:
    plans = [record for record in _not_begun(facts) if record.planned_on is not None]
    first = min(plans, key=lambda record: record.planned_on or date.max, default=None)
    if first is None or first.planned_on is None:
        return
    urgency = _URGENCIES[due_state(first.planned_on, today)]
    yield Flag(
        kind=FlagKind.STEP,
        urgency=urgency if urgency < Urgency.CLOSING else Urgency.BOOKED,
        what=first.step.value,
        on=first.planned_on,
        at=first.planned_at,
    )


def _visit(facts: CourseFacts, today: date) -> Iterator[Flag]:
    visit = facts.visit
    if visit is None:
        return
    urgency = _URGENCIES[due_state(visit.due_on, today)]
    if visit.booked and urgency >= Urgency.CLOSING:
        urgency = Urgency.BOOKED
    yield Flag(kind=FlagKind.VISIT, urgency=urgency, what=visit.code, on=visit.due_on, at=visit.at)


def _consent(facts: CourseFacts) -> Iterator[Flag]:
    needed = _CONSENTS.get(facts.step)
    if needed and not any(each.kind is needed and each.done_on for each in facts.milestones):
        yield Flag(kind=FlagKind.CONSENT, urgency=Urgency.OPEN, what=needed.value)


def _eligibility(facts: CourseFacts) -> Iterator[Flag]:
    if facts.step in _FOR_ELIGIBILITY and Checklist.ELIGIBILITY not in facts.signed:
        yield Flag(kind=FlagKind.ELIGIBILITY, urgency=Urgency.OPEN, what=Checklist.ELIGIBILITY)


def _slot(facts: CourseFacts, today: date) -> Iterator[Flag]:
    if facts.step not in _FOR_SLOT:
        return
    slots = [each for each in facts.milestones if each.kind is MilestoneKind.SLOT]
    if any(each.done_on for each in slots):
        return
    planned = min((each.planned_on for each in slots if each.planned_on), default=None)
    if planned is None:
        yield Flag(kind=FlagKind.SLOT, urgency=Urgency.OPEN)
        return
    urgency = _URGENCIES[due_state(planned, today)]
    yield Flag(
        kind=FlagKind.SLOT,
        urgency=urgency if urgency < Urgency.CLOSING else Urgency.BOOKED,
        on=planned,
    )
