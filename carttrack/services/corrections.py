"""What a corrected entry is held against: the checks of its entering, on the case without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import CourseId, Kept, PatientId
from carttrack.domain.outcome.event_checks import check_response
from carttrack.domain.outcome.response import Response
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.endings import check_death, check_setback
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind, check_din
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.moves import check_milestone
from carttrack.domain.pathway.verdicts import MoveCheck, Refusal, done_refusals
from carttrack.domain.patients import Death
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.interventions import Given
from carttrack.services import casefile, course
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import window_questions


@dataclass(frozen=True, slots=True)
class _Now:
    today: date
    zone: tzinfo


_Check = Callable[[CaseFile, Any, _Now], MoveCheck]


def settle_addition(value: object, accepted: frozenset[str]) -> None:
    """Ask about a new entry that is kept as it is; raises `QuestionsError`."""
    settle((), _identifier_questions(value), accepted)


def settle_correction(
    clinic: Clinic, kept: Kept[Any], owner: int, value: Any, accepted: frozenset[str]
) -> None:
    """Let a corrected value pass, or raise as its entering would.

    `kept` is the entry as it stands and `owner` its patient or course. What is said of the entry
    as it stands, and is not changed, is not said again; a closed course keeps no correction out.
    Raises `RefusedError` and `QuestionsError`.
    """
    check = _CHECKS.get(type(value))
    if check is None:
        return
    case = _without(_case_of(clinic, kept, owner), kept)
    now = _Now(clinic.today(), clinic.record.zone)
    stood, verdict = check(case, kept.value, now), check(case, value, now)
    refusals = [r for r in verdict.refusals if not _stood(r, stood.refusals, kept.value, value)]
    questions = [question for question in verdict.questions if question not in stood.questions]
    settle(refusals, questions, accepted)


def _stood(refusal: Refusal, before: Iterable[Refusal], kept: object, value: object) -> bool:
    """Tell whether the entry as it stands is refused at the same field, and that field stays."""
    same = getattr(kept, refusal.field, None) == getattr(value, refusal.field, None)
    return same and any(each.field == refusal.field for each in before)


def _case_of(clinic: Clinic, kept: Kept[Any], owner: int) -> CaseFile:
    if isinstance(kept.value, Death):
        return casefile.read(clinic, PatientId(owner))
    is_course = isinstance(kept.value, Course)
    return course.case_of(clinic, CourseId(kept.id if is_course else owner))


def _without(case: CaseFile, kept: Kept[Any]) -> CaseFile:
    """Return the case as it would be without the entry, its course open."""
    if isinstance(kept.value, Death):
        return replace(case, death=None)
    if case.course is not None:
        reopened = replace(case.course.value, ended_on=None, end_reason=None, end_note="")
        case = replace(case, course=replace(case.course, value=reopened))
    field = _FIELDS.get(type(kept.value))
    if field is None:
        return case
    others: dict[str, Any] = {field: tuple(k for k in getattr(case, field) if k.id != kept.id)}
    return replace(case, **others)


def _milestone(case: CaseFile, milestone: Milestone, now: _Now) -> MoveCheck:
    return check_milestone(case, milestone, today=now.today)


def _setback(case: CaseFile, setback: Setback, now: _Now) -> MoveCheck:
    return check_setback(case, setback, today=now.today)


def _death(case: CaseFile, death: Death, now: _Now) -> MoveCheck:
    return check_death(case, death, today=now.today, zone=now.zone)


def _response(case: CaseFile, response: Response, now: _Now) -> MoveCheck:
    return check_response(case, response, today=now.today)


def _identifier(_case: CaseFile, identifier: Identifier, _now: _Now) -> MoveCheck:
    return MoveCheck(questions=_identifier_questions(identifier))


def _identifier_questions(value: object) -> tuple[Any, ...]:
    if isinstance(value, Identifier) and value.kind is IdentifierKind.DIN:
        return check_din(value.value)
    return ()


def _course(case: CaseFile, value: Course, now: _Now) -> MoveCheck:
    return MoveCheck(refusals=tuple(done_refusals(case, "opened_on", value.opened_on, now.today)))


def _visit(case: CaseFile, visit: Visit, now: _Now) -> MoveCheck:
    refusals = [
        *_at_visit_refusals(case, "completed_on", visit.completed_on, now),
        *done_refusals(case, "missed_on", visit.missed_on, now.today),
    ]
    done = visit.completed_on
    return MoveCheck(
        refusals=tuple(refusals),
        questions=window_questions(visit, done) if done is not None else (),
    )


def _visit_form(case: CaseFile, form: VisitForm, now: _Now) -> MoveCheck:
    planned = [kept.value for kept in case.visits if kept.value.code == form.visit]
    return MoveCheck(
        refusals=tuple(_at_visit_refusals(case, "seen_on", form.seen_on, now)),
        questions=tuple(q for visit in planned for q in window_questions(visit, form.seen_on)),
    )


def _at_visit_refusals(case: CaseFile, field: str, day: date | None, now: _Now) -> list[Refusal]:
    refusals = done_refusals(case, field, day, now.today)
    if day is not None and case.day0 is not None and day < case.day0:
        text = f"{short_date(day)} lies before the infusion on {short_date(case.day0)}."
        refusals.append(Refusal(field, f"{text} Check the day."))
    return refusals


def _given(case: CaseFile, given: Given, now: _Now) -> MoveCheck:
    return _at_time(case, "started_at", given.started_at, now)


def _closing(case: CaseFile, closing: EpisodeClosing, now: _Now) -> MoveCheck:
    return _at_time(case, "closed_at", closing.closed_at, now)


def _at_time(case: CaseFile, field: str, at: datetime, now: _Now) -> MoveCheck:
    refusals = done_refusals(case, field, local_day(at, now.zone), now.today)
    return MoveCheck(refusals=tuple(refusals))


_FIELDS: dict[type, str] = {
    Milestone: "milestones",
    Setback: "setbacks",
    Response: "responses",
}
"""The entries that checks of their own kind compare with, by the field of the case."""
_CHECKS: dict[type, _Check] = {
    Milestone: _milestone,
    Setback: _setback,
    Death: _death,
    Response: _response,
    Identifier: _identifier,
    Course: _course,
    Visit: _visit,
    VisitForm: _visit_form,
    Given: _given,
    EpisodeClosing: _closing,
}
"""The checks of entering, by kind of value; infusions and events have theirs in their services."""
