from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.outcome.mrd import MrdCategory, mrd_category
from carttrack.domain.outcome.response import MrdResult, Response


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ({}, MrdCategory.NOT_RECORDED),
        ({"mrd": MrdResult.NOT_DONE}, MrdCategory.NOT_DONE),
        ({"mrd": MrdResult.PENDING}, MrdCategory.PENDING),
        ({"mrd": MrdResult.BELOW_QUANTIFICATION}, MrdCategory.POSITIVE_BELOW),
        ({"mrd": MrdResult.NOT_DETECTED}, MrdCategory.SENSITIVITY_NOT_RECORDED),
        (
            {"mrd": MrdResult.NOT_DETECTED, "mrd_sensitivity": "0.001"},
            MrdCategory.INSUFFICIENT_SENSITIVITY,
        ),
        ({"mrd": MrdResult.NOT_DETECTED, "mrd_sensitivity": "0.0001"}, MrdCategory.COMPLETE),
        ({"mrd": MrdResult.NOT_DETECTED, "mrd_sensitivity": "0.000001"}, MrdCategory.COMPLETE),
        ({"mrd": MrdResult.DETECTED}, MrdCategory.POSITIVE_NO_LEVEL),
        ({"mrd": MrdResult.DETECTED, "mrd_level": "0.00009"}, MrdCategory.POSITIVE_BELOW),
        ({"mrd": MrdResult.DETECTED, "mrd_level": "0.0001"}, MrdCategory.AT_CUT_OFF),
        ({"mrd": MrdResult.DETECTED, "mrd_level": "0.00011"}, MrdCategory.FAILURE),
    ],
)
def test_mrd_stands_in_a_category_of_its_own(
    findings: dict[str, Any], expected: MrdCategory
) -> None:
    values: dict[str, Any] = {
        name: Decimal(value) if name in {"mrd_level", "mrd_sensitivity"} else value
        for name, value in findings.items()
    }
    assert mrd_category(Response(assessed_on=date(2026, 11, 18), **values)) is expected
