"""ICAHT of a case: its counts and what ends the time they are graded in."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.lab_units import lab_series
from carttrack.domain.laboratory import LabTest
from carttrack.domain.toxicity.count_runs import Count
from carttrack.domain.toxicity.hematotoxicity import Observation

_THOUSAND = Decimal(1000)


def anc_observation(case: CaseFile) -> Observation | None:
    """Return the ANC of a case as ICAHT reads it, None before Day 0.

    Counts come from laboratory results and visit forms; a result below a limit of detection stands
    at that limit.
    """
    return _observation(case, LabTest.ANC)


def platelet_observation(case: CaseFile) -> Observation | None:
    """Return the platelets of a case as T-ICAHT reads them, None before Day 0."""
    return _observation(case, LabTest.PLATELETS)


def _observation(case: CaseFile, test: LabTest) -> Observation | None:
    if case.day0 is None:
        return None
    points = lab_series((kept.value for kept in case.lab_results), test)
    counts = [Count(point.result.taken_on, point.value) for point in points]
    for kept in case.visit_forms:
        form = kept.value
        value = form.anc if test is LabTest.ANC else form.platelets
        if value is not None:
            counts.append(Count(form.counts_on or form.seen_on, value * _THOUSAND))
    return Observation(
        infusion=case.day0,
        counts=tuple(counts),
        relapse=_first_since(case.day0, (k.value.happened_on for k in case.relapses)),
        next_therapy=_first_since(case.day0, (k.value.started_on for k in case.later_therapies)),
        last_contact=case.death.value.died_on if case.death else None,
    )


def _first_since(day0: date, days: Iterable[date]) -> date | None:
    return min((day for day in days if day >= day0), default=None)
