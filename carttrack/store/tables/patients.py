"""Patients and what belongs to the person rather than to a course."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index

from carttrack.domain.patients import (
    AlertKind,
    AntigenStatus,
    CnsStatus,
    ContactKind,
    DeathCause,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    PriorCd19,
    Sex,
    Target,
    TherapyKind,
)
from carttrack.store.tables.columns import (
    Entry,
    OfPatient,
    code,
    day,
    decimal,
    derived,
    one_valid,
)


class PatientRow(Entry, table=True):
    """A patient; `folded` is what searching reads, `sort_name` what sorting reads."""

    __tablename__ = "patient"
    __table_args__ = (
        CheckConstraint("length(mrn) > 0", name="mrn"),
        CheckConstraint("length(family_name) > 0", name="family_name"),
        one_valid("patient", "mrn"),
        Index("ix_patient_sort_name_id", "sort_name", "id"),
        Index("ix_patient_birth_date_id", "birth_date", "id"),
    )

    mrn: str
    family_name: str
    given_name: str
    birth_date: date = day()
    latin_name: str
    sex: Sex = code(Sex)
    disease: Disease = code(Disease)
    disease_detail: str
    disease_status: DiseaseStatus | None = code(DiseaseStatus)
    disease_site: DiseaseSite | None = code(DiseaseSite)
    burden_percent: Decimal | None = decimal()
    burden_on: date | None = day()
    extramedullary: str
    cns_status: CnsStatus | None = code(CnsStatus)
    cns_on: date | None = day()
    prior_transplant: bool | None
    prior_cd19: PriorCd19 | None = code(PriorCd19)
    language: str
    interpreter_needed: bool | None
    phone: str
    referrer: str
    coordinator: str
    note: str
    folded: str = derived()
    sort_name: str = derived()


class WeightRow(OfPatient, table=True):
    """A body weight."""

    __tablename__ = "weight"

    kg: Decimal = decimal()
    measured_on: date = day()


class ContactRow(OfPatient, table=True):
    """A person to call."""

    __tablename__ = "contact"

    kind: ContactKind = code(ContactKind)
    name: str
    relation: str
    phone: str
    note: str


class TherapyLineRow(OfPatient, table=True):
    """A line of earlier therapy."""

    __tablename__ = "therapy_line"

    kind: TherapyKind = code(TherapyKind)
    drug: str
    target: Target | None = code(Target)
    started: str
    stopped: str
    response: str
    antigen_before: AntigenStatus | None = code(AntigenStatus)
    antigen_after: AntigenStatus | None = code(AntigenStatus)


class AntigenTestRow(OfPatient, table=True):
    """A test for a target antigen."""

    __tablename__ = "antigen_test"

    target: Target = code(Target)
    tested_on: date = day()
    status: AntigenStatus = code(AntigenStatus)
    percent: Decimal | None = decimal()
    sample: str


class AlertRow(OfPatient, table=True):
    """An allergy or a precaution."""

    __tablename__ = "alert"

    kind: AlertKind = code(AlertKind)
    subject: str
    reaction: str


class DeathRow(OfPatient, table=True):
    """A death; one valid row a patient."""

    __tablename__ = "death"
    __table_args__ = (one_valid("death", "patient_id"),)

    died_on: date = day()
    cause: DeathCause = code(DeathCause)
    stated_by: str
    detail: str
