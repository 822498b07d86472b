"""What goes wrong and what ends a course: setbacks, death, closing; what of it cannot be."""

from collections.abc import Iterator
from datetime import date, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import InfusionKind
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.pathway.verdicts import (
    MoveCheck,
    Refusal,
    course_refusals,
    done_refusals,
)
from carttrack.domain.patients import Death
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

_BEFORE_INFUSION = frozenset(STEPS[: Step.INFUSION.ordinal + 1])
_PRODUCT_STEPS = frozenset({Step.MANUFACTURING, Step.LYMPHODEPLETION, Step.INFUSION})
POSSIBLE_IN: dict[SetbackKind, frozenset[Step]] = {
    SetbackKind.SCREEN_FAILURE: frozenset({Step.REFERRAL, Step.EVALUATION}),
    SetbackKind.FAILED_COLLECTION: frozenset({Step.LEUKAPHERESIS}),
    SetbackKind.FAILED_PRODUCT: _PRODUCT_STEPS,
    SetbackKind.OUT_OF_SPECIFICATION: _PRODUCT_STEPS,
    SetbackKind.DELAY: _BEFORE_INFUSION,
    SetbackKind.PROGRESSION: _BEFORE_INFUSION,
    SetbackKind.INFECTION_HOLD: _BEFORE_INFUSION,
    SetbackKind.DIED_BEFORE_INFUSION: _BEFORE_INFUSION,
    SetbackKind.WITHDREW: frozenset(STEPS),
    SetbackKind.OTHER_TREATMENT: frozenset(STEPS),
    SetbackKind.LOST_TO_CONTACT: frozenset(STEPS),
    SetbackKind.TRANSFERRED: frozenset(STEPS),
    SetbackKind.PARTIAL_DOSE: frozenset({Step.INFUSION, Step.MONITORING, Step.FOLLOW_UP}),
}
"""The steps that a setback can happen in."""
_WITHOUT_INFUSION = frozenset({EndReason.SCREEN_FAILURE, EndReason.FAILED_PRODUCT})


