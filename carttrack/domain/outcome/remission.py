"""Which remission a patient is in, or reached: the first, the second, the third or a later one."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.patients import DiseaseStatus


class RemissionNumber(StrEnum):
    """The number of a complete remission by the relapses before it."""

    FIRST = "cr1"
    SECOND = "cr2"
    THIRD_OR_LATER = "cr3_or_later"


_RELAPSES = {
    DiseaseStatus.FIRST_REMISSION: 0,
    DiseaseStatus.FIRST_RELAPSE: 1,
    DiseaseStatus.SECOND_RELAPSE: 2,
    DiseaseStatus.LATER_RELAPSE: 3,
}
"""Relapses before the course; refractory disease and MRD alone do not tell their number. Source of
the count: CIBMTR Forms Instruction Manual, ALL response criteria."""


def remission_number(
    status: DiseaseStatus | None, relapses: Iterable[Relapse], on: date
) -> RemissionNumber | None:
    """Return the number of the remission on a day, None where the relapses before are not known.

    `status` is where the disease stood when the course opened, `relapses` those since. First CR:
    no relapse before it; second: one; third or later: two or more. Source: CIBMTR Forms
    Instruction Manual, ALL response criteria. A molecular relapse alone ends no morphological
    remission and is not counted.
    """
    since = sum(
        relapse.happened_on <= on for relapse in relapses if relapse.kind is not RelapseKind.MRD
    )
    before = _RELAPSES.get(status) if status is not None else None
    if before is None:
        return RemissionNumber.THIRD_OR_LATER if since > 1 else None
    return list(RemissionNumber)[min(before + since, 2)]
