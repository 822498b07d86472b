"""A cohort as a screen shows it: its figures, its groups, and what published stands beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.best_response import BestResponses, best_responses
from carttrack.domain.outcome.cohort import CohortOutcomes
from carttrack.domain.outcome.cohort_course import (
    CohortCourse,
    judged_responses,
    with_later_cells,
)
from carttrack.domain.outcome.cohort_filter import Start, chosen
from carttrack.domain.patients import Disease, Target, age_on
from carttrack.domain.reference.comparison import beside
from carttrack.domain.reference.figures import Figure, PublishedEndpoint
from carttrack.domain.terms import target_words, term

SMALL = 30
"""Below this many infused patients the whole is told as small: this program's choice."""
SMALL_WORDS = (
    "Intervals are wide; differences can come from chance or from different patients. "
    "Not for comparing centres."
)
MONTHS_TOLD = 12
"""The time at which survival stands beside published survival: this program's choice."""
AGES = {1: (0, 17), 2: (7, 30)}
"""Ages of the groups of [1] (children, ages not stated) and [2], in completed years."""
AGE_WORDS = {1: "children", 2: "7 to 30 years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortGroup:
    """The infused who share their targets, or their age group; the other of the two is None."""

    targets: frozenset[Target] | None = None
    age_group: AgeGroup | None = None
    infused: int
    response: BestResponses


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What can be chosen from: products, targets, diseases and years with an infusion."""

    products: tuple[str, ...]
    targets: tuple[frozenset[Target], ...]
    diseases: tuple[Disease, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPicture:
    """The outcomes of a cohort with the groups it is made of.

    `groups` is empty where all are alike, or where response is not defined. `targets` and `ages`
    (youngest and oldest, in years) are those of the infused; an empty target set stands for
    products whose target is not recorded.
    """

    outcomes: CohortOutcomes
    groups: tuple[CohortGroup, ...]
    targets: tuple[frozenset[Target], ...]
    ages: tuple[int, int] | None
    on_record: OnRecord

    @property
    def is_small(self) -> bool:
        """Whether somebody was infused, and fewer than 30."""
        return 0 < self.outcomes.infused < SMALL

    @property
    def published(self) -> tuple[Figure, ...]:
        """The published figures of groups like this cohort: same disease, targets and age."""
        return tuple(one for one in self.outcomes.published if self._is_like(one))

    def at_12_months(self, endpoint: PublishedEndpoint) -> tuple[Figure, ...]:
        """Return what is published of an endpoint at 12 months, of groups like this cohort."""
        return beside(self.published, endpoint, months=MONTHS_TOLD)

    @property
    def left_out(self) -> str:
        """Why published figures do not stand beside the cohort, empty where all do."""
        outcomes = self.outcomes
        if not outcomes.infused:
            return ""
        if outcomes.wanted.disease is None:
            return "No published figure stands beside patients of several diseases."
        if len(self.targets) > 1:
            known = ", ".join(_named(targets) for targets in self.targets)
            return (
                f"The patients here received products of several targets ({known}). Choose one "
                "target to see published figures beside their own."
            )
        if not any(self.targets):
            return "The target of the product is not recorded: no published figure stands beside."
        return self._other_ages()

    def _other_ages(self) -> str:
        """Name the groups of another age; without any published figure say so."""
        others = sorted({one.source for one in self.outcomes.published if not self._is_like(one)})
        if others and self.ages is not None:
            cited = " and ".join(f"[{number}] is of {AGE_WORDS[number]}" for number in others)
            return f"{cited}; here ages run from {self.ages[0]} to {self.ages[1]}: not shown."
        if self.published or self.outcomes.wanted.disease is None:
            return ""
        disease, targets = term(self.outcomes.wanted.disease), _named(self.targets[0])
        return f"No published figure at hand is of {disease} and a {targets} product."

    def _is_like(self, figure: Figure) -> bool:
        numbers = figure.numbers
        if numbers is None or self.ages is None or self.targets != (numbers.targets,):
            return False
        youngest, oldest = AGES.get(figure.source, self.ages)
        return youngest <= self.ages[0] and self.ages[1] <= oldest


def cohort_picture(
    courses: Iterable[CohortCourse],
    outcomes: CohortOutcomes,
    counts: Comparison = Comparison.AT_LEAST,
) -> CohortPicture:
    """Return outcomes with the groups of their cohort; `courses` are all, as they were read."""
    known = with_later_cells(courses)
    infused = chosen(known, outcomes.wanted, Start.INFUSION, outcomes.today)
    ages = [_age(course) for course in infused]
    return CohortPicture(
        outcomes=outcomes,
        groups=_groups(infused, outcomes.today, counts) if outcomes.response else (),
        targets=_target_sets(infused),
        ages=(min(ages), max(ages)) if ages else None,
        on_record=_on_record([course for course in known if course.infused_on is not None]),
    )


def _on_record(infused: Sequence[CohortCourse]) -> OnRecord:
    diseases = {course.disease for course in infused}
    return OnRecord(
        products=tuple(sorted({course.product for course in infused if course.product})),
        targets=tuple(targets for targets in _target_sets(infused) if targets),
        diseases=tuple(disease for disease in Disease if disease in diseases),
        years=tuple(sorted({one.infused_on.year for one in infused if one.infused_on})),
    )


def _target_sets(infused: Iterable[CohortCourse]) -> tuple[frozenset[Target], ...]:
    return tuple(sorted({course.targets for course in infused}, key=target_words))


def _groups(
    infused: Sequence[CohortCourse], today: date, counts: Comparison
) -> tuple[CohortGroup, ...]:
    """Return the groups by targets, then by age; neither where all are of one."""
    judged = {course.course_id: judged_responses(course, counts) for course in infused}

    def answers(inside: Sequence[CohortCourse]) -> BestResponses:
        return best_responses(((one, judged[one.course_id]) for one in inside), today)

    groups = []
    for targets in _target_sets(infused):
        inside = [one for one in infused if one.targets == targets]
        groups.append(CohortGroup(targets=targets, infused=len(inside), response=answers(inside)))
    by_targets = groups if len(groups) > 1 else []
    by_age = []
    for age_group in AgeGroup:
        inside = [one for one in infused if age_group.holds(_age(one))]
        if inside:
            by_age.append(
                CohortGroup(age_group=age_group, infused=len(inside), response=answers(inside))
            )
    return (*by_targets, *(by_age if len(by_age) > 1 else []))


def _age(course: CohortCourse) -> int:
    return age_on(course.birth_date, course.infused_on or course.opened_on)


def _named(targets: frozenset[Target]) -> str:
    return target_words(targets) or "target not recorded"
