"""Notes on the record of tocilizumab: a check of the entry, never blocking and no advice.

The interval and the number of doses: Kymriah (tisagenlecleucel) US prescribing information, May
2018. The two others were not checked against a source and say "to be confirmed by the clinic".
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from carttrack.domain.toxicity.interventions import Drug, Given, numbered
from carttrack.domain.toxicity.scale_help import TO_BE_CONFIRMED

SHORTEST_INTERVAL = timedelta(hours=8)
MOST_DOSES = 4
"""Kymriah (tisagenlecleucel) US prescribing information, May 2018, on tocilizumab for CRS."""
MOST_IN_A_DAY = 3
"""Doses within 24 hours; to be confirmed by the clinic."""
LARGEST_DOSE_MG = Decimal(800)
"""A single dose in mg; to be confirmed by the clinic."""
_DAY = timedelta(hours=24)
_MG = {"mg": Decimal(1), "g": Decimal(1000)}
_Dose = tuple[Given, int]


def notes(given: Sequence[Given]) -> tuple[str, ...]:
    """Return what is unusual in the record of tocilizumab in a course, oldest first of each kind.

    An interval below 8 hours, a fifth dose, a fourth within 24 hours, a single dose above 800 mg.
    """
    doses = [line for line in numbered(given) if line[0].drug is Drug.TOCILIZUMAB]
    return (*_intervals(doses), *_too_many(doses), *_in_a_day(doses), *_too_large(doses))


def _intervals(doses: Sequence[_Dose]) -> list[str]:
    return [
        f"Tocilizumab {number}: recorded {_words(dose.started_at - before.started_at)} after the "
        "one before; the 2018 Kymriah text names at least 8 h. Check the entry."
        for (before, _), (dose, number) in pairwise(doses)
        if dose.started_at - before.started_at < SHORTEST_INTERVAL
    ]


def _too_many(doses: Sequence[_Dose]) -> list[str]:
    return [
        f"Tocilizumab {number} in this course; the 2018 Kymriah text names at most {MOST_DOSES}. "
        "Check the entry."
        for _, number in doses[MOST_DOSES:]
    ]


def _in_a_day(doses: Sequence[_Dose]) -> list[str]:
    later = doses[MOST_IN_A_DAY:]
    return [
        f"Tocilizumab {number}: recorded as more than {MOST_IN_A_DAY} doses within 24 h (limit "
        f"{TO_BE_CONFIRMED}). Check the entry."
        for (first, _), (dose, number) in zip(doses, later, strict=False)
        if dose.started_at - first.started_at < _DAY
    ]


def _too_large(doses: Sequence[_Dose]) -> list[str]:
    return [
        f"Tocilizumab {number}: recorded as {dose.dose:f} {dose.unit}, more than "
        f"{LARGEST_DOSE_MG} mg in a single dose (limit {TO_BE_CONFIRMED}). Check the entry."
        for dose, number in doses
        if (mg := _mg(dose)) is not None and mg > LARGEST_DOSE_MG
    ]


def _mg(dose: Given) -> Decimal | None:
    """Return the dose in mg, None where it is not recorded in mg or g."""
    factor = _MG.get(dose.unit.casefold())
    return None if dose.dose is None or factor is None else dose.dose * factor


def _words(interval: timedelta) -> str:
    hours, minutes = divmod(int(interval.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
