"""The synthetic clinic repeats itself, obeys the program's own rules, and fills a store."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from carttrack.domain.days import local_day
from carttrack.domain.errors import StoreError
from carttrack.domain.pathway.steps import STEPS
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.services import history, worklist
from carttrack.services.access import open_clinic
from carttrack.services.demo import demo_patients, demo_record, make_demo
from carttrack.services.demo.record import morning
from carttrack.store.load import LoadedCourse, LoadedPatient

TODAY = date(2026, 11, 20)
NOW = morning(TODAY)
ZONE = demo_record().zone
PASSPHRASE = "correct horse battery staple"
DIGEST = """
import hashlib
from datetime import date
from carttrack.services.demo import demo_patients, demo_record
from carttrack.services.demo.record import morning
today = date(2026, 11, 20)
made = demo_patients(60, today=today, now=morning(today), zone=demo_record().zone)
print(hashlib.sha256(repr(list(made)).encode()).hexdigest())
"""


def made(count: int = 42, *, seed: int = 1, now: datetime = NOW) -> list[LoadedPatient]:
    return list(demo_patients(count, seed=seed, today=TODAY, now=now, zone=ZONE))


@cache
def some() -> tuple[LoadedPatient, ...]:
    return tuple(made(500))


def courses() -> list[LoadedCourse]:
    return [course for patient in some() for course in patient.courses]


def test_the_same_arguments_give_the_same_patients() -> None:
    assert made(60) == made(60)


def test_the_order_of_hashes_changes_nothing() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_another_seed_gives_other_patients_after_the_same_cast() -> None:
    first, second = made(60), made(60, seed=2)
    assert [p.courses for p in first[:42]] == [p.courses for p in second[:42]]
    assert first[42:] != second[42:]


def test_more_patients_leave_those_before_them_as_they_are() -> None:
    fewer, more = made(50), made(80)
    assert [p.courses for p in fewer] == [p.courses for p in more[:50]]


@pytest.mark.parametrize(
    "today", [date(2028, 2, 29), date(2026, 3, 29), date(2024, 12, 31), date(2035, 7, 1)]
)
def test_a_clinic_can_be_made_for_any_day(today: date) -> None:
    patients = list(demo_patients(60, today=today, now=morning(today), zone=ZONE))
    assert len(patients) == 60


def test_every_mrn_is_given_once() -> None:
    assert len({patient.patient.mrn for patient in some()}) == len(some())


def test_patients_are_entered_one_after_the_other_before_now() -> None:
    entered = [patient.entered_at for patient in some()]
    assert entered == sorted(entered)
    assert entered[-1] <= NOW


def test_every_grade_is_what_the_rules_say_unless_set_by_hand() -> None:
    for course in courses():
        for assessment in course.assessments:
            for findings, kept, rules in (
                (assessment.crs, assessment.crs_grade, crs_grading),
                (assessment.icans, assessment.icans_grade, icans_grading),
            ):
                if findings is not None and kept is not None:
                    graded = rules.grade(findings)
                    assert (kept.derived, kept.status) == (graded.grade, graded.status)
                    assert kept.at_least == graded.at_least
                    assert kept.by_hand == bool(kept.override_reason)


def test_the_steps_of_a_course_begin_in_their_order() -> None:
    for course in courses():
        begun = {record.step: record.started_on for record in course.steps}
        dates = [begun[step] for step in STEPS if begun.get(step)]
        assert dates == sorted(dates, key=str)


def test_a_step_ends_no_earlier_than_it_begins_and_never_ahead_of_today() -> None:
    for course in courses():
        for record in course.steps:
            assert (record.started_on or TODAY) <= TODAY
            assert (record.finished_on or TODAY) <= TODAY


def test_nothing_recorded_lies_in_the_future_or_before_the_infusion() -> None:
    for course in courses():
        moments = [a.at for a in course.assessments] + [g.started_at for g in course.given]
        moments += [closing.closed_at for closing in course.closings]
        if moments:
            assert course.infusion is not None
            assert course.infusion.started_at <= min(moments)
            assert max(moments) <= NOW


def test_a_course_that_ended_has_nothing_done_or_booked_after_its_end() -> None:
    for course in courses():
        ended = course.course.ended_on
        if ended is not None:
            done = [visit.completed_on for visit in course.visits if visit.completed_on]
            booked = [visit.appointment_on for visit in course.visits if visit.appointment_on]
            assert max(done + booked, default=ended) <= ended


def test_who_has_died_has_no_open_course() -> None:
    for patient in some():
        if patient.death is not None:
            assert patient.courses[-1].course.ended_on == patient.death.died_on


def test_the_infusion_day_is_the_day_of_its_step() -> None:
    for course in courses():
        if course.infusion is not None:
            days = {record.step.value: record.started_on for record in course.steps}
            assert days["infusion"] == local_day(course.infusion.started_at, ZONE)


def test_a_clinic_made_at_night_keeps_only_what_was_entered_by_then() -> None:
    night = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    voorbeeld = next(p for p in made(now=night) if p.patient.mrn == "9000431")
    assert max(a.at for a in voorbeeld.courses[0].assessments) <= night


def test_the_share_that_needs_action_stays_modest(tmp_path: Path) -> None:
    path = tmp_path / "demo.ctdb"
    make_demo(path, count=400, seed=1, today=TODAY, passphrase=PASSPHRASE)
    clinic = open_clinic(path, PASSPHRASE, now=lambda: NOW, read_only=True)
    view = worklist.today(clinic)
    clinic.store.close()
    assert view.overdue > 0
    assert view.overdue + view.due_today + view.closing < 80


def test_the_same_arguments_give_the_same_list_and_audit(tmp_path: Path) -> None:
    seen = []
    for name in ("one.ctdb", "two.ctdb"):
        make_demo(tmp_path / name, count=60, seed=3, today=TODAY, passphrase=PASSPHRASE)
        clinic = open_clinic(tmp_path / name, PASSPHRASE, now=lambda: NOW, read_only=True)
        seen.append((list(worklist.everyone(clinic)), history.verify(clinic)))
        clinic.store.close()
    assert seen[0] == seen[1]
    assert seen[0][1].ok


def test_a_file_that_exists_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "demo.ctdb"
    path.write_bytes(b"something else")
    with pytest.raises(StoreError):
        make_demo(path, count=1, today=TODAY, passphrase=PASSPHRASE)
    assert path.read_bytes() == b"something else"


def test_the_sample_clinic_says_that_it_is_synthetic() -> None:
    record = demo_record()
    assert record.sample
    assert record.interval_hours == (24, 8, 4, 4, 1)


def test_patients_under_observation_were_assessed_within_a_day() -> None:
    for course in courses():
        if course.infusion is None or course.course.ended_on is not None:
            continue
        if TODAY - local_day(course.infusion.started_at, ZONE) <= timedelta(days=14):
            assert NOW - course.assessments[-1].at < timedelta(days=1)
