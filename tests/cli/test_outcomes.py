"""`carttrack outcomes` on the demo clinic of a fixed day."""

import json
from pathlib import Path
from typing import Any

import pytest

from carttrack.__main__ import main
from tests.builders import PASSPHRASE

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("outcomes") / "demo.ctdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)
        assert main(["demo", "--store", str(path), "--today", TODAY]) == 0
    return path


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)


def printed(store: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    capsys.readouterr()
    assert main(["outcomes", "--store", str(store), "--today", TODAY, *options]) == 0
    return capsys.readouterr().out


def record(store: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(store, capsys, "--json", *options))
    return found


def test_every_figure_stands_with_definition_denominators_and_interval(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = printed(store, capsys)
    for part in (
        "CR or CRi, of those assessed: ",
        "CR or CRi, of those infused: ",
        "Overall survival from leukapheresis",
        "Event-free survival, stringent from infusion",
        "Event: death, relapse, or no response by Day 30",
        "at risk",
        "Median follow-up (reverse Kaplan-Meier)",
        "Mortality after the infusion",
        "CRS, ASTCT 2019, n = ",
        "Vein-to-vein: median",
        "to be confirmed by the clinic",
        "Published figures of other groups",
        "  published [13] Tisagenlecleucel: Overall survival, at 12 months",
    ):
        assert part in words
    assert "95 % interval" in words


def test_the_same_day_gives_the_same_figures(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(store, capsys) == printed(store, capsys)


def test_the_record_holds_numbers_at_risk_and_reasons(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = record(store, capsys)
    overall = found["survival"][0]
    assert (overall["endpoint"], overall["start"]) == ("os", "infusion")
    assert [one["day"] for one in overall["told"]] == [100, 365, 730, 1095]
    for one in overall["told"]:
        assert (one["share"] is None) == (one["at_risk"] < 5)
        assert (one["reason"] == "") == (one["share"] is not None)
    assert {one["endpoint"] for one in found["survival"]} == {"os", "efs", "efs_stringent"}
    stages = [stage["reached"] for stage in found["funnel"]["stages"]]
    assert stages == sorted(stages, reverse=True)


def test_filters_narrow_the_cohort(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everyone = record(store, capsys)
    brexu = record(store, capsys, "--product", "brexu_cel")
    both = record(store, capsys, "--target", "cd19", "cd22")
    late = record(store, capsys, "--from", "2026-06-01", "--until", TODAY)
    adults = record(store, capsys, "--age-group", "26_to_64")
    for part in (brexu, both, late, adults):
        assert 0 < part["infused"] < everyone["infused"]
    assert both["filter"]["targets"] == ["cd19", "cd22"]
    assert {one["source"] for one in both["response"]["published"]} >= {1}
    assert "1" in both["published"]["sources"]


def test_all_diseases_together_have_no_response(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = record(store, capsys, "--disease", "all")
    assert found["response"] is None
    assert {one["endpoint"] for one in found["survival"]} == {"os"}
    assert any("B-ALL" in words for words in found["warnings"])


def test_a_period_the_wrong_way_round_is_refused(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--from", "2026-06-01", "--until", "2026-05-01"]
    assert main(["outcomes", "--store", str(store), *options]) == 1
    assert "ends before it begins" in capsys.readouterr().err
