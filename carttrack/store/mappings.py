"""How each value becomes a row and comes back: two small functions a table."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, cast

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.registry_forms import RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.papers import AccessEvent, IssuedPaper
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.limits import ClinicLimit
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.steps import StepRecord
from carttrack.domain.pathway.validity import Validity
from carttrack.domain.patients import (
    Alert,
    AntigenTest,
    Contact,
    Death,
    Patient,
    TherapyLine,
    Weight,
)
from carttrack.domain.people import User
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.supportive_care import Admission, Infection, Medicine, Transfusion
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.other_scales import OtherGrade
from carttrack.store.search import fold
from carttrack.store.tables.care import (
    AdmissionRow,
    InfectionRow,
    LabResultRow,
    MedicineRow,
    TransfusionRow,
)
from carttrack.store.tables.clinic import ClinicRow, ProtocolRow, UserRow
from carttrack.store.tables.columns import Entry
from carttrack.store.tables.courses import (
    AnswerRow,
    ClearanceRow,
    CourseRow,
    IdentifierRow,
    InfusionRow,
    MilestoneRow,
    SetbackRow,
    StepRow,
)
from carttrack.store.tables.duties import (
    AcceptedFindingRow,
    ClinicLimitRow,
    ContactAttemptRow,
    RegistryFormRow,
    SafetyReportRow,
    ValidityRow,
)
from carttrack.store.tables.events import LaterTherapyRow, RelapseRow, SecondMalignancyRow
from carttrack.store.tables.follow_up import ResponseRow, VisitFormRow, VisitRow
from carttrack.store.tables.papers import AccessRow, PaperRow
from carttrack.store.tables.patients import (
    AlertRow,
    AntigenTestRow,
    ContactRow,
    DeathRow,
    PatientRow,
    TherapyLineRow,
    WeightRow,
)
from carttrack.store.tables.toxicity import (
    AssessmentRow,
    ClosingRow,
    GivenRow,
    IecHsRow,
    OtherGradeRow,
)

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Mapping(Generic[V]):
    """How values of one kind are kept.

    `columns` gives a row's columns, derived ones included; `value` is its inverse. `order` names
    the columns of the value's own time: the first that is filled counts.
    """

    row: type[Entry]
    columns: Callable[[V], dict[str, Any]]
    value: Callable[[Entry], V]
    order: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The table's name, which history shows."""
        return str(self.row.__tablename__)


@dataclass(frozen=True, slots=True)
class StoredProtocol:
    """A protocol's text under its key."""

    key: str
    text: str


def by_name(
    kind: type[V], row: type[Entry], *order: str, renamed: dict[str, str] | None = None
) -> Mapping[V]:
    """Return the mapping of a flat value: each field is the column of the same name.

    `renamed` gives the column of a field whose name a row cannot have.
    """
    other = renamed or {}
    names = tuple(field.name for field in fields(cast("Any", kind)))

    def columns(value: V) -> dict[str, Any]:
        return {other.get(name, name): getattr(value, name) for name in names}

    def read(entry: Entry) -> V:
        return kind(**{name: getattr(entry, other.get(name, name)) for name in names})

    return Mapping(row, columns, read, order)


_PLAIN_PATIENT = by_name(Patient, PatientRow, "sort_name")
_PLAIN_IDENTIFIER = by_name(Identifier, IdentifierRow)


def _patient_columns(patient: Patient) -> dict[str, Any]:
    sort_name = fold(f"{patient.latin_name or patient.family_name} {patient.given_name}")
    folded = fold(
        f"{patient.family_name} {patient.given_name} {patient.family_name} "
        f"{patient.latin_name} {patient.mrn}"
    )
    return _PLAIN_PATIENT.columns(patient) | {"folded": folded, "sort_name": sort_name}


def _identifier_columns(identifier: Identifier) -> dict[str, Any]:
    return _PLAIN_IDENTIFIER.columns(identifier) | {"folded": fold(identifier.value)}


_FINDINGS: dict[str, type[Any]] = {"crs": CrsFindings, "icans": IcansFindings}
_GRADE_FIELDS = tuple(field.name for field in fields(GradeOnRecord))
_FINDING_FIELDS = {
    scale: tuple(field.name for field in fields(kind)) for scale, kind in _FINDINGS.items()
}
_FLAT_FIELDS = tuple(
    field.name
    for field in fields(Assessment)
    if field.name not in {"crs", "icans", "crs_grade", "icans_grade"}
)


def _assessment_columns(value: Assessment) -> dict[str, Any]:
    columns = {name: getattr(value, name) for name in _FLAT_FIELDS}
    for scale, names in _FINDING_FIELDS.items():
        for part, part_names in (
            (getattr(value, f"{scale}_grade"), _GRADE_FIELDS),
            (getattr(value, scale), names),
        ):
            columns |= {f"{scale}_{name}": getattr(part, name, None) for name in part_names}
        columns[f"{scale}_answered"] = columns[f"{scale}_answered"] or None
    return columns


