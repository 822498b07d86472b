"""T-ICAHT: the platelet variant of ICAHT, kept apart from it and never mixed with its grades.

Source: the T-ICAHT table in the journals of the American Society of Hematology (ASH Publications,
view-large 12809257), which follows the logic of Rejeski K et al. Blood 2023;142(10):865-877 with
cumulative days instead of the longest run, and counts recoveries of fewer than 3 days as low.
Relapse, next therapy and death end both of its windows, the early one too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from carttrack.domain.toxicity.count_runs import (
    RECOVERY_DAYS,
    interpolated,
    joined_runs,
    lowest_by_day,
)
from carttrack.domain.toxicity.hematotoxicity import (
    EARLY_LAST_DAY,
    LATE_LAST_DAY,
    IcahtGrade,
    Observation,
)
from carttrack.domain.toxicity.scales import Reason

SCALE = "T-ICAHT (platelets)"
_Row = tuple[Decimal, Sequence[tuple[int, int]]]
_DEEPEST: _Row = (Decimal(20_000), ((14, 4), (1, 3)))
_EARLY: tuple[_Row, ...] = (_DEEPEST, (Decimal(50_000), ((7, 2), (1, 1))))
_LATE: tuple[_Row, ...] = (_DEEPEST, (Decimal(50_000), ((1, 2),)), (Decimal(100_000), ((1, 1),)))
_CHOICES = (
    "Choice: cumulative days below a limit are counted, not the longest run",
    "Choice: the lowest value of each day, missing days by linear interpolation between values",
    f"Choice: a recovery of fewer than {RECOVERY_DAYS} days is counted as low",
    "Choice: transfusions are not taken into account",
)


def early_t_icaht(seen: Observation) -> IcahtGrade:
    """Return the platelet grade of Day 0 to 30; `seen.counts` are platelets per µL."""
    return _graded(seen, 0, EARLY_LAST_DAY, _EARLY)


def late_t_icaht(seen: Observation) -> IcahtGrade:
    """Return the platelet grade of Day 31 to 100; `seen.counts` are platelets per µL.

    When only one of several values lies below the limits it is transient and not graded.
    """
    return _graded(seen, EARLY_LAST_DAY + 1, LATE_LAST_DAY, _LATE)


def _graded(seen: Observation, first: int, last: int, table: Sequence[_Row]) -> IcahtGrade:
    stops = [day for day in (seen.relapse, seen.next_therapy, seen.last_contact) if day]
    last = min([last, *((day - seen.infusion).days for day in stops)])
    measured = lowest_by_day(seen.counts, seen.infusion, first, last)
    if not measured:
        words = f"No platelet count on record from Day {first} to its last day: no grade"
        return IcahtGrade(grade=None, reasons=(Reason(words),), scale=SCALE)
    days = interpolated(measured)
    if first > 0:
        days = _without_transient(measured, days, table[-1][0])
    lines = [_line(days, limit, rows) for limit, rows in table]
    grade = max(line.grade or 0 for line in lines)
    return IcahtGrade(
        grade=grade,
        reasons=(
            *(replace(line, deciding=0 < grade == line.grade) for line in lines),
            *(Reason(choice) for choice in _CHOICES),
        ),
        scale=SCALE,
    )


def _without_transient(
    measured: Mapping[int, Decimal], days: Mapping[int, Fraction], limit: Decimal
) -> dict[int, Fraction]:
    low = [day for day, value in measured.items() if value < limit]
    return {} if len(low) == 1 < len(measured) else dict(days)


def _line(days: Mapping[int, Fraction], limit: Decimal, rows: Sequence[tuple[int, int]]) -> Reason:
    runs = joined_runs(day for day, value in days.items() if value < limit)
    total = sum(run.days for run in runs)
    grade = next((found for least, found in rows if total >= least), None)
    count = "1 day" if total == 1 else f"{total} days"
    return Reason(f"Platelets <{limit / 1000:f} × 10⁹/L: {count}", grade)
