"""Every kind of entry beside the pathway occurs in the cast, each member at least once."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import pytest

from carttrack.domain.follow_up.contact_attempts import ContactMethod, ContactOutcome
from carttrack.domain.follow_up.registry_forms import Registry, RegistryTrack
from carttrack.domain.laboratory import Comparator, LabTest
from carttrack.domain.outcome.later_therapy import LaterTherapyKind
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, TransgeneTest
from carttrack.domain.pathway.infusion import InfusionKind, ReinfusionReason
from carttrack.domain.pathway.validity import ValidityKind
from carttrack.domain.patients import AntigenStatus, DeathCause
from carttrack.domain.supportive_care import BloodProduct, InfectionKind, MedicineKind, Unit
from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsFeature
from carttrack.domain.toxicity.interventions import Indication, ResponseAt24h
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale
from carttrack.services.demo import demo_patients, demo_record
from carttrack.services.demo.record import morning
from carttrack.store.load import LoadedPatient

TODAY = date(2026, 11, 20)
SOME = 1500


@cache
def made() -> tuple[LoadedPatient, ...]:
    patients = demo_patients(SOME, today=TODAY, now=morning(TODAY), zone=demo_record().zone)
    return tuple(patients)


def entries(name: str, patients: tuple[LoadedPatient, ...]) -> Iterator[Any]:
    for patient in patients:
        for owner in (patient, *patient.courses):
            yield from getattr(owner, name, ())


def of_cast(name: str) -> list[Any]:
    return list(entries(name, made()[:42]))


def one(mrn: str) -> LoadedPatient:
    return next(patient for patient in made() if patient.patient.mrn == mrn)


@pytest.mark.parametrize(
    ("name", "field", "kinds"),
    [
        ("lab_results", "test", LabTest),
        ("lab_results", "comparator", Comparator),
        ("medicines", "kind", MedicineKind),
        ("infections", "kind", InfectionKind),
        ("admissions", "unit", Unit),
        ("transfusions", "product", BloodProduct),
        ("other_grades", "scale", GradingScale),
        ("other_grades", "event", GradedEvent),
        ("iec_hs_records", "criteria_set", CriteriaSet),
        ("validities", "kind", ValidityKind),
        ("contact_attempts", "how", ContactMethod),
        ("contact_attempts", "outcome", ContactOutcome),
        ("registry_forms", "registry", Registry),
    ],
)
def test_every_kind_occurs_in_the_cast(name: str, field: str, kinds: type[StrEnum]) -> None:
    assert {getattr(entry, field) for entry in of_cast(name)} == set(kinds)


@pytest.mark.parametrize(
    ("name", "field", "kinds"),
    [
        ("relapses", "kind", RelapseKind),
        ("relapses", "cd19", AntigenStatus),
        ("later_therapies", "kind", LaterTherapyKind),
        ("second_malignancies", "kind", MalignancyKind),
    ],
)
def test_every_kind_of_event_occurs_among_many(name: str, field: str, kinds: type[StrEnum]) -> None:
    assert {getattr(entry, field) for entry in entries(name, made())} == set(kinds)


def test_every_registry_track_occurs_in_the_cast() -> None:
    tracks = {course.course.registry_track for p in made()[:42] for course in p.courses}
    assert tracks - {None} == set(RegistryTrack)


def test_every_cause_of_death_but_an_unknown_one_occurs() -> None:
    causes = {patient.death.cause for patient in made() if patient.death}
    assert causes == set(DeathCause) - {DeathCause.UNKNOWN}


def test_first_split_and_repeated_infusions_occur() -> None:
    later = of_cast("later_infusions")
    assert {infusion.kind for infusion in later} == set(InfusionKind) - {InfusionKind.FIRST}
    assert ReinfusionReason.LOSS_OF_APLASIA in {infusion.reason for infusion in later}


def test_every_feature_of_iec_hs_is_met_or_absent_somewhere() -> None:
    records = of_cast("iec_hs_records")
    named = {code for record in records for code in (*record.met, *record.absent)}
    assert named == {feature.value for feature in IecHsFeature}
    assert {record.grade for record in records} >= {2, 4}


def test_what_was_given_says_how_it_went_its_lot_and_why_it_stopped() -> None:
    given = of_cast("given")
    assert {one.response_24h for one in given} - {None} == set(ResponseAt24h)
    assert any(one.lot for one in given)
    assert any(one.stop_reason for one in given)
    assert Indication.IEC_HS in {one.indication for one in given}


def test_a_second_malignancy_was_tested_for_the_transgene_and_reported() -> None:
    tested = [one for one in of_cast("second_malignancies") if one.tested_on]
    assert [one.transgene for one in tested] == [TransgeneTest.NOT_DETECTED]
    assert all(one.reported_on for one in tested)


def test_safety_reports_are_sent_due_and_without_a_day() -> None:
    reports = of_cast("safety_reports")
    assert any(report.sent_on for report in reports)
    assert any(report.due_on and not report.sent_on for report in reports)
    assert any(report.due_on is None for report in reports)


def test_infections_name_their_organism_and_some_go_on() -> None:
    infections = of_cast("infections")
    assert any(infection.organism for infection in infections)
    assert any(infection.stopped_on is None for infection in infections)


def test_the_visits_of_a_split_dose_count_from_its_first_part() -> None:
    course = one("9000429").courses[-1]
    (second,) = course.later_infusions
    assert course.infusion is not None
    assert (second.started_at - course.infusion.started_at).days == 9
    assert (course.infusion.total or 0) + (second.total or 0) == 410


def test_nothing_beside_the_course_lies_in_the_future_or_before_birth() -> None:
    for patient in made()[:42]:
        days = [result.taken_on for result in patient.lab_results]
        days += [stay.started_on for stay in patient.admissions]
        days += [stay.stopped_on for stay in patient.admissions if stay.stopped_on]
        days += [one.given_on for one in patient.transfusions]
        assert all(patient.patient.birth_date < day <= TODAY for day in days)


def test_the_crowd_has_about_a_dozen_results_each_after_the_infusion() -> None:
    infused = [p for p in made()[42:] if p.courses[0].infusion]
    results = [len(patient.lab_results) for patient in infused]
    assert 8 <= sum(results) / len(results) <= 16
    assert max(results) <= 16


def test_every_visit_done_was_recorded() -> None:
    for patient in made():
        for course in patient.courses:
            done = {visit.code for visit in course.visits if visit.completed_on}
            assert done <= {form.visit for form in course.visit_forms}
