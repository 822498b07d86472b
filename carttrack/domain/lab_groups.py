"""The results of a patient by test: each with the points that can be drawn as one series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carttrack.domain.kept import Kept
from carttrack.domain.lab_units import (
    LabPoint,
    canonical_unit,
    converted,
    lab_series,
    same_unit,
)
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.terms import term

_MATERIALS = (("marrow", "marrow"), ("csf", "CSF"), ("fluid", "fluid"), ("urine", "urine"))
"""What is not blood, by a word of the sample; each makes a series of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabGroup:
    """The results of one test in one material, oldest first, at least one.

    `name` is what a test of the clinic's own is called, `material` empty for blood or where
    nothing is said. `unit` is the unit of `points`; results in a unit that does not convert into
    it are among `results` only. Without a unit of its own the test's series is in the unit of
    the latest result.
    """

    test: LabTest
    name: str
    material: str
    results: tuple[Kept[LabResult], ...]
    unit: str
    points: tuple[LabPoint, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a group from every other."""
        return (self.test.value, self.name.casefold(), self.material)

    @property
    def latest(self) -> Kept[LabResult]:
        """The latest result."""
        return self.results[-1]

    @property
    def title(self) -> str:
        """The name of the test, with a material that is not blood: `B cells, marrow`."""
        name = self.name or term(self.test)
        words = f"{name[:1].upper()}{name[1:]}"
        return f"{words}, {self.material}" if self.material else words

    @property
    def not_drawn(self) -> int:
        """How many results are in a unit that is not the series'."""
        return len(self.results) - len(self.points)

    def in_unit(self, result: LabResult, value: Decimal) -> Decimal | None:
        """Return a value in the unit of a result in the unit of the series, None if it is not."""
        if not canonical_unit(self.test):
            return value if same_unit(result.unit, self.unit) else None
        return converted(self.test, value, result.unit)


def lab_groups(results: Iterable[Kept[LabResult]]) -> tuple[LabGroup, ...]:
    """Return the results by test and material, in the order of the tests, then of the names."""
    found: dict[tuple[str, str, str], list[Kept[LabResult]]] = {}
    for kept in results:
        result = kept.value
        name = result.name.casefold() if result.test is LabTest.OTHER else ""
        found.setdefault((result.test.value, name, material_of(result)), []).append(kept)
    groups = [_group(each) for each in found.values()]
    order = list(LabTest)
    return tuple(sorted(groups, key=lambda one: (order.index(one.test), *one.key[1:])))


def latest_of(results: Iterable[LabResult], test: LabTest, name: str = "") -> LabResult | None:
    """Return the latest result of a test, None where there is none."""
    same = [one for one in results if one.test is test and one.name.casefold() == name.casefold()]
    return max(same, key=_moment, default=None)


def material_of(result: LabResult) -> str:
    """Return what a sample is of where it is not blood, empty otherwise."""
    sample = result.sample.casefold()
    return next((words for sign, words in _MATERIALS if sign in sample), "")


def _group(results: Sequence[Kept[LabResult]]) -> LabGroup:
    ordered = tuple(sorted(results, key=lambda kept: _moment(kept.value)))
    latest = ordered[-1].value
    values = [kept.value for kept in ordered]
    unit = canonical_unit(latest.test)
    if unit:
        points = lab_series(values, latest.test)
    else:
        unit = latest.unit
        points = tuple(
            LabPoint(one, one.value, one.comparator) for one in values if same_unit(one.unit, unit)
        )
    return LabGroup(
        test=latest.test,
        name=latest.name if latest.test is LabTest.OTHER else "",
        material=material_of(latest),
        results=ordered,
        unit=unit,
        points=points,
    )


def _moment(result: LabResult) -> tuple[str, str]:
    return result.taken_on.isoformat(), result.taken_at.isoformat() if result.taken_at else ""
