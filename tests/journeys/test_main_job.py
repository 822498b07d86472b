"""The main job with real keys: one patient from the first run to the summary's PDF and back."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.steps import Step
from carttrack.services import casefile, history, worklist
from carttrack.services.clinic import Clinic
from tests.journeys.driver import Driver
from tests.journeys.test_first_run import PASSPHRASE, make_clinic, unlock

pytestmark = pytest.mark.journey

ASSESSMENT = "Log CRS / ICANS assessment"


class Coordinator:
    """Works through the screens as a coordinator does."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def register(self) -> None:
        """Register a patient with earlier therapy, antigen test and a course."""
        driver = self._driver
        driver.keys("n")
        driver.focus("New patient")
        driver.put(
            {
                "MRN": "9000418",
                "Family name": "Příkladová",
                "Given name": "Žofie",
                "Birth date": "14.3.1992",
                "Sex": "Female",
                "Weight": "61.4",
                "Weight measured on": "-8d",
                "Telephone": "555 0101",
                "Language": "Czech",
                "Disease": "B-ALL",
                "Disease status": "Second relapse",
                "Marrow blasts": "64",
                "Marrow of": "-62d",
                "Extramedullary disease": "none",
                "CNS status": "CNS1",
                "CNS status of": "-62d",
            }
        )
        self._add_therapy_line()
        self._add_antigen_test()
        driver.put({"Product": "Brexucabtagene autoleucel (brexu-cel)", "Referred on": "-60d"})
        driver.save("New patient", "Patient")

    def _add_therapy_line(self) -> None:
        driver = self._driver
        driver.mark("Prior transplant", "No")
        driver.mark("Prior CD19-directed therapy", "Given")
        driver.go("Add a line of therapy…")
        driver.keys("space")
        driver.focus("Earlier therapy")
        driver.put(
            {
                "Kind": "Antibody",
                "Drug or regimen": "Blinatumomab",
                "Directed against": "CD19",
                "Started": "2026-01",
                "Stopped": "2026-03",
                "Response": "CR, MRD negative",
                "Antigen before": "Positive",
                "Antigen after": "Positive",
            }
        )
        driver.save("Earlier therapy", "New patient")

    def _add_antigen_test(self) -> None:
        driver = self._driver
        driver.go("Add a test…")
        driver.keys("space")
        driver.focus("Antigen test")
        driver.put({"Antigen": "CD19", "Tested on": "-61d", "Result": "Positive"})
        driver.put({"Positive blasts": "98", "Sample": "marrow"})
        driver.save("Antigen test", "New patient")

    def record_milestone(self, kind: str, when: str) -> None:
        """Record a milestone from the menu of events."""
        driver = self._driver
        driver.choose_event("Milestone…", "Milestone")
        driver.put({"Milestone": kind, "Done on": when})
        driver.save("Milestone", "Patient")

    def record_step(self, name: str, started: str, finished: str) -> None:
        """Record when a step began and ended."""
        self._open(name)
        self._driver.put({"Started on": started, "Finished on": finished})
        self._driver.save(name, "Patient")

    def sign(self, checklist: str, when: str) -> None:
        """Answer every item of a checklist as met, and sign it."""
        driver = self._driver
        self._open(checklist)
        driver.put({"Checked on": when, "Checked by": "R. Demo"})
        while driver.go("*: Met", "Sign").focus != "Sign":
            driver.keys("space")
            driver.step_on()
        driver.keys("space")
        driver.until(lambda: checklist not in driver.titles(), "the signed checklist")
        driver.focus("Patient")

    def lead_to_infusion(self) -> None:
        """Record milestones, steps and checklists up to Day 0."""
        self.record_milestone("Consent to treatment", "-51d")
        self.record_milestone("Consent to leukapheresis", "-51d")
        self.record_milestone("Product received", "-16d")
        self.record_step("Referral", "-60d", "-56d")
        self.record_step("Evaluation", "-55d", "-50d")
        self.record_step("Leukapheresis", "-40d", "-40d")
        self.record_step("Manufacturing", "-39d", "-18d")
        self.sign("Go/no-go before lymphodepletion", "-14d")
        self.record_step("Lymphodepletion", "-13d", "-10d")
        self.sign("Go/no-go before infusion", "-8d")
        self.record_infusion()

    def record_infusion(self) -> None:
        """Record the infusion with dose, weight and who."""
        driver = self._driver
        driver.choose_event("Infusion…", "Infusion")
        driver.put(
            {
                "Started at": "-7d 10:00",
                "Dose": "1",
                "Unit of the dose": "× 10⁶ CAR+ viable T cells/kg",
                "Total": "61.4",
                "Weight used": "61.4",
                "Measured on": "-8d",
                "Bags": "1",
                "Volume": "68",
                "Infused by": "B. Muster",
                "Checked by, a second person": "R. Demo",
            }
        )
        driver.save("Infusion", "Patient")

    def log_assessment(self) -> None:
        """Log a fever with hypotension and hypoxia, and an ICE of 8."""
        driver = self._driver
        driver.keys("l")
        driver.focus(ASSESSMENT)
        driver.type("38.9")
        driver.mark("Fever due to CRS", "Yes")
        driver.keys("alt+b", "2", "alt+o", "2", "alt+i")
        driver.put({"ICE score": "8"})
        driver.save(ASSESSMENT, "Patient")

    def complete_first_visit(self) -> None:
        """Record the visit of Day +7 as done today."""
        driver = self._driver
        driver.show_tab("Follow-up")
        driver.pick("Day +7")
        driver.keys("d")
        driver.focus("Day +7 visit")
        driver.put({"Seen on": "today", "Seen by": "Dr Demo", "ECOG": "1", "Weight": "60.9"})
        driver.put({"Temperature": "36.8", "Blood of": "today", "ANC": "1.4", "Hb": "98"})
        driver.save("Day +7 visit", "Patient")

    def export_summary(self, target: Path) -> None:
        """Export the summary of today's visit as PDF."""
        driver = self._driver
        driver.keys("p")
        driver.focus("PDF visit summary")
        driver.go("Export PDF…")  # no stop of Tab before the pages are made
        driver.keys("ctrl+s")
        driver.focus("Export PDF")
        driver.keys("ctrl+a")
        driver.type(str(target))
        driver.keys("Return")
        driver.until(target.exists, "the exported PDF")

    def _open(self, name: str) -> None:
        self._driver.show_tab("Pathway")
        self._driver.pick(name)
        self._driver.keys("Return")
        self._driver.focus(name)


