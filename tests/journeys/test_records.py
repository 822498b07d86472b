"""What goes on beside and after the infusion, with real keys: recorded, found again, in History."""

from decimal import Decimal
from pathlib import Path

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.laboratory import LabTest
from carttrack.domain.outcome.assessed import assessed_as
from carttrack.domain.outcome.derivation import Agreement
from carttrack.domain.outcome.later_therapy import LaterTherapyKind
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import ResponseKind
from tests.builders import PASSPHRASE
from tests.journeys.driver import Driver
from tests.journeys.test_first_run import unlock
from tests.journeys.test_follow_up_and_history import Record, open_patient, prepare, save
from tests.journeys.test_main_job import ASSESSMENT

pytestmark = pytest.mark.journey

MEDICINE, THERAPY = "Aciclovir", "Inotuzumab ozogamicin"
SEEN = {
    "Toxicity": "CRS at least 3",
    "Labs": "ANC",
    "Medicines and infections": MEDICINE,
    "Response": THERAPY,
}
"""A word of what was recorded, by the tab that lists it."""
RECORDED = {"assessment", "lab_result", "medicine", "response", "relapse", "later_therapy"}


class Recorder:
    """Records on each tab what belongs to it."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def _record(self, tab: str, words: str, dialog: str) -> None:
        self._driver.show_tab(tab)
        self._driver.choose_event(words, dialog)

    def laboratory_result(self) -> None:
        """Record a neutrophil count with the laboratory's limits."""
        driver = self._driver
        self._record("Labs", "One result…", "Laboratory result")
        driver.put({"Test": "ANC", "Value": "0.4", "Unit": "×10⁹/L", "Day of the sample": "today"})
        driver.put({"Lower limit of normal": "1.8", "Upper limit of normal": "7.5"})
        save(driver, "Laboratory result")

    def medicine(self) -> None:
        """Record a medicine that goes on."""
        driver = self._driver
        self._record("Medicines and infections", "Medicine…", "Medicine")
        driver.put({"Medicine": MEDICINE, "Kind": "Against infection", "Reason": "prophylaxis"})
        driver.put({"Dose": "400", "Unit of the dose": "mg", "Started": "-1d"})
        save(driver, "Medicine")

    def assessment(self) -> None:
        """Log hypotension with vasopressin as the only vasopressor; keep the proposed grade."""
        driver = self._driver
        driver.keys("l")
        driver.focus(ASSESSMENT)
        driver.type("38.6")
        driver.mark("Fever due to CRS", "Yes")
        driver.keys("alt+b", "2")
        driver.go("Vasopressin")
        driver.keys("space")
        driver.go("*as proposed")
        driver.keys("space")
        driver.picture("question")
        driver.save(ASSESSMENT, "Patient")

    def response(self) -> None:
        """Record a response with all that its derivation asks for, and its statement."""
        driver = self._driver
        self._record("Response", "Response…", "Response")
        driver.put({"Assessed on": "-1d", "Marrow blasts": "2", "Circulating blasts": "0"})
        driver.mark("Normal maturation", "yes")
        driver.put({"ANC": "1.2", "Platelets": "120", "Counts of": "-1d"})
        driver.mark("Without transfusions", "yes")
        driver.put({"Extramedullary": "No extramedullary disease", "CNS": "CNS1"})
        driver.put({"Response as stated": "CR", "Stated by": "Dr Demo"})
        driver.picture("derived")
        save(driver, "Response")

    def relapse(self) -> None:
        """Record a relapse that lost CD19."""
        driver = self._driver
        self._record("Response", "Relapse…", "Relapse")
        driver.put({"Relapse on": "today", "Kind of relapse": "Marrow or blood"})
        driver.put({"Marrow blasts": "40", "Threshold of a relapse": "5"})
        driver.put({"CD19 on the blasts": "Negative", "Stated by": "Dr Demo"})
        save(driver, "Relapse")

    def later_therapy(self) -> None:
        """Record the therapy against the relapse."""
        driver = self._driver
        self._record("Response", "Later therapy…", "Later therapy")
        driver.put({"Kind of therapy": "Systemic therapy", "Given from": "today"})
        driver.put({"What was given": THERAPY})
        save(driver, "Later therapy")


def check_case(case: CaseFile) -> None:
    """Every entry is on record as it was typed, with what is derived from it."""
    (assessment,) = case.assessments
    assert assessment.value.crs_grade is not None
    assert assessment.value.crs_grade.answered == ("vasopressin_alone",)
    assert not assessment.value.crs_grade.by_hand
    (result,) = case.lab_results
    assert (result.value.test, result.value.value) == (LabTest.ANC, Decimal("0.4"))
    (medicine,) = case.medicines
    assert (medicine.value.name, medicine.value.stopped) == (MEDICINE, "")
    (response,) = case.responses
    assessed = assessed_as(case, response.value, instead_of=response.value)
    assert assessed.derived is not None
    assert assessed.derived.kind is ResponseKind.CR
    assert assessed.agreement is Agreement.AGREES
    (relapse,) = case.relapses
    assert relapse.value.kind is RelapseKind.MARROW
    (therapy,) = case.later_therapies
    assert (therapy.value.kind, therapy.value.name) == (LaterTherapyKind.SYSTEMIC, THERAPY)


def check_screens(driver: Driver) -> None:
    """Every entry stands on its tab, and in History."""
    for tab, words in SEEN.items():
        driver.show_tab(tab)
        assert words in on_list(driver), tab
        driver.picture(tab.casefold())
    driver.show_tab("History")
    told = on_list(driver)
    for words in (MEDICINE, THERAPY, "Laboratory result", "Response", "Relapse"):
        assert words in told


def on_list(driver: Driver) -> str:
    """Return all that the list of the tab on show says."""
    return "\n".join(" | ".join(row) for row in driver.look().options)


def test_every_kind_of_record_is_found_again(tmp_path: Path) -> None:
    store = tmp_path / "clinic.ctdb"
    prepare(store)
    with Driver(store, tmp_path) as driver:
        record, recorder = Record(driver), Recorder(driver)
        driver.start()
        unlock(driver, PASSPHRASE)
        open_patient(driver)
        recorder.assessment()
        recorder.laboratory_result()
        recorder.medicine()
        recorder.response()
        recorder.relapse()
        recorder.later_therapy()
        check_case(record.case())
        driver.close()
        driver.start()
        unlock(driver, PASSPHRASE)
        open_patient(driver)
        check_case(record.case())
        assert {line.subject for line in record.changes()} >= RECORDED
        check_screens(driver)
        driver.close()
