"""`carttrack references`."""

import json

import pytest

from carttrack.__main__ import main


def test_the_library_is_listed_with_numbers_values_and_limits(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["references"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[1]\tseeds\tWeb article on Dr Hua Zhang’s")
    assert any(
        line.startswith("[2]\tseeds\tCR, time not stated, not defined\t11 of 15 (73 %)\t15 of 21")
        for line in lines
    )
    assert any(
        line.startswith("[5]\t") and "superseded: brexucabtagene autoleucel (2021)" in line
        for line in lines
    )
    assert any(line.startswith("[53]\tfurther\t") and "not verified" in line for line in lines)


def test_as_json_every_graded_figure_names_its_scale(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["references", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [source["number"] for source in found["sources"]] == list(range(1, 60))
    graded = [f for f in found["figures"] if (f["endpoint"] or "").startswith("crs_")]
    assert graded
    assert all(figure["scale"] for figure in graded)
    assert {figure["set"] for figure in found["figures"]} == {"seeds", "further"}
