"""What logging an assessment needs to know of a course, and no more: six short reads."""

from dataclasses import dataclass

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.patients import Death, Patient
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.interventions import Given
from carttrack.services.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """The toxicity record of a course as it stands, oldest first, with whose it is."""

    patient: Patient
    death: Death | None
    infused: bool
    assessments: tuple[Assessment, ...]
    given: tuple[Given, ...]
    closings: tuple[EpisodeClosing, ...]


def so_far(clinic: Clinic, course_id: CourseId) -> SoFar:
    """Read it; raises `NotFoundError` when there is no such course."""
    with clinic.reading() as work:
        patient_id = PatientId(work.courses.owner(course_id))
        deaths = work.deaths.of(patient_id)
        return SoFar(
            patient=work.patients.get(patient_id).value,
            death=deaths[-1].value if deaths else None,
            infused=bool(work.infusions.of(course_id)),
            assessments=tuple(kept.value for kept in work.assessments.of(course_id)),
            given=tuple(kept.value for kept in work.given.of(course_id)),
            closings=tuple(kept.value for kept in work.closings.of(course_id)),
        )
