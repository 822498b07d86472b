"""Logging CRS and ICANS: assessments, what was given, the end of an episode."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from carttrack.domain.days import local_day
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.patients import age_on
from carttrack.domain.questions import Question
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.answers import grade_on_record, open_questions
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import RULE_VERSION as CRS_RULES
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.crs_context import context
from carttrack.domain.toxicity.episodes import (
    EpisodeClosing,
    Toxicity,
    episodes,
    open_episode,
)
from carttrack.domain.toxicity.icans import RULE_VERSION as ICANS_RULES
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.toxicity.starts import findings_at_start, start_words
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.services.so_far import SoFar, so_far
from carttrack.store.work import Work

_NONE: frozenset[str] = frozenset()


def log_assessment(
    clinic: Clinic, course_id: CourseId, new: NewAssessment, *, accepted: frozenset[str] = _NONE
) -> Act:
    """Grade the findings again, a screen is never trusted, and keep them with what was given.

    Where the consensus is silent the proposed grade is kept only once its questions are answered,
    in `new` or among `accepted`, or the grade is set by hand; so is that of a support's start.

    Raises `QuestionsError` with what nobody has answered, `InvalidEntryError` for a time in the
    future or after the patient's death, `RefusedError` where no product was infused yet, and the
    findings' own errors.
    """
    case = so_far(clinic, course_id)
    _check_time(clinic, case, new.at, "at")
    for given in new.given:
        _check_time(clinic, case, given.started_at, "started_at")
    assessment = _graded(new, clinic.user.name, accepted)
    what = f"Assessment logged, {case.patient.name}"
    starts = _starts(clinic, case, new, accepted | set(new.crs_answered))
    with clinic.work(what) as work:
        entry_id = work.assessments.add(course_id, assessment)
        _keep_given(work, course_id, new.given, starts)
    return Act(id=work.act, what=what, entry_id=entry_id)


def correct_assessment(
    clinic: Clinic,
    course_id: CourseId,
    entry_id: int,
    new: NewAssessment,
    reason: str,
    *,
    accepted: frozenset[str] = _NONE,
) -> Act:
    """Keep a new version of an assessment with the reason; it is graded by today's rules.

    It asks, and refuses, as `log_assessment` does.
    """
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why the entry is changed.")
    case = so_far(clinic, course_id)
    _check_time(clinic, case, new.at, "at")
    what = f"Assessment corrected, {case.patient.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        before = work.assessments.get(entry_id).value
        work.assessments.change(entry_id, _graded(new, before.assessor, accepted))
        _keep_given(work, course_id, new.given, ())
    return Act(id=work.act, what=what, entry_id=entry_id)


def mark_not_done(clinic: Clinic, course_id: CourseId, at: datetime, reason: str) -> Act:
    """Keep that an assessment was due and not done, with the reason."""
    case = so_far(clinic, course_id)
    _check_time(clinic, case, at, "at")
    if not reason.strip():
        raise InvalidEntryError("not_done_reason", "Give the reason why it was not done.")
    value = Assessment(at=at, assessor=clinic.user.name, not_done_reason=reason)
    what = f"Assessment recorded as not done, {case.patient.name}"
    with clinic.work(what) as work:
        entry_id = work.assessments.add(course_id, value)
    return Act(id=work.act, what=what, entry_id=entry_id)


def record_given(
    clinic: Clinic, course_id: CourseId, given: Given, *, accepted: frozenset[str] = _NONE
) -> Act:
    """Keep one administration, or the start of a device or a running infusion.

    The start of a vasopressor, or of oxygen with its device, is graded at its own time; where the
    consensus is silent on it, `QuestionsError` asks first.
    """
    case = so_far(clinic, course_id)
    _check_time(clinic, case, given.started_at, "started_at")
    what = f"Intervention recorded, {case.patient.name}"
    starts = _starts(clinic, case, NewAssessment(at=given.started_at, given=(given,)), accepted)
    with clinic.work(what) as work:
        entry_id = work.given.add(course_id, given)
        for start in starts:
            work.assessments.add(course_id, start)
    return Act(id=work.act, what=what, entry_id=entry_id)


def close_episode(
    clinic: Clinic,
    course_id: CourseId,
    toxicity: Toxicity,
    closed_at: datetime,
    closed_by: str,
    note: str = "",
) -> Act:
    """Keep that a clinician closed the open episode."""
    case = so_far(clinic, course_id)
    _check_time(clinic, case, closed_at, "closed_at")
    episode = open_episode(episodes(case.assessments, case.closings), toxicity)
    if episode is None:
        raise RefusedError(f"No {toxicity.value.upper()} episode is open; nothing was changed.")
    if closed_at < episode.opened_at:
        raise InvalidEntryError("closed_at", "The episode would close before it opened.")
    closing = EpisodeClosing(toxicity=toxicity, closed_at=closed_at, closed_by=closed_by, note=note)
    what = f"{toxicity.value.upper()} episode closed, {case.patient.name}"
    with clinic.work(what) as work:
        entry_id = work.closings.add(course_id, closing)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _keep_given(
    work: Work, course_id: CourseId, given: Sequence[Given], starts: Sequence[Assessment]
) -> None:
    for one in given:
        work.given.add(course_id, one)
    for start in starts:
        work.assessments.add(course_id, start)


def _starts(
    clinic: Clinic, case: SoFar, new: NewAssessment, accepted: frozenset[str]
) -> list[Assessment]:
    """Return a graded entry for each support that began, but at the assessment's own time.

    Raises `QuestionsError` with what is open about all of them.
    """
    others = [*case.given, *new.given]
    taken = {assessment.at for assessment in case.assessments}
    if new.crs or new.icans:
        taken.add(new.at)
    starts: list[NewAssessment] = []
    for one in new.given:
        circumstances = new.crs or _circumstances(clinic, case, one.started_at)
        others_then = [other for other in others if other is not one]
        findings = findings_at_start(one, others_then, circumstances)
        if findings is not None and one.started_at not in taken:
            taken.add(one.started_at)
            starts.append(NewAssessment(at=one.started_at, crs=findings, note=start_words(one)))
    settle((), [question for start in starts for question in _start_questions(start)], accepted)
    return [_graded(start, clinic.user.name, accepted) for start in starts]


def _start_questions(start: NewAssessment) -> list[Question]:
    """Return the questions about a start, each with the grade that stands if it is kept."""
    graded = crs_grading.grade(start.crs) if start.crs else None
    proposed = "no grade" if graded is None or graded.grade is None else f"grade {graded.grade}"
    return [
        replace(question, text=f"{start.note}, proposed: CRS {proposed}. {question.text}")
        for question in open_questions(graded, ())
    ]


def _circumstances(clinic: Clinic, case: SoFar, at: datetime) -> CrsFindings:
    known = context(case.assessments, case.given, case.closings, at)
    day = local_day(at, clinic.record.zone)
    return CrsFindings(
        age_years=Decimal(age_on(case.patient.birth_date, day)),
        episode_open=known.episode_open,
        fever_treated=known.fever_treated,
        steroid_before_fever=known.steroid_before_fever,
    )


def _graded(new: NewAssessment, assessor: str, accepted: frozenset[str]) -> Assessment:
    crs = crs_grading.grade(new.crs) if new.crs else None
    icans = icans_grading.grade(new.icans) if new.icans else None
    crs_answers, icans_answers = accepted | {*new.crs_answered}, accepted | {*new.icans_answered}
    unanswered = (
        *open_questions(crs, crs_answers, new.crs_by_hand),
        *open_questions(icans, icans_answers, new.icans_by_hand),
    )
    settle((), unanswered, accepted)
    return Assessment(
        at=new.at,
        assessor=assessor,
        crs=new.crs,
        icans=new.icans,
        crs_grade=grade_on_record(
            crs, rule_version=CRS_RULES, by_hand=new.crs_by_hand, answered=crs_answers
        )
        if crs
        else None,
        icans_grade=grade_on_record(
            icans, rule_version=ICANS_RULES, by_hand=new.icans_by_hand, answered=icans_answers
        )
        if icans
        else None,
        temp_now_c=new.temp_now_c,
        systolic=new.systolic,
        diastolic=new.diastolic,
        spo2=new.spo2,
        note=new.note,
    )


def _check_time(clinic: Clinic, case: SoFar, at: datetime, field: str) -> None:
    if at > clinic.now():
        raise InvalidEntryError(field, "This time lies in the future. Correct it, then save again.")
    if not case.infused:
        raise RefusedError(
            "No infusion is on record for this course. Record the infusion first; "
            "a baseline ICE or CAPD belongs to its checklist."
        )
    if case.death is not None and local_day(at, clinic.record.zone) > case.death.died_on:
        raise InvalidEntryError(field, "This time lies after the patient's death.")