def check_setback(case: CaseFile, setback: Setback, *, today: date) -> MoveCheck:
    """Return what is to be said about a setback: its kind in its step, on its day."""
    refusals = [
        *([] if _is_death_on_record(case, setback) else course_refusals(case)),
        *done_refusals(case, "happened_on", setback.happened_on, today),
        *_step_refusals(setback),
        *_collection_refusals(case, setback),
        *_past_infusion_refusals(case, setback),
        *_death_refusals(case, setback),
        *_partial_refusals(case, setback),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    return MoveCheck(
        questions=(*_ahead_questions(case, setback), *_partial_questions(case, setback))
    )


def check_death(case: CaseFile, death: Death, *, today: date, zone: tzinfo) -> MoveCheck:
    """Return what is to be said about a death: nothing on record can be after it."""
    refusals = done_refusals(case, "died_on", death.died_on, today)
    if case.death is not None:
        refusals = [
            Refusal("died_on", "The death is on record already. Correct that entry instead.")
        ]
    else:
        refusals += _later_than(
            case, death.died_on, "died_on", "The patient cannot have died", zone
        )
    return MoveCheck(refusals=tuple(refusals))


def check_course_end(
    case: CaseFile, ended_on: date, reason: EndReason, *, today: date
) -> MoveCheck:
    """Return what is to be said about closing a course on a day for a reason.

    Nothing is asked: what does not fit is refused.
    """
    refusals = [
        *course_refusals(case),
        *done_refusals(case, "ended_on", ended_on, today),
        *_reason_refusals(case, ended_on, reason),
        *_later_than(case, ended_on, "ended_on", "The course cannot have ended", None),
    ]
    return MoveCheck(refusals=tuple(refusals))


def _is_death_on_record(case: CaseFile, setback: Setback) -> bool:
    """Tell whether the setback says how a course closed by the death on record ended."""
    return setback.kind is SetbackKind.DIED_BEFORE_INFUSION and case.death is not None


def _step_refusals(setback: Setback) -> list[Refusal]:
    possible = POSSIBLE_IN[setback.kind]
    if setback.step in possible:
        return []
    names = ", ".join(term(step).lower() for step in STEPS if step in possible)
    return [
        Refusal(
            "step",
            f"{term(setback.kind)} cannot happen in {term(setback.step).lower()}. "
            f"It belongs to: {names}.",
        )
    ]


def _collection_refusals(case: CaseFile, setback: Setback) -> list[Refusal]:
    begun = case.step(Step.MANUFACTURING).started_on
    if setback.kind is not SetbackKind.FAILED_COLLECTION or begun is None:
        return []
    return [
        Refusal(
            "kind",
            f"Manufacturing began on {short_date(begun)}, so the collection did not fail. Enter "
            "a failed product, or correct the manufacturing.",
        )
    ]


def _past_infusion_refusals(case: CaseFile, setback: Setback) -> list[Refusal]:
    if case.day0 is None or Step.FOLLOW_UP in POSSIBLE_IN[setback.kind]:
        return []
    if setback.kind is SetbackKind.DIED_BEFORE_INFUSION or setback.happened_on > case.day0:
        return [
            Refusal(
                "kind",
                f"{term(setback.kind)} cannot be: the infusion was on {short_date(case.day0)}.",
            )
        ]
    return []


def _partial_refusals(case: CaseFile, setback: Setback) -> list[Refusal]:
    """Refuse a partial dose without its first part, or with a later one on record."""
    if setback.kind is not SetbackKind.PARTIAL_DOSE:
        return []
    if case.day0 is None:
        return [Refusal("kind", "No infusion is on record, so no part of the dose was given.")]
    if setback.happened_on < case.day0:
        text = f"The first infusion was on {short_date(case.day0)}, after that day."
        return [Refusal("happened_on", text)]
    if any(kept.value.kind is InfusionKind.SPLIT_DOSE for kept in case.later_infusions):
        text = "A later part of the dose is on record. Make that entry void first, or correct it."
        return [Refusal("kind", text)]
    return []


def _partial_questions(case: CaseFile, setback: Setback) -> list[Question]:
    is_split = case.product is not None and case.product.split is not None
    if setback.kind is not SetbackKind.PARTIAL_DOSE or is_split:
        return []
    text = "No label at hand splits the dose of this product. Was only a part of it given?"
    return [Question("no_split_dose", text)]


def _death_refusals(case: CaseFile, setback: Setback) -> list[Refusal]:
    died = case.death.value.died_on if case.death else setback.happened_on
    if setback.kind is not SetbackKind.DIED_BEFORE_INFUSION or setback.happened_on == died:
        return []
    return [Refusal("happened_on", f"The death on record is of {short_date(died)}. Check both.")]


def _ahead_questions(case: CaseFile, setback: Setback) -> list[Question]:
    current = case.current or Step.REFERRAL
    if setback.step.ordinal <= current.ordinal:
        return []
    return [
        Question(
            "setback_ahead",
            f"The course stands in {term(current).lower()}. "
            f"Has {term(setback.step).lower()} begun?",
        )
    ]


def _reason_refusals(case: CaseFile, ended_on: date, reason: EndReason) -> list[Refusal]:
    if case.day0 is not None and reason in _WITHOUT_INFUSION:
        return [
            Refusal(
                "end_reason",
                f"The infusion was on {short_date(case.day0)}: the course cannot end by "
                f"{term(reason).lower()}.",
            )
        ]
    opened_on = case.course.value.opened_on if case.course else ended_on
    if ended_on < opened_on:
        return [
            Refusal(
                "ended_on", f"The course was opened on {short_date(opened_on)}, after that day."
            )
        ]
    if case.day0 is None and reason is EndReason.COMPLETED:
        return [Refusal("end_reason", "Without an infusion no follow-up can be completed.")]
    if reason is EndReason.LATER_COURSE and case.later_course is None:
        return [Refusal("end_reason", "No later course is on record. Open that course first.")]
    died = case.death.value.died_on if case.death else None
    if reason is EndReason.DIED and died != ended_on:
        return [
            Refusal(
                "end_reason", "Record the death itself: it closes the course on the day of death."
            )
        ]
    return []


def _later_than(
    case: CaseFile, day: date, field: str, cannot: str, zone: tzinfo | None
) -> list[Refusal]:
    """Return the refusal of an end before the latest thing on record.

    Assessments, kept by instant, count only with the zone that tells their day.
    """
    entries = [*_pathway_days(case), *_follow_up_days(case, zone)]
    later = max(entries, key=lambda entry: entry[0], default=None)
    if later is None or later[0] <= day:
        return []
    return [
        Refusal(
            field,
            f"{cannot} on {short_date(day)}: {later[1]} of {short_date(later[0])} is on record. "
            "Check both dates.",
        )
    ]


def _pathway_days(case: CaseFile) -> Iterator[tuple[date, str]]:
    for kept in case.steps:
        done = kept.value.finished_on or kept.value.started_on
        if done is not None:
            yield done, term(kept.value.step).lower()
    for milestone in case.milestones:
        if milestone.value.done_on is not None:
            yield milestone.value.done_on, term(milestone.value.kind).lower()
    if case.day0 is not None:
        yield case.day0, "the infusion"


def _follow_up_days(case: CaseFile, zone: tzinfo | None) -> Iterator[tuple[date, str]]:
    for response in case.responses:
        yield response.value.assessed_on, "a response"
    yield from _event_days(case)
    for visit in case.visits:
        if visit.value.completed_on is not None:
            yield visit.value.completed_on, "a visit"
    for assessment in case.assessments:
        if zone is not None:
            yield local_day(assessment.value.at, zone), "an assessment"


def _event_days(case: CaseFile) -> Iterator[tuple[date, str]]:
    for relapse in case.relapses:
        yield relapse.value.happened_on, "a relapse"
    for therapy in case.later_therapies:
        yield therapy.value.started_on, "a later therapy"
