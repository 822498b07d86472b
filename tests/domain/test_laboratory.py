from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.lab_units import (
    canonical_unit,
    canonical_value,
    lab_series,
    result_words,
)
from carttrack.domain.laboratory import Comparator, LabResult, LabTest


def a_result(**changes: Any) -> LabResult:
    values: dict[str, Any] = {
        "test": LabTest.ANC,
        "taken_on": date(2026, 11, 20),
        "value": Decimal("0.4"),
        "unit": "× 10⁹/L",
    }
    return LabResult(**(values | changes))


@pytest.mark.parametrize(
    ("test", "value", "unit", "expected"),
    [
        (LabTest.ANC, "0.4", "× 10⁹/L", "400"),
        (LabTest.ANC, "0.4", "×10^9/L", "400"),
        (LabTest.ANC, "0.4", "G/L", "400"),
        (LabTest.ANC, "0.4", "10*9/L", None),
        (LabTest.ANC, "0.4", "K/uL", "400"),
        (LabTest.ANC, "0.4", "10³/μL", "400"),
        (LabTest.ANC, "400", "/µL", "400"),
        (LabTest.ANC, "400", "cells per µL", "400"),
        (LabTest.ANC, "400", "/mm³", "400"),
        (LabTest.ANC, "400", "mg/dL", None),
        (LabTest.PLATELETS, "45", "x10⁹/L", "45000"),
        (LabTest.PLATELETS, "45", "/nL", "45000"),
        (LabTest.FIBRINOGEN, "150", "mg/dL", "1.5"),
        (LabTest.FIBRINOGEN, "1.5", "g/L", "1.5"),
        (LabTest.IGG, "412", "mg/dL", "4.12"),
        (LabTest.CRP, "12.5", "mg/dL", "125"),
        (LabTest.CRP, "125", "mg/L", "125"),
        (LabTest.FERRITIN, "1800", "ng/mL", "1800"),
        (LabTest.FERRITIN, "1800", "µg/L", "1800"),
        (LabTest.FERRITIN, "1.8", "mg/L", "1800"),
        (LabTest.LDH, "300", "IU/L", "300"),
        (LabTest.LDH, "5", "µkat/L", "300"),
        (LabTest.HAEMOGLOBIN, "82", "g/L", "8.2"),
        (LabTest.HAEMOGLOBIN, "8.2", "g/dL", "8.2"),
        (LabTest.B_CELLS_PERCENT, "0.3", "%", "0.3"),
        (LabTest.B_CELLS, "3", "cells/µL", "3"),
        (LabTest.CAR_COPIES, "2500", "copies/µg DNA", "2500"),
        (LabTest.CAR_COPIES, "2.5", "copies / ng DNA", "2500"),
        (LabTest.CAR_COPIES, "2.5", "% of T cells", None),
        (LabTest.CREATININE, "88", "µmol/L", None),
    ],
)
def test_a_value_is_converted_only_from_a_unit_that_is_known(
    test: LabTest, value: str, unit: str, expected: str | None
) -> None:
    found = canonical_value(a_result(test=test, value=Decimal(value), unit=unit))
    assert found == (None if expected is None else Decimal(expected))


@settings(deadline=None, max_examples=60)
@given(st.decimals(0, 500, places=3))
def test_the_same_count_in_either_unit_is_the_same_point(value: Decimal) -> None:
    giga = a_result(value=value, unit="10⁹/L")
    micro = a_result(value=value * 1000, unit="/µL")
    assert canonical_value(giga) == canonical_value(micro)


def test_a_series_is_in_order_of_time_and_leaves_out_what_it_cannot_convert() -> None:
    morning = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    results = [
        a_result(taken_at=morning.replace(hour=18), value=Decimal("0.2")),
        a_result(taken_at=morning, value=Decimal("0.5")),
        a_result(taken_on=date(2026, 11, 18), value=Decimal(700), unit="/µL"),
        a_result(unit="many"),
        a_result(test=LabTest.PLATELETS),
    ]
    assert [point.value for point in lab_series(results, LabTest.ANC)] == [700, 500, 200]
    assert canonical_unit(LabTest.ANC) == "per µL"


def test_a_result_is_kept_and_shown_as_it_was_entered() -> None:
    result = a_result(comparator=Comparator.BELOW, value=Decimal("0.10"))
    assert result_words(result) == "<0.10 × 10⁹/L"
    assert (result.value, result.unit) == (Decimal("0.10"), "× 10⁹/L")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": " "}, "unit"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal("NaN")}, "value"),
        ({"test": LabTest.OTHER}, "name"),
        ({"limit_low": Decimal(5), "limit_high": Decimal(2)}, "limit_high"),
        ({"taken_at": datetime(2026, 11, 25, tzinfo=UTC)}, "taken_at"),
        ({"taken_on": date(1066, 1, 1)}, "taken_on"),
    ],
)
def test_a_result_that_cannot_be_right_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        a_result(**changes)
    assert refused.value.field == field


def test_a_test_of_the_clinics_own_carries_its_name() -> None:
    assert a_result(test=LabTest.OTHER, name="sIL-2R", unit="U/mL").name == "sIL-2R"
