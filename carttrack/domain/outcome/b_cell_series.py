"""The series of B-cell counts of a case, in the units its definition of aplasia is held against."""

from collections.abc import Iterable
from datetime import date, tzinfo
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.days import local_day
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.outcome.b_cell_aplasia import (
    Aplasia,
    BCellSample,
    Reading,
    aplasia_definition,
    b_cell_aplasia,
)
from carttrack.domain.pathway.infusion import InfusionKind

_PER_UL = dict.fromkeys(("/µl", "cells/µl", "/ul", "cells/ul", "/mm³", "/mm3", "×10⁶/l"), 1) | (
    dict.fromkeys(("×10⁹/l", "x10^9/l", "10⁹/l", "10^9/l"), 1000)
)
"""What a number in a unit is multiplied by to be cells per µL: 10⁹/L is 1,000 of them."""


def aplasia_of(case: CaseFile, clinic: ClinicRecord) -> Aplasia | None:
    """Return B-cell aplasia since the latest cells of the course, None before the infusion."""
    infused_on = latest_cells_on(case, clinic.zone)
    if infused_on is None:
        return None
    samples = b_cell_samples(kept.value for kept in case.lab_results)
    return b_cell_aplasia(samples, aplasia_definition(clinic), infused_on)


def latest_cells_on(case: CaseFile, zone: tzinfo) -> date | None:
    """Return the day of the latest reinfusion, else Day 0; None before the infusion.

    A part of a split dose starts no new count.
    """
    again = [
        local_day(kept.value.started_at, zone)
        for kept in case.later_infusions
        if kept.value.kind is InfusionKind.REINFUSION
    ]
    return max(again, default=case.day0)


def b_cell_samples(results: Iterable[LabResult]) -> tuple[BCellSample, ...]:
    """Return the B-cell counts in blood, percent and count of one day as one sample.

    Of several results of a day the last counts. A unit that is not known here leaves the result
    out; marrow is another matter.
    """
    percents: dict[date, Reading] = {}
    counts: dict[date, Reading] = {}
    for result in results:
        if "marrow" in result.sample.casefold():
            continue
        if result.test is LabTest.B_CELLS_PERCENT and result.unit.startswith("%"):
            percents[result.taken_on] = Reading(result.value, result.comparator)
        factor = _factor(result.unit)
        if result.test is LabTest.B_CELLS and factor is not None:
            counts[result.taken_on] = Reading(result.value * factor, result.comparator)
    return tuple(
        BCellSample(taken_on=day, percent=percents.get(day), per_ul=counts.get(day))
        for day in sorted(percents.keys() | counts.keys())
    )


def _factor(unit: str) -> Decimal | None:
    """Return what a number in a unit is multiplied by to be cells per µL."""
    plain = unit.lower().replace(" ", "").replace("μ", "µ")
    factor = _PER_UL.get(plain)
    return None if factor is None else Decimal(factor)
