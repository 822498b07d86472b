"""The series of B-cell counts of a case, held against the clinic's definition of aplasia."""

from collections.abc import Iterable
from datetime import date, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.days import local_day
from carttrack.domain.lab_units import lab_series
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.outcome.b_cell_aplasia import (
    Aplasia,
    BCellSample,
    Reading,
    aplasia_definition,
    b_cell_aplasia,
)
from carttrack.domain.pathway.infusion import InfusionKind


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

    Of several results of a day the last counts. A unit that is not known leaves the result out;
    marrow is another matter.
    """
    blood = [result for result in results if "marrow" not in result.sample.casefold()]
    percents, counts = (
        {
            point.result.taken_on: Reading(point.value, point.comparator)
            for point in lab_series(blood, test)
        }
        for test in (LabTest.B_CELLS_PERCENT, LabTest.B_CELLS)
    )
    return tuple(
        BCellSample(taken_on=day, percent=percents.get(day), per_ul=counts.get(day))
        for day in sorted(percents.keys() | counts.keys())
    )
