"""Exact and Wilson intervals against published ones."""

import pytest

from carttrack.domain.outcome.proportions import proportion


@pytest.mark.parametrize(
    ("count", "of", "percent", "exact", "wilson"),
    [
        # Park JH, et al. N Engl J Med 2018;378:449-459: severe CRS, printed as 15-40.
        (14, 53, 26.42, (15.26, 40.33), (16.44, 39.58)),
        # Shah BD, et al. Lancet 2021;398:491-502 (ZUMA-3): CR or CRi, printed as 57-82.
        (39, 55, 70.91, (57.10, 82.37), (57.86, 81.23)),
        # Maude SL, et al. N Engl J Med 2018;378:439-448 (ELIANA): remission, printed as 71-89.
        (61, 75, 81.33, (70.67, 89.40), (71.07, 88.54)),
        # Aucatzyl US prescribing information: CR, printed as 29-54.
        (27, 65, 41.54, (29.44, 54.44), (30.36, 53.66)),
        # Fry TJ, et al. Nat Med 2018;24:20-28: CR, no interval printed.
        (11, 15, 73.33, (44.90, 92.21), (48.05, 89.10)),
        # Cordoba S, et al. Nat Med 2021;27:1797-1805: no interval printed.
        (13, 15, 86.67, (59.54, 98.34), (62.12, 96.26)),
        (340, 343, 99.13, (97.47, 99.82), (97.46, 99.70)),
        (0, 10, 0.0, (0.0, 30.85), (0.0, 27.75)),
        (10, 10, 100.0, (69.15, 100.0), (72.25, 100.0)),
    ],
)
def test_published_intervals_come_out(
    count: int,
    of: int,
    percent: float,
    exact: tuple[float, float],
    wilson: tuple[float, float],
) -> None:
    found = proportion(count, of)
    assert found.share is not None
    assert found.exact is not None
    assert found.wilson is not None
    assert 100 * found.share == pytest.approx(percent, abs=0.005)
    assert (100 * found.exact.low, 100 * found.exact.high) == pytest.approx(exact, abs=0.0051)
    assert (100 * found.wilson.low, 100 * found.wilson.high) == pytest.approx(wilson, abs=0.0051)


def test_nobody_has_no_rate() -> None:
    found = proportion(0, 0)
    assert (found.share, found.exact, found.wilson) == (None, None, None)
    assert found.reason == "nobody to count"
    assert found.warning == ""


def test_small_numbers_are_warned_of() -> None:
    assert proportion(3, 8).warning == "8 patients: one more or less moves the rate by 12 points"
    assert proportion(9, 20).warning == ""


@pytest.mark.parametrize(("count", "of"), [(-1, 3), (4, 3)])
def test_more_than_all_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        proportion(count, of)
