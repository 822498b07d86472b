"""Blood counts by day after the infusion: the lowest of each day, the days between, the runs.

The choices follow Liang EC, Automated approach to grade early and late ICAHT by EHA/EBMT criteria
(Fred Hutchinson Cancer Center, 2024), which implements Rejeski K et al. Blood 2023;142(10):865-877.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

RECOVERY_DAYS = 3
"""So many consecutive days above a limit end a run; fewer do not (Liang EC 2024)."""
LONGEST_PUBLISHED_GAP = 7
"""The published implementation fills at most so many missing days in a row (Liang EC 2024)."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a day, in cells per µL."""

    day: date
    per_ul: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """A run of days at or under a limit, first and last day after the infusion included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days it lasts, days of recovery that do not end it included."""
        return self.last - self.first + 1


def lowest_by_day(
    counts: Iterable[Count], infusion: date, first: int, last: int
) -> dict[int, Decimal]:
    """Return the lowest count of each Day from `first` to `last`, in order of days."""
    found: dict[int, Decimal] = {}
    for count in counts:
        day = (count.day - infusion).days
        if first <= day <= last:
            found[day] = min(count.per_ul, found.get(day, count.per_ul))
    return dict(sorted(found.items()))


def interpolated(measured: Mapping[int, Decimal]) -> dict[int, Fraction]:
    """Return a count for every Day from the first to the last measured, exactly.

    Missing days are filled in a straight line between their neighbours; nothing is assumed before
    the first value and after the last.
    """
    filled = {day: Fraction(value) for day, value in measured.items()}
    for (before, low), (after, high) in pairwise(sorted(filled.items())):
        for day in range(before + 1, after):
            filled[day] = low + (high - low) * Fraction(day - before, after - before)
    return dict(sorted(filled.items()))


def longest_gap(measured: Mapping[int, Decimal]) -> int:
    """Return how many days in a row lack a value between two measured ones, at most."""
    return max((after - before - 1 for before, after in pairwise(sorted(measured))), default=0)


def joined_runs(low_days: Iterable[int]) -> tuple[Run, ...]:
    """Return the runs of low days, joined where fewer than 3 days lie between two of them."""
    runs: list[Run] = []
    for day in sorted(low_days):
        if runs and day - runs[-1].last - 1 < RECOVERY_DAYS:
            runs[-1] = Run(runs[-1].first, day)
        else:
            runs.append(Run(day, day))
    return tuple(runs)


def longest(runs: Sequence[Run]) -> Run | None:
    """Return the longest run, the earliest of equal ones, None without one."""
    return max(runs, key=lambda run: run.days, default=None)
