"""How long the way took: median days between two steps, with the middle half."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

from carttrack.domain.outcome.cohort_course import CohortCourse

QUARTILES_FROM = 2
"""Quartiles need two patients at least."""


class SpanKind(StrEnum):
    """A span that ends with the infusion, named by where it begins.

    Vein-to-vein begins with leukapheresis (Transfus Cell Ther 2025;14:6-11). Authors who write
    brain-to-vein begin with the decision or with the referral, so both stand here and neither is
    taken for the other (Blood 2025;146(Suppl 1):7944 gives both).
    """

    VEIN_TO_VEIN = "vein_to_vein"
    BRAIN_TO_VEIN = "brain_to_vein"
    REFERRAL_TO_INFUSION = "referral_to_infusion"


DEFINITIONS = {
    SpanKind.VEIN_TO_VEIN: "From the beginning of leukapheresis to the infusion.",
    SpanKind.BRAIN_TO_VEIN: (
        "From the decision (the tumour board on record) to the infusion; that the name begins "
        "there is to be confirmed by the clinic."
    ),
    SpanKind.REFERRAL_TO_INFUSION: "From the referral to the infusion.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of `patients` who have both dates; `missing` lack the first.

    `low` and `high` are the first and third quartile (linear between the nearest values), None
    for fewer than two patients.
    """

    kind: SpanKind
    patients: int
    missing: int
    median: float | None = None
    low: float | None = None
    high: float | None = None


def spans(infused: Iterable[CohortCourse]) -> tuple[Span, ...]:
    """Return each span of the courses with an infusion."""
    courses = [course for course in infused if course.infused_on is not None]
    return tuple(_span(kind, courses) for kind in SpanKind)


def _span(kind: SpanKind, courses: list[CohortCourse]) -> Span:
    days = sorted(found for course in courses if (found := _days(kind, course)) is not None)
    missing = len(courses) - len(days)
    if not days:
        return Span(kind=kind, patients=0, missing=missing)
    low = high = None
    if len(days) >= QUARTILES_FROM:
        low, _, high = quantiles(days, n=4, method="inclusive")
    return Span(
        kind=kind, patients=len(days), missing=missing, median=median(days), low=low, high=high
    )


def _days(kind: SpanKind, course: CohortCourse) -> int | None:
    began = {
        SpanKind.VEIN_TO_VEIN: course.collected_on,
        SpanKind.BRAIN_TO_VEIN: course.decided_on,
        SpanKind.REFERRAL_TO_INFUSION: course.opened_on,
    }[kind]
    if began is None or course.infused_on is None or began > course.infused_on:
        return None
    return (course.infused_on - began).days
