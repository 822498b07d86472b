"""Who is counted: filters, the day they hold for, and each patient once."""

from datetime import date
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.cohort_filter import CohortFilter, Start, chosen
from carttrack.domain.patients import Disease, Target
from tests.domain.outcome.cohort_builders import DAY0, a_course, day, not_infused

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        ({}, True),
        ({"disease": Disease.LBCL}, False),
        ({"disease": None}, True),
        ({"product": "brexu_cel"}, True),
        ({"product": "obe_cel"}, False),
        ({"targets": frozenset({Target.CD19})}, True),
        ({"targets": frozenset({Target.CD19, Target.CD22})}, False),
        ({"age_group": AgeGroup.FROM_26_TO_64}, True),
        ({"age_group": AgeGroup.FROM_18_TO_25}, False),
        ({"since": DAY0, "until": DAY0}, True),
        ({"since": day(1)}, False),
        ({"until": day(-1)}, False),
    ],
)
def test_a_filter_lets_pass_what_it_names(wanted: dict[str, Any], passes: bool) -> None:  # noqa: FBT001
    assert CohortFilter(**wanted).passes(a_course(), DAY0) is passes


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (0, AgeGroup.UNDER_18),
        (17, AgeGroup.UNDER_18),
        (18, AgeGroup.FROM_18_TO_25),
        (25, AgeGroup.FROM_18_TO_25),
        (26, AgeGroup.FROM_26_TO_64),
        (64, AgeGroup.FROM_26_TO_64),
        (65, AgeGroup.FROM_65),
        (99, AgeGroup.FROM_65),
    ],
)
def test_every_age_belongs_to_one_group(age: int, group: AgeGroup) -> None:
    assert [each for each in AgeGroup if each.holds(age)] == [group]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="ends before it begins"):
        CohortFilter(since=day(1), until=day(0))


def test_the_period_holds_for_the_day_a_figure_starts_from() -> None:
    wanted = CohortFilter(since=day(-45), until=day(-30))
    course = a_course()
    assert chosen([course], wanted, Start.LEUKAPHERESIS, TODAY) == (course,)
    assert chosen([course], wanted, Start.INFUSION, TODAY) == ()
    assert chosen([course], wanted, Start.REFERRAL, TODAY) == ()


def test_each_patient_counts_once_with_the_first_course_that_passes() -> None:
    first = not_infused(course_id=1, number=1)
    second = a_course(course_id=2, number=2, product="obe_cel")
    everyone = CohortFilter()
    assert chosen([second, first], everyone, Start.INFUSION, TODAY) == (second,)
    assert chosen([second, first], everyone, Start.LEUKAPHERESIS, TODAY) == (first,)
    assert len(chosen([second, first], everyone, Start.REFERRAL, TODAY)) == 2


def test_what_starts_after_today_is_not_counted() -> None:
    assert chosen([a_course()], CohortFilter(), Start.INFUSION, day(-1)) == ()
