"""Proportions with their intervals: exact (Clopper-Pearson) and by Wilson's score."""

from dataclasses import dataclass
from enum import StrEnum

CONFIDENCE = 0.95
FEW = 20
"""Below this many patients one of them moves a rate by more than 5 points; a rate is then said
with a warning. It is arithmetic, not a published limit."""
NOBODY = "nobody to count"


class IntervalMethod(StrEnum):
    """How the interval of a proportion is computed; the values are scipy's own names."""

    CLOPPER_PEARSON = "exact"
    WILSON = "wilson"


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval; both limits are shares from 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """`count` of `of` patients.

    `share` runs from 0 to 1; it and the intervals are None where there is nobody to count, and
    `reason` says so. `exact` is Clopper and Pearson's interval, `wilson` Wilson's.
    """

    count: int
    of: int
    share: float | None = None
    exact: Interval | None = None
    wilson: Interval | None = None
    reason: str = ""

    @property
    def warning(self) -> str:
        """What small numbers make of the rate, empty from 20 patients on."""
        if not 0 < self.of < FEW:
            return ""
        return f"{self.of} patients: one more or less moves the rate by {100 / self.of:.0f} points"


def proportion(count: int, of: int) -> Proportion:
    """Return `count` of `of` with both intervals; raises `ValueError` unless 0 ≤ count ≤ of."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no proportion")
    if of == 0:
        return Proportion(count=0, of=0, reason=NOBODY)
    return Proportion(
        count=count,
        of=of,
        share=count / of,
        exact=interval(count, of, IntervalMethod.CLOPPER_PEARSON),
        wilson=interval(count, of, IntervalMethod.WILSON),
    )


def interval(count: int, of: int, method: IntervalMethod) -> Interval:
    """Return the 95 % interval of `count` of `of`, one patient at least.

    Clopper-Pearson never covers less than 95 % and is therefore wide; Wilson's score interval
    covers 95 % on average. Both are scipy's (`binomtest`).
    """
    from scipy.stats import binomtest  # noqa: PLC0415  (0.7 s: only when figures are wanted)

    found = binomtest(count, of).proportion_ci(CONFIDENCE, method=method.value)
    return Interval(float(found.low), float(found.high))
