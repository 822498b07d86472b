"""What the clinic owes others: forms, reports, attempts to reach someone, what still holds."""

from datetime import date, datetime

from carttrack.domain.follow_up.contact_attempts import ContactMethod, ContactOutcome
from carttrack.domain.follow_up.registry_forms import Registry
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.pathway.validity import ValidityKind
from carttrack.store.tables.columns import (
    Entry,
    OfCourse,
    OfPatient,
    code,
    day,
    instant,
    one_valid,
)


class RegistryFormRow(OfCourse, table=True):
    """A registry form as it was completed and sent.

    SQLAlchemy keeps the name `registry` for itself.
    """

    __tablename__ = "registry_form"

    registry_code: Registry = code(Registry)
    form: str
    time_point: str
    about_on: date | None = day()
    revision: str
    contact_on: date | None = day()
    completed_on: date | None = day()
    submitted_on: date | None = day()
    note: str


class ValidityRow(OfCourse, table=True):
    """Something that runs out."""

    __tablename__ = "validity"

    kind: ValidityKind = code(ValidityKind)
    what: str
    done_on: date | None = day()
    valid_until: date = day()
    blocks: Step | None = code(Step)
    note: str


class SafetyReportRow(OfCourse, table=True):
    """A safety report that was due, and whether it was sent."""

    __tablename__ = "safety_report"

    what: str
    aware_on: date = day()
    due_on: date | None = day()
    sent_on: date | None = day()
    sent_to: str
    reference: str
    note: str


class ContactAttemptRow(OfPatient, table=True):
    """An attempt to reach a patient."""

    __tablename__ = "contact_attempt"

    at: datetime = instant()
    how: ContactMethod = code(ContactMethod)
    by: str
    outcome: ContactOutcome = code(ContactOutcome)
    vital_status_source: str
    note: str


class AcceptedFindingRow(OfCourse, table=True):
    """A finding of a data check that someone accepted, and why."""

    __tablename__ = "accepted_finding"

    rule: str
    subject: str
    text: str
    reason: str
    accepted_by: str
    accepted_at: datetime = instant()


class ClinicLimitRow(Entry, table=True):
    """The clinic's own limit for one item of a checklist."""

    __tablename__ = "clinic_limit"
    __table_args__ = (one_valid("clinic_limit", "checklist", "item"),)

    checklist: Checklist = code(Checklist)
    item: str
    limit: str
