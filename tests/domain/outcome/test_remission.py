from datetime import date

import pytest

from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.remission import RemissionNumber, remission_number
from carttrack.domain.patients import DiseaseStatus

ON = date(2026, 11, 18)


def relapse(on: date = date(2026, 6, 1), kind: RelapseKind = RelapseKind.MARROW) -> Relapse:
    return Relapse(happened_on=on, kind=kind)


@pytest.mark.parametrize(
    ("status", "since", "expected"),
    [
        (DiseaseStatus.FIRST_REMISSION, 0, RemissionNumber.FIRST),
        (DiseaseStatus.FIRST_REMISSION, 1, RemissionNumber.SECOND),
        (DiseaseStatus.FIRST_REMISSION, 2, RemissionNumber.THIRD_OR_LATER),
        (DiseaseStatus.FIRST_RELAPSE, 0, RemissionNumber.SECOND),
        (DiseaseStatus.FIRST_RELAPSE, 1, RemissionNumber.THIRD_OR_LATER),
        (DiseaseStatus.SECOND_RELAPSE, 0, RemissionNumber.THIRD_OR_LATER),
        (DiseaseStatus.LATER_RELAPSE, 0, RemissionNumber.THIRD_OR_LATER),
        (DiseaseStatus.REFRACTORY, 0, None),
        (DiseaseStatus.REFRACTORY, 1, None),
        (DiseaseStatus.MRD_ONLY, 2, RemissionNumber.THIRD_OR_LATER),
        (None, 0, None),
    ],
)
def test_the_remission_is_numbered_by_the_relapses_before_it(
    status: DiseaseStatus | None, since: int, expected: RemissionNumber | None
) -> None:
    assert remission_number(status, [relapse()] * since, ON) is expected


def test_a_molecular_relapse_is_not_counted() -> None:
    found = remission_number(DiseaseStatus.FIRST_REMISSION, [relapse(kind=RelapseKind.MRD)], ON)
    assert found is RemissionNumber.FIRST


def test_a_later_relapse_is_not_counted() -> None:
    later = relapse(on=date(2026, 11, 19))
    assert remission_number(DiseaseStatus.FIRST_REMISSION, [later], ON) is RemissionNumber.FIRST
