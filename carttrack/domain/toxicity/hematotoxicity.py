"""Immune effector cell-associated hematotoxicity (ICAHT), early and late, from the ANC alone.

Source: Rejeski K, Subklewe M, Aljurf M, et al. EHA/EBMT consensus. Blood 2023;142(10):865-877,
doi 10.1182/blood.2023020578. The paper leaves open how runs of days are counted; the choices made
here follow Liang EC, Automated approach to grade early and late ICAHT by EHA/EBMT criteria (Fred
Hutchinson Cancer Center, 2024), except where a reason says otherwise. Every choice is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from carttrack.domain.toxicity import hematotoxicity_words as words
from carttrack.domain.toxicity.count_runs import (
    Count,
    Run,
    interpolated,
    joined_runs,
    longest,
    lowest_by_day,
)
from carttrack.domain.toxicity.scales import Reason

SCALE = "ICAHT, EHA/EBMT 2023"
RULE_VERSION = "icaht-1"
EARLY_LAST_DAY, LATE_LAST_DAY = 30, 100
"""Early is Day 0 to 30, late after it (Rejeski K et al. 2023), graded to Day 100 (Liang 2024)."""
SEVERE, PROFOUND = Decimal(500), Decimal(100)
"""Limits of the early grade in cells per µL; a value at the limit counts."""
NOT_TRANSIENT = Decimal(1500)
_STARTS_BY_DAY = 3
_WORST = 4
_SEVERE_DAYS = ((31, 4), (14, 3), (7, 2), (1, 1))
_PROFOUND_DAYS = ((14, 4), (7, 3))
_NADIRS = ((PROFOUND, 4), (SEVERE, 3), (Decimal(1000), 2), (NOT_TRANSIENT, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The ANC values of a course with what ends the time they are graded in.

    `relapse` and `next_therapy` stop the late window only; `last_contact`, which is the day of
    death after a death, stops both.
    """

    infusion: date
    counts: tuple[Count, ...]
    relapse: date | None = None
    next_therapy: date | None = None
    last_contact: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IcahtGrade:
    """Early or late ICAHT: 0 to 4, or None without a value in its window, with its reasons."""

    grade: int | None
    reasons: tuple[Reason, ...]
    next_grade: str = ""
    scale: str = SCALE


def early_icaht(seen: Observation) -> IcahtGrade:
    """Return the grade of Day 0 to Day 30: how deep, and how long without a break.

    The worse of two rows decides: the longest run at 500 per µL or less, and that at 100 or less.
    A neutropenia that starts by Day 3 and lasts to the last value is grade 4, also after an early
    death: it was never seen to end.
    """
    last = EARLY_LAST_DAY
    if seen.last_contact is not None:
        last = min(last, (seen.last_contact - seen.infusion).days)
    measured = lowest_by_day(seen.counts, seen.infusion, 0, last)
    if not measured:
        return IcahtGrade(grade=None, reasons=(Reason(words.no_early_value(last)),))
    days = interpolated(measured)
    severe = joined_runs(day for day, value in days.items() if value <= SEVERE)
    profound = joined_runs(day for day, value in days.items() if value <= PROFOUND)
    lines = [
        _row(severe, SEVERE, _SEVERE_DAYS),
        _row(profound, PROFOUND, _PROFOUND_DAYS),
        *_never_recovered(severe, max(measured)),
    ]
    grade = max(line.grade or 0 for line in lines)
    return IcahtGrade(
        grade=grade,
        reasons=(
            *(replace(line, deciding=0 < grade == line.grade) for line in lines),
            *(Reason(choice) for choice in words.early_choices(measured, last)),
        ),
        next_grade=words.EARLY_NEXT.get(grade, ""),
    )


def late_icaht(seen: Observation) -> IcahtGrade:
    """Return the grade from Day 31 to Day 100 by the lowest ANC, when it was not transient.

    The window stops at relapse, next therapy or last contact, their day included. A second value
    at 1500 per µL or less shows that it was not transient; a single value in the window is taken.
    """
    last, stopped = _late_end(seen)
    measured = lowest_by_day(seen.counts, seen.infusion, EARLY_LAST_DAY + 1, last)
    choices = tuple(Reason(choice) for choice in words.late_choices(last, stopped))
    if not measured:
        return IcahtGrade(grade=None, reasons=(Reason(words.NO_LATE_VALUE), *choices))
    lowest, *others = sorted(measured.items(), key=lambda item: (item[1], item[0]))
    second = others[0] if others else None
    grade = next((found for limit, found in _NADIRS if lowest[1] <= limit), 0)
    if second is not None and second[1] > NOT_TRANSIENT:
        grade = 0
    lines = (
        Reason(words.nadir(lowest), grade or None, deciding=grade > 0),
        Reason(words.second_value(lowest, second)),
    )
    return IcahtGrade(
        grade=grade, reasons=(*lines, *choices), next_grade=words.LATE_NEXT.get(grade, "")
    )


def _row(runs: Sequence[Run], limit: Decimal, table: Sequence[tuple[int, int]]) -> Reason:
    run = longest(runs)
    if run is None:
        return Reason(words.no_run(limit))
    grade = next((found for days, found in table if run.days >= days), None)
    return Reason(words.longest_run(limit, run), grade)


def _never_recovered(severe: Sequence[Run], last_value: int) -> list[Reason]:
    for run in severe:
        if run.first <= _STARTS_BY_DAY and run.last == last_value:
            return [Reason(words.never_recovered(run), _WORST)]
    return []


def _late_end(seen: Observation) -> tuple[int, str]:
    """Return the last Day of the late window and what stopped it, empty for its own end."""
    stops = (
        (seen.relapse, "relapse"),
        (seen.next_therapy, "next therapy"),
        (seen.last_contact, "last contact"),
    )
    ends = [((day - seen.infusion).days, what) for day, what in stops if day is not None]
    return min([*ends, (LATE_LAST_DAY, "")], key=lambda end: end[0])
