"""Reading one patient's case as a whole, for screen and paper alike."""

from dataclasses import replace
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.errors import NotFoundError
from carttrack.domain.kept import CourseId, Kept, PatientId
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.infusion import InfusionKind
from carttrack.domain.pathway.steps import Step, StepRecord, current_step
from carttrack.domain.toxicity.episodes import episodes
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic


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
            weights=work.weights.of(patient_id),
            contacts=work.contacts.of(patient_id),
            therapy_lines=work.therapy_lines.of(patient_id),
            antigen_tests=work.antigen_tests.of(patient_id),
            alerts=work.alerts.of(patient_id),
            lab_results=work.lab_results.of(patient_id),
            medicines=work.medicines.of(patient_id),
            infections=work.infections.of(patient_id),
            admissions=work.admissions.of(patient_id),
            transfusions=work.transfusions.of(patient_id),
            contact_attempts=work.contact_attempts.of(patient_id),
            death=deaths[-1] if deaths else None,
            courses=courses,
            record_version=work.history.record_version(patient_id),
        )
        if course is None:
            return case
        steps = work.steps.of(course.id)
        infusions = work.infusions.of(course.id)
        assessments = work.assessments.of(course.id)
        closings = work.closings.of(course.id)
        infusion = next((i for i in infusions if i.value.kind is InfusionKind.FIRST), None)
        return replace(
            case,
            course=course,
            product=catalogue.product(course.value.product),
            protocol=catalogue.parsed(work.protocols.get(course.value.protocol)),
            steps=steps,
            milestones=work.milestones.of(course.id),
            setbacks=work.setbacks.of(course.id),
            identifiers=work.identifiers.of(course.id),
            answers=work.answers.of(course.id),
            clearances=work.clearances.of(course.id),
            infusion=infusion,
            later_infusions=tuple(i for i in infusions if i is not infusion),
            assessments=assessments,
            given=work.given.of(course.id),
            closings=closings,
            episodes=episodes([a.value for a in assessments], [c.value for c in closings]),
            visits=work.visits.of(course.id),
            visit_forms=work.visit_forms.of(course.id),
            responses=work.responses.of(course.id),
            other_grades=work.other_grades.of(course.id),
            iec_hs_records=work.iec_hs_records.of(course.id),
            relapses=work.relapses.of(course.id),
            later_therapies=work.later_therapies.of(course.id),
            second_malignancies=work.second_malignancies.of(course.id),
            registry_forms=work.registry_forms.of(course.id),
            validities=work.validities.of(course.id),
            safety_reports=work.safety_reports.of(course.id),
            accepted_findings=work.accepted_findings.of(course.id),
            current=current_step((s.value for s in steps), ended=course.value.ended_on is not None),
            day0=local_day(infusion.value.started_at, clinic.record.zone) if infusion else None,
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
