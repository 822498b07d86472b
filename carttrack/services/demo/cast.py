"""The cast: the patients that the files in `resources/demo` describe one by one."""

from collections.abc import Iterator
from datetime import date, datetime

from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.laboratory import LabResult
from carttrack.domain.patients import Death
from carttrack.services.demo.care import together
from carttrack.services.demo.cast_course import CastCourse
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.people import person
from carttrack.services.demo.reading import Table, document, value, values
from carttrack.services.demo.visits import Diary
from carttrack.store.load import LoadedPatient

FILES = ("main_patient.toml", "cast.toml", "cast_outcomes.toml")


def tables() -> Iterator[Table]:
    """Yield the table of every patient of the cast, the main patient first."""
    for name in FILES:
        yield from document(name)["patient"]


def patient(table: Table, entered_at: datetime, frame: Frame, diary: Diary) -> LoadedPatient:
    """Return the patient of a table with all courses, entered at one moment."""
    known = person(table, frame, known_since=_referred(table, frame))
    courses = [
        CastCourse(table, course, known["weights"], frame, diary)
        for course in table.get("courses", ())
    ]
    care = together([course.care() for course in courses])
    results = [result for course in courses for result in course.lab_results()]
    return LoadedPatient(
        **known,
        lab_results=(*results, *values(LabResult, table.get("lab_results", ()), frame)),
        medicines=care.medicines,
        infections=care.infections,
        admissions=care.admissions,
        transfusions=care.transfusions,
        contact_attempts=values(ContactAttempt, table.get("contact_attempts", ()), frame),
        death=value(Death, table["death"], frame) if "death" in table else None,
        courses=tuple(course.loaded(number) for number, course in enumerate(courses, 1)),
        entered_at=entered_at,
        entered_by="Alex Demo",
    )


def _referred(table: Table, frame: Frame) -> date:
    """Return the day of the first referral."""
    course = next(iter(table.get("courses", ())), None)
    if course is None:
        return frame.day(table["referred"])
    return frame.day(course["opened_on"] if "opened_on" in course else course["began"]["referral"])
