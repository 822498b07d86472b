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
