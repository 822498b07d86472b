"""Fills a new, empty store fast: the same rows and the same chained audit as `work()` writes.

One transaction, rows by the thousand past the ORM; each patient is one act at its own time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.errors import StoreError
from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.registry_forms import RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.papers import IssuedPaper
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
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
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.supportive_care import Admission, Infection, Medicine, Transfusion
from carttrack.domain.tick import ignore
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.other_scales import OtherGrade
from carttrack.store import dialect
from carttrack.store.bulk import Bulk
from carttrack.store.faults import told_plainly
from carttrack.store.work import Store

BATCH = 500
"""Patients written at a time."""
WHAT = "Patient loaded"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCourse:
    """A course with everything that belongs to it."""

    course: Course
    steps: Sequence[StepRecord] = ()
    milestones: Sequence[Milestone] = ()
    setbacks: Sequence[Setback] = ()
    identifiers: Sequence[Identifier] = ()
    answers: Sequence[CheckAnswer] = ()
    clearances: Sequence[Clearance] = ()
    infusion: Infusion | None = None
    later_infusions: Sequence[Infusion] = ()
    assessments: Sequence[Assessment] = ()
    given: Sequence[Given] = ()
    closings: Sequence[EpisodeClosing] = ()
    visits: Sequence[Visit] = ()
    visit_forms: Sequence[VisitForm] = ()
    responses: Sequence[Response] = ()
    other_grades: Sequence[OtherGrade] = ()
    iec_hs_records: Sequence[IecHsRecord] = ()
    relapses: Sequence[Relapse] = ()
    later_therapies: Sequence[LaterTherapy] = ()
    second_malignancies: Sequence[SecondMalignancy] = ()
    registry_forms: Sequence[RegistryForm] = ()
    validities: Sequence[Validity] = ()
    safety_reports: Sequence[SafetyReport] = ()
    accepted_findings: Sequence[AcceptedFinding] = ()
    papers: Sequence[IssuedPaper] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPatient:
    """A patient with everything that belongs to them: one act, at one time, by one user."""

    patient: Patient
    entered_at: datetime
    entered_by: str
    weights: Sequence[Weight] = ()
    contacts: Sequence[Contact] = ()
    therapy_lines: Sequence[TherapyLine] = ()
    antigen_tests: Sequence[AntigenTest] = ()
    alerts: Sequence[Alert] = ()
    lab_results: Sequence[LabResult] = ()
    medicines: Sequence[Medicine] = ()
    infections: Sequence[Infection] = ()
    admissions: Sequence[Admission] = ()
    transfusions: Sequence[Transfusion] = ()
    contact_attempts: Sequence[ContactAttempt] = ()
    death: Death | None = None
    courses: Sequence[LoadedCourse] = ()
    what: str = WHAT


def load(
    store: Store,
    records: Iterable[LoadedPatient],
    *,
    tick: Callable[[int, int], None] = ignore,
    expected: int = 0,
) -> int:
    """Fill a new store without patients; return how many were kept, all or none.

    `tick` is told patients done of `expected` and may raise to stop, which keeps nothing.
    Raises `StoreError` when the store has patients already or is open read-only.
    """
    if store.read_only:
        raise StoreError(f"{store.path.name} is open read-only; nothing was loaded.")
    zone = store.zone()
    with told_plainly(store.path), store.alone() as connection:
        dialect.make_fast(connection)
        connection.execute(dialect.BEGIN_WRITE)
        try:
            count = _filled(connection, zone, records, _Progress(tick, expected))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        dialect.settle(connection)
    store.announce_all()
    return count


@dataclass(frozen=True, slots=True)
class _Progress:
    tick: Callable[[int, int], None]
    expected: int


def _filled(
    connection: Any, zone: ZoneInfo, records: Iterable[LoadedPatient], progress: _Progress
) -> int:
    if connection.execute("SELECT 1 FROM patient LIMIT 1").fetchone():
        raise StoreError("The store holds patients already; nothing was loaded. Use a new one.")
    bulk, count = Bulk(connection, zone), 0
    indexes = dialect.drop_plain_indexes(connection)
    for count, record in enumerate(records, 1):
        _add_patient(bulk, record)
        if count % BATCH == 0:
            bulk.write()
            progress.tick(count, max(count, progress.expected))
    bulk.close()
    if count % BATCH:
        progress.tick(count, max(count, progress.expected))
    for statement in indexes:
        connection.execute(statement)
    return count


_OF_PATIENT = (
    ("weight", "weights"),
    ("contact", "contacts"),
    ("therapy_line", "therapy_lines"),
    ("antigen_test", "antigen_tests"),
    ("alert", "alerts"),
    ("lab_result", "lab_results"),
    ("medicine", "medicines"),
    ("infection", "infections"),
    ("admission", "admissions"),
    ("transfusion", "transfusions"),
    ("contact_attempt", "contact_attempts"),
)
_BEFORE_INFUSION = (
    ("step", "steps"),
    ("milestone", "milestones"),
    ("setback", "setbacks"),
    ("identifier", "identifiers"),
    ("answer", "answers"),
    ("clearance", "clearances"),
)
_AFTER_INFUSION = (
    ("assessment", "assessments"),
    ("given", "given"),
    ("closing", "closings"),
    ("visit", "visits"),
    ("visit_form", "visit_forms"),
    ("response", "responses"),
    ("other_grade", "other_grades"),
    ("iec_hs", "iec_hs_records"),
    ("relapse", "relapses"),
    ("later_therapy", "later_therapies"),
    ("second_malignancy", "second_malignancies"),
    ("registry_form", "registry_forms"),
    ("validity", "validities"),
    ("safety_report", "safety_reports"),
    ("accepted_finding", "accepted_findings"),
    ("paper", "papers"),
)


def _add_patient(bulk: Bulk, record: LoadedPatient) -> None:
    bulk.begin_act(record.entered_at, record.entered_by, record.what)
    patient_id = bulk.add("patient", record.patient)
    for subject, name in _OF_PATIENT:
        for value in getattr(record, name):
            bulk.add(subject, value, patient_id)
    if record.death is not None:
        bulk.add("death", record.death, patient_id)
    for course in record.courses:
        _add_course(bulk, course, patient_id)


def _add_course(bulk: Bulk, course: LoadedCourse, patient_id: int) -> None:
    course_id = bulk.add("course", course.course, patient_id)
    first = () if course.infusion is None else (course.infusion,)
    infusions = (*first, *course.later_infusions)
    groups = (
        *((subject, getattr(course, name)) for subject, name in _BEFORE_INFUSION),
        ("infusion", infusions),
        *((subject, getattr(course, name)) for subject, name in _AFTER_INFUSION),
    )
    for subject, values in groups:
        for value in values:
            bulk.add(subject, value, patient_id, course_id)
