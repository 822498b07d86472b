"""Cohort figures in words."""

from carttrack.domain.outcome.cohort_course import WorstGrade
from carttrack.domain.outcome.cohort_words import (
    ENDED_BY,
    ENDPOINTS,
    SPANS,
    STAGES,
    STARTS,
    estimate_words,
    median_words,
    proportion_words,
    scale_words,
    span_words,
)
from carttrack.domain.outcome.endpoints import EndedBy
from carttrack.domain.outcome.funnel import Stage
from carttrack.domain.outcome.proportions import proportion
from carttrack.domain.outcome.spans import SpanKind, spans
from carttrack.domain.outcome.survival import kaplan_meier
from carttrack.domain.outcome.worst_grades import worst_grades
from carttrack.domain.toxicity.other_scales import GradedEvent
from tests.domain.outcome.cohort_builders import a_course, day


def test_a_rate_stands_with_its_interval_and_numbers() -> None:
    assert proportion_words(proportion(39, 55)) == (
        "39 of 55, 70.9 % (95 % interval 57.1–82.4 %, exact)"
    )
    assert proportion_words(proportion(0, 0)) == "none (nobody to count)"
    assert proportion_words(proportion(1, 4)).endswith(
        "; 4 patients: one more or less moves the rate by 25 points"
    )


def test_an_estimate_says_how_many_are_at_risk_or_why_it_is_not_given() -> None:
    survival = kaplan_meier([10] * 5 + [50] * 5, [True] * 5 + [False] * 5)
    assert estimate_words(survival.at(5)) == "100.0 % (no interval), 10 at risk"
    assert estimate_words(survival.at(20)) == "50.0 % (95 % interval 18.4–75.3 %), 5 at risk"
    assert estimate_words(survival.at(60)) == "not given: fewer than 5 at risk (0 at risk)"


def test_a_median_says_its_limits_or_why_there_is_none() -> None:
    survival = kaplan_meier([10] * 5 + [50] * 5, [True] * 5 + [False] * 5)
    assert median_words(survival.median) == "10 days (95 % interval 10 to not given)"
    assert median_words(kaplan_meier([9] * 9, [False] * 9).median) == "not reached"


def test_a_span_says_who_lacks_a_date() -> None:
    courses = [a_course(), a_course(decided_on=None), a_course(collected_on=day(-30))]
    vein, brain, _ = spans(courses)
    assert span_words(vein) == "median 40 days, IQR 35 to 40, n = 3"
    assert span_words(brain) == "median 60 days, IQR 60 to 60, n = 2 (1 lack a date)"
    undecided = spans([a_course(decided_on=None)])[1]
    assert span_words(undecided) == "none: 1 of 1 lack a date"


def test_a_scale_is_named_with_who_graded() -> None:
    neuro = GradedEvent.NEUROTOXICITY
    grades = (
        WorstGrade(GradedEvent.CRS, "ASTCT 2019", 1),
        WorstGrade(neuro, "ASTCT 2019", 1),
        WorstGrade(neuro, "CTCAE 5.0", 1, reported=True),
    )
    found = worst_grades([a_course(grades=grades)])
    assert [scale_words(counts) for counts in found.scales] == [
        "CRS, ASTCT 2019",
        "ICANS, ASTCT 2019",
        "neurologic event, CTCAE 5.0, as reported elsewhere",
    ]


def test_every_code_has_its_words() -> None:
    assert set(STAGES) == set(Stage)
    assert set(ENDED_BY) == set(EndedBy)
    assert set(SPANS) == set(SpanKind)
    assert len(ENDPOINTS) == len(STARTS) == 3
