"""What several acts do to a course: its case, a step's record, closing, the end of monitoring."""

from dataclasses import replace
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import MonitoringEnd
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.services import casefile
from carttrack.services.clinic import Clinic
from carttrack.store.work import Work


def case_of(clinic: Clinic, course_id: CourseId) -> CaseFile:
    """Return the case that a course belongs to."""
    with clinic.reading() as work:
        patient_id = PatientId(work.courses.owner(course_id))
    return casefile.read(clinic, patient_id, course_id)


def put_step(work: Work, course_id: CourseId, record: StepRecord) -> int:
    """Keep the record of a step, replacing the one on record; return its entry id."""
    for kept in work.steps.of(course_id):
        if kept.value.step is record.step:
            if kept.value != record:
                work.steps.change(kept.id, record)
            return kept.id
    return work.steps.add(course_id, record)


def reopen_step(work: Work, course_id: CourseId, step: Step) -> None:
    """Clear a step's done dates after a failure, so that it can be done again."""
    for kept in work.steps.of(course_id):
        if kept.value.step is step:
            work.steps.change(
                kept.id, replace(kept.value, planned_on=None, started_on=None, finished_on=None)
            )


def close(work: Work, course_id: CourseId, on: date, why: EndReason, note: str) -> None:
    """Close a course on a day for a reason."""
    course = work.courses.get(course_id).value
    work.courses.change(course_id, replace(course, ended_on=on, end_reason=why, end_note=note))


def end_monitoring(
    work: Work, course_id: CourseId, clinic: Clinic, event: MonitoringEnd, on: date
) -> None:
    """Finish monitoring when this event ends it by the clinic's rule, and start follow-up."""
    if clinic.record.monitoring_end is not event:
        return
    for kept in work.steps.of(course_id):
        if kept.value.step is Step.MONITORING and kept.value.finished_on is None:
            work.steps.change(kept.id, replace(kept.value, finished_on=on))
            put_step(work, course_id, StepRecord(step=Step.FOLLOW_UP, started_on=on))
