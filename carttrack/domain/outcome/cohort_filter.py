"""Which courses a cohort is made of: product, target, disease, age group and period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.patients import Disease, Target, age_on

PERIOD = (
    "Period and age are those of the day a figure starts from: infusion, leukapheresis or "
    "referral. The way from referral counts courses; every other figure counts each patient once, "
    "with the first course that passes."
)
"""Who is counted, printed with every cohort."""


class Start(StrEnum):
    """The day a figure starts from, which also tells who is counted."""

    REFERRAL = "referral"
    LEUKAPHERESIS = "leukapheresis"
    INFUSION = "infusion"

    def day(self, course: CohortCourse) -> date | None:
        """Return the day of a course, None where the course has not come that far."""
        if self is Start.INFUSION:
            return course.infused_on
        return course.collected_on if self is Start.LEUKAPHERESIS else course.opened_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFilter:
    """Which courses are counted; None lets all pass.

    `product` is a catalogue id or a typed name, `targets` are exactly those of the product.
    `since` and `until`, both included, hold for the day a figure starts from: the infusion, and
    where courses without one are counted too, the leukapheresis or the referral.
    """

    disease: Disease | None = Disease.B_ALL
    product: str | None = None
    targets: frozenset[Target] | None = None
    age_group: AgeGroup | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise InvalidEntryError("until", "The period ends before it begins. Check both days.")

    def passes(self, course: CohortCourse, on: date) -> bool:
        """Tell whether a course counts in a figure that starts on a day."""
        return (
            (self.disease is None or course.disease is self.disease)
            and (self.product is None or course.product == self.product)
            and (self.targets is None or course.targets == self.targets)
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= self.until)
            and (self.age_group is None or self.age_group.holds(age_on(course.birth_date, on)))
        )


def chosen(
    courses: Iterable[CohortCourse], wanted: CohortFilter, start: Start, today: date
) -> tuple[CohortCourse, ...]:
    """Return the courses that a figure counts, started on `today` or before.

    From the referral on, each course counts; from leukapheresis or infusion on each patient counts
    once, with the first course that passes.
    """
    passed = (
        course
        for course in courses
        if (on := start.day(course)) is not None and on <= today and wanted.passes(course, on)
    )
    if start is Start.REFERRAL:
        return tuple(passed)
    first: dict[int, CohortCourse] = {}
    for course in passed:
        known = first.get(course.patient_id)
        if known is None or course.number < known.number:
            first[course.patient_id] = course
    return tuple(first.values())
