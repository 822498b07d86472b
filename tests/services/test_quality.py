"""The queue of findings over the whole store, and accepting one as it is."""

from dataclasses import replace
from datetime import date

import pytest

from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.pathway.steps import Step
from carttrack.domain.quality.findings import Finding
from carttrack.services import casefile, cases, entries, history, quality, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.services.builders import infused, registered


def the(rule: str, clinic: Clinic) -> Finding:
    return next(line.finding for line in quality.queue(clinic) if line.finding.rule == rule)


def rules(clinic: Clinic) -> set[str]:
    return {line.finding.rule for line in quality.queue(clinic)}


def test_cases_read_by_the_page_equal_those_read_one_by_one(clinic: Clinic) -> None:
    infused(clinic)
    registered(clinic, mrn="9000419", family_name="Sample")
    for case in cases.every_case(clinic):
        alone = casefile.read(clinic, case.patient_id, case.course_id)
        assert replace(alone, record_version=0) == case


def test_every_patient_is_read_whatever_the_page(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "PAGE", 2)
    for number, name in enumerate(("Aster", "Birkmann", "Cohn", "Dvorak", "Engelhart")):
        born = date(1980 + number, 1 + number, 3)
        registered(clinic, mrn=f"900042{number}", family_name=name, birth_date=born)
    told: list[tuple[int, int]] = []
    mrns = [
        case.patient.value.mrn
        for case in cases.every_case(clinic, lambda done, total: told.append((done, total)))
    ]
    assert mrns == [f"900042{number}" for number in range(5)]
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_queue_names_what_is_wrong_and_where_to_mend_it(clinic: Clinic) -> None:
    infused(clinic)
    found = the("identifier_missing", clinic)
    assert (found.text, found.tab.value, found.step) == (
        "DIN is missing.",
        "pathway",
        Step.LEUKAPHERESIS,
    )


def test_an_accepted_finding_leaves_the_queue_and_keeps_its_reason(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = quality.accept_finding(clinic, course_id, the("no_phone", clinic), "lives on the ward")
    assert "no_phone" not in rules(clinic)
    shown = [
        line.finding
        for line in quality.of_patient(clinic, patient_id)
        if line.finding.rule == "no_phone"
    ]
    assert shown[0].accepted is not None
    assert shown[0].accepted.value.reason == "lives on the ward"
    assert history.of_patient(clinic, patient_id)[0].act == act.id


def test_an_acceptance_made_void_brings_the_finding_back(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = quality.accept_finding(clinic, course_id, the("no_phone", clinic), "on the ward")
    entries.void(clinic, Entry.ACCEPTED_FINDING, act.entry_id, "discharged")
    assert "no_phone" in rules(clinic)


def test_an_acceptance_is_undone_as_one_act(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = quality.accept_finding(clinic, course_id, the("no_phone", clinic), "on the ward")
    undo.take_back(clinic, act)
    assert "no_phone" in rules(clinic)


def test_accepting_without_a_reason_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(InvalidEntryError, match="reason"):
        quality.accept_finding(clinic, course_id, the("no_phone", clinic), " ")


def test_accepting_what_is_no_longer_found_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    gone = replace(the("no_phone", clinic), text="something else")
    with pytest.raises(RefusedError, match="no longer found"):
        quality.accept_finding(clinic, course_id, gone, "because")


def test_accepting_twice_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    found = the("no_phone", clinic)
    quality.accept_finding(clinic, course_id, found, "on the ward")
    with pytest.raises(RefusedError, match="accepted before"):
        quality.accept_finding(clinic, course_id, found, "on the ward")


def test_accepting_a_finding_does_not_raise_the_record_version(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    before = casefile.read(clinic, patient_id).record_version
    quality.accept_finding(clinic, course_id, the("no_phone", clinic), "on the ward")
    assert casefile.read(clinic, patient_id).record_version == before
