"""Laboratory results, and what goes on beside the course."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index

from carttrack.domain.laboratory import Comparator, LabTest
from carttrack.domain.supportive_care import BloodProduct, InfectionKind, MedicineKind, Unit
from carttrack.store.tables.columns import OfPatient, code, day, decimal, instant


class LabResultRow(OfPatient, table=True):
    """One laboratory result."""

    __tablename__ = "lab_result"
    __table_args__ = (Index("ix_lab_result_patient_id_test", "patient_id", "test", "taken_on"),)

    test: LabTest = code(LabTest)
    taken_on: date = day()
    value: Decimal = decimal()
    unit: str
    name: str
    taken_at: datetime | None = instant()
    comparator: Comparator = code(Comparator)
    limit_low: Decimal | None = decimal()
    limit_high: Decimal | None = decimal()
    sample: str
    laboratory: str
    note: str


class MedicineRow(OfPatient, table=True):
    """A medicine with its start and stop."""

    __tablename__ = "medicine"

    name: str
    kind: MedicineKind = code(MedicineKind)
    reason: str
    started: str
    stopped: str
    stop_reason: str
    dose: Decimal | None = decimal()
    unit: str
    schedule: str
    prescribed_by: str
    note: str


class InfectionRow(OfPatient, table=True):
    """An infection."""

    __tablename__ = "infection"

    site: str
    started_on: date = day()
    kind: InfectionKind = code(InfectionKind)
    organism: str
    proven: bool | None
    stopped_on: date | None = day()
    treatment: str
    note: str


class AdmissionRow(OfPatient, table=True):
    """A stay on a ward or in intensive care."""

    __tablename__ = "admission"

    unit: Unit = code(Unit)
    started_on: date = day()
    stopped_on: date | None = day()
    reason: str
    hospital: str
    note: str


class TransfusionRow(OfPatient, table=True):
    """A transfusion."""

    __tablename__ = "transfusion"

    product: BloodProduct = code(BloodProduct)
    given_on: date = day()
    units: int | None
    volume_ml: Decimal | None = decimal()
    irradiated: bool | None
    reason: str
    note: str
