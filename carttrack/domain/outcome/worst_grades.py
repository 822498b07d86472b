"""How severe CRS and neurotoxicity were: the highest grade of each patient, scale by scale."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from carttrack.domain.outcome.cohort_course import CohortCourse, WorstGrade
from carttrack.domain.outcome.proportions import Proportion, proportion
from carttrack.domain.toxicity.other_scales import WORST, GradedEvent

SEVERE = 3
"""Grade 3 or more is told as severe, on each scale by its own words: this program's choice."""
NEVER_MIXED = (
    "Each scale stands alone: a grade of one is not the grade of another, so no rate is computed "
    "over several, and rates on different scales are not compared."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCounts:
    """Patients by their highest grade on one scale.

    `counts` holds grades 0 to 5; `ungraded` patients had entries that could not be graded.
    `at_least` tells for how many a finding was missing that could have made it higher. `any_of`
    and `severe_of` are grade 1 or more and 3 or more among those graded. `reported` marks grades
    that another hospital gave.
    """

    event: GradedEvent
    scale: str
    reported: bool
    counts: tuple[int, ...]
    ungraded: int
    at_least: int
    any_of: Proportion
    severe_of: Proportion

    @property
    def graded(self) -> int:
        """How many patients have a grade on the scale."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstGrades:
    """Every scale that occurs, and how many of the infused have no entry for an event at all."""

    infused: int
    scales: tuple[GradeCounts, ...]
    without: tuple[tuple[GradedEvent, int], ...]


def worst_grades(infused: Iterable[CohortCourse]) -> WorstGrades:
    """Return the highest grades of courses with an infusion."""
    courses = tuple(infused)
    found: dict[tuple[GradedEvent, bool, str], list[WorstGrade]] = {}
    with_any: Counter[GradedEvent] = Counter()
    for course in courses:
        for grade in course.grades:
            found.setdefault((grade.event, grade.reported, grade.scale), []).append(grade)
        with_any.update({grade.event for grade in course.grades})
    order = list(GradedEvent)
    return WorstGrades(
        infused=len(courses),
        scales=tuple(
            _counts(key, found[key])
            for key in sorted(found, key=lambda key: (order.index(key[0]), *key[1:]))
        ),
        without=tuple((event, len(courses) - with_any[event]) for event in GradedEvent),
    )


def _counts(key: tuple[GradedEvent, bool, str], grades: list[WorstGrade]) -> GradeCounts:
    event, reported, scale = key
    of_grade = Counter(one.grade for one in grades)
    counts = tuple(of_grade[grade] for grade in range(WORST + 1))
    graded = sum(counts)
    return GradeCounts(
        event=event,
        scale=scale,
        reported=reported,
        counts=counts,
        ungraded=of_grade[None],
        at_least=sum(one.at_least for one in grades),
        any_of=proportion(sum(counts[1:]), graded),
        severe_of=proportion(sum(counts[SEVERE:]), graded),
    )
