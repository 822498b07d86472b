"""Weeks after the infusion, with real keys: book, undo, correct, make void, read back, lock."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.history import ChangeKind, HistoryLine
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.services import history
from carttrack.services.access import create_clinic
from tests.builders import PASSPHRASE, Clock, a_clinic_record, a_user
from tests.journeys.driver import Driver
from tests.journeys.test_first_run import unlock
from tests.journeys.test_main_job import Coordinator, the_case
from tests.services.builders import infused

pytestmark = pytest.mark.journey

VISIT = "year_5"
"""A visit that is always still to come."""
MISTYPED, AS_ON_LABEL = "LOT-7714", "LOT-7741"
TYPO, WRONG_PATIENT = "digits were swapped", "meant for another patient"
WHO = a_user().name


class Record:
    """What the encrypted store says, read beside the window."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def case(self) -> CaseFile:
        """Return the case of the only patient."""
        with self._driver.reading(PASSPHRASE) as clinic:
            return the_case(clinic)

    def visit(self) -> Visit:
        """Return the visit that is booked in this journey."""
        return next(kept.value for kept in self.case().visits if kept.value.code == VISIT)

    def visit_name(self) -> str:
        """Return the words for the visit."""
        protocol = self.case().protocol
        assert protocol is not None
        return next(visit.name for visit in protocol.visits if visit.code == VISIT)

    def is_booked(self) -> bool:
        """Return whether the visit has an appointment on its target day."""
        visit = self.visit()
        return visit.appointment_on == visit.target

    def changes(self) -> tuple[HistoryLine, ...]:
        """Return the history of the patient, newest first; the whole store must verify."""
        with self._driver.reading(PASSPHRASE) as clinic:
            assert history.verify(clinic).ok
            return history.of_patient(clinic, the_case(clinic).patient_id)


def prepare(store: Path) -> None:
    """Make a clinic with one patient four weeks after the infusion."""
    record = replace(a_clinic_record(), sample=False)
    clinic, _ = create_clinic(store, record, a_user(), PASSPHRASE, now=Clock())
    infused(clinic)
    clinic.store.close()


def open_patient(driver: Driver) -> None:
    """Go from Today to the only patient."""
    driver.keys("ctrl+2")
    driver.focus("Patients")
    driver.keys("Return")
    driver.focus("Patient –")


def book(driver: Driver, record: Record) -> None:
    """Book the visit on its target day, by the tab Follow-up and key R."""
    driver.show_tab("Follow-up")
    driver.pick(record.visit_name())
    driver.keys("r")
    driver.focus("Book visit")
    driver.type(record.visit().target.isoformat())
    save(driver, "Book visit")
    driver.until(record.is_booked, "the booked visit")


def save(driver: Driver, dialog: str) -> None:
    """Save a dialog whose title begins so, and go back to the patient."""
    driver.keys("ctrl+Return")
    driver.until(
        lambda: not any(title.startswith(dialog) for title in driver.titles()),
        f"the end of {dialog}",
    )
    driver.focus("Patient")


def undo_and_redo(driver: Driver, is_done: Callable[[], bool]) -> None:
    """What was done can be undone, and done again."""
    driver.keys("ctrl+z")
    driver.until(lambda: not is_done(), "the act undone")
    driver.keys("ctrl+shift+z")
    driver.until(is_done, "the act done again")


def record_response(driver: Driver, record: Record) -> None:
    """Record a response as stated, from the menu of events."""
    driver.show_tab("Response")
    driver.choose_event("Response…", "Response")
    driver.put({"Assessed on": "today", "Marrow blasts": "0.5"})
    save(driver, "Response")
    driver.until(lambda: bool(record.case().responses), "the response")


def record_lot(driver: Driver, record: Record) -> None:
    """Record the lot, mistyped, and correct it with a reason by Enter on its row."""
    driver.show_tab("Pathway")
    driver.choose_event("Identifier…", "Identifier")
    driver.put({"Kind of identifier": "Lot", "Identifier, as on the label": MISTYPED})
    save(driver, "Identifier")
    driver.until(lambda: bool(record.case().identifiers), "the lot")
    driver.show_tab("Pathway")
    driver.pick("Lot", MISTYPED)
    driver.keys("Return")
    driver.focus("Identifier, correction")
    driver.put({"Identifier, as on the label": AS_ON_LABEL, "Reason for the change": TYPO})
    save(driver, "Identifier")
    driver.until(lambda: lot_of(record.case()) == AS_ON_LABEL, "the corrected lot")


def lot_of(case: CaseFile) -> str:
    """Return the lot on record."""
    (found,) = (k.value for k in case.identifiers if k.value.kind is IdentifierKind.LOT)
    return found.value


def make_assessment_void(driver: Driver, record: Record) -> None:
    """Log an assessment, and make it void with a reason by Delete on its row."""
    Coordinator(driver).log_assessment()
    driver.until(lambda: bool(record.case().assessments), "the assessment")
    driver.show_tab("Toxicity")
    driver.keys("Delete")
    driver.focus("Make void")
    driver.type(WRONG_PATIENT)
    save(driver, "Make void")
    driver.until(lambda: not record.case().assessments, "the assessment made void")


def check_history(record: Record) -> None:
    """Each change says who, from what to what, and why."""
    lines = record.changes()
    assert {line.by for line in lines} == {WHO}

    (corrected,) = (line for line in lines if line.reason == TYPO)
    assert corrected.subject == "identifier"
    assert fields_of(corrected)["value"] == (MISTYPED, AS_ON_LABEL)

    (void,) = (line for line in lines if line.reason == WRONG_PATIENT)
    assert void.subject == "assessment"
    assert fields_of(void)["void_reason"] == ("", WRONG_PATIENT)

    target = record.visit().target.isoformat()
    bookings = [
        fields_of(line)["appointment_on"]
        for line in reversed(lines)
        if line.subject == "visit" and "appointment_on" in fields_of(line)
    ]
    assert bookings == [("", target), (target, ""), ("", target)]

    (response,) = (line for line in lines if line.subject == "response")
    assert response.kind is ChangeKind.ADDED


def fields_of(line: HistoryLine) -> dict[str, tuple[str, str]]:
    """Return the changed fields of a line with their old and new text."""
    return {change.field: (change.old, change.new) for change in line.changes}


def lock_and_unlock(driver: Driver) -> None:
    """Lock the screen; the passphrase brings the patient back."""
    driver.keys("ctrl+l")
    driver.focus("Locked")
    assert not any("Patient" in title for title in driver.titles())
    driver.picture("locked")
    driver.type(PASSPHRASE)
    driver.keys("Return")
    driver.focus("Patient")


def test_what_is_booked_corrected_and_made_void_can_be_read_back(tmp_path: Path) -> None:
    store = tmp_path / "clinic.ctdb"
    prepare(store)
    with Driver(store, tmp_path) as driver:
        record = Record(driver)
        driver.start()
        unlock(driver, PASSPHRASE)
        open_patient(driver)
        book(driver, record)
        undo_and_redo(driver, record.is_booked)
        record_response(driver, record)
        record_lot(driver, record)
        make_assessment_void(driver, record)
        driver.show_tab("History")
        driver.picture("history")
        check_history(record)
        lock_and_unlock(driver)
        driver.close()
        check_history(record)
        assert record.is_booked()
