"""A date that slips: which date it is, and the record as it would stand with it moved.

What was planned after a moved step keeps its distance to it: it moves by as many days. What is
done, skipped or booked does not move. Visits are dated anew from a moved Day 0. Moving a date and
moving it back leaves the record as it was.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, short_date
from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.follow_up.after_event import events_of, visits_after
from carttrack.domain.follow_up.schedule import plan_visits, replan
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.sections import STEP_OF_MILESTONE
from carttrack.domain.pathway.step_order import begun_on
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.terms import term

_WITH = {Step.LYMPHODEPLETION: frozenset({MilestoneKind.WASHOUT, MilestoneKind.ADMISSION})}
"""Milestones that are planned by the step they are listed under, though they come before it."""


class Anchor(StrEnum):
    """The dates that others are planned by, and the appointment of a visit."""

    LEUKAPHERESIS = "leukapheresis"
    LYMPHODEPLETION = "lymphodepletion"
    INFUSION = "infusion"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A date moved to another day; `visit` is the code of the visit where it is one."""

    anchor: Anchor
    to: date
    visit: str = ""

    def __post_init__(self) -> None:
        fields.day("to", self.to)

    @property
    def step(self) -> Step | None:
        """The step that is moved, None for a visit."""
        return None if self.anchor is Anchor.VISIT else Step(self.anchor.value)


def anchor_day(case: CaseFile, slip: Slip) -> date:
    """Return the day that would be moved: done where it is done, else planned.

    Raises `RefusedError` where there is no such date or it cannot move.
    """
    if slip.step is None:
        return _appointment(anchor_visit(case, slip.visit).value)
    record = case.step(slip.step)
    day = begun_on(record) or record.planned_on
    if slip.step is Step.INFUSION and case.day0 is not None:
        day = case.day0
    if day is None or record.skipped_reason:
        raise RefusedError(
            f"{term(slip.step)} has no date yet, so nothing can move. Plan it first."
        )
    return day


def is_done(case: CaseFile, slip: Slip) -> bool:
    """Tell whether the date that moves is one of something done, so that it is a correction."""
    return slip.step is not None and begun_on(case.step(slip.step)) is not None


def anchor_visit(case: CaseFile, code: str) -> Kept[Visit]:
    """Return the visit of a code; raises `NotFoundError`."""
    for kept in case.visits:
        if kept.value.code == code:
            return kept
    raise NotFoundError("This visit is not in the patient's follow-up. Open the patient again.")


def slipped(case: CaseFile, slip: Slip, zone: tzinfo) -> CaseFile:
    """Return the case with the date moved and everything that moves with it.

    Raises `RefusedError` where the date cannot move: not there, a visit that is not booked, done
    or stopped, or an infusion whose time the clocks of one of the two days do not show once.
    """
    days = (slip.to - anchor_day(case, slip)).days
    if slip.step is None:
        kept = anchor_visit(case, slip.visit)
        return _with_visit(case, kept.id, replace(kept.value, appointment_on=slip.to))
    moved = _infusion_moved(case, days, zone) if slip.step is Step.INFUSION else case
    steps = tuple(
        replace(kept, value=_step_moved(kept.value, slip.step, days, case)) for kept in case.steps
    )
    milestones = tuple(
        replace(kept, value=_milestone_moved(kept.value, slip.step, days))
        for kept in case.milestones
    )
    planned = next((k.value.planned_on for k in steps if k.value.step is Step.INFUSION), None)
    return replace(moved, steps=steps, milestones=milestones, planned_day0=planned)


def moves_with(record: StepRecord, anchor: Step) -> bool:
    """Tell whether a step is planned, comes after the moved one and has not begun."""
    return (
        record.step.ordinal > anchor.ordinal
        and record.planned_on is not None
        and begun_on(record) is None
        and not record.skipped_reason
    )


def hangs_on(kind: MilestoneKind, anchor: Step) -> bool:
    """Tell whether a milestone is planned by a step or by one after it."""
    under = STEP_OF_MILESTONE[kind]
    return under.ordinal > anchor.ordinal or kind in _WITH.get(anchor, frozenset())


