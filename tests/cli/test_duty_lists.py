"""quality and registry on a real store."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carttrack.__main__ import main
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.services import quality, registry
from carttrack.services.clinic import Clinic
from tests.builders import PASSPHRASE
from tests.services.builders import infused

TODAY = "2026-11-23"  # 31 days after the infusion
Run = Callable[..., str]


@pytest.fixture
def run(clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the clinic's store, which another window may have open."""
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)

    def ran(*arguments: str) -> str:
        capsys.readouterr()
        store = ["--store", str(clinic.store.path), "--today", TODAY]
        assert main([*arguments, *store]) == 0
        return capsys.readouterr().out

    return ran


def record(run: Run, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def test_quality_names_what_is_wrong_and_where(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    found = {line["rule"]: line for line in record(run, "quality")}
    assert found["identifier_missing"] == {
        "mrn": "9000418",
        "name": "Příkladová, Žofie",
        "course": 1,
        "rule": "identifier_missing",
        "title": "Identifier missing",
        "what": "Chain of identity is missing.",
        "tab": "pathway",
        "step": "infusion",
        "accepted_because": None,
        "accepted_by": None,
    }


def test_quality_prints_a_line_each(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    lines = run("quality").splitlines()
    assert (
        "9000418\tPříkladová, Žofie\tpathway, leukapheresis\tidentifier_missing\tDIN is missing."
    ) in lines


def test_quality_of_one_patient_with_what_was_accepted(clinic: Clinic, run: Run) -> None:
    _, course_id = infused(clinic)
    finding = next(q.finding for q in quality.queue(clinic) if q.finding.rule == "no_phone")
    quality.accept_finding(clinic, course_id, finding, "on the ward")
    assert "no_phone" not in {line["rule"] for line in record(run, "quality")}
    found = record(run, "quality", "--mrn", "9000418", "--accepted")
    reasons = {line["rule"]: line["accepted_because"] for line in found}
    assert (reasons["no_phone"], reasons["identifier_missing"]) == ("on the ward", None)
    assert "\taccepted: on the ward" in run("quality", "--accepted")


def test_registry_lists_what_is_late_and_the_share_on_time(clinic: Clinic, run: Run) -> None:
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, RegistryTrack.HUNDRED_DAYS)
    form = RegistryForm(
        registry=Registry.CIBMTR,
        form="4000",
        time_point="infusion",
        submitted_on=date(2026, 11, 19),
    )
    registry.record_form(clinic, course_id, form)
    assert run("registry").splitlines() == [
        "9000418\tPříkladová, Žofie\tCIBMTR 2402\tInfusion\tdue 22 Nov 2026\tlate",
        "9000418\tPříkladová, Žofie\tCIBMTR 2814\tInfusion\tdue day to be confirmed by the clinic",
        "9000418\tPříkladová, Žofie\tCIBMTR 4003\tInfusion\tdue day to be confirmed by the clinic",
        "9000418\tPříkladová, Žofie\tCIBMTR 4006\tInfusion\tdue day to be confirmed by the clinic",
        (
            "CIBMTR, 1 Sep – 31 Dec 2026: 50.0 % on time (1 of 2), asked 50 % (trimester and "
            "figure to be confirmed by the clinic)"
        ),
        (
            "CIBMTR, 1 May – 31 Aug 2026: nothing due (0 of 0), asked 98 % (trimester and figure "
            "to be confirmed by the clinic)"
        ),
    ]


def test_registry_as_json_holds_window_due_day_and_figures(clinic: Clinic, run: Run) -> None:
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, RegistryTrack.CRF_15_YEARS)
    found = record(run, "registry", "--all")
    [year_1] = [
        form for form in found["forms"] if (form["form"], form["time_point"]) == ("4100", "year_1")
    ]
    assert year_1["window"] == ["2027-10-24", "2027-12-22"]
    assert (year_1["due"], year_1["state"], year_1["confirm"]) == ("2027-12-22", "later", None)
    assert found["forms"][-1]["confirm"] == "to be confirmed by the clinic"
    assert found["on_time"][0]["this"] == {
        "from": "2026-09-01",
        "to": "2026-12-31",
        "due": 2,
        "on_time": 0,
        "sent": 0,
        "percent": 0.0,
        "asked": 50,
        "met": False,
    }


def test_a_clinic_without_tracks_prints_nothing(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    assert run("registry") == ""
