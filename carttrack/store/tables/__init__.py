"""The rows of the store, private to it; one module an aggregate.

Importing this package declares every table on `columns.METADATA`.
"""

from dataclasses import dataclass

from carttrack.domain.topics import Topic
from carttrack.store.tables import journal
from carttrack.store.tables.care import (
    AdmissionRow,
    InfectionRow,
    LabResultRow,
    MedicineRow,
    TransfusionRow,
)
from carttrack.store.tables.clinic import ClinicRow, ProtocolRow, UserRow
from carttrack.store.tables.columns import METADATA, Entry
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


@dataclass(frozen=True, slots=True)
class Subject:
    """What a table holds: its row class, whose news it is, whether it is clinical."""

    row: type[Entry]
    topic: Topic
    clinical: bool = True


def _subjects() -> dict[str, Subject]:
    topics: dict[Topic, tuple[type[Entry], ...]] = {
        Topic.PATIENT: (
            PatientRow,
            WeightRow,
            ContactRow,
            TherapyLineRow,
            AntigenTestRow,
            AlertRow,
            DeathRow,
            LabResultRow,
            MedicineRow,
            InfectionRow,
            AdmissionRow,
            TransfusionRow,
            ContactAttemptRow,
        ),
        Topic.PATHWAY: (
            CourseRow,
            StepRow,
            MilestoneRow,
            SetbackRow,
            IdentifierRow,
            AnswerRow,
            ClearanceRow,
            InfusionRow,
            ValidityRow,
        ),
        Topic.TOXICITY: (AssessmentRow, GivenRow, ClosingRow, OtherGradeRow, IecHsRow),
        Topic.FOLLOW_UP: (VisitRow, VisitFormRow, RegistryFormRow, SafetyReportRow),
        Topic.RESPONSE: (ResponseRow, RelapseRow, LaterTherapyRow, SecondMalignancyRow),
    }
    clinical = [Subject(row, topic) for topic, rows in topics.items() for row in rows]
    other = [
        Subject(ClinicRow, Topic.CLINIC, clinical=False),
        Subject(UserRow, Topic.CLINIC, clinical=False),
        Subject(ProtocolRow, Topic.CLINIC, clinical=False),
        Subject(ClinicLimitRow, Topic.CLINIC, clinical=False),
        Subject(AcceptedFindingRow, Topic.FOLLOW_UP, clinical=False),
        Subject(PaperRow, Topic.PAPERS, clinical=False),
        Subject(AccessRow, Topic.ACCESS, clinical=False),
    ]
    return {str(subject.row.__tablename__): subject for subject in [*clinical, *other]}


SUBJECTS = _subjects()
"""Every audited table by its name, which is the subject that history shows."""

__all__ = ["METADATA", "SUBJECTS", "Subject", "journal"]
