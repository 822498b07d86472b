"""The slip planner: what moves when one date moves, and moving all of it in one act."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.schedule import in_window
from carttrack.domain.follow_up.slip import Slip, anchor_visit, slipped
from carttrack.domain.follow_up.slip_plan import SlipPlan, SlipRules, slip_plan
from carttrack.domain.kept import Act, CourseId, Kept
from carttrack.domain.pathway.infusion_checks import check_infusion
from carttrack.domain.pathway.moves import check_milestone, check_step
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.verdicts import MoveCheck
from carttrack.domain.questions import Question
from carttrack.domain.terms import term
from carttrack.services import catalogue, consequences, course
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import window_questions
from carttrack.store.entries import Entries
from carttrack.store.work import Work

V = TypeVar("V")
NOBODY: frozenset[str] = frozenset()


def slip_preview(clinic: Clinic, course_id: CourseId, slip: Slip) -> SlipPlan:
    """Return every date that a slip moves, from what to what; nothing is changed.

    Raises `RefusedError` for a date that cannot move.
    """
    return slip_plan(course.case_of(clinic, course_id), slip, _rules(clinic, course_id))


def accept_slip(
    clinic: Clinic,
    course_id: CourseId,
    slip: Slip,
    *,
    reason: str = "",
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Move the date and all that moves with it, in one act that can be undone as a whole.

    Raises `RefusedError` and `QuestionsError` as the single moves would; `InvalidEntryError` when
    a date of something done is moved, or a visit out of its window, without a reason.
    """
    case = course.case_of(clinic, course_id)
    plan = slip_plan(case, slip, _rules(clinic, course_id))
    after = slipped(case, slip, clinic.record.zone)
    checks = [*_checks(clinic, case, after)]
    refusals = (refusal for check in checks for refusal in check.refusals)
    questions = [*_visit_questions(clinic, case, slip), *_asked_once(checks)]
    settle(refusals, questions, accepted)
    if not reason.strip() and (plan.done or _outside(case, slip)):
        raise InvalidEntryError("reason", "Give the reason why the date is moved.")
    what = f"{_name(case, slip)} moved to {short_date(slip.to)}, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        _write(work, case, after)
        if case.day0 is not None and after.day0 != case.day0:
            consequences.replan_visits(work, course_id)
            consequences.move_earlier_ends(work, course_id, case.day0, after.day0)
    return Act(id=work.act, what=what, entry_id=work.first_entry)


def _rules(clinic: Clinic, course_id: CourseId) -> SlipRules:
    with clinic.reading() as work:
        track = work.courses.get(course_id).value.registry_track
    record = clinic.record
    return SlipRules(
        zone=record.zone,
        driving_rule=record.driving_rule,
        distance_rule=record.distance_rule,
        registry=catalogue.registries()[track.registry] if track else None,
        holidays=clinic.holidays,
    )


def _checks(clinic: Clinic, case: CaseFile, after: CaseFile) -> Iterator[MoveCheck]:
    """Check every changed entry against the case as it would stand with the others moved."""
    today, zone = clinic.today(), clinic.record.zone
    if after.infusion is not None and after.infusion != case.infusion:
        without = replace(case, infusion=None)
        yield check_infusion(without, after.infusion.value, today=today, zone=zone)
    for before, then in _changed(case.steps, after.steps):
        if then.value.step is not Step.INFUSION or case.day0 is None:
            yield check_step(_with_step(after, before), then.value, today=today)
    for _, milestone in _changed(case.milestones, after.milestones):
        yield check_milestone(after, milestone.value, today=today)


def _changed(
    before: Iterable[Kept[V]], after: Iterable[Kept[V]]
) -> Iterator[tuple[Kept[V], Kept[V]]]:
    return ((old, new) for old, new in zip(before, after, strict=True) if old != new)


def _with_step(case: CaseFile, record: Kept[StepRecord]) -> CaseFile:
    steps = (record if kept.id == record.id else kept for kept in case.steps)
    return replace(case, steps=tuple(steps))


def _visit_questions(clinic: Clinic, case: CaseFile, slip: Slip) -> tuple[Question, ...]:
    if slip.step is not None:
        return ()
    if slip.to < clinic.today():
        raise InvalidEntryError("to", f"{short_date(slip.to)} is past. Choose a later day.")
    return window_questions(anchor_visit(case, slip.visit).value, slip.to)


def _asked_once(checks: Iterable[MoveCheck]) -> Iterator[Question]:
    asked = {question: None for check in checks for question in check.questions}
    yield from asked


def _outside(case: CaseFile, slip: Slip) -> bool:
    return slip.step is None and not in_window(anchor_visit(case, slip.visit).value, slip.to)


def _name(case: CaseFile, slip: Slip) -> str:
    if slip.step is not None:
        return term(slip.step)
    name = case.protocol.visit_name(slip.visit) if case.protocol else slip.visit
    return f"{name} visit"


def _write(work: Work, case: CaseFile, after: CaseFile) -> None:
    if case.infusion is not None and after.infusion is not None:
        _change(work.infusions, (case.infusion,), (after.infusion,))
    _change(work.steps, case.steps, after.steps)
    _change(work.milestones, case.milestones, after.milestones)
    _change(work.visits, case.visits, after.visits)


def _change(entries: Entries[V], before: Iterable[Kept[V]], after: Iterable[Kept[V]]) -> None:
    for _, kept in _changed(before, after):
        entries.change(kept.id, kept.value)
