"""`carttrack grade`: JSON lines in, grades with reasons out."""

import io
import json
from typing import Any

import pytest

from carttrack.__main__ import main


def graded(
    kind: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["grade", kind]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_case_gets_its_grade_with_reasons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {
        "id": "a",
        "age_years": 45,
        "temp_c": 38.4,
        "fever_treated": False,
        "hypotension": "one_vasopressor",
        "vasopressin": True,
        "hypoxia": "none",
    }
    (answer,) = graded("crs", json.dumps(record), monkeypatch, capsys)
    assert (answer["id"], answer["grade"], answer["status"]) == ("a", 3, "graded")
    assert answer["reasons"]
    assert (answer["at_least"], answer["questions"], answer["error"]) == (False, [], None)


def test_a_refused_case_names_its_field_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [{"id": 1, "temp_c": 101.3}, {"id": 2, "temp_c": 36.5, "hypoxia": "none"}]
    text = "\n".join(map(json.dumps, cases))
    first, second = graded("crs", text, monkeypatch, capsys)
    assert (first["grade"], first["error"]["field"]) == (None, "temp_c")
    assert second["error"] is None


@pytest.mark.parametrize("text", ["{", "[1]", "3", '"x"', "{} {}", "\x00"])
def test_a_line_that_is_no_record_gets_an_error_object(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("icans", text, monkeypatch, capsys)
    assert answer["grade"] is None
    assert answer["error"]["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("ice", "eight"), ("ice", 8.5), ("consciousness", "sleepy"), ("ice", True), ("ice", 11)],
)
def test_a_wrong_type_is_refused_with_the_field(
    field: str, value: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"id": 1, "age_years": 50, "ice": 10, "consciousness": "alert", field: value}
    (answer,) = graded("icans", json.dumps(record), monkeypatch, capsys)
    assert answer["error"]["field"] == field


@pytest.mark.parametrize("written", ["37.99999999999999999999999", "37.9999999999999999"])
def test_a_temperature_just_below_fever_is_not_rounded_up(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = f'{{"temp_c": {written}, "hypotension": "none", "hypoxia": "none"}}'
    (answer,) = graded("crs", record, monkeypatch, capsys)
    assert (answer["grade"], answer["status"]) == (0, "criteria_not_met")


@pytest.mark.parametrize(
    "written", ["1e400", "-1e400", "NaN", "Infinity", "1e99999999999999999999"]
)
def test_a_number_beyond_all_bounds_is_refused_at_its_field(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("crs", f'{{"id": 7, "temp_c": {written}}}', monkeypatch, capsys)
    assert (answer["id"], answer["grade"], answer["error"]["field"]) == (7, None, "temp_c")


def test_a_key_given_twice_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("crs", '{"temp_c": 36.8, "temp_c": 39}', monkeypatch, capsys)
    assert (answer["grade"], answer["error"]["field"]) == (None, "temp_c")


@pytest.mark.parametrize(
    ("written", "read"),
    [("null", None), ("[1]", [1]), ("1.5", 1.5), ('"a"', "a"), ("NaN", "NaN"), ("1e400", "1E+400")],
)
def test_an_id_of_any_kind_comes_back_as_json(
    written: str, read: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("crs", f'{{"id": {written}, "temp_c": 38}}', monkeypatch, capsys)
    assert (answer["id"], answer["grade"]) == (read, 1)


def test_bytes_as_windows_writes_them_are_read_and_others_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [b'\xef\xbb\xbf{"id": "a", "temp_c": 38}', b'{"id": "\xe9"}', b'{"id": "b"}']
    stdin = io.TextIOWrapper(io.BytesIO(b"\r\n".join(lines)), encoding="ascii")
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["grade", "crs"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["grade"]) == ("a", 1)
    assert "UTF-8" in second["error"]["message"]
    assert third["id"] == "b"


HEMATOTOXICITY = {
    "id": "h",
    "infusion_date": "2026-01-01",
    "anc": [["2026-01-01", 300], ["2026-01-12", 200], ["2026-02-10", 900], ["2026-02-20", 950.5]],
    "relapse": None,
    "next_therapy": None,
    "last_contact": "2026-06-01",
}


def test_hematotoxicity_gets_both_grades_with_reasons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("icaht", json.dumps(HEMATOTOXICITY), monkeypatch, capsys)
    assert list(answer) == ["id", "early", "late", "reasons", "error"]
    assert (answer["id"], answer["early"], answer["late"], answer["error"]) == ("h", 4, 2, None)
    assert any(reason.startswith("Early: Choice: missing days") for reason in answer["reasons"])
    assert any(reason.startswith("Late: Choice: the late window") for reason in answer["reasons"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"infusion_date": None}, "infusion_date"),
        ({"infusion_date": "1 January"}, "infusion_date"),
        ({"infusion_date": "20260101"}, "infusion_date"),
        ({"infusion_date": "2026-W01-1"}, "infusion_date"),
        ({"infusion_date": "1066-01-01"}, "infusion_date"),
        ({"infusion_date": "٢٠٢٦-٠١-٠١"}, "infusion_date"),
        ({"infusion_date": 20260101}, "infusion_date"),
        ({"anc": {"2026-01-01": 300}}, "anc"),
        ({"anc": "300"}, "anc"),
        ({"anc": [300]}, "anc"),
        ({"anc": [["2026-01-01"]]}, "anc"),
        ({"anc": [["2026-01-01", 300, 1]]}, "anc"),
        ({"anc": [[300, "2026-01-01"]]}, "anc"),
        ({"anc": [["2026-02-30", 300]]}, "anc"),
        ({"anc": [["2026-01-01", "300"]]}, "anc"),
        ({"anc": [["2026-01-01", True]]}, "anc"),
        ({"anc": [["2026-01-01", -1]]}, "anc"),
        ({"anc": [["2026-01-01", 1_000_001]]}, "anc"),
        ({"anc": [["2026-01-01", float("nan")]]}, "anc"),
        ({"anc": [["2026-01-01", float("inf")]]}, "anc"),
        ({"anc": [["2026-01-01", []]]}, "anc"),
        ({"relapse": "never"}, "relapse"),
        ({"relapse": "2025-12-31"}, "relapse"),
        ({"next_therapy": 5}, "next_therapy"),
        ({"last_contact": "2025-12-31"}, "last_contact"),
        ({"last_contact": ["2026-12-31"]}, "last_contact"),
    ],
)
def test_a_hostile_hematotoxicity_record_is_refused_with_its_field(
    changes: dict[str, object],
    field: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "\n".join([json.dumps(HEMATOTOXICITY | changes), json.dumps(HEMATOTOXICITY)])
    refused, next_one = graded("icaht", text, monkeypatch, capsys)
    assert (refused["early"], refused["late"], refused["reasons"]) == (None, None, [])
    assert refused["error"]["field"] == field
    assert refused["error"]["message"]
    assert next_one["error"] is None


@pytest.mark.parametrize("text", ["{", "[1]", "null", '{"id": 1, "id": 2}', "\udcff"])
def test_a_line_that_is_no_hematotoxicity_record_gets_its_own_error_object(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("icaht", text, monkeypatch, capsys)
    assert list(answer) == ["id", "early", "late", "reasons", "error"]
    assert answer["error"]["message"]


def test_values_that_cannot_be_used_are_named_and_change_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = HEMATOTOXICITY | {
        "anc": [["2025-12-20", 0.2], ["2026-01-02", None], ["2026-01-03", 0.4], ["2026-07-01", 1]]
    }
    (answer,) = graded("icaht", json.dumps(record), monkeypatch, capsys)
    words = "\n".join(answer["reasons"])
    assert "1 of 3 values lie before Day 0" in words
    assert "1 of 3 values lie after last contact" in words
    assert "check that they are cells per µL" in words
    assert (answer["early"], answer["late"]) == (4, None)


def test_hematotoxicity_without_a_value_has_no_grade_and_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = graded("icaht", json.dumps(HEMATOTOXICITY | {"anc": []}), monkeypatch, capsys)
    assert (answer["early"], answer["late"], answer["error"]) == (None, None, None)
    assert answer["reasons"]
