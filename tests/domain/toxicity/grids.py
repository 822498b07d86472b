"""The checkers of the grading rules, against tables that share no code with the domain.

Each takes the grading function to check, so that a wrong rule can be planted in its place.

A cell of a table reads: the grade; `x` criteria not met, `o` nothing left to grade in an open
episode, `-` cannot grade; then `+` for "at least" and `?` where it is asked.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.reading import crs_findings, icans_findings
from carttrack.domain.toxicity.scales import Graded, Status

DATA = Path(__file__).parents[2] / "data"
CrsRule = Callable[[CrsFindings], Graded]
IcansRule = Callable[[IcansFindings], Graded]
_FLAGS = {"yes": True, "no": False, "null": None}
_OXYGEN = ("none", "low_flow", "high_flow", "positive_pressure", "null")


def check_crs_grid(rule: CrsRule) -> None:
    """Every combination of temperature, circumstances, hypotension, vasopressin and hypoxia."""
    for row in _rows("crs_grid.csv"):
        context = {
            "temp_c": _number(row["temp_c"]),
            "fever_attributed_to_other": _FLAGS[row["fever_attributed"]],
            "fever_treated": _FLAGS[row["fever_treated"]],
            "episode_open": _FLAGS[row["episode_open"]],
            "steroid_before_fever": _FLAGS[row["steroid_before_fever"]],
            "hypotension": _word(row["hypotension"]),
            "vasopressin": _FLAGS[row["vasopressin"]],
        }
        for hypoxia in _OXYGEN:
            record = context | {"hypoxia": _word(hypoxia)}
            assert cell(rule(crs_findings(record))) == row[hypoxia], record


def check_crs_oxygen(rule: CrsRule) -> None:
    """Every device with flows around 6 L/min, beside every category, in a febrile patient."""
    for row in _rows("crs_oxygen.csv"):
        for hypoxia in _OXYGEN:
            record = {
                "temp_c": 38.5,
                "hypotension": "none",
                "vasopressin": False,
                "hypoxia": _word(hypoxia),
                "o2_device": _word(row["o2_device"]),
                "o2_flow_lpm": _number(row["o2_flow_lpm"]),
                "ventilation_reason": _word(row["ventilation_reason"]),
            }
            expected = row[hypoxia].replace("refused", "hypoxia")
            assert _found(lambda one: rule(crs_findings(one)), record) == expected, record


def check_icans_grid(rule: IcansRule) -> None:
    """Every combination of score, consciousness, seizure, motor findings and raised pressure."""
    for row in _rows("icans_grid.csv"):
        kind, _, value = row["score"].partition(" ")
        scores: dict[str, dict[str, object]] = {
            "ice": {"ice": int(value)} if kind == "ice" else {},
            "capd": {"capd": int(value)} if kind == "capd" else {},
            "state": {"ice_state": value},
            "null": {},
        }
        for column, expected in row.items():
            motor, found, icp = column.partition("/")
            if not found:
                continue
            record = {
                "age_years": int(row["age_years"]),
                "consciousness": _word(row["consciousness"]),
                "seizure": _word(row["seizure"]),
                "motor": _word(motor),
                "icp": _word(icp),
                **scores[kind],
            }
            assert cell(rule(icans_findings(record))) == expected, record


def check_crs_cases(rule: CrsRule) -> None:
    """Every CRS vignette."""
    for case in cases("crs"):
        check_case(case, lambda record: rule(crs_findings(record)))


def check_icans_cases(rule: IcansRule) -> None:
    """Every ICANS vignette."""
    for case in cases("icans"):
        check_case(case, lambda record: rule(icans_findings(record)))


def check_case(case: Mapping[str, object], rule: Callable[[Mapping[str, object]], Graded]) -> None:
    """One vignette: refused, or graded as expected, asking exactly when it is ambiguous."""
    name = case["id"]
    acceptable = case["acceptable_grades"]
    assert isinstance(acceptable, list)
    if not case["input_valid"]:
        assert _found(rule, case) in case, name
        return
    graded = rule(case)
    assert graded.grade in acceptable, name
    assert graded.at_least == case.get("at_least", False), name
    assert bool(graded.questions) == case["ambiguous"], name
    if not case["ambiguous"]:
        assert graded.grade == case[f"expected_{case['kind']}_grade"], name


def cases(kind: str) -> list[dict[str, object]]:
    """The vignettes of a kind."""
    found = json.loads((DATA / "vignettes.json").read_text(encoding="utf-8"))
    return [case for case in found if case["kind"] == kind]


def cell(graded: Graded) -> str:
    """What a table would hold for this grade."""
    marks = ("+" if graded.at_least else "") + ("?" if graded.questions else "")
    if graded.status is Status.GRADED:
        return f"{graded.grade}{marks}"
    assert graded.grade == (None if graded.status is Status.CANNOT_GRADE else 0)
    letters = {
        Status.CRITERIA_NOT_MET: "x",
        Status.NO_GRADABLE_FINDING_EPISODE_OPEN: "o",
        Status.CANNOT_GRADE: "-",
    }
    return f"{letters[graded.status]}{marks}"


def _found(rule: Callable[[Mapping[str, object]], Graded], record: Mapping[str, object]) -> str:
    """The cell of a grade, or the field that the refusal names."""
    try:
        return cell(rule(record))
    except InvalidEntryError as error:
        return error.field


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _word(text: str) -> str | None:
    return None if text == "null" else text


def _number(text: str) -> float | None:
    return None if text == "null" else float(text)
