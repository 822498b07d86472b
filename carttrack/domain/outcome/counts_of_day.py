"""Blood counts of the day of an assessment, where the assessment itself has none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.lab_units import lab_series
from carttrack.domain.laboratory import Comparator, LabTest
from carttrack.domain.outcome.response import Response

_PER_UL = Decimal(1000)
"""Cells per µL that are 10⁹/L."""


def with_counts(response: Response, case: CaseFile) -> Response:
    """Return the response with ANC and platelets of its own day filled in from the record.

    Only what the response lacks is filled, and only from blood of the very day: how far apart
    marrow and blood may lie is not published, so the clinician enters any other count. Results
    beyond a limit of detection are not taken.
    """
    day = response.counts_on or response.assessed_on
    anc, platelets = response.anc, response.platelets
    if anc is None:
        anc = _last(case, LabTest.ANC, day)
    if platelets is None:
        platelets = _last(case, LabTest.PLATELETS, day)
    return replace(response, anc=anc, platelets=platelets)


def _last(case: CaseFile, test: LabTest, day: date) -> Decimal | None:
    """Return the last count of a day, laboratory results before visit forms."""
    found = [*_of_forms(case, test, day), *_of_results(case, test, day)]
    return found[-1] if found else None


def _of_results(case: CaseFile, test: LabTest, day: date) -> Iterator[Decimal]:
    for point in lab_series((kept.value for kept in case.lab_results), test):
        if point.result.taken_on == day and point.comparator is Comparator.EXACT:
            yield point.value / _PER_UL


def _of_forms(case: CaseFile, test: LabTest, day: date) -> Iterator[Decimal]:
    for form in (kept.value for kept in case.visit_forms):
        value = form.anc if test is LabTest.ANC else form.platelets
        if value is not None and (form.counts_on or form.seen_on) == day:
            yield value
