"""Taking a patient through the steps: plans, done dates, milestones, what goes wrong."""

from datetime import date

from carttrack.domain.clinic import MonitoringEnd
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.endings import check_course_end, check_setback
from carttrack.domain.pathway.milestones import (
    ENDING,
    Milestone,
    MilestoneKind,
    Setback,
    SetbackKind,
)
from carttrack.domain.pathway.moves import check_milestone, check_step
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.terms import term
from carttrack.services import course
from carttrack.services.asking import settle
from carttrack.services.checklists import demand_clearance
from carttrack.services.clinic import Clinic

NOBODY: frozenset[str] = frozenset()
_ENDS = {
    SetbackKind.SCREEN_FAILURE: EndReason.SCREEN_FAILURE,
    SetbackKind.DIED_BEFORE_INFUSION: EndReason.DIED,
    SetbackKind.WITHDREW: EndReason.WITHDREW,
    SetbackKind.OTHER_TREATMENT: EndReason.OTHER_TREATMENT,
    SetbackKind.LOST_TO_CONTACT: EndReason.LOST_TO_CONTACT,
    SetbackKind.TRANSFERRED: EndReason.TRANSFERRED,
}


def record_step(
    clinic: Clinic,
    course_id: CourseId,
    record: StepRecord,
    *,
    reason: str = "",
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Keep the dates of a step: planned, started, finished or skipped.

    Starting lymphodepletion needs its signed go/no-go. A date that stood before is corrected,
    which needs a reason. Raises `RefusedError` or `QuestionsError` as the moves demand.
    """
    case = course.case_of(clinic, course_id)
    if record == case.step(record.step):
        raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
    if record.step is Step.INFUSION and (record.started_on or record.finished_on):
        raise RefusedError("The infusion is recorded with its dose and identifiers, not as a step.")
    check = check_step(case, record, today=clinic.today())
    settle(check.refusals, check.questions, accepted)
    if record.started_on is not None and case.step(record.step).started_on is None:
        demand_clearance(case, record.step, clinic.today())
    before = case.step(record.step)
    if _replaces(before, record) and not reason.strip():
        raise InvalidEntryError("reason", "A date on record is changed. Give the reason.")
    what = f"{term(record.step)} {_verb(before, record)}, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        entry_id = course.put_step(work, course_id, record)
    return Act(id=work.act, what=what, entry_id=entry_id)


def record_milestone(
    clinic: Clinic, course_id: CourseId, milestone: Milestone, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Keep a milestone: a consent, bridging, the product's arrival, discharge.

    A discharge ends monitoring where the clinic's rule says so.
    """
    case = course.case_of(clinic, course_id)
    check = check_milestone(case, milestone, today=clinic.today())
    settle(check.refusals, check.questions, accepted)
    what = f"{term(milestone.kind)} recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.milestones.add(course_id, milestone)
        if milestone.kind is MilestoneKind.DISCHARGE and milestone.done_on and case.day0:
            course.end_monitoring(
                work, course_id, clinic, MonitoringEnd.DISCHARGE, milestone.done_on
            )
    return Act(id=work.act, what=what, entry_id=entry_id)


def record_setback(
    clinic: Clinic, course_id: CourseId, setback: Setback, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Keep what went wrong; the ending kinds close the course."""
    case = course.case_of(clinic, course_id)
    check = check_setback(case, setback, today=clinic.today())
    settle(check.refusals, check.questions, accepted)
    what = f"{term(setback.kind)} recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.setbacks.add(course_id, setback)
        if setback.kind in ENDING:
            course.close(work, course_id, setback.happened_on, _ENDS[setback.kind], setback.reason)
        elif setback.kind is SetbackKind.FAILED_COLLECTION:
            course.reopen_step(work, course_id, Step.LEUKAPHERESIS)
        elif setback.kind is SetbackKind.FAILED_PRODUCT:
            course.reopen_step(work, course_id, Step.MANUFACTURING)
    return Act(id=work.act, what=what, entry_id=entry_id)


def close_course(
    clinic: Clinic, course_id: CourseId, on: date, why: EndReason, note: str = ""
) -> Act:
    """Close a course; its visits and plans end with it."""
    case = course.case_of(clinic, course_id)
    check = check_course_end(case, on, why, today=clinic.today())
    settle(check.refusals, check.questions, NOBODY)
    what = f"Course closed, {case.patient.value.name}"
    with clinic.work(what) as work:
        course.close(work, course_id, on, why, note)
    return Act(id=work.act, what=what, entry_id=course_id)


def _replaces(before: StepRecord, after: StepRecord) -> bool:
    done = ("started_on", "finished_on")
    return any(getattr(before, f) not in (None, getattr(after, f)) for f in done)


def _verb(before: StepRecord, after: StepRecord) -> str:
    if after.skipped_reason and not before.skipped_reason:
        return "skipped"
    if after.finished_on != before.finished_on and after.finished_on is not None:
        return "done"
    if after.started_on != before.started_on and after.started_on is not None:
        return "started"
    return "planned"