def _appointment(visit: Visit) -> date:
    if visit.completed_on or visit.missed_on or visit.stopped_on:
        raise RefusedError("This visit is done, missed or stopped, so it cannot move.")
    if visit.appointment_on is None:
        raise RefusedError("This visit is not booked, so nothing can move. Book it instead.")
    return visit.appointment_on


def _step_moved(record: StepRecord, anchor: Step, days: int, case: CaseFile) -> StepRecord:
    if record.step is anchor and begun_on(record) is not None:
        return replace(
            record,
            started_on=_later(record.started_on, days),
            finished_on=_later(record.finished_on, days),
        )
    if record.step is anchor or moves_with(record, anchor):
        return replace(record, planned_on=_later(record.planned_on, days))
    starts_then = record.step is Step.MONITORING and record.started_on == case.day0
    if anchor is Step.INFUSION and case.day0 is not None and starts_then:
        return replace(record, started_on=_later(record.started_on, days))
    return record


def _milestone_moved(milestone: Milestone, anchor: Step, days: int) -> Milestone:
    if milestone.done_on or milestone.planned_on is None or not hangs_on(milestone.kind, anchor):
        return milestone
    return replace(
        milestone,
        planned_on=_later(milestone.planned_on, days),
        until_on=_later(milestone.until_on, days),
    )


def _infusion_moved(case: CaseFile, days: int, zone: tzinfo) -> CaseFile:
    """Return the case with its first infusion and the visits that hang on it moved."""
    if case.infusion is None or case.day0 is None:
        return case
    infusion = case.infusion.value
    ended = infusion.ended_at
    fresh = replace(
        infusion,
        started_at=_moved_instant(infusion.started_at, days, zone),
        ended_at=None if ended is None else _moved_instant(ended, days, zone),
    )
    return _visits_moved(_with_infusion(case, fresh, zone))


def _with_infusion(case: CaseFile, infusion: Infusion, zone: tzinfo) -> CaseFile:
    assert case.infusion is not None
    day0 = local_day(infusion.started_at, zone)
    return replace(case, infusion=replace(case.infusion, value=infusion), day0=day0)


def _visits_moved(case: CaseFile) -> CaseFile:
    if case.protocol is None or case.day0 is None:
        return case
    visits = [kept.value for kept in case.visits]
    dated = {visit.code: visit for visit in plan_visits(case.day0, case.protocol)}
    moving = {move.code for move in replan(visits, case.day0, case.protocol)}
    moved = [redated(v, dated[v.code]) if v.code in moving else v for v in visits]
    settled = visits_after(moved, case.protocol, events_of(case))
    pairs = zip(case.visits, settled, strict=True)
    return replace(case, visits=tuple(replace(kept, value=visit) for kept, visit in pairs))


def redated(visit: Visit, dated: Visit) -> Visit:
    """Return a visit with the target and the windows of another."""
    return replace(
        visit,
        target=dated.target,
        earliest=dated.earliest,
        latest=dated.latest,
        query_earliest=dated.query_earliest,
        query_latest=dated.query_latest,
    )


def _with_visit(case: CaseFile, entry_id: int, visit: Visit) -> CaseFile:
    visits = (replace(kept, value=visit) if kept.id == entry_id else kept for kept in case.visits)
    return replace(case, visits=tuple(visits))


def _later(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


def _moved_instant(at: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the same time of the clinic's clock on another day.

    Where clocks change, a time may be shown twice or never; which was meant is not guessed.
    """
    before = at.astimezone(zone).replace(tzinfo=None)
    after = before + timedelta(days=days)
    for each in (before, after):
        if each.replace(tzinfo=zone).utcoffset() != each.replace(tzinfo=zone, fold=1).utcoffset():
            raise RefusedError(
                f"The clocks change on {short_date(each.date())}, and {clock(each.time(), zone)} "
                "is shown twice or never. Nothing was changed. Correct the infusion with its time."
            )
    return after.replace(tzinfo=zone)
