"""Corrections and voids: a reason every time, and nothing left behind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Alert, AlertKind, Death, DeathCause, Weight
from carttrack.services import (
    casefile,
    course,
    entries,
    follow_up,
    history,
    intake,
    pathway,
    undo,
)
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import a_response
from tests.services.builders import infused, registered

PENICILLIN = Alert(kind=AlertKind.ALLERGY, subject="penicillin")


def test_a_correction_keeps_both_values_and_the_reason_in_history(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    entry = entries.add(clinic, Entry.ALERT, patient_id, PENICILLIN)
    amoxicillin = Alert(kind=AlertKind.ALLERGY, subject="amoxicillin")
    entries.correct(clinic, Entry.ALERT, entry.entry_id, amoxicillin, "read again")
    (kept,) = casefile.read(clinic, patient_id).alerts
    assert (kept.value, kept.corrected) == (amoxicillin, True)
    line = history.of_patient(clinic, patient_id)[0]
    assert line.reason == "read again"
    assert ("subject", "penicillin", "amoxicillin") in {
        (c.field, c.old, c.new) for c in line.changes
    }


def test_a_correction_without_a_reason_or_a_difference_is_refused(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    entry = entries.add(clinic, Entry.ALERT, patient_id, PENICILLIN)
    with pytest.raises(InvalidEntryError):
        entries.correct(clinic, Entry.ALERT, entry.entry_id, PENICILLIN, " ")
    with pytest.raises(RefusedError, match="Nothing differs"):
        entries.correct(clinic, Entry.ALERT, entry.entry_id, PENICILLIN, "again")


def test_a_void_death_opens_the_course_it_had_closed(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    death = Death(died_on=date(2026, 11, 15), cause=DeathCause.OTHER)
    act = intake.record_death(clinic, patient_id, death)
    voided = entries.void(clinic, Entry.DEATH, act.entry_id, "another patient")
    case = casefile.read(clinic, patient_id)
    assert (case.death, case.current) == (None, Step.MONITORING)
    undo.take_back(clinic, voided)
    assert casefile.read(clinic, patient_id).current is Step.CLOSED


def test_a_corrected_death_moves_the_end_of_the_course(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    death = Death(died_on=date(2026, 11, 15), cause=DeathCause.OTHER)
    act = intake.record_death(clinic, patient_id, death)
    later = Death(died_on=date(2026, 11, 16), cause=DeathCause.OTHER)
    entries.correct(clinic, Entry.DEATH, act.entry_id, later, "date misread")
    case = casefile.read(clinic, patient_id)
    assert case.course is not None
    assert case.course.value.ended_on == date(2026, 11, 16)


def test_a_void_infusion_takes_its_visits_and_dates_with_it(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    case = casefile.read(clinic, patient_id)
    assert case.infusion is not None
    entries.void(clinic, Entry.INFUSION, case.infusion.id, "wrong patient")
    case = casefile.read(clinic, patient_id)
    assert (case.visits, case.day0, case.current) == ((), None, Step.INFUSION)


def test_an_infusion_with_something_recorded_after_it_stays(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    follow_up.record_response(clinic, course_id, a_response())
    case = casefile.read(clinic, patient_id)
    assert case.infusion is not None
    with pytest.raises(RefusedError, match="recorded after this infusion"):
        entries.void(clinic, Entry.INFUSION, case.infusion.id, "wrong patient")
    assert len(casefile.read(clinic, patient_id).visits) == 24


def test_a_weight_of_tomorrow_is_refused_with_its_field(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    tomorrow = Weight(kg=Decimal(60), measured_on=date(2026, 11, 21))
    with pytest.raises(InvalidEntryError, match="future") as error:
        entries.add(clinic, Entry.WEIGHT, patient_id, tomorrow)
    assert error.value.field == "measured_on"
    assert casefile.read(clinic, patient_id).weights == ()


def test_a_step_that_is_finished_later_was_not_corrected(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    begun = StepRecord(step=Step.EVALUATION, started_on=date(2026, 11, 2))
    done = replace(begun, finished_on=date(2026, 11, 3))

    def corrected() -> list[bool]:
        steps = course.case_of(clinic, course_id).steps
        return [kept.corrected for kept in steps if kept.value.step is Step.EVALUATION]

    pathway.record_step(clinic, course_id, begun, reason="begins")
    pathway.record_step(clinic, course_id, done)
    assert corrected() == [False]
    moved = replace(done, finished_on=date(2026, 11, 4))
    pathway.record_step(clinic, course_id, moved, reason="read again")
    assert corrected() == [True]
