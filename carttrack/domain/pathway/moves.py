"""Which moves are refused, with the reason, and which are asked about.

Refused is what cannot be: a day in the future that is done, an order that no clinic can follow,
anything in a closed course or after death. Odd entries are asked about, never blocked. The
checks of the infusion and of endings stand in modules of their own and are offered here too.
"""

from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.endings import check_course_end, check_death, check_setback
from carttrack.domain.pathway.expiry import expiry_questions
from carttrack.domain.pathway.infusion_checks import check_infusion
from carttrack.domain.pathway.lacks import Lack, missing_for
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, SetbackKind
from carttrack.domain.pathway.products import check_age, check_ld_days
from carttrack.domain.pathway.step_order import (
    begun_on,
    need_refusals,
    order_questions,
    order_refusals,
    skip_questions,
)
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.verdicts import (
    MoveCheck,
    Refusal,
    consent_questions,
    course_refusals,
    done_refusals,
    life_refusals,
)
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

__all__ = [
    "Lack",
    "MoveCheck",
    "Refusal",
    "check_course_end",
    "check_death",
    "check_infusion",
    "check_milestone",
    "check_setback",
    "check_step",
    "missing_for",
]

_FAILURES = {
    Step.LEUKAPHERESIS: SetbackKind.FAILED_COLLECTION,
    Step.MANUFACTURING: SetbackKind.FAILED_PRODUCT,
}
_CONSENT_FOR = {
    MilestoneKind.CONSENT_LEUKAPHERESIS: Step.LEUKAPHERESIS,
    MilestoneKind.CONSENT_TREATMENT: Step.INFUSION,
}


