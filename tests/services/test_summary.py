"""Gathering the visit summary, and keeping that it was issued."""

from datetime import date

from carttrack.domain.follow_up.visits import VisitForm
from carttrack.services import casefile, clinic_rules, follow_up, history, summary
from carttrack.services.clinic import Clinic
from tests.builders import TODAY, a_clinic_record
from tests.services.builders import infused, registered


def test_the_summary_is_about_the_latest_visit(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    seen = date(2026, 11, 18)
    follow_up.complete_visit(clinic, course_id, "day_28", VisitForm(seen_on=seen, ecog=1))
    gathered = summary.gather(clinic, patient_id)
    assert gathered.visit_on == seen
    assert gathered.visit is not None
    assert gathered.visit.code == "day_28"
    assert gathered.form is not None
    assert gathered.form.ecog == 1


def test_without_a_visit_the_summary_is_about_today(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    gathered = summary.gather(clinic, patient_id)
    assert (gathered.visit_on, gathered.visit) == (TODAY, None)


def test_issuing_a_paper_is_in_history_and_does_not_raise_the_record_version(
    clinic: Clinic,
) -> None:
    patient_id, _ = infused(clinic)
    before = casefile.read(clinic, patient_id).record_version
    gathered = summary.gather(clinic, patient_id)
    summary.record_issued(clinic, gathered, sha256="0" * 64, destination="summary.pdf")
    assert casefile.read(clinic, patient_id).record_version == before
    assert history.of_patient(clinic, patient_id)[0].what.startswith("Visit summary issued")


def test_the_summary_carries_the_clinics_rules_on_driving_and_distance(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    unruled = summary.gather(clinic, patient_id)
    assert (unruled.driving, unruled.distance) == ("", "")
    record = a_clinic_record(driving_rule="US-2025-1", distance_rule="US-2025-NEAR")
    clinic_rules.change_record(clinic, record)
    gathered = summary.gather(clinic, patient_id)
    assert gathered.driving.startswith("No driving up to and including 6 Nov 2026 (2 weeks")
    assert "near a treating centre up to and including 6 Nov 2026 (2 weeks" in gathered.distance
