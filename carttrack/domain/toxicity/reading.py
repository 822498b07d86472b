"""Findings read from plain records, as a line of JSON holds them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.crs import (
    COLDEST_C,
    HOTTEST_C,
    CrsFindings,
    Hypotension,
    Hypoxia,
    OxygenDevice,
    VentilationReason,
)
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.icans import (
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)
from carttrack.domain.toxicity.record_entries import RecordEntries
from carttrack.domain.toxicity.scales import Graded, Reason, Status
from carttrack.domain.toxicity.temperature import fahrenheit_to_celsius

_SAME_TEMPERATURE = Decimal("0.05")


def crs_findings(record: Mapping[str, object]) -> CrsFindings:
    """Return the CRS findings of a record; an absent key or null is "not recorded".

    The temperature is `temp_c`, or `temp_f` in degrees Fahrenheit, which is then used unrounded;
    both may be given when they agree. Keys not known are ignored.

    Raises `InvalidEntryError` naming the key for a wrong type, an unknown choice, a value out of
    range, or entries that exclude each other.
    """
    entries = RecordEntries(record)
    return CrsFindings(
        age_years=entries.number("age_years"),
        temp_c=_temperature(entries),
        fever_attributed_to_other=entries.flag("fever_attributed_to_other"),
        fever_treated=entries.flag("fever_treated"),
        episode_open=entries.flag("episode_open"),
        steroid_before_fever=entries.flag("steroid_before_fever"),
        hypotension=entries.choice("hypotension", Hypotension),
        vasopressin=entries.flag("vasopressin"),
        inotrope=entries.words("inotrope"),
        hypotension_attributed_to_other=entries.flag("hypotension_attributed_to_other"),
        sbp_mmhg=entries.whole("sbp_mmhg"),
        hypoxia=entries.choice("hypoxia", Hypoxia),
        hypoxia_attributed_to_other=entries.flag("hypoxia_attributed_to_other"),
        o2_device=entries.choice("o2_device", OxygenDevice),
        o2_flow_lpm=entries.number("o2_flow_lpm"),
        ventilation_reason=entries.choice("ventilation_reason", VentilationReason),
        infection_proven=entries.flag("infection_proven"),
        death_due_to_crs=_death(entries, "death_due_to_crs"),
        organ_toxicity=entries.words("organ_toxicity"),
    )


def icans_findings(record: Mapping[str, object]) -> IcansFindings:
    """Return the ICANS findings of a record, by the same rules as `crs_findings`."""
    entries = RecordEntries(record)
    return IcansFindings(
        age_years=entries.number("age_years"),
        ice_state=entries.choice("ice_state", IceState),
        ice=entries.whole("ice"),
        ice_items=entries.words("ice_items"),
        baseline_ice=entries.whole("baseline_ice"),
        capd=entries.whole("capd"),
        baseline_capd=entries.whole("baseline_capd"),
        developmental_delay=entries.flag("developmental_delay"),
        consciousness=entries.choice("consciousness", Consciousness),
        consciousness_attributed_to_other=entries.flag("consciousness_attributed_to_other"),
        sedated=entries.flag("sedated"),
        seizure=entries.choice("seizure", Seizure),
        seizure_minutes=entries.number("seizure_minutes"),
        motor=entries.choice("motor", Motor),
        icp=entries.choice("icp", RaisedIcp),
        score_attributed_to_other=entries.flag("score_attributed_to_other"),
        other_findings=entries.words("other_findings"),
        death_due_to_icans=_death(entries, "death_due_to_icans"),
    )


def grade_record(kind: str, record: Mapping[str, object]) -> dict[str, Any]:
    """Grade one record; `kind` is `crs` or `icans`.

    Returns the keys `id`, `grade`, `reasons`, `status`, `at_least`, `questions` and `error`, all
    plain values. A record that cannot be read has grade None and `error` with `field`, `message`.
    """
    try:
        graded = _graded(Toxicity(kind), record)
    except InvalidEntryError as error:
        graded = Graded(grade=None, status=Status.CANNOT_GRADE)
        said: dict[str, str] | None = {"field": error.field, "message": error.message}
    else:
        said = None
    return {
        "id": record.get("id"),
        "grade": graded.grade,
        "reasons": [*map(_reason_words, graded.reasons), *_next_words(graded.next_grade)],
        "status": str(graded.status),
        "at_least": graded.at_least,
        "questions": [question.text for question in graded.questions],
        "error": said,
    }


def _graded(kind: Toxicity, record: Mapping[str, object]) -> Graded:
    stated = RecordEntries(record).choice("kind", Toxicity)
    if stated is not None and stated is not kind:
        raise InvalidEntryError("kind", f"This record is of {stated}, not of {kind}.")
    if kind is Toxicity.CRS:
        return crs_grading.grade(crs_findings(record))
    return icans_grading.grade(icans_findings(record))


def _reason_words(reason: Reason) -> str:
    return reason.text if reason.grade is None else f"{reason.text}: grade {reason.grade}"


def _next_words(next_grade: str) -> list[str]:
    return [f"For the next grade: {next_grade}"] if next_grade else []


def _temperature(entries: RecordEntries) -> Decimal | None:
    celsius, fahrenheit = entries.number("temp_c"), entries.number("temp_f")
    if fahrenheit is None:
        return celsius
    converted = fahrenheit_to_celsius(fahrenheit)
    if not COLDEST_C <= converted <= HOTTEST_C:
        raise InvalidEntryError(
            "temp_f", f"{fahrenheit} °F cannot be right: it must be 86 to 113 °F."
        )
    if celsius is None:
        return converted
    if abs(celsius - converted) > _SAME_TEMPERATURE:
        raise InvalidEntryError(
            "temp_f", f"{fahrenheit} °F and {celsius} °C are not the same temperature."
        )
    return converted


def _death(entries: RecordEntries, key: str) -> bool | None:
    """Return whether death was due to it; a death of another or unstated cause is not."""
    died, due = entries.flag("death"), entries.flag(key)
    if due and died is False:
        raise InvalidEntryError(key, f"{key} is true, yet death is false. Correct one of the two.")
    return due
