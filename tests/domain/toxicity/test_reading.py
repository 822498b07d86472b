import json
from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings, Seizure
from carttrack.domain.toxicity.reading import crs_findings, grade_record, icans_findings
from tests.domain.toxicity import grids


@pytest.mark.parametrize(
    "case", [*grids.cases("crs"), *grids.cases("icans")], ids=lambda c: c["id"]
)
def test_a_case_as_a_record_is_graded_or_refused(case: dict[str, object]) -> None:
    found = grade_record(str(case["kind"]), case)
    assert found["id"] == case["id"]
    assert (found["error"] is None) == case["input_valid"]
    assert (found["reasons"] != []) == case["input_valid"]
    assert json.loads(json.dumps(found)) == found


def test_a_record_without_keys_has_nothing_recorded() -> None:
    assert crs_findings({}) == CrsFindings()
    assert icans_findings({"shoe_size": "43", "note": None}) == IcansFindings()


def test_numbers_become_exact_decimals() -> None:
    assert crs_findings({"temp_c": 38.1}).temp_c == Decimal("38.1")
    assert crs_findings({"temp_c": 38}).temp_c == Decimal(38)
    assert icans_findings({"ice": 8.0}).ice == 8


@pytest.mark.parametrize(("degrees_f", "grade"), [(100.4, 1), (100.3, 0), (100.39, 0), (104, 1)])
def test_fahrenheit_is_converted_without_rounding(degrees_f: float, grade: int) -> None:
    record = {"temp_f": degrees_f, "hypotension": "none", "hypoxia": "none", "fever_treated": False}
    assert grade_record("crs", record)["grade"] == grade


def test_both_scales_may_be_given_when_they_agree() -> None:
    assert crs_findings({"temp_c": 38.0, "temp_f": 100.4}).temp_c == 38
    with pytest.raises(InvalidEntryError) as caught:
        crs_findings({"temp_c": 38.5, "temp_f": 100.4})
    assert caught.value.field == "temp_f"


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("crs", "temp_c", "38.5"),
        ("crs", "temp_c", True),
        ("crs", "temp_c", float("nan")),
        ("crs", "temp_c", float("inf")),
        ("crs", "temp_c", 101.3),
        ("crs", "temp_f", 38.5),
        ("crs", "age_years", -1),
        ("crs", "age_years", 10**80),
        ("crs", "fever_treated", "yes"),
        ("crs", "fever_treated", 1),
        ("crs", "hypotension", "severe"),
        ("crs", "hypoxia", 2),
        ("crs", "hypoxia", ["low_flow"]),
        ("crs", "o2_device", "mask"),
        ("crs", "inotrope", 1),
        ("crs", "sbp_mmhg", 88.5),
        ("crs", "kind", "icans"),
        ("icans", "ice", 11),
        ("icans", "ice", 7.5),
        ("icans", "capd", 33),
        ("icans", "consciousness", "drowsy"),
        ("icans", "seizure_minutes", -1),
        ("icans", "sedated", 0),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_key(kind: str, key: str, value: object) -> None:
    found = grade_record(kind, {"id": 7, key: value})
    assert found["error"]["field"] == key
    assert (found["id"], found["grade"], found["status"]) == (7, None, "cannot_grade")


def test_a_death_of_another_cause_is_not_grade_5() -> None:
    record = {"temp_c": 38.4, "hypotension": "none", "hypoxia": "none", "death": True}
    assert grade_record("crs", record)["grade"] == 1
    assert grade_record("crs", record | {"death_due_to_crs": True})["grade"] == 5
    assert grade_record("icans", {"ice": 8, "age_years": 40, "death": True})["grade"] == 1


def test_a_death_that_is_denied_and_attributed_is_refused() -> None:
    found = grade_record("icans", {"death": False, "death_due_to_icans": True})
    assert found["error"]["field"] == "death_due_to_icans"


def test_every_finding_has_its_key() -> None:
    record = {"age_years": 50, "ice": 5, "seizure": "resolves_rapidly", "seizure_minutes": 2.5}
    found = icans_findings(record)
    assert (found.seizure, found.seizure_minutes) == (Seizure.RESOLVES_RAPIDLY, Decimal("2.5"))
