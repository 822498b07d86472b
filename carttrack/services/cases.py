"""Every case of the store, read page by page: for lists that need more than a query can say."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import CourseId, Kept, PatientId
from carttrack.domain.patients import Patient
from carttrack.domain.tick import Tick, ignore
from carttrack.services import catalogue
from carttrack.services.casefile import OF_COURSE, OF_PATIENT, with_course
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry, repository
from carttrack.store.work import Work

PAGE = 200
"""Patients read at once: one query for each kind of entry."""

_Found = Mapping[str, Mapping[int, tuple[Kept[Any], ...]]]


def every_case(clinic: Clinic, tick: Tick = ignore) -> Iterator[CaseFile]:
    """Yield one case for every course, and one for each patient without a course.

    By number of the patient, then of the course; `record_version` is left out. `tick` is told the
    patients read and how many there are.
    """
    zone = clinic.record.zone
    with clinic.reading() as work:
        total, done, after = work.patients.count(), 0, 0
        while page := work.patients.page(after, PAGE):
            yield from _page(work, page, zone)
            after, done = page[-1].id, done + len(page)
            tick(done, total)


def one_case(clinic: Clinic, patient_id: PatientId) -> Iterator[CaseFile]:
    """Yield the case of each course of one patient; raises `NotFoundError`."""
    zone = clinic.record.zone
    with clinic.reading() as work:
        yield from _page(work, (work.patients.get(patient_id),), zone)


def _page(work: Work, page: tuple[Kept[Patient], ...], zone: ZoneInfo) -> Iterator[CaseFile]:
    of_patient = _read(work, (*OF_PATIENT, "deaths", "courses"), [kept.id for kept in page])
    course_ids = [course.id for held in of_patient["courses"].values() for course in held]
    of_course = _read(work, (*OF_COURSE, "infusions"), course_ids)
    for patient in page:
        deaths = of_patient["deaths"].get(patient.id, ())
        courses = of_patient["courses"].get(patient.id, ())
        held: dict[str, Any] = {name: of_patient[name].get(patient.id, ()) for name in OF_PATIENT}
        case = CaseFile(
            patient_id=PatientId(patient.id),
            patient=patient,
            death=deaths[-1] if deaths else None,
            courses=courses,
            **held,
        )
        if not courses:
            yield case
        for course in courses:
            yield with_course(
                case,
                course,
                {name: of_course[name].get(CourseId(course.id), ()) for name in OF_COURSE},
                infusions=of_course["infusions"].get(course.id, ()),
                protocol=catalogue.parsed(work.protocols.get(course.value.protocol)),
                zone=zone,
            )


def _read(work: Work, names: tuple[str, ...], owner_ids: list[int]) -> _Found:
    return {name: repository(work, Entry(name)).kept_of_many(owner_ids) for name in names}
