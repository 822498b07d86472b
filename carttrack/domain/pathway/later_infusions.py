"""Infusions after the first of a course: parts of a split dose, and reinfusions of the product."""

from collections.abc import Iterable
from datetime import date, tzinfo
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.pathway.infusion import DoseUnit, Infusion, InfusionKind
from carttrack.domain.pathway.infusion_checks import (
    person_questions,
    total_questions,
    weight_questions,
)
from carttrack.domain.pathway.labels import Dose
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.split_dose import split_questions
from carttrack.domain.pathway.verdicts import MoveCheck, Refusal, course_refusals, done_refusals
from carttrack.domain.questions import Question


def next_number(case: CaseFile) -> int:
    """Return the number of the next infusion of the course, 1 for the first."""
    if case.infusion is None:
        return 1
    return max((kept.value.number for kept in case.later_infusions), default=1) + 1


def check_later_infusion(
    case: CaseFile, infusion: Infusion, *, today: date, zone: tzinfo, correcting: bool = False
) -> MoveCheck:
    """Return what is to be said about a part of a split dose, or a reinfusion.

    It belongs to the course of the first infusion and moves no date. For a correction pass the
    case without the infusion that is corrected; then the course may be closed.
    """
    day = local_day(infusion.started_at, zone)
    last_day = local_day(infusion.ended_at, zone) if infusion.ended_at else None
    refusals = [
        *([] if correcting else course_refusals(case)),
        *done_refusals(case, "started_at", day, today),
        *done_refusals(case, "ended_at", last_day, today),
        *_first_refusals(case, infusion),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    kind = _split if infusion.kind is InfusionKind.SPLIT_DOSE else _reinfusion
    return MoveCheck(
        questions=(
            *kind(case, infusion, day),
            *total_questions(infusion),
            *weight_questions(case, infusion, day),
            *person_questions(infusion),
        )
    )


def _first_refusals(case: CaseFile, infusion: Infusion) -> list[Refusal]:
    if infusion.kind is InfusionKind.FIRST:
        return [
            Refusal(
                "kind",
                "This course has its first infusion already, so a second Day 0 cannot be. Say "
                "whether it is a part of a split dose or a reinfusion; another product is a new "
                "course.",
            )
        ]
    if case.infusion is None:
        return [
            Refusal("kind", "The course has no first infusion yet. Record that one, it is Day 0.")
        ]
    first = case.infusion.value.started_at
    if infusion.started_at <= first:
        return [
            Refusal(
                "started_at",
                f"The first infusion was on {short_date(case.day0 or first.date())}; a later one "
                "cannot begin before it. Check day and time.",
            )
        ]
    return []


def _split(case: CaseFile, infusion: Infusion, day: date) -> Iterable[Question]:
    product = case.product
    earlier = [
        kept.value
        for kept in case.later_infusions
        if kept.value.kind is InfusionKind.SPLIT_DOSE and kept.value.number != infusion.number
    ]
    number = case.day(day) or 0
    yield from split_questions(
        product.split if product else None,
        label_day=product.label_day(number) if product else number,
        part=len(earlier) + 2,
        total=_sum_of(case, (*earlier, infusion)),
    )
    if any(kept.value.kind is SetbackKind.PARTIAL_DOSE for kept in case.setbacks):
        yield Question(
            "partial_dose",
            "It is on record that the second part of the dose was not given. Was it given after "
            "all? Then make that entry void.",
        )


def _sum_of(case: CaseFile, parts: Iterable[Infusion]) -> Decimal | None:
    """Return millions of cells of the first infusion and the parts, None where one is unknown."""
    first = [case.infusion.value] if case.infusion else []
    totals = [cells_of(infusion) for infusion in (*first, *parts)]
    known = [total for total in totals if total is not None]
    return sum(known, Decimal(0)) if len(known) == len(totals) else None


def cells_of(infusion: Infusion) -> Decimal | None:
    """Return the millions of cells of one infusion as documented, or by dose and weight."""
    if infusion.total is not None:
        return infusion.total
    if infusion.dose is None or infusion.dose_unit is None:
        return None
    dose = Dose(value=infusion.dose, unit=infusion.dose_unit, weight_kg=infusion.weight_kg)
    return dose.in_unit(DoseUnit.MILLION_TOTAL)


def _reinfusion(case: CaseFile, infusion: Infusion, day: date) -> Iterable[Question]:
    if infusion.reason is None:
        yield Question(
            "no_reason", "No reason is entered: planned, loss of B-cell aplasia, MRD, relapse?"
        )
    product = case.product
    number = case.day(day) or 0
    split = product.split if product else None
    if split is None or product is None or product.label_day(number) > split.latest_day:
        return
    if not any(kept.value.kind is InfusionKind.SPLIT_DOSE for kept in case.later_infusions):
        yield Question(
            "second_part_open",
            f"The label of {product.short} splits the dose, and its second part is not on record. "
            "Is this a reinfusion, and not that part?",
        )
