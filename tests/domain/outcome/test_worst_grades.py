"""The highest grades, each scale alone."""

from carttrack.domain.outcome.cohort_course import WorstGrade
from carttrack.domain.outcome.worst_grades import worst_grades
from carttrack.domain.toxicity.other_scales import GradedEvent
from tests.domain.outcome.cohort_builders import a_course

CRS, NEURO = GradedEvent.CRS, GradedEvent.NEUROTOXICITY
ASTCT = "ASTCT 2019"


def test_scales_are_never_mixed() -> None:
    courses = [
        a_course(grades=(WorstGrade(CRS, ASTCT, 2), WorstGrade(NEURO, ASTCT, 0))),
        a_course(grades=(WorstGrade(CRS, ASTCT, 3),)),
        a_course(grades=(WorstGrade(CRS, "Lee 2014", 2, reported=True),)),
        a_course(grades=(WorstGrade(CRS, ASTCT, 4, reported=True),)),
        a_course(),
    ]
    found = worst_grades(courses)
    assert [(one.event, one.scale, one.reported, one.counts) for one in found.scales] == [
        (CRS, ASTCT, False, (0, 0, 1, 1, 0, 0)),
        (CRS, ASTCT, True, (0, 0, 0, 0, 1, 0)),
        (CRS, "Lee 2014", True, (0, 0, 1, 0, 0, 0)),
        (NEURO, ASTCT, False, (1, 0, 0, 0, 0, 0)),
    ]
    assert found.without == ((CRS, 1), (NEURO, 4))


def test_rates_are_of_those_graded() -> None:
    grades = [WorstGrade(CRS, ASTCT, grade) for grade in (0, 1, 3, 5, None)]
    (found,) = worst_grades([a_course(grades=(grade,)) for grade in grades]).scales
    assert (found.graded, found.ungraded) == (4, 1)
    assert (found.any_of.count, found.any_of.of) == (3, 4)
    assert (found.severe_of.count, found.severe_of.of) == (2, 4)


def test_grades_that_may_have_been_higher_are_told() -> None:
    courses = [a_course(grades=(WorstGrade(CRS, ASTCT, 2, at_least=True),)), a_course()]
    assert worst_grades(courses).scales[0].at_least == 1