def _assessment(row: Entry) -> Assessment:
    parts: dict[str, Any] = {name: getattr(row, name) for name in _FLAT_FIELDS}
    for scale, kind in _FINDINGS.items():
        if getattr(row, f"{scale}_status") is not None:
            parts[scale] = kind(**_parts(row, scale, _FINDING_FIELDS[scale]))
            grade = _parts(row, scale, _GRADE_FIELDS)
            parts[f"{scale}_grade"] = GradeOnRecord(**grade | {"answered": grade["answered"] or ()})
    return Assessment(**parts)


def _parts(row: Entry, scale: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, f"{scale}_{name}") for name in names}


CLINIC = by_name(ClinicRecord, ClinicRow)
USERS = by_name(User, UserRow, "name")
PROTOCOLS = by_name(StoredProtocol, ProtocolRow, "key")
PATIENTS = Mapping(PatientRow, _patient_columns, _PLAIN_PATIENT.value, ("sort_name",))
WEIGHTS = by_name(Weight, WeightRow, "measured_on")
CONTACTS = by_name(Contact, ContactRow)
THERAPY_LINES = by_name(TherapyLine, TherapyLineRow, "started")
ANTIGEN_TESTS = by_name(AntigenTest, AntigenTestRow, "tested_on")
ALERTS = by_name(Alert, AlertRow)
DEATHS = by_name(Death, DeathRow, "died_on")
COURSES = by_name(Course, CourseRow, "number")
STEPS = by_name(StepRecord, StepRow, "started_on", "planned_on")
MILESTONES = by_name(Milestone, MilestoneRow, "done_on", "planned_on")
SETBACKS = by_name(Setback, SetbackRow, "happened_on")
IDENTIFIERS = Mapping(IdentifierRow, _identifier_columns, _PLAIN_IDENTIFIER.value)
ANSWERS = by_name(CheckAnswer, AnswerRow)
CLEARANCES = by_name(Clearance, ClearanceRow, "signed_at")
INFUSIONS = by_name(Infusion, InfusionRow, "started_at")
ASSESSMENTS = Mapping(AssessmentRow, _assessment_columns, _assessment, ("at",))
GIVEN = by_name(Given, GivenRow, "started_at")
CLOSINGS = by_name(EpisodeClosing, ClosingRow, "closed_at")
VISITS = by_name(Visit, VisitRow, "target")
VISIT_FORMS = by_name(VisitForm, VisitFormRow, "seen_on")
RESPONSES = by_name(Response, ResponseRow, "assessed_on")
LAB_RESULTS = by_name(LabResult, LabResultRow, "taken_on")
MEDICINES = by_name(Medicine, MedicineRow, "started")
INFECTIONS = by_name(Infection, InfectionRow, "started_on")
ADMISSIONS = by_name(Admission, AdmissionRow, "started_on")
TRANSFUSIONS = by_name(Transfusion, TransfusionRow, "given_on")
CONTACT_ATTEMPTS = by_name(ContactAttempt, ContactAttemptRow, "at")
OTHER_GRADES = by_name(OtherGrade, OtherGradeRow, "graded_on")
IEC_HS_RECORDS = by_name(IecHsRecord, IecHsRow, "at")
RELAPSES = by_name(Relapse, RelapseRow, "happened_on")
LATER_THERAPIES = by_name(LaterTherapy, LaterTherapyRow, "started_on")
SECOND_MALIGNANCIES = by_name(SecondMalignancy, SecondMalignancyRow, "diagnosed_on")
REGISTRY_FORMS = by_name(
    RegistryForm,
    RegistryFormRow,
    "submitted_on",
    "completed_on",
    "contact_on",
    renamed={"registry": "registry_code"},
)
VALIDITIES = by_name(Validity, ValidityRow, "valid_until")
SAFETY_REPORTS = by_name(SafetyReport, SafetyReportRow, "aware_on")
ACCEPTED_FINDINGS = by_name(AcceptedFinding, AcceptedFindingRow, "accepted_at")
CLINIC_LIMITS = by_name(ClinicLimit, ClinicLimitRow, "item")
PAPERS = by_name(IssuedPaper, PaperRow, "issued_at")
ACCESSES = by_name(AccessEvent, AccessRow, "happened_at")

ALL: tuple[Mapping[Any], ...] = (
    CLINIC,
    USERS,
    PROTOCOLS,
    PATIENTS,
    WEIGHTS,
    CONTACTS,
    THERAPY_LINES,
    ANTIGEN_TESTS,
    ALERTS,
    DEATHS,
    COURSES,
    STEPS,
    MILESTONES,
    SETBACKS,
    IDENTIFIERS,
    ANSWERS,
    CLEARANCES,
    INFUSIONS,
    ASSESSMENTS,
    GIVEN,
    CLOSINGS,
    VISITS,
    VISIT_FORMS,
    RESPONSES,
    LAB_RESULTS,
    MEDICINES,
    INFECTIONS,
    ADMISSIONS,
    TRANSFUSIONS,
    CONTACT_ATTEMPTS,
    OTHER_GRADES,
    IEC_HS_RECORDS,
    RELAPSES,
    LATER_THERAPIES,
    SECOND_MALIGNANCIES,
    REGISTRY_FORMS,
    VALIDITIES,
    SAFETY_REPORTS,
    ACCEPTED_FINDINGS,
    CLINIC_LIMITS,
    PAPERS,
    ACCESSES,
)
BY_SUBJECT = {mapping.subject: mapping for mapping in ALL}
