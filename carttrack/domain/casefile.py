"""One patient's case as a whole: what every tab of the patient page and every paper reads."""

from dataclasses import dataclass
from datetime import date

from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.registry_forms import RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import CourseId, Kept, PatientId
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.products import Product
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import Validity
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
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.supportive_care import Admission, Infection, Medicine, Transfusion
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import Episode, EpisodeClosing
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.other_scales import OtherGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A patient with one course, as the store holds them at one moment.

    Void entries are left out; every tuple is in order of its own time, oldest first. `course` is
    None for a patient without a course; then `product` and `protocol` are None and the course's
    tuples empty. `product` is None too for one the catalogue does not know. `infusion`
    is the first of the course, `day0` its calendar day in the clinic's zone, `planned_day0` the
    planned one; `later_infusions` are the parts of a split dose and reinfusions after it.
    """

    patient_id: PatientId
    patient: Kept[Patient]
    weights: tuple[Kept[Weight], ...] = ()
    contacts: tuple[Kept[Contact], ...] = ()
    therapy_lines: tuple[Kept[TherapyLine], ...] = ()
    antigen_tests: tuple[Kept[AntigenTest], ...] = ()
    alerts: tuple[Kept[Alert], ...] = ()
    death: Kept[Death] | None = None
    lab_results: tuple[Kept[LabResult], ...] = ()
    medicines: tuple[Kept[Medicine], ...] = ()
    infections: tuple[Kept[Infection], ...] = ()
    admissions: tuple[Kept[Admission], ...] = ()
    transfusions: tuple[Kept[Transfusion], ...] = ()
    courses: tuple[Kept[Course], ...] = ()
    course: Kept[Course] | None = None
    product: Product | None = None
    protocol: Protocol | None = None
    steps: tuple[Kept[StepRecord], ...] = ()
    milestones: tuple[Kept[Milestone], ...] = ()
    setbacks: tuple[Kept[Setback], ...] = ()
    identifiers: tuple[Kept[Identifier], ...] = ()
    answers: tuple[Kept[CheckAnswer], ...] = ()
    clearances: tuple[Kept[Clearance], ...] = ()
    infusion: Kept[Infusion] | None = None
    later_infusions: tuple[Kept[Infusion], ...] = ()
    assessments: tuple[Kept[Assessment], ...] = ()
    given: tuple[Kept[Given], ...] = ()
    closings: tuple[Kept[EpisodeClosing], ...] = ()
    other_grades: tuple[Kept[OtherGrade], ...] = ()
    iec_hs_records: tuple[Kept[IecHsRecord], ...] = ()
    episodes: tuple[Episode, ...] = ()
    visits: tuple[Kept[Visit], ...] = ()
    visit_forms: tuple[Kept[VisitForm], ...] = ()
    responses: tuple[Kept[Response], ...] = ()
    relapses: tuple[Kept[Relapse], ...] = ()
    later_therapies: tuple[Kept[LaterTherapy], ...] = ()
    second_malignancies: tuple[Kept[SecondMalignancy], ...] = ()
    registry_forms: tuple[Kept[RegistryForm], ...] = ()
    validities: tuple[Kept[Validity], ...] = ()
    safety_reports: tuple[Kept[SafetyReport], ...] = ()
    contact_attempts: tuple[Kept[ContactAttempt], ...] = ()
    accepted_findings: tuple[Kept[AcceptedFinding], ...] = ()
    current: Step | None = None
    day0: date | None = None
    planned_day0: date | None = None
    record_version: int = 0

    @property
    def course_id(self) -> CourseId | None:
        """The id of the course at hand."""
        return CourseId(self.course.id) if self.course else None

    @property
    def later_course(self) -> Kept[Course] | None:
        """The course after the one at hand, None for the latest."""
        if self.course is None:
            return None
        number = self.course.value.number
        later = [kept for kept in self.courses if kept.value.number > number]
        return min(later, key=lambda kept: kept.value.number, default=None)

    @property
    def product_name(self) -> str:
        """The full name of the product, or what was typed for one not in the catalogue."""
        if self.product is not None:
            return self.product.name
        return self.course.value.product_name if self.course else ""

    @property
    def product_short(self) -> str:
        """The short name of the product, for tight places."""
        if self.product is not None:
            return self.product.short
        return self.course.value.product_name if self.course else ""

    @property
    def targets(self) -> frozenset[Target]:
        """What the product is aimed at: as the catalogue says, else as entered; may be empty."""
        if self.product is not None:
            return self.product.targets
        return self.course.value.targets if self.course else frozenset()

    def step(self, step: Step) -> StepRecord:
        """Return the record of a step, an empty one where nothing is on record."""
        for kept in self.steps:
            if kept.value.step is step:
                return kept.value
        return StepRecord(step=step)

    def day(self, on: date) -> int | None:
        """Return the Day number of a calendar day, counted from the infusion, or None."""
        return None if self.day0 is None else (on - self.day0).days

    @property
    def weight(self) -> Weight | None:
        """The latest weight."""
        return max((kept.value for kept in self.weights), key=lambda w: w.measured_on, default=None)
