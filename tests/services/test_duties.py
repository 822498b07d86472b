"""What is owed by when, and the entries that settle it."""

from datetime import UTC, date, datetime

import pytest

from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.pathway.validity import Validity, ValidityKind
from carttrack.services import casefile, checklists, duties, entries, history, pathway, registry
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import Clock
from tests.services.builders import accepting, infused, registered, step

ECHO = Validity(
    kind=ValidityKind.ECHOCARDIOGRAM,
    done_on=date(2026, 9, 1),
    valid_until=date(2026, 11, 25),
    blocks=Step.LYMPHODEPLETION,
)
REPORT = SafetyReport(what="Grade 4 CRS", aware_on=date(2026, 11, 16), due_on=date(2026, 12, 1))


def owed(clinic: Clinic) -> list[tuple[str, str]]:
    return [(d.duty.what, d.duty.state.value) for d in duties.everything_owed(clinic)]


def test_what_runs_out_is_owed_and_then_overdue(clinic: Clinic, clock: Clock) -> None:
    _, course_id = registered(clinic)
    duties.record_validity(clinic, course_id, ECHO)
    assert owed(clinic) == [("Echocardiogram runs out", "closing")]
    clock.forward(days=6)
    assert owed(clinic) == [("Echocardiogram runs out", "overdue")]


def test_a_renewed_thing_is_owed_no_longer(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    duties.record_validity(clinic, course_id, ECHO)
    renewed = Validity(kind=ECHO.kind, valid_until=date(2027, 5, 1), blocks=ECHO.blocks)
    duties.record_validity(clinic, course_id, renewed)
    assert owed(clinic) == []


def test_what_has_run_out_holds_the_signature_of_the_go_no_go(clinic: Clinic, clock: Clock) -> None:
    patient_id, course_id = registered(clinic)
    duties.record_validity(clinic, course_id, ECHO)
    which = Checklist.BEFORE_LYMPHODEPLETION
    case = casefile.read(clinic, patient_id)
    checklists.answer_items(
        clinic,
        course_id,
        [
            CheckAnswer(checklist=which, item=item.code, answer=Answer.MET)
            for item in checklists.items_of(case, which)
        ],
    )
    clock.forward(days=6)
    with pytest.raises(InvalidEntryError, match="still open"):
        checklists.sign_checklist(clinic, course_id, which)
    checklists.sign_checklist(clinic, course_id, which, "echo repeated today, report to follow")
    [clearance] = casefile.read(clinic, patient_id).clearances
    assert clearance.value.holds == ("expired_echocardiogram",)


def test_lymphodepletion_without_its_go_no_go_names_what_ran_out(
    clinic: Clinic, clock: Clock
) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 30))
    step(clinic, course_id, Step.EVALUATION, date(2026, 8, 31), date(2026, 9, 7))
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    duties.record_validity(clinic, course_id, ECHO)
    clock.forward(days=6)
    with pytest.raises(RefusedError, match="Echocardiogram: ran out on 25 Nov 2026"):
        step(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 11, 25))


def test_a_safety_report_is_owed_until_it_is_sent(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = duties.record_safety_report(clinic, course_id, REPORT)
    assert owed(clinic) == [("Safety report: Grade 4 CRS", "later")]
    duties.send_safety_report(
        clinic, act.entry_id, date(2026, 11, 20), "Manufacturer", "MF-2026-118"
    )
    assert owed(clinic) == []
    [kept] = casefile.read(clinic, patient_id).safety_reports
    assert (kept.value.sent_on, kept.value.reference) == (date(2026, 11, 20), "MF-2026-118")


def test_a_report_without_a_day_is_due_today(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    report = SafetyReport(what="Second malignancy", aware_on=date(2026, 11, 16))
    duties.record_safety_report(clinic, course_id, report)
    assert owed(clinic) == [("Safety report: Second malignancy", "due_today")]


def test_a_report_sent_twice_is_refused(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = duties.record_safety_report(clinic, course_id, REPORT)
    duties.send_safety_report(clinic, act.entry_id, date(2026, 11, 20), "Manufacturer")
    with pytest.raises(RefusedError, match="sent on 20 Nov 2026 already"):
        duties.send_safety_report(clinic, act.entry_id, date(2026, 11, 20), "Authority")


def test_a_report_cannot_be_sent_before_the_clinic_was_aware(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = duties.record_safety_report(clinic, course_id, REPORT)
    with pytest.raises(InvalidEntryError):
        duties.send_safety_report(clinic, act.entry_id, date(2026, 11, 15), "Manufacturer")


def test_registry_forms_due_soon_are_owed(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, RegistryTrack.HUNDRED_DAYS)
    assert owed(clinic) == [
        ("Form 2402, Infusion", "closing"),
        ("Form 4000, Infusion", "closing"),
    ]


def test_a_due_day_without_a_publication_is_for_the_clinic_to_confirm(
    clinic: Clinic, clock: Clock
) -> None:
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, RegistryTrack.HUNDRED_DAYS)
    clock.forward(days=70)
    notes = {line.duty.what: line.duty.note for line in duties.everything_owed(clinic)}
    assert notes["Form 4000, Infusion"] == ""
    assert notes["Form 4100, Day 100"] == "Due day: to be confirmed by the clinic"


def test_re_consent_is_owed_at_majority(clinic: Clinic) -> None:
    _, course_id = registered(clinic, birth_date=date(2008, 11, 20))
    consent = Milestone(kind=MilestoneKind.CONSENT_TREATMENT, done_on=date(2026, 9, 7))
    accepting(lambda ok: pathway.record_milestone(clinic, course_id, consent, accepted=ok))
    assert owed(clinic) == [("Re-consent at majority", "due_today")]


def an_attempt(at: datetime = datetime(2026, 11, 19, 9, tzinfo=UTC)) -> ContactAttempt:
    return ContactAttempt(
        at=at,
        how=ContactMethod.REFERRER,
        by="Alex Demo",
        outcome=ContactOutcome.ALIVE_BY_OTHERS,
        vital_status_source="Dr Sample, referring centre",
    )


def test_an_attempt_to_reach_the_patient_is_kept(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    act = duties.record_contact_attempt(clinic, patient_id, an_attempt())
    [kept] = casefile.read(clinic, patient_id).contact_attempts
    assert kept.value == an_attempt()
    assert history.of_patient(clinic, patient_id)[0].act == act.id


def test_an_attempt_of_tomorrow_is_refused(clinic: Clinic) -> None:
    patient_id: PatientId = infused(clinic)[0]
    with pytest.raises(InvalidEntryError, match="future"):
        duties.record_contact_attempt(
            clinic, patient_id, an_attempt(datetime(2026, 11, 21, tzinfo=UTC))
        )


def test_word_from_others_needs_its_source() -> None:
    with pytest.raises(InvalidEntryError, match="Name who or what"):
        ContactAttempt(
            at=datetime(2026, 11, 19, tzinfo=UTC),
            how=ContactMethod.PUBLIC_RECORDS,
            by="Alex Demo",
            outcome=ContactOutcome.DEAD_BY_OTHERS,
        )


def test_each_duty_is_corrected_and_made_void_with_a_reason(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    act = duties.record_safety_report(clinic, course_id, REPORT)
    other = SafetyReport(what="Grade 3 CRS", aware_on=date(2026, 11, 16))
    entries.correct(clinic, Entry.SAFETY_REPORT, act.entry_id, other, "grade read again")
    entries.void(clinic, Entry.SAFETY_REPORT, act.entry_id, "another patient")
    assert casefile.read(clinic, patient_id).safety_reports == ()
