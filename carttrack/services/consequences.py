"""What follows when an entry that writes others is added, corrected or made void.

A death closes the courses, an infusion dates the visits and closes an earlier course, a relapse or
a transplantation stops visits. Taking such an entry away must not leave what it wrote behind.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from carttrack.domain.days import local_day
from carttrack.domain.errors import RefusedError
from carttrack.domain.follow_up.after_event import visits_after
from carttrack.domain.kept import CourseId
from carttrack.domain.outcome.events import course_events
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death
from carttrack.services import catalogue
from carttrack.store.work import Work

_AFTER_INFUSION = ("assessments", "responses", "relapses", "later_therapies", "second_malignancies")


def of_addition(work: Work, owner: int, value: Any) -> None:
    """Write what follows from a new entry: `owner` is its patient or course."""
    if isinstance(value, Relapse | LaterTherapy):
        replan_visits(work, CourseId(owner))


def replan_visits(work: Work, course_id: CourseId) -> None:
    """Stop the visits that the course's events stop, and put back those that they do not."""
    protocol = catalogue.parsed(work.protocols.get(work.courses.get(course_id).value.protocol))
    kept = work.visits.of(course_id)
    events = course_events(
        (relapse.value for relapse in work.relapses.of(course_id)),
        (therapy.value for therapy in work.later_therapies.of(course_id)),
    )
    after = visits_after((visit.value for visit in kept), protocol, events)
    for before, visit in zip(kept, after, strict=True):
        if visit != before.value:
            work.visits.change(before.id, visit)


def close_earlier_courses(work: Work, course_id: CourseId, infused_on: date) -> None:
    """Close the infused courses before this one: their follow-up goes on in it."""
    number = work.courses.get(course_id).value.number
    for kept in work.courses.of(work.courses.owner(course_id)):
        earlier = kept.value
        if (
            earlier.number >= number
            or earlier.ended_on is not None
            or not work.infusions.of(kept.id)
        ):
            continue
        closed = replace(
            earlier,
            ended_on=infused_on,
            end_reason=EndReason.LATER_COURSE,
            end_note=f"Course {number}",
        )
        work.courses.change(kept.id, closed)


def move_earlier_ends(work: Work, course_id: CourseId, before: date, after: date | None) -> None:
    """Move the ends that an infusion of this course had given others; None opens them again."""
    note = f"Course {work.courses.get(course_id).value.number}"
    for kept in work.courses.of(work.courses.owner(course_id)):
        course = kept.value
        by_this = course.end_reason is EndReason.LATER_COURSE and course.end_note == note
        if by_this and course.ended_on == before:
            reason = EndReason.LATER_COURSE if after else None
            moved = replace(
                course, ended_on=after, end_reason=reason, end_note=note if after else ""
            )
            work.courses.change(kept.id, moved)


def of_void(work: Work, owner: int, value: Any, reason: str) -> None:
    """Undo what a void entry had written: `owner` is its patient or course.

    Raises `RefusedError` for a first infusion after which something was recorded.
    """
    if isinstance(value, Death):
        _reopen_courses(work, owner, value)
    elif isinstance(value, Infusion) and value.kind is InfusionKind.FIRST:
        _take_follow_up_away(work, CourseId(owner), reason)
        zone = work.clinic.get().zone
        move_earlier_ends(work, CourseId(owner), local_day(value.started_at, zone), None)
    elif isinstance(value, Relapse | LaterTherapy):
        replan_visits(work, CourseId(owner))


def of_correction(work: Work, owner: int, before: Any, after: Any) -> None:
    """Carry a corrected entry over to what it had written."""
    if isinstance(before, Death) and isinstance(after, Death):
        for kept in work.courses.of(owner):
            if _closed_by(kept.value.end_reason, kept.value.ended_on, before):
                work.courses.change(kept.id, replace(kept.value, ended_on=after.died_on))
    elif isinstance(after, Relapse | LaterTherapy):
        replan_visits(work, CourseId(owner))


def _reopen_courses(work: Work, patient_id: int, death: Death) -> None:
    for kept in work.courses.of(patient_id):
        if _closed_by(kept.value.end_reason, kept.value.ended_on, death):
            work.courses.change(kept.id, replace(kept.value, ended_on=None, end_reason=None))


def _closed_by(reason: EndReason | None, ended_on: object, death: Death) -> bool:
    return reason is EndReason.DIED and ended_on == death.died_on


def _take_follow_up_away(work: Work, course_id: CourseId, reason: str) -> None:
    visits = work.visits.of(course_id)
    recorded = any(kept.value.completed_on or kept.value.missed_on for kept in visits)
    if work.infusions.of(course_id):
        raise RefusedError(
            "Later infusions of this course are on record. Nothing was changed. Correct the first "
            "one instead, or make the later ones void first."
        )
    if recorded or any(getattr(work, name).of(course_id) for name in _AFTER_INFUSION):
        raise RefusedError(
            "Assessments, visits, responses or later events are recorded after this infusion. "
            "Nothing was changed. Correct the infusion instead, or make those entries void first."
        )
    for kept in visits:
        work.visits.void(kept.id, reason)
    for step in work.steps.of(course_id):
        if step.value.step in {Step.INFUSION, Step.MONITORING, Step.FOLLOW_UP}:
            work.steps.change(step.id, replace(step.value, started_on=None, finished_on=None))
