from datetime import date, timedelta
from typing import Any

import pytest

from carttrack.domain.errors import NotFoundError
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.worklist import PatientLine
from carttrack.store.load import LoadedCourse, LoadedPatient, load
from carttrack.store.work import Store
from carttrack.store.worklists import (
    patient_page,
    person,
)
from tests.builders import NOW, TODAY, an_infusion
from tests.store.builders import a_course, a_patient, a_step


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def a_record(number: int, *courses: LoadedCourse, **about: Any) -> LoadedPatient:
    return LoadedPatient(
        patient=a_patient(mrn=f"90{number:05}", **about),
        entered_at=NOW,
        entered_by="Sam Sample",
        courses=courses,
    )


def one_line(store: Store, **how: Any) -> PatientLine:
    with store.reading() as work:
        (line,), _ = patient_page(work, today=TODAY, **how)
    return line


def test_a_person_has_the_planned_day_until_the_infusion_is_done(store: Store) -> None:
    steps = [a_step(Step.INFUSION, planned_on=day(5))]
    load(store, [a_record(1, LoadedCourse(course=a_course(), steps=steps)), a_record(2)])
    with store.reading() as work:
        planned = person(work, PatientId(1), today=TODAY)
        without = person(work, PatientId(2), today=TODAY)
        with pytest.raises(NotFoundError):
            person(work, PatientId(9), today=TODAY)
        assert planned.name == work.patients.get(1).value.name
    assert (planned.day, planned.day_planned) == (-5, True)
    assert (without.course_id, without.day, without.product) == (None, None, "")


def test_day_counts_calendar_days_in_the_clinics_zone(store: Store) -> None:
    late = an_infusion(started_at=NOW.replace(day=17, hour=23, minute=30))
    load(store, [a_record(1, LoadedCourse(course=a_course(), infusion=late))])
    assert one_line(store).person.day == 3
    with store.work("Move the clinic") as work:
        record = work.clinic.get()
        work.clinic.change(type(record)(name=record.name, time_zone="Europe/Prague"))
    assert one_line(store).person.day == 2
