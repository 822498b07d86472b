"""Reading one patient's case as a whole, for screen and paper alike."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, tzinfo
from typing import Any

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.errors import NotFoundError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.kept import CourseId, Kept, PatientId
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
from carttrack.domain.pathway.steps import Step, StepRecord, current_step
from carttrack.domain.toxicity.episodes import episodes
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic

OF_PATIENT = (
    "weights",
    "contacts",
    "therapy_lines",
    "antigen_tests",
    "alerts",
    "lab_results",
    "medicines",
    "infections",
    "admissions",
    "transfusions",
    "contact_attempts",
)
"""What a case takes from its patient as it is, named as in the unit of work."""
OF_COURSE = (
    "steps",
    "milestones",
    "setbacks",
    "identifiers",
    "answers",
    "clearances",
    "assessments",
    "given",
    "closings",
    "visits",
    "visit_forms",
    "responses",
    "other_grades",
    "iec_hs_records",
    "relapses",
    "later_therapies",
    "second_malignancies",
    "registry_forms",
    "validities",
    "safety_reports",
    "accepted_findings",
)
"""What a case takes from its course as it is, named as in the unit of work."""


def read(clinic: Clinic, patient_id: PatientId, course_id: CourseId | None = None) -> CaseFile:
    """Return the case of a patient with one course: the named one, else the latest.

    Raises `NotFoundError` when there is no such patient or course.
    """
    with clinic.reading() as work:
        patient = work.patients.get(patient_id)
        courses = work.courses.of(patient_id)
        course = _chosen(courses, course_id)
        deaths = work.deaths.of(patient_id)
        case = CaseFile(
            patient_id=patient_id,
            patient=patient,
            death=deaths[-1] if deaths else None,
            courses=courses,
            record_version=work.history.record_version(patient_id),
            **{name: getattr(work, name).of(patient_id) for name in OF_PATIENT},
        )
        if course is None:
            return case
        return with_course(
            case,
            course,
            {name: getattr(work, name).of(course.id) for name in OF_COURSE},
            infusions=work.infusions.of(course.id),
            protocol=catalogue.parsed(work.protocols.get(course.value.protocol)),
            zone=clinic.record.zone,
        )


def with_course(
    case: CaseFile,
    course: Kept[Course],
    entries: Mapping[str, Any],
    *,
    infusions: tuple[Kept[Infusion], ...],
    protocol: Protocol,
    zone: tzinfo,
) -> CaseFile:
    """Return a patient's case with a course, its entries by name, and all that is derived."""
    infusion = next((i for i in infusions if i.value.kind is InfusionKind.FIRST), None)
    case = replace(
        case,
        course=course,
        product=catalogue.product(course.value.product),
        protocol=protocol,
        infusion=infusion,
        later_infusions=tuple(i for i in infusions if i is not infusion),
        day0=local_day(infusion.value.started_at, zone) if infusion else None,
        **entries,
    )
    steps = case.steps
    return replace(
        case,
        episodes=episodes([a.value for a in case.assessments], [c.value for c in case.closings]),
        current=current_step((s.value for s in steps), ended=course.value.ended_on is not None),
        planned_day0=_planned(steps),
    )


def find(clinic: Clinic, mrn: str) -> PatientId:
    """Return the patient of an MRN; raises `NotFoundError` when there is none."""
    with clinic.reading() as work:
        kept = work.patients.by_mrn(mrn.strip())
    if kept is None:
        raise NotFoundError(f"No patient has the MRN {mrn}. Check the number.")
    return PatientId(kept.id)


def _chosen(courses: tuple[Kept[Course], ...], course_id: CourseId | None) -> Kept[Course] | None:
    if course_id is None:
        return courses[-1] if courses else None
    for kept in courses:
        if kept.id == course_id:
            return kept
    raise NotFoundError("This course is no longer on record. Open the patient again.")


def _planned(steps: tuple[Kept[StepRecord], ...]) -> date | None:
    return next((s.value.planned_on for s in steps if s.value.step is Step.INFUSION), None)
