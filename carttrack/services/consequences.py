"""What follows when a death or an infusion is made void, or a death is corrected.

Some entries write others in the same act: a death closes the courses, an infusion dates the
visits. Taking such an entry away must not leave what it wrote behind.
"""

from dataclasses import replace
from typing import Any

from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import CourseId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death
from carttrack.store.work import Work


def of_void(work: Work, owner: int, value: Any, reason: str) -> None:
    """Undo what a void entry had written: `owner` is its patient or course.

    Raises `RefusedError` for an infusion after which something was recorded.
    """
    if isinstance(value, Death):
        _reopen_courses(work, owner, value)
    elif isinstance(value, Infusion):
        _take_follow_up_away(work, CourseId(owner), reason)


def of_correction(work: Work, owner: int, before: Any, after: Any) -> None:
    """Carry a corrected entry over to what it had written."""
    if isinstance(before, Death) and isinstance(after, Death):
        for kept in work.courses.of(owner):
            if _closed_by(kept.value.end_reason, kept.value.ended_on, before):
                work.courses.change(kept.id, replace(kept.value, ended_on=after.died_on))


def _reopen_courses(work: Work, patient_id: int, death: Death) -> None:
    for kept in work.courses.of(patient_id):
        if _closed_by(kept.value.end_reason, kept.value.ended_on, death):
            work.courses.change(kept.id, replace(kept.value, ended_on=None, end_reason=None))


def _closed_by(reason: EndReason | None, ended_on: object, death: Death) -> bool:
    return reason is EndReason.DIED and ended_on == death.died_on


def _take_follow_up_away(work: Work, course_id: CourseId, reason: str) -> None:
    visits = work.visits.of(course_id)
    recorded = any(kept.value.completed_on or kept.value.missed_on for kept in visits)
    if recorded or work.assessments.of(course_id) or work.responses.of(course_id):
        raise RefusedError(
            "Assessments, visits or responses are recorded after this infusion. Nothing was "
            "changed. Correct the infusion instead, or make those entries void first."
        )
    for kept in visits:
        work.visits.void(kept.id, reason)
    for step in work.steps.of(course_id):
        if step.value.step in {Step.INFUSION, Step.MONITORING, Step.FOLLOW_UP}:
            work.steps.change(step.id, replace(step.value, started_on=None, finished_on=None))
