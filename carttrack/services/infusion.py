"""The infusion: its day is Day 0, starts monitoring and dates the follow-up."""

from dataclasses import replace

from carttrack.domain.days import local_day
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.follow_up.schedule import MovedDate, plan_visits, replan
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.infusion_checks import check_infusion
from carttrack.domain.pathway.steps import Step
from carttrack.services import course
from carttrack.services.asking import settle
from carttrack.services.checklists import demand_clearance
from carttrack.services.clinic import Clinic

NOBODY: frozenset[str] = frozenset()


def record_infusion(
    clinic: Clinic, course_id: CourseId, infusion: Infusion, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Keep the infusion: its day becomes Day 0, monitoring starts, the follow-up is dated."""
    case = course.case_of(clinic, course_id)
    zone = clinic.record.zone
    check = check_infusion(case, infusion, today=clinic.today(), zone=zone)
    settle(check.refusals, check.questions, accepted)
    demand_clearance(case, Step.INFUSION)
    assert case.protocol is not None
    day0 = local_day(infusion.started_at, zone)
    what = f"Infusion recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.infusions.add(course_id, infusion)
        planned = case.step(Step.INFUSION)
        course.put_step(work, course_id, replace(planned, started_on=day0, finished_on=day0))
        course.put_step(work, course_id, replace(case.step(Step.MONITORING), started_on=day0))
        for visit in plan_visits(day0, case.protocol):
            work.visits.add(course_id, visit)
    return Act(id=work.act, what=what, entry_id=entry_id)


def moved_dates(clinic: Clinic, course_id: CourseId, infusion: Infusion) -> tuple[MovedDate, ...]:
    """Return which unbooked dates a corrected infusion would move, from what to what."""
    case = course.case_of(clinic, course_id)
    assert case.protocol is not None
    new = local_day(infusion.started_at, clinic.record.zone)
    return replan([kept.value for kept in case.visits], new, case.protocol)


def correct_infusion(
    clinic: Clinic,
    course_id: CourseId,
    infusion: Infusion,
    reason: str,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Correct the infusion with a reason; unbooked visits move with Day 0, the others stay."""
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why the entry is changed.")
    case = course.case_of(clinic, course_id)
    if case.infusion is None or case.protocol is None:
        raise RefusedError("No infusion is on record, so there is nothing to correct.")
    zone = clinic.record.zone
    check = check_infusion(replace(case, infusion=None), infusion, today=clinic.today(), zone=zone)
    settle(check.refusals, check.questions, accepted)
    day0 = local_day(infusion.started_at, zone)
    moved = {m.code for m in replan([k.value for k in case.visits], day0, case.protocol)}
    fresh = {visit.code: visit for visit in plan_visits(day0, case.protocol)}
    what = f"Infusion corrected, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        work.infusions.change(case.infusion.id, infusion)
        if day0 != case.day0:
            infused = case.step(Step.INFUSION)
            course.put_step(work, course_id, replace(infused, started_on=day0, finished_on=day0))
            course.put_step(work, course_id, replace(case.step(Step.MONITORING), started_on=day0))
        for kept in case.visits:
            if kept.value.code in moved:
                work.visits.change(kept.id, fresh[kept.value.code])
    return Act(id=work.act, what=what, entry_id=case.infusion.id)
