"""Laboratory results in one unit for each test, for series and rules; entries stay as entered.

Only units of the same kind of quantity are converted, by definition and without rounding: powers
of ten of cells, mass and volume, and 1 µkat = 60 U. A unit that is not known here is not guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from carttrack.domain.laboratory import Comparator, LabResult, LabTest


class _Quantity(Enum):
    CELLS = {  # noqa: RUF012  (an enumeration's values)
        "/µl": "1", "cells/µl": "1", "/mm^3": "1", "cells/mm^3": "1", "10^6/l": "1",
        "10^9/l": "1000", "10^3/µl": "1000", "k/µl": "1000", "/nl": "1000", "g/l": "1000",
    }  # fmt: skip
    MASS = {  # noqa: RUF012
        "g/l": "1", "g/dl": "10", "mg/ml": "1", "mg/dl": "0.01", "mg/l": "0.001",
        "µg/ml": "0.001", "µg/l": "0.000001", "ng/ml": "0.000001",
    }  # fmt: skip
    ACTIVITY = {"u/l": "1", "iu/l": "1", "µkat/l": "60"}  # noqa: RUF012
    SHARE = {"%": "1"}  # noqa: RUF012
    COPIES = {  # noqa: RUF012
        "copies/µg": "1", "copies/µgdna": "1", "copies/µggdna": "1",
        "copies/ng": "1000", "copies/ngdna": "1000",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Canonical:
    quantity: _Quantity
    unit: str
    factor: Decimal = Decimal(1)


_CELLS: Final = _Canonical(_Quantity.CELLS, "per µL")
_ACTIVITY: Final = _Canonical(_Quantity.ACTIVITY, "U/L")
_CANONICAL: Final = {
    LabTest.ANC: _CELLS,
    LabTest.PLATELETS: _CELLS,
    LabTest.LEUKOCYTES: _CELLS,
    LabTest.LYMPHOCYTES: _CELLS,
    LabTest.B_CELLS: _CELLS,
    LabTest.CAR_T_CELLS: _CELLS,
    LabTest.B_CELLS_PERCENT: _Canonical(_Quantity.SHARE, "%"),
    LabTest.HAEMOGLOBIN: _Canonical(_Quantity.MASS, "g/dL", Decimal("0.1")),
    LabTest.CRP: _Canonical(_Quantity.MASS, "mg/L", Decimal(1000)),
    LabTest.FERRITIN: _Canonical(_Quantity.MASS, "µg/L", Decimal(1_000_000)),
    LabTest.FIBRINOGEN: _Canonical(_Quantity.MASS, "g/L"),
    LabTest.IGG: _Canonical(_Quantity.MASS, "g/L"),
    LabTest.LDH: _ACTIVITY,
    LabTest.ALT: _ACTIVITY,
    LabTest.AST: _ACTIVITY,
    LabTest.CAR_COPIES: _Canonical(_Quantity.COPIES, "copies/µg DNA"),
}
_MICRO = str.maketrans({"μ": "µ", "×": "", "*": "", "·": "", " ": "", "\N{NO-BREAK SPACE}": ""})
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class LabPoint:
    """One result in the series' unit; `comparator` says when the value is only a limit."""

    result: LabResult
    value: Decimal
    comparator: Comparator


def canonical_unit(test: LabTest) -> str:
    """Return the unit that a test's series is in, empty for one that is never converted."""
    known = _CANONICAL.get(test)
    return known.unit if known else ""


def canonical_value(result: LabResult) -> Decimal | None:
    """Return the value in the unit of `canonical_unit`, None for a unit that is not known."""
    return converted(result.test, result.value, result.unit)


def converted(test: LabTest, value: Decimal, unit: str) -> Decimal | None:
    """Return a number of a test in the unit of `canonical_unit`, None for one not known."""
    known = _CANONICAL.get(test)
    if known is None:
        return None
    factor = known.quantity.value.get(_folded(unit))
    return None if factor is None else value * Decimal(factor) * known.factor


def lab_series(results: Iterable[LabResult], test: LabTest) -> tuple[LabPoint, ...]:
    """Return the results of one test in its own unit, in order of time.

    Results whose unit is not known are left out.
    """
    points = [
        LabPoint(result, value, result.comparator)
        for result in results
        if result.test is test and (value := canonical_value(result)) is not None
    ]
    return tuple(sorted(points, key=lambda point: _moment(point.result)))


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units are the same but for their spelling: `×10⁹/L` and `10^9/l`."""
    return _folded(one) == _folded(other)


def result_words(result: LabResult) -> str:
    """Return a result as it was entered, for example `<0.1 × 10⁹/L`."""
    sign = "" if result.comparator is Comparator.EXACT else result.comparator.value
    return f"{sign}{result.value:f} {result.unit}"


def _moment(result: LabResult) -> tuple[str, str]:
    at: datetime | None = result.taken_at
    return result.taken_on.isoformat(), at.isoformat() if at else ""


def _folded(unit: str) -> str:
    """Return a unit in one spelling: `×10⁹ / L` and `10^9/l` are the same."""
    raised = "".join(
        f"^{char}" if char in "⁰¹²³⁴⁵⁶⁷⁸⁹" else char for char in unit.translate(_MICRO).lower()
    ).translate(_RAISED)
    words = raised.removeprefix("x").replace("μ", "µ")
    for written, one in (("per", "/"), ("ul", "µl"), ("mcl", "µl"), ("ug", "µg"), ("mcg", "µg")):
        words = words.replace(written, one)
    return words.replace("ukat", "µkat").replace("mm3", "mm^3").replace("units/", "u/")
