"""Infusions: the first is Day 0, starts monitoring and dates the follow-up; later ones join it."""

from dataclasses import replace

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.schedule import MovedDate, plan_visits, replan
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
from carttrack.domain.pathway.infusion_checks import check_infusion
from carttrack.domain.pathway.later_infusions import check_later_infusion, next_number
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term
from carttrack.services import consequences, course
from carttrack.services.asking import settle
from carttrack.services.checklists import demand_clearance
from carttrack.services.clinic import Clinic

NOBODY: frozenset[str] = frozenset()


def record_infusion(
    clinic: Clinic, course_id: CourseId, infusion: Infusion, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Keep the infusion: its day becomes Day 0, monitoring starts, the follow-up is dated.

    An earlier course that was infused is closed with it; its follow-up goes on in this one. A part
    of a split dose or a reinfusion belongs to the first infusion and moves no date; its number is
    the next of the course.
    """
    case = course.case_of(clinic, course_id)
    if infusion.kind is not InfusionKind.FIRST:
        return _record_later(clinic, case, course_id, infusion, accepted)
    zone = clinic.record.zone
    check = check_infusion(case, infusion, today=clinic.today(), zone=zone)
    settle(check.refusals, check.questions, accepted)
    demand_clearance(case, Step.INFUSION, clinic.today())
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
        consequences.close_earlier_courses(work, course_id, day0)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _record_later(
    clinic: Clinic,
    case: CaseFile,
    course_id: CourseId,
    infusion: Infusion,
    accepted: frozenset[str],
) -> Act:
    later = replace(infusion, number=next_number(case)) if case.infusion else infusion
    check = check_later_infusion(case, later, today=clinic.today(), zone=clinic.record.zone)
    settle(check.refusals, check.questions, accepted)
    words = term(infusion.kind)
    what = f"{words[:1].upper()}{words[1:]} recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.infusions.add(course_id, later)
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
        consequences.replan_visits(work, course_id)
        if case.day0 is not None:
            consequences.move_earlier_ends(work, course_id, case.day0, day0)
    return Act(id=work.act, what=what, entry_id=case.infusion.id)


def correct_later_infusion(
    clinic: Clinic,
    course_id: CourseId,
    entry_id: int,
    infusion: Infusion,
    reason: str,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Correct a part of a split dose or a reinfusion with a reason; its number stays."""
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why the entry is changed.")
    case = course.case_of(clinic, course_id)
    before = next((kept for kept in case.later_infusions if kept.id == entry_id), None)
    if before is None:
        raise NotFoundError("This infusion is no longer on record. Open the patient again.")
    others = tuple(kept for kept in case.later_infusions if kept.id != entry_id)
    check = check_later_infusion(
        replace(case, later_infusions=others),
        infusion,
        today=clinic.today(),
        zone=clinic.record.zone,
        correcting=True,
    )
    settle(check.refusals, check.questions, accepted)
    what = f"Infusion corrected, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        work.infusions.change(entry_id, replace(infusion, number=before.value.number))
    return Act(id=work.act, what=what, entry_id=entry_id)
