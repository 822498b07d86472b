"""The way from referral to infusion, with what became of those who did not come so far."""

from typing import Any

import pytest

from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.funnel import FunnelLine, Stage, funnel, furthest
from carttrack.domain.pathway.courses import EndReason
from tests.domain.outcome.cohort_builders import a_course, day, not_infused

NOT_EVALUATED: dict[str, Any] = {"evaluated_on": None, "collected_on": None}


def ended(reason: EndReason, **changes: Any) -> CohortCourse:
    return not_infused(ended_on=day(0), end_reason=reason, **changes)


@pytest.mark.parametrize(
    ("course", "stage"),
    [
        (not_infused(**NOT_EVALUATED), Stage.REFERRED),
        (not_infused(collected_on=None), Stage.EVALUATED),
        (not_infused(), Stage.LEUKAPHERESIS),
        (not_infused(made_on=day(-3)), Stage.PRODUCT_MADE),
        (ended(EndReason.FAILED_PRODUCT, made_on=day(-3)), Stage.LEUKAPHERESIS),
        (a_course(), Stage.INFUSED),
        (a_course(evaluated_on=None, collected_on=None), Stage.INFUSED),
    ],
)
def test_a_course_stands_where_it_came_furthest(course: CohortCourse, stage: Stage) -> None:
    assert furthest(course) is stage


def test_each_stage_tells_who_came_no_further_and_why() -> None:
    found = funnel(
        [
            a_course(),
            a_course(),
            ended(EndReason.SCREEN_FAILURE, collected_on=None),
            ended(EndReason.WITHDREW, collected_on=None),
            ended(EndReason.SCREEN_FAILURE, collected_on=None),
            not_infused(died_on=day(-3)),
            not_infused(),
            not_infused(**NOT_EVALUATED),
        ]
    )
    assert found.referred == 8
    assert found.lines == (
        FunnelLine(stage=Stage.REFERRED, reached=8, waiting=1),
        FunnelLine(
            stage=Stage.EVALUATED,
            reached=7,
            lost=((EndReason.SCREEN_FAILURE, 2), (EndReason.WITHDREW, 1)),
        ),
        FunnelLine(stage=Stage.LEUKAPHERESIS, reached=4, lost=((EndReason.DIED, 1),), waiting=1),
        FunnelLine(stage=Stage.PRODUCT_MADE, reached=2),
        FunnelLine(stage=Stage.INFUSED, reached=2),
    )


def test_both_denominators_leave_out_who_is_still_on_the_way() -> None:
    found = funnel([a_course(), a_course(), not_infused(died_on=day(-3)), not_infused()])
    assert (found.of_referred.count, found.of_referred.of) == (2, 3)
    assert (found.of_collected.count, found.of_collected.of) == (2, 3)


def test_published_attrition_comes_out() -> None:
    # ZUMA-3: 71 enrolled, 65 products, 55 infused (Shah BD, et al. Lancet 2021;398:491-502).
    courses = [a_course()] * 55
    courses += [ended(EndReason.WITHDREW, made_on=day(-3))] * 10
    courses += [ended(EndReason.FAILED_PRODUCT)] * 6
    found = funnel(courses)
    assert [line.reached for line in found.lines] == [71, 71, 71, 65, 55]
    assert (found.of_collected.count, found.of_collected.of) == (55, 71)


def test_an_empty_cohort_has_no_rates() -> None:
    assert funnel([]).of_referred.share is None
