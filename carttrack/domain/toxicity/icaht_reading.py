"""ICAHT from plain records, as `carttrack grade icaht` reads and writes them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.count_runs import Count
from carttrack.domain.toxicity.hematotoxicity import (
    IcahtGrade,
    Observation,
    early_icaht,
    late_icaht,
)
from carttrack.domain.toxicity.record_entries import RecordEntries, as_day, as_number
from carttrack.domain.toxicity.scales import Reason

HIGHEST_PER_UL = Decimal(1_000_000)
_PAIR = 2
_PLAUSIBLE_TOP = Decimal(50)


def observation(record: Mapping[str, object]) -> Observation:
    """Return what a record holds, to be graded.

    Its keys are `infusion_date`, `anc`, `relapse`, `next_therapy` and `last_contact`. `anc` is a
    list of `[date, cells per µL]`; a count of null is not recorded and left out. Keys not known
    are ignored. Raises `InvalidEntryError` naming the key.
    """
    entries = RecordEntries(record)
    infusion = entries.day("infusion_date")
    if infusion is None:
        raise InvalidEntryError("infusion_date", "infusion_date is missing.")
    stops = {key: entries.day(key) for key in ("relapse", "next_therapy", "last_contact")}
    for key, day in stops.items():
        if day is not None and day < infusion:
            raise InvalidEntryError(
                key, f"{key} lies before the infusion. Correct one of the two dates."
            )
    counts = tuple(_count(number, row) for number, row in enumerate(entries.rows("anc"), 1))
    return Observation(infusion=infusion, counts=tuple(count for count in counts if count), **stops)


def grade_icaht_record(record: Mapping[str, object]) -> dict[str, Any]:
    """Grade one record; returns `id`, `early`, `late`, `reasons` and `error`, all plain values.

    A record that cannot be read has no grades and `error` with `field` and `message`.
    """
    answer: dict[str, Any] = {
        "id": record.get("id"),
        "early": None,
        "late": None,
        "reasons": [],
        "error": None,
    }
    try:
        seen = observation(record)
    except InvalidEntryError as error:
        return {**answer, "error": {"field": error.field, "message": error.message}}
    early, late = early_icaht(seen), late_icaht(seen)
    reasons = [f"Early: {words}" for words in _words(early)]
    reasons += [f"Late: {words}" for words in _words(late)]
    return {
        **answer,
        "early": early.grade,
        "late": late.grade,
        "reasons": [*reasons, *_remarks(seen)],
    }


def _count(number: int, row: object) -> Count | None:
    if not isinstance(row, list) or len(row) != _PAIR:
        raise InvalidEntryError("anc", f"anc, entry {number}, must be [date, cells per µL].")
    try:
        day = as_day("anc", row[0])
        if row[1] is None:
            return None
        value = as_number("anc", row[1])
    except InvalidEntryError as error:
        raise InvalidEntryError("anc", f"Entry {number}: {error.message}") from error
    if not 0 <= value <= HIGHEST_PER_UL:
        raise InvalidEntryError(
            "anc",
            f"Entry {number}: {value} cells per µL cannot be right: it must be 0 to "
            f"{HIGHEST_PER_UL:,}.",
        )
    return Count(day, value)


def _remarks(seen: Observation) -> list[str]:
    """Return what is odd about the values: none of it changes a grade."""
    remarks = []
    before = sum(count.day < seen.infusion for count in seen.counts)
    if before:
        remarks.append(f"Note: {before} of {len(seen.counts)} values lie before Day 0, not used")
    after = sum(
        seen.last_contact is not None and count.day > seen.last_contact for count in seen.counts
    )
    if after:
        remarks.append(
            f"Note: {after} of {len(seen.counts)} values lie after last contact, not used"
        )
    values = [count.per_ul for count in seen.counts]
    fractions = any(value != value.to_integral_value() for value in values)
    if fractions and max(values) < _PLAUSIBLE_TOP:
        remarks.append("Note: all values are small fractions; check that they are cells per µL")
    return remarks


def _words(graded: IcahtGrade) -> list[str]:
    lines = [_reason_words(reason) for reason in graded.reasons]
    return [*lines, f"For the next grade: {graded.next_grade}"] if graded.next_grade else lines


def _reason_words(reason: Reason) -> str:
    return reason.text if reason.grade is None else f"{reason.text}: grade {reason.grade}"