def the_case(clinic: Clinic) -> CaseFile:
    """Return the case of the only patient."""
    (line,), total = worklist.patients(clinic)
    assert total == 1
    return casefile.read(clinic, line.person.patient_id)


def test_one_patient_from_the_first_run_to_the_summary_and_back(tmp_path: Path) -> None:
    summary = tmp_path / "summary.pdf"
    with Driver(tmp_path / "clinic.ctdb", tmp_path) as driver:
        coordinator = Coordinator(driver)
        driver.start()
        make_clinic(driver)
        coordinator.register()
        driver.show_tab("Pathway")
        coordinator.lead_to_infusion()
        coordinator.log_assessment()
        coordinator.complete_first_visit()
        check_record(driver)
        undo_and_redo(driver)
        coordinator.export_summary(summary)
        driver.picture("exported")
        check_summary(summary)
        driver.keys("Escape")
        driver.focus("Patient")
        driver.close()
        driver.start()
        unlock(driver, PASSPHRASE)
        driver.picture("today")
        check_record(driver)
        driver.close()


def check_record(driver: Driver) -> None:
    """Everything that was entered is in the encrypted store."""
    with driver.reading(PASSPHRASE) as clinic:
        case = the_case(clinic)
        assert case.patient.value.name == "Příkladová, Žofie"
        assert case.day0 == clinic.today() - timedelta(days=7)
        assert case.current is Step.MONITORING
        assert len(case.visits) == 24
        (assessment,) = case.assessments
        assert assessment.value.crs_grade is not None
        assert assessment.value.crs_grade.recorded == 2
        assert assessment.value.icans_grade is not None
        assert assessment.value.icans_grade.recorded == 1
        assert first_visit_done(clinic)
        assert history.of_patient(clinic, case.patient_id)
        assert history.verify(clinic).ok


def first_visit_done(clinic: Clinic) -> bool:
    """Return whether the visit of Day +7 is on record as done today."""
    visit = next(k.value for k in the_case(clinic).visits if k.value.code == "day_7")
    return visit.completed_on == clinic.today()


def undo_and_redo(driver: Driver) -> None:
    """Completing the visit can be undone, and done again."""

    def is_done() -> bool:
        with driver.reading(PASSPHRASE) as clinic:
            return first_visit_done(clinic)

    driver.keys("ctrl+z")
    driver.until(lambda: not is_done(), "the visit undone")
    driver.keys("ctrl+shift+z")
    driver.until(is_done, "the visit done again")


def check_summary(summary: Path) -> None:
    """The paper names the patient on every page, the grades, and the sources it cites."""
    pages = [page.extract_text() for page in PdfReader(summary).pages]
    for number, page in enumerate(pages, start=1):
        assert "Příkladová, Žofie" in page
        assert "9000418" in page
        assert f"{number} of {len(pages)}" in page
        assert "Not certified as a medical device" in page
    whole = "\n".join(pages)
    assert "Brexucabtagene autoleucel" in whole
    assert "[1]" in whole
    assert "[4]" in whole
