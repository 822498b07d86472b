"""Kaplan-Meier against published worked examples and an independent implementation."""

from fractions import Fraction
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.outcome.survival import NotGiven, Survival, kaplan_meier

SIX_MP = (
    *((6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True)),
    *((10, False), (11, False), (13, True), (16, True), (17, False), (19, False), (20, False)),
    *((22, True), (23, True), (25, False), (32, False), (32, False), (34, False), (35, False)),
)
"""Weeks in remission on 6-mercaptopurine. Freireich EJ, et al. Blood 1963;21:699-716, as in
Kalbfleisch JD, Prentice RL. The Statistical Analysis of Failure Time Data."""
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
"""The placebo arm of the same trial; all relapsed."""


def survival_of(pairs: tuple[tuple[int, bool], ...]) -> Survival:
    return kaplan_meier([day for day, _ in pairs], [event for _, event in pairs])


@pytest.mark.parametrize(
    ("week", "at_risk", "share", "low", "high"),
    [
        (6, 21, 0.857, 0.620, 0.952),
        (7, 17, 0.807, 0.563, 0.923),
        (10, 15, 0.753, 0.503, 0.889),
        (13, 12, 0.690, 0.432, 0.849),
        (16, 11, 0.627, 0.368, 0.805),
        (22, 7, 0.538, 0.268, 0.747),
        (23, 6, 0.448, 0.188, 0.680),
    ],
)
def test_six_mercaptopurine_gives_the_published_estimates(
    week: int, at_risk: int, share: float, low: float, high: float
) -> None:
    found = survival_of(SIX_MP).at(week)
    assert found.at_risk == at_risk
    assert found.share == pytest.approx(share, abs=0.0006)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(low, abs=0.0006)
    assert found.interval.high == pytest.approx(high, abs=0.0006)


def test_the_published_medians_come_out() -> None:
    assert survival_of(SIX_MP).median.days == 23
    placebo = kaplan_meier(PLACEBO, [True] * len(PLACEBO))
    assert placebo.median.days == 8
    assert placebo.at(8).share == pytest.approx(8 / 21)


def test_who_is_censored_on_a_day_is_still_at_risk_on_it() -> None:
    tied = kaplan_meier([5] * 5 + [9] * 5, [True] + [False] * 9)
    assert tied.at(5).at_risk == 10
    assert tied.at(5).share == pytest.approx(0.9)


def test_no_estimate_is_given_with_fewer_than_five_at_risk() -> None:
    survival = survival_of(SIX_MP)
    assert survival.at(25).at_risk == 5
    assert survival.at(25).share is not None
    few = survival.at(26)
    assert (few.share, few.interval, few.at_risk) == (None, None, 4)
    assert few.reason is NotGiven.FEW_AT_RISK
    assert survival.at(36).at_risk == 0


def test_before_the_first_event_all_survive_and_there_is_no_interval() -> None:
    found = survival_of(SIX_MP).at(5)
    assert (found.share, found.interval, found.at_risk) == (1.0, None, 21)


def test_nobody_has_no_survival() -> None:
    nobody = kaplan_meier([], [])
    assert nobody.at(100).reason is NotGiven.NOBODY
    assert nobody.median.reason is NotGiven.NOBODY


def test_a_median_is_not_reached_or_not_given_for_few() -> None:
    assert kaplan_meier([9] * 10, [False] * 10).median.reason is NotGiven.NOT_REACHED
    assert kaplan_meier([3, 4], [True, True]).median.reason is NotGiven.FEW_AT_RISK


def test_median_follow_up_takes_censoring_as_the_event() -> None:
    days = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    censored = kaplan_meier(days, [False] * 10)
    assert censored.follow_up.days == 50
    assert survival_of(SIX_MP).follow_up.days == 25


def test_an_uneven_or_negative_input_is_refused() -> None:
    with pytest.raises(ValueError, match="one number of days"):
        kaplan_meier([1, 2], [True])
    with pytest.raises(ValueError, match="one number of days"):
        kaplan_meier([-1], [True])


def by_hand(pairs: list[tuple[int, bool]], day: int) -> tuple[Fraction, float]:
    """Return S(day) as an exact fraction and Greenwood's sum, straight from the formula."""
    share, summed = Fraction(1), 0.0
    for time in sorted({time for time, event in pairs if event and time <= day}):
        at_risk = sum(other >= time for other, _ in pairs)
        died = sum(other == time and event for other, event in pairs)
        share *= 1 - Fraction(died, at_risk)
        if died < at_risk:
            summed += died / (at_risk * (at_risk - died))
    return share, summed


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=5, max_size=60),
    st.integers(0, 41),
)
def test_an_independent_implementation_agrees(pairs: list[tuple[int, bool]], day: int) -> None:
    found = kaplan_meier([time for time, _ in pairs], [event for _, event in pairs]).at(day)
    at_risk = sum(time >= day for time, _ in pairs)
    assert found.at_risk == at_risk
    if at_risk < 5:
        assert found.share is None
        return
    share, summed = by_hand(pairs, day)
    assert found.share == pytest.approx(float(share))
    if not 0 < share < 1:
        assert found.interval is None
        return
    theta = 1.959963984540054 * sqrt(summed) / log(share)
    low, high = sorted((float(share) ** exp(theta), float(share) ** exp(-theta)))
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.booleans()), min_size=1, max_size=40))
def test_a_curve_only_falls_and_its_limits_enclose_it(pairs: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([time for time, _ in pairs], [event for _, event in pairs])
    assert list(curve.shares) == sorted(curve.shares, reverse=True)
    assert list(curve.at_risk) == sorted(curve.at_risk, reverse=True)
    for low, share, high in zip(curve.low, curve.shares, curve.high, strict=True):
        assert low is None or high is None or 0 <= low <= share <= high <= 1
