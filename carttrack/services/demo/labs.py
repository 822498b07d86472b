"""Laboratory series of the synthetic patients, placed on the calendar of a course."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.services.demo.reading import Table, document

_SIGNS = {"<": Comparator.BELOW, ">": Comparator.ABOVE}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One result without its date."""

    day: int
    test: LabTest
    value: Decimal
    more: dict[str, Any]

    def on(self, day0: date) -> LabResult:
        return LabResult(
            test=self.test,
            taken_on=day0 + timedelta(days=self.day),
            value=self.value,
            **self.more,
        )


def results(names: Iterable[str], day0: date, until: date) -> tuple[LabResult, ...]:
    """Return the results of the named series for a Day 0, none taken after `until`."""
    last = (until - day0).days
    return tuple(entry.on(day0) for name in names for entry in _entries(name) if entry.day <= last)


def level(names: Sequence[str], test: LabTest, day: int, step: Decimal) -> Decimal | None:
    """Return what a blood sample between those of the series shows, rounded to `step`.

    None before the first and after the last value of the test.
    """
    known = [
        (entry.day, entry.value) for name in names for entry in _entries(name) if entry.test is test
    ]
    for (before, low), (after, high) in pairwise(known):
        if before <= day <= after:
            share = Decimal(day - before) / Decimal(after - before)
            return (low + (high - low) * share).quantize(step, ROUND_HALF_UP)
    return None


@cache
def _entries(name: str) -> tuple[_Entry, ...]:
    series = next(series for series in document("labs.toml")["series"] if series["name"] == name)
    return tuple(entry for row in series["rows"] for entry in _of_day(row))


def _of_day(row: Table) -> Iterator[_Entry]:
    for test in (name for name in row if name != "day"):
        value, comparator = row[test], Comparator.EXACT
        if isinstance(value, str):
            comparator, value = _SIGNS[value[0]], value[1:]
        more = _more(test) | {"comparator": comparator}
        yield _Entry(row["day"], LabTest(test), Decimal(value), more)


@cache
def _more(test: str) -> dict[str, Any]:
    """Return the unit of a test with the limits and names that its laboratory prints."""
    said = document("labs.toml")["tests"][test]
    return {
        name: Decimal(content) if name.startswith("limit") else content
        for name, content in said.items()
    }