def check_step(case: CaseFile, record: StepRecord, *, today: date) -> MoveCheck:
    """Return what is to be said about the record of a step as it would be kept.

    A step done again after a failed collection or product has its record changed to the new
    dates; the setback keeps the day of the failure. In a closed course dates on record can be
    changed, but none added, unless it was the death that closed it: what happened before may not
    have been entered yet.
    """
    refusals = [
        *_course_refusals(case, record),
        *_infusion_refusals(case, record),
        *_skip_refusals(record),
        *life_refusals(case, "planned_on", record.planned_on),
        *done_refusals(case, "started_on", record.started_on, today),
        *done_refusals(case, "finished_on", record.finished_on, today),
        *need_refusals(case, record),
        *order_refusals(case, record),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    questions = [
        *_plan_questions(case, record, today),
        *skip_questions(case, record),
        *order_questions(case, record),
        *_failure_questions(case, record),
        *_label_questions(case, record),
        *expiry_questions(case, record),
    ]
    if record.step is Step.LEUKAPHERESIS:
        questions += consent_questions(case, MilestoneKind.CONSENT_LEUKAPHERESIS, begun_on(record))
    return MoveCheck(questions=tuple(questions))


def check_milestone(case: CaseFile, milestone: Milestone, *, today: date) -> MoveCheck:
    """Return what is to be said about a milestone as it would be kept."""
    refusals = [
        *course_refusals(case),
        *life_refusals(case, "planned_on", milestone.planned_on),
        *done_refusals(case, "done_on", milestone.done_on, today),
        *life_refusals(case, "until_on", milestone.until_on),
        *_arrival_refusals(case, milestone),
        *_discharge_refusals(case, milestone),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    return MoveCheck(
        questions=(
            *_late_consent_questions(case, milestone),
            *_bridging_questions(case, milestone),
            *_admission_questions(case, milestone),
        )
    )


def _course_refusals(case: CaseFile, record: StepRecord) -> list[Refusal]:
    if record.step is Step.CLOSED:
        return [Refusal("step", "A course is closed with its day and reason, not as a step.")]
    if case.course is None:
        return course_refusals(case)
    before = case.step(record.step)
    fields = ("planned_on", "started_on", "finished_on", "skipped_reason")
    adds = any(getattr(record, field) and not getattr(before, field) for field in fields)
    by_death = case.death is not None and case.course.value.end_reason is EndReason.DIED
    return course_refusals(case) if adds and not by_death else []


def _infusion_refusals(case: CaseFile, record: StepRecord) -> list[Refusal]:
    if record.step is not Step.INFUSION:
        return []
    done = {record.started_on, record.finished_on} - {None}
    if done == {case.day0} - {None}:
        return []
    return [
        Refusal(
            "started_on",
            "Day 0 comes from the infusion itself. Record the infusion with its dose, or correct "
            "the one on record.",
        )
    ]


def _skip_refusals(record: StepRecord) -> list[Refusal]:
    if not record.skipped_reason:
        return []
    if record.step is Step.INFUSION:
        return [
            Refusal(
                "skipped_reason",
                "The infusion cannot be skipped. Close the course with its reason.",
            )
        ]
    if begun_on(record) is not None:
        return [Refusal("skipped_reason", "A skipped step has no done dates. Remove one of them.")]
    return []


def _plan_questions(case: CaseFile, record: StepRecord, today: date) -> list[Question]:
    planned = record.planned_on
    if planned is None or planned >= today or begun_on(record) is not None:
        return []
    if planned == case.step(record.step).planned_on:
        return []
    return [
        Question(
            "planned_in_past",
            f"{term(record.step)} is planned for {short_date(planned)}, which is past. "
            "Is it still only planned?",
        )
    ]


def _failure_questions(case: CaseFile, record: StepRecord) -> list[Question]:
    kind, begun = _FAILURES.get(record.step), begun_on(record)
    failed = [kept.value.happened_on for kept in case.setbacks if kept.value.kind is kind]
    if begun is None or not failed or begun >= max(failed):
        return []
    return [
        Question(
            "before_failure",
            f"The failure on {short_date(max(failed))} is on record. {term(record.step)} done "
            f"again would begin after it, not on {short_date(begun)}. Is the date right?",
        )
    ]


def _label_questions(case: CaseFile, record: StepRecord) -> tuple[Question, ...]:
    begun = begun_on(record)
    if case.product is None or begun is None:
        return ()
    patient = case.patient.value
    if record.step is Step.LEUKAPHERESIS:
        return check_age(case.product, patient.disease, patient.birth_date, begun)
    if record.step is Step.LYMPHODEPLETION and record.finished_on and case.day0:
        return check_ld_days(case.product, patient.disease, record.finished_on, case.day0)
    return ()


def _arrival_refusals(case: CaseFile, milestone: Milestone) -> list[Refusal]:
    collected = begun_on(case.step(Step.LEUKAPHERESIS))
    arrived = milestone.done_on
    if milestone.kind is not MilestoneKind.PRODUCT_RECEIVED or collected is None:
        return []
    if arrived is None or arrived >= collected:
        return []
    return [
        Refusal(
            "done_on",
            f"The product cannot arrive on {short_date(arrived)}, before leukapheresis on "
            f"{short_date(collected)}. Check both dates.",
        )
    ]


def _late_consent_questions(case: CaseFile, milestone: Milestone) -> list[Question]:
    step, signed = _CONSENT_FOR.get(milestone.kind), milestone.done_on
    begun = begun_on(case.step(step)) if step else None
    if step is None or signed is None or begun is None or signed <= begun:
        return []
    return [
        Question(
            "consent_after",
            f"The consent of {short_date(signed)} is later than {term(step).lower()} on "
            f"{short_date(begun)}. Is it dated right?",
        )
    ]


def _bridging_questions(case: CaseFile, milestone: Milestone) -> list[Question]:
    """Bridging is given between leukapheresis and lymphodepletion."""
    if milestone.kind is not MilestoneKind.BRIDGING or milestone.done_on is None:
        return []
    collected = begun_on(case.step(Step.LEUKAPHERESIS))
    depleted = begun_on(case.step(Step.LYMPHODEPLETION))
    last = milestone.until_on or milestone.done_on
    if (collected is None or milestone.done_on >= collected) and (
        depleted is None or last <= depleted
    ):
        return []
    return [
        Question(
            "bridging_dates",
            "Bridging is given between leukapheresis and lymphodepletion; these dates lie outside. "
            "Are they right?",
        )
    ]


def _days_of(case: CaseFile, kind: MilestoneKind) -> list[date]:
    days = (kept.value.done_on for kept in case.milestones if kept.value.kind is kind)
    return [day for day in days if day is not None]


def _discharge_refusals(case: CaseFile, milestone: Milestone) -> list[Refusal]:
    admitted = _days_of(case, MilestoneKind.ADMISSION)
    discharged = milestone.done_on
    if milestone.kind is not MilestoneKind.DISCHARGE or discharged is None or not admitted:
        return []
    if discharged >= min(admitted):
        return []
    return [
        Refusal(
            "done_on",
            f"The discharge on {short_date(discharged)} lies before the admission on "
            f"{short_date(min(admitted))}. Check both dates.",
        )
    ]


def _admission_questions(case: CaseFile, milestone: Milestone) -> list[Question]:
    """Ask about a first admission after a discharge; a second one may well follow it."""
    admitted, discharged = milestone.done_on, _days_of(case, MilestoneKind.DISCHARGE)
    if milestone.kind is not MilestoneKind.ADMISSION or admitted is None or not discharged:
        return []
    if admitted <= min(discharged) or _days_of(case, MilestoneKind.ADMISSION):
        return []
    return [
        Question(
            "admission_after_discharge",
            f"The admission is dated after the discharge on {short_date(min(discharged))}, and no "
            "earlier admission is on record. Is it right?",
        )
    ]
