"""What is said about a move before it is kept: refusals with their reason, questions to answer."""

from dataclasses import dataclass
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

_NEVER_PLANNED = frozenset({"happened_on", "died_on", "ended_on"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act cannot be; `field` names the entry in the way, empty for the act itself."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCheck:
    """The verdict on one act: it is free when both are empty.

    Refusals cannot be overridden; every question can be answered with "yes, as entered".
    """

    refusals: tuple[Refusal, ...] = ()
    questions: tuple[Question, ...] = ()


def course_refusals(case: CaseFile) -> list[Refusal]:
    """Return the refusal of any move without a course, or in a closed one."""
    if case.course is None:
        return [Refusal("", "The patient has no course yet. Open one first.")]
    ended_on = case.course.value.ended_on
    if ended_on is not None:
        return [
            Refusal(
                "",
                f"The course was closed on {short_date(ended_on)}. Nothing can be added to it; "
                "what is on record can be corrected.",
            )
        ]
    return []


def done_refusals(case: CaseFile, field: str, day: date | None, today: date) -> list[Refusal]:
    """Return the refusals of something done on a day: not yet, before birth or after death."""
    if day is None:
        return []
    if day > today:
        advice = "Check the day." if field in _NEVER_PLANNED else "Enter it as planned, not done."
        return [Refusal(field, f"{short_date(day)} lies in the future. {advice}")]
    return life_refusals(case, field, day)


def life_refusals(case: CaseFile, field: str, day: date | None) -> list[Refusal]:
    """Return the refusals of a day, planned or done, before birth or after death."""
    born = case.patient.value.birth_date
    if day is not None and day < born:
        return [
            Refusal(field, f"{short_date(day)} lies before the birth date, {short_date(born)}.")
        ]
    died = case.death.value.died_on if case.death else None
    if day is not None and died is not None and day > died:
        return [
            Refusal(field, f"The patient died on {short_date(died)}, before {short_date(day)}.")
        ]
    return []


def consent_questions(case: CaseFile, kind: MilestoneKind, by: date | None) -> list[Question]:
    """Return what to ask when a consent is not on record as signed by a day."""
    signed = any(
        kept.value.kind is kind and kept.value.done_on is not None and kept.value.done_on <= by
        for kept in case.milestones
        if by is not None
    )
    if by is None or signed:
        return []
    return [
        Question(
            f"no_{kind.value}",
            f"{term(kind)} is not on record as signed by {short_date(by)}. Go on without?",
        )
    ]
