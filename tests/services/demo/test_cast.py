"""The cast covers what can happen, stays readable, and repeats the pictures it was drawn from."""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from carttrack.domain.days import local_day
from carttrack.domain.follow_up.schedule import VisitState, visit_state
from carttrack.domain.outcome.response import MrdResult
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import MilestoneKind, SetbackKind
from carttrack.domain.pathway.steps import Step, current_step
from carttrack.domain.patients import Disease, age_on
from carttrack.domain.toxicity.episodes import Toxicity, episodes, open_episode
from carttrack.domain.toxicity.interventions import Drug
from carttrack.services.demo import demo_patients, demo_record
from carttrack.services.demo.record import morning
from carttrack.store.load import LoadedCourse, LoadedPatient

TODAY = date(2026, 11, 20)
ZONE = demo_record().zone
RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}


@cache
def cast() -> tuple[LoadedPatient, ...]:
    return tuple(demo_patients(today=TODAY, now=morning(TODAY), zone=ZONE))


def courses() -> list[LoadedCourse]:
    return [course for patient in cast() for course in patient.courses]


def one(mrn: str) -> LoadedPatient:
    return next(patient for patient in cast() if patient.patient.mrn == mrn)


def step_of(course: LoadedCourse) -> Step:
    return current_step(course.steps, ended=course.course.ended_on is not None)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def grades(course: LoadedCourse, scale: str) -> list[int]:
    found = [getattr(assessment, f"{scale}_grade") for assessment in course.assessments]
    return [grade.recorded for grade in found if grade and grade.recorded is not None]


def test_the_cast_is_42_patients_with_42_mrns() -> None:
    assert len({patient.patient.mrn for patient in cast()}) == len(cast()) == 42


def test_every_step_occurs() -> None:
    assert {step_of(course) for course in courses()} == set(Step)


def test_every_setback_occurs() -> None:
    assert {setback.kind for course in courses() for setback in course.setbacks} == set(SetbackKind)


def test_every_reason_of_an_end_occurs() -> None:
    ends = {course.course.end_reason for course in courses()} - {None}
    assert ends == set(EndReason)


def test_every_disease_occurs() -> None:
    assert {patient.patient.disease for patient in cast()} == set(Disease)


def test_a_patient_without_a_course_and_one_with_two_occur() -> None:
    assert {len(patient.courses) for patient in cast()} == {0, 1, 2}


def test_every_grade_of_crs_occurs() -> None:
    assert {grade for course in courses() for grade in grades(course, "crs")} == set(range(6))


def test_grades_by_hand_at_least_not_done_and_children_occur() -> None:
    assessments = [assessment for course in courses() for assessment in course.assessments]
    assert any(a.crs_grade and a.crs_grade.by_hand for a in assessments)
    assert any(a.crs_grade and a.crs_grade.at_least for a in assessments)
    assert any(a.not_done_reason for a in assessments)
    assert any(a.icans and a.icans.capd for a in assessments)


def test_pending_missed_and_overridden_occur() -> None:
    assert any(form.pending for course in courses() for form in course.visit_forms)
    assert any(r.mrd is MrdResult.PENDING for course in courses() for r in course.responses)
    assert any(visit.missed_on for course in courses() for visit in course.visits)
    assert any(c.override_reason for course in courses() for c in course.clearances)


def test_open_and_closed_episodes_occur() -> None:
    found = [
        episode for course in courses() for episode in episodes(course.assessments, course.closings)
    ]
    assert {episode.closing is None for episode in found} == {True, False}


def test_no_text_is_written_from_right_to_left() -> None:
    written = {char for patient in cast() for text in texts(patient) for char in text}
    assert not {char for char in written if unicodedata.bidirectional(char) in RIGHT_TO_LEFT}


def test_no_text_keeps_a_date_that_does_not_move() -> None:
    assert not [text for patient in cast() for text in texts(patient) if "{" in text]


@pytest.mark.parametrize(
    ("mrn", "age", "day", "crs", "icans"),
    [
        ("9000431", 22, 4, 2, 1),
        ("9000433", 58, 2, 1, 0),
        ("9000418", 34, 28, 3, 2),
        ("9000427", 14, 7, 3, 0),
        ("9000402", 15, 114, 2, 0),
        ("9000425", 63, 11, 2, 1),
        ("9000422", 17, 14, 2, 0),
        ("9000311", 46, 391, 3, 3),
        ("9000398", 39, 205, 1, 1),
        ("9000405", 52, 107, 1, 0),
        ("9000377", 48, 284, 2, 1),
        ("9000214", 71, 734, 1, 2),
        ("9000352", 11, 318, 4, 2),
    ],
)
def test_age_day_and_maxima_are_those_of_the_patient_list(
    mrn: str, age: int, day: int, crs: int, icans: int
) -> None:
    patient = one(mrn)
    course = patient.courses[-1]
    assert course.infusion is not None
    assert age_on(patient.patient.birth_date, TODAY) == age
    assert (TODAY - local_day(course.infusion.started_at, ZONE)).days == day
    assert (max(grades(course, "crs")), max(grades(course, "icans"))) == (crs, icans)


def test_a_missing_15_year_consent_holds_the_lymphodepletion() -> None:
    course = one("9000440").courses[0]
    signed = {milestone.kind for milestone in course.milestones if milestone.done_on}
    assert MilestoneKind.CONSENT_LONG_TERM not in signed
    assert step_of(course) is Step.LYMPHODEPLETION
    assert "before_lymphodepletion" not in {c.checklist.value for c in course.clearances}


def test_the_main_patient_has_26_assessments_and_what_was_given() -> None:
    course = one("9000418").courses[0]
    drugs = [given.drug for given in course.given]
    assert len(course.assessments) == 26
    assert (drugs.count(Drug.TOCILIZUMAB), drugs.count(Drug.DEXAMETHASONE)) == (2, 4)
    vasopressor = next(given for given in course.given if given.drug is Drug.VASOPRESSOR)
    assert vasopressor.stopped_at is not None
    assert vasopressor.stopped_at - vasopressor.started_at == timedelta(hours=19)


def test_the_main_patients_episodes_are_closed_by_r_demo() -> None:
    course = one("9000418").courses[0]
    found = episodes(course.assessments, course.closings)
    closed = [(e.toxicity, e.maximum, e.closing.closed_by) for e in found if e.closing]
    assert closed == [(Toxicity.CRS, 3, "R. Demo"), (Toxicity.ICANS, 2, "R. Demo")]
    assert open_episode(found, Toxicity.CRS) is None


def test_the_main_patients_visits_stand_as_drawn() -> None:
    visits = one("9000418").courses[0].visits
    states = [visit_state(visit, TODAY, ended=None) for visit in visits]
    assert states[:3] == [VisitState.DONE] * 3
    assert states[3:5] == [VisitState.DUE_TODAY, VisitState.BOOKED]
    assert set(states[5:]) == {VisitState.LATER}
    assert len(states) == 24


def test_the_cast_moves_with_the_day_it_is_made_for() -> None:
    later = TODAY + timedelta(days=400)
    moved = next(iter(demo_patients(1, today=later, now=morning(later), zone=ZONE)))
    still = one("9000418")
    assert moved.patient.birth_date - still.patient.birth_date == timedelta(days=400)
    assert len(moved.courses[0].assessments) == 26
