from datetime import date, timedelta
from decimal import Decimal

import pytest

from carttrack.domain.toxicity.count_runs import Count
from carttrack.domain.toxicity.hematotoxicity import Observation
from carttrack.domain.toxicity.platelet_recovery import SCALE, early_t_icaht, late_t_icaht

DAY0 = date(2026, 1, 5)
K = 1000


def seen(spans: list[tuple[int, int, int]], stop: int | None = None) -> Observation:
    return Observation(
        infusion=DAY0,
        counts=tuple(
            Count(DAY0 + timedelta(day), Decimal(value * K))
            for first, last, value in spans
            for day in range(first, last + 1)
        ),
        next_therapy=None if stop is None else DAY0 + timedelta(stop),
    )


@pytest.mark.parametrize(
    ("spans", "grade"),
    [
        ([(0, 30, 50)], 0),
        ([(0, 9, 80), (10, 15, 49), (16, 30, 80)], 1),
        ([(0, 9, 80), (10, 16, 49), (17, 30, 80)], 2),
        ([(0, 9, 80), (10, 10, 19), (11, 30, 80)], 3),
        ([(0, 9, 80), (10, 22, 19), (23, 30, 80)], 3),
        ([(0, 9, 80), (10, 23, 19), (24, 30, 80)], 4),
        ([(0, 3, 49), (4, 9, 80), (10, 12, 49), (13, 30, 80)], 2),  # cumulative: 4 + 3 days
        ([(0, 3, 49), (4, 5, 80), (6, 6, 49), (7, 30, 80)], 2),  # a recovery of 2 days is low
        ([], None),
    ],
)
def test_early_platelets_count_cumulative_days(
    spans: list[tuple[int, int, int]], grade: int | None
) -> None:
    assert early_t_icaht(seen(spans)).grade == grade


@pytest.mark.parametrize(
    ("spans", "grade"),
    [
        ([(31, 60, 100)], 0),
        ([(31, 60, 99)], 1),
        ([(31, 60, 49)], 2),
        ([(31, 43, 19), (44, 60, 120)], 3),
        ([(31, 44, 19), (45, 60, 120)], 4),
        ([(31, 39, 120), (40, 40, 10), (41, 60, 120)], 0),  # one low value among others
        ([(40, 40, 40)], 2),  # the only value
        ([(0, 30, 10)], None),
    ],
)
def test_late_platelets_by_depth_and_days(
    spans: list[tuple[int, int, int]], grade: int | None
) -> None:
    assert late_t_icaht(seen(spans)).grade == grade


def test_the_next_therapy_stops_the_platelet_windows() -> None:
    assert late_t_icaht(seen([(31, 40, 120), (41, 60, 10)], stop=40)).grade == 0


def test_the_platelet_grade_carries_its_own_scale() -> None:
    found = late_t_icaht(seen([(31, 60, 99)]))
    assert found.scale == SCALE != "ICAHT, EHA/EBMT 2023"
