"""Whether an infusion can be as entered, and what to ask about it."""

from dataclasses import replace
from datetime import date, tzinfo
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.pathway.at_hand import arrivals_at_hand, identifiers_at_hand
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.pathway.labels import ROUNDING, Dose
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.products import check_age, check_dose, check_ld_days
from carttrack.domain.pathway.step_order import need_refusals, order_refusals, skip_questions
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.verdicts import (
    MoveCheck,
    Refusal,
    consent_questions,
    course_refusals,
    done_refusals,
)
from carttrack.domain.questions import Question

_WEIGHT_DIFFERS = Decimal("0.1")
"""Part of the weight on record by which the one used may differ: this program's choice."""


def check_infusion(case: CaseFile, infusion: Infusion, *, today: date, zone: tzinfo) -> MoveCheck:
    """Return what is to be said about the infusion, whose day in the zone is Day 0.

    For a correction pass the case without its infusion but with its Day 0: then the course may
    be closed, and monitoring that began on the old Day 0 moves along.
    """
    day = local_day(infusion.started_at, zone)
    before = _without_monitoring_start(case)
    record = StepRecord(step=Step.INFUSION, started_on=day, finished_on=day)
    last_day = local_day(infusion.ended_at, zone) if infusion.ended_at else None
    refusals = [
        *_course_refusals(case),
        *done_refusals(case, "started_at", day, today),
        *done_refusals(case, "ended_at", last_day, today),
        *need_refusals(case, record),
        *order_refusals(before, record),
        *_weighing_refusals(infusion, day),
        *_later_refusals(case, infusion),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(_at_start(refusal) for refusal in refusals))
    return MoveCheck(
        questions=(
            *(skip_questions(case, record) if case.day0 is None else ()),
            *_label_questions(case, infusion, day),
            *total_questions(infusion),
            *weight_questions(case, infusion, day),
            *consent_questions(case, MilestoneKind.CONSENT_TREATMENT, day),
            *_product_questions(case, day),
            *person_questions(infusion),
        )
    )


def _at_start(refusal: Refusal) -> Refusal:
    """Name the infusion's own field where a step's record would name the day."""
    return replace(refusal, field="started_at") if refusal.field == "started_on" else refusal


def _without_monitoring_start(case: CaseFile) -> CaseFile:
    moved = tuple(
        replace(kept, value=replace(kept.value, started_on=None))
        if kept.value.step is Step.MONITORING and kept.value.started_on == case.day0
        else kept
        for kept in case.steps
    )
    return replace(case, steps=moved)


def _course_refusals(case: CaseFile) -> list[Refusal]:
    if case.infusion is not None:
        return [
            Refusal(
                "started_at",
                "This course has its infusion already, so a second Day 0 cannot be. Correct the "
                "one on record, enter a part of a split dose or a reinfusion as such, or open a "
                "new course for another product.",
            )
        ]
    correcting = case.course is not None and case.day0 is not None
    return [] if correcting else course_refusals(case)


def _later_refusals(case: CaseFile, infusion: Infusion) -> list[Refusal]:
    """Refuse a first infusion that would come after a later one."""
    later = [kept.value.started_at for kept in case.later_infusions]
    if not later or infusion.started_at < min(later):
        return []
    text = "A later infusion of this course is on record before that time. Check both."
    return [Refusal("started_at", text)]


def _weighing_refusals(infusion: Infusion, day: date) -> list[Refusal]:
    if infusion.weighed_on is None or infusion.weighed_on <= day:
        return []
    return [
        Refusal(
            "weighed_on",
            f"The dose cannot be based on a weight of {short_date(infusion.weighed_on)}, after "
            "the infusion. Check the date.",
        )
    ]


def _label_questions(case: CaseFile, infusion: Infusion, day: date) -> list[Question]:
    product, patient = case.product, case.patient.value
    if product is None:
        return []
    questions = list(check_age(product, patient.disease, patient.birth_date, day))
    ld_end = case.step(Step.LYMPHODEPLETION).finished_on
    if ld_end is not None:
        questions += check_ld_days(product, patient.disease, ld_end, day)
    if infusion.dose is not None and infusion.dose_unit is not None:
        questions += check_dose(
            product, patient.disease, infusion.dose, infusion.dose_unit, infusion.weight_kg, day
        )
    return questions


def total_questions(infusion: Infusion) -> list[Question]:
    """Compare the total with the dose: a slip of a digit or unit is asked, rounding is not."""
    if infusion.dose is None or infusion.dose_unit is None or infusion.total is None:
        return []
    dose = Dose(value=infusion.dose, unit=infusion.dose_unit, weight_kg=infusion.weight_kg)
    expected = dose.in_unit(DoseUnit.MILLION_TOTAL)
    if expected is None or abs(infusion.total - expected) <= expected * ROUNDING:
        return []
    return [
        Question(
            "total_differs",
            f"The total entered is {_plain(infusion.total)} × 10⁶; dose and weight as entered make "
            f"{_plain(round(expected, 1))} × 10⁶. Are dose, unit, weight and total as documented?",
        )
    ]


def weight_questions(case: CaseFile, infusion: Infusion, day: date) -> list[Question]:
    """Ask about a weight used that differs by more than 10 % from the latest one on record.

    The 10 % are a plausibility check of the clinic's own, from no label: they find a slip of the
    pen or an outdated weight. Weights measured after the infusion do not count.
    """
    known = [kept.value for kept in case.weights if kept.value.measured_on <= day]
    latest = max(known, key=lambda weight: weight.measured_on, default=None)
    used = infusion.weight_kg
    if used is None or latest is None or abs(used - latest.kg) <= latest.kg * _WEIGHT_DIFFERS:
        return []
    return [
        Question(
            "weight_differs",
            f"The weight used is {_plain(used)} kg; the latest on record is "
            f"{_plain(latest.kg)} kg of {short_date(latest.measured_on)}, more than 10 % apart. "
            "Is the weight used as documented?",
        )
    ]


def _product_questions(case: CaseFile, day: date) -> list[Question]:
    received = any(arrived <= day for arrived in arrivals_at_hand(case))
    questions = []
    if not received:
        questions.append(
            Question(
                "product_not_received",
                f"The product is not on record as received by {short_date(day)}. Go on without?",
            )
        )
    questions += [
        Question(
            "lot_expired",
            f"Lot {kept.value.value} expired on {short_date(kept.value.expires_on)}. "
            "Are lot and date right?",
        )
        for kept in identifiers_at_hand(case)
        if kept.value.kind is IdentifierKind.LOT
        and kept.value.expires_on is not None
        and kept.value.expires_on < day
    ]
    return questions


def person_questions(infusion: Infusion) -> list[Question]:
    """Ask when one person is entered as the one who infused and the one who checked."""
    infused, checked = infusion.infused_by.casefold(), infusion.checked_by.casefold()
    if not infused or infused != checked:
        return []
    return [
        Question(
            "same_person",
            f"{infusion.infused_by} is entered as the one who infused and the one who checked. "
            "Identity is checked by two people. Is it as documented?",
        )
    ]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
