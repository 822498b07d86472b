"""Registering patients and opening their courses."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.days import short_date
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.kept import Act, Kept, PatientId
from carttrack.domain.pathway.courses import Course, EndReason
from carttrack.domain.pathway.endings import check_death
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import (
    Alert,
    AntigenTest,
    Contact,
    Death,
    Patient,
    Target,
    TherapyLine,
    Weight,
)
from carttrack.domain.questions import Question
from carttrack.services import casefile
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.services.entries import demand_past
from carttrack.store.search import fold
from carttrack.store.work import Work

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCourse:
    """The course to open with a registration; `referred_on` starts its first step."""

    product: str
    product_name: str = ""
    study: str = ""
    referred_on: date | None = None
    target: Target | None = None
    second_target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """All that is entered when a patient is registered."""

    patient: Patient
    weights: tuple[Weight, ...] = ()
    contacts: tuple[Contact, ...] = ()
    therapy_lines: tuple[TherapyLine, ...] = ()
    antigen_tests: tuple[AntigenTest, ...] = ()
    alerts: tuple[Alert, ...] = ()
    course: NewCourse | None = None


class Likeness(StrEnum):
    """How a registered patient resembles the one being entered."""

    SAME_MRN = "same_mrn"
    SAME_PERSON = "same_person"
    TWIN = "twin"
    SIBLING = "sibling"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True, slots=True)
class Similar:
    """A registered patient who resembles the one being entered, and how."""

    likeness: Likeness
    patient_id: PatientId
    patient: Patient

    @property
    def text(self) -> str:
        """The sentence to show."""
        words = {
            Likeness.SAME_MRN: "has the same MRN.",
            Likeness.SAME_PERSON: "has the same name and birth date.",
            Likeness.TWIN: "has the same family name and birth date: a twin?",
            Likeness.SIBLING: "has the same family name and telephone: a sibling?",
            Likeness.SIMILAR_NAME: "has a similar name.",
        }
        who = f"{self.patient.name}, MRN {self.patient.mrn}"
        return f"{who}, born {short_date(self.patient.birth_date)}, {words[self.likeness]}"


def similar(clinic: Clinic, patient: Patient) -> tuple[Similar, ...]:
    """Return registered patients of the same MRN, name or family, most alike first."""
    with clinic.reading() as work:
        return _similar(work, patient)


def register(
    clinic: Clinic, registration: Registration, *, accepted: frozenset[str] = NOBODY
) -> tuple[PatientId, Act]:
    """Register a patient, with a course where one is given.

    Raises `InvalidEntryError` for a date in the future or an MRN that is taken, and
    `QuestionsError` when someone similar is registered and the question is not accepted.
    """
    patient = registration.patient
    _check_birth(patient, clinic.today())
    measured = (*registration.weights, *registration.antigen_tests)
    for value in (patient, *measured, registration.course):
        demand_past(clinic, value)
    what = f"{patient.name} registered"
    with clinic.work(what) as work:
        settle((), _likeness_questions(_similar(work, patient)), accepted)
        patient_id = work.patients.add(patient)
        for name in ("weights", "contacts", "therapy_lines", "antigen_tests", "alerts"):
            for value in getattr(registration, name):
                getattr(work, name).add(patient_id, value)
        if registration.course:
            _open(work, patient_id, registration.course, clinic.record, clinic.today())
    return patient_id, Act(id=work.act, what=what, entry_id=patient_id)


def correct_patient(clinic: Clinic, patient_id: PatientId, patient: Patient, reason: str) -> Act:
    """Correct a patient's own data; what stood before stays in history with the reason."""
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why the entry is changed.")
    _check_birth(patient, clinic.today())
    demand_past(clinic, patient)
    what = f"{patient.name} corrected"
    with clinic.work(what, reason=reason.strip()) as work:
        other = work.patients.by_mrn(patient.mrn)
        if other is not None and other.id != patient_id:
            raise InvalidEntryError("mrn", _taken(other))
        work.patients.change(patient_id, patient)
    return Act(id=work.act, what=what, entry_id=patient_id)


def open_course(clinic: Clinic, patient_id: PatientId, new: NewCourse) -> Act:
    """Open a further course; a second product is a second course."""
    demand_past(clinic, new)
    with clinic.reading() as work:
        what = f"Course opened, {work.patients.get(patient_id).value.name}"
    with clinic.work(what) as work:
        if work.deaths.of(patient_id):
            raise RefusedError("The patient has died; no course can be opened.")
        course_id = _open(work, patient_id, new, clinic.record, clinic.today())
    return Act(id=work.act, what=what, entry_id=course_id)


def record_death(
    clinic: Clinic, patient_id: PatientId, death: Death, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Record the death; it closes every open course and ends what was still to come."""
    case = casefile.read(clinic, patient_id)
    check = check_death(case, death, today=clinic.today(), zone=clinic.record.zone)
    settle(check.refusals, check.questions, accepted)
    what = f"Death recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.deaths.add(patient_id, death)
        for kept in work.courses.of(patient_id):
            if kept.value.ended_on is None:
                ended = replace(kept.value, ended_on=death.died_on, end_reason=EndReason.DIED)
                work.courses.change(kept.id, ended)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _open(
    work: Work, patient_id: PatientId, new: NewCourse, record: ClinicRecord, today: date
) -> int:
    started = new.referred_on or today
    course_id = work.courses.add(
        patient_id,
        Course(
            number=1 + len(work.courses.of(patient_id)),
            product=new.product,
            product_name=new.product_name,
            study=new.study,
            opened_on=started,
            protocol=record.protocol,
            target=new.target,
            second_target=new.second_target,
        ),
    )
    work.steps.add(course_id, StepRecord(step=Step.REFERRAL, started_on=started))
    return course_id


def _check_birth(patient: Patient, today: date) -> None:
    if patient.birth_date > today:
        raise InvalidEntryError(
            "birth_date",
            f"The birth date {short_date(patient.birth_date)} lies in the future. Check the year.",
        )


def _similar(work: Work, patient: Patient) -> tuple[Similar, ...]:
    same_mrn = work.patients.by_mrn(patient.mrn)
    alike = {kept.id: kept for kept in work.patients.namesakes(patient)}
    if same_mrn is not None:
        alike[same_mrn.id] = same_mrn
    found = [
        Similar(_likeness(patient, kept.value), PatientId(kept.id), kept.value)
        for kept in alike.values()
    ]
    order = list(Likeness)
    return tuple(sorted(found, key=lambda item: order.index(item.likeness)))


def _likeness(new: Patient, known: Patient) -> Likeness:
    family = fold(new.family_name) == fold(known.family_name)
    given = fold(new.given_name) == fold(known.given_name)
    if new.mrn == known.mrn:
        return Likeness.SAME_MRN
    if new.birth_date == known.birth_date and family:
        return Likeness.SAME_PERSON if given else Likeness.TWIN
    if family and new.phone and new.phone == known.phone:
        return Likeness.SIBLING
    return Likeness.SIMILAR_NAME


def _likeness_questions(found: tuple[Similar, ...]) -> tuple[Question, ...]:
    for item in found:
        if item.likeness is Likeness.SAME_MRN:
            raise InvalidEntryError("mrn", f"{item.text} Open that patient, or check the MRN.")
    return tuple(Question(f"similar-{item.patient_id}", item.text) for item in found)


def _taken(other: Kept[Patient]) -> str:
    return f"The MRN {other.value.mrn} belongs to {other.value.name}. Nothing was changed."
