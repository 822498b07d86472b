"""Synthetic values for tests: one obvious example of each, changed by keyword."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.patients import DiseaseStatus, Patient, Sex
from carttrack.domain.people import User
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia
from carttrack.domain.toxicity.icans import (
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)

PASSPHRASE = "correct horse battery staple"
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def a_clinic_record(**changes: Any) -> ClinicRecord:
    record = ClinicRecord(
        name="Northfield Demo Hospital",
        address="1 Sample Road, Exampletown",
        telephone="555 0100",
        country="Exampleland",
        time_zone="UTC",
        protocol="b-all-15-year@1",
        sample=True,
    )
    return replace(record, **changes)


def a_user(**changes: Any) -> User:
    return replace(User("Alex Demo"), **changes)


def a_patient(**changes: Any) -> Patient:
    patient = Patient(
        mrn="9000418",
        family_name="Příkladová",
        given_name="Žofie",
        birth_date=date(1992, 3, 14),
        sex=Sex.FEMALE,
        disease_status=DiseaseStatus.SECOND_RELAPSE,
    )
    return replace(patient, **changes)


def an_infusion(**changes: Any) -> Infusion:
    infusion = Infusion(
        started_at=datetime(2026, 10, 23, 11, 20, tzinfo=UTC),
        dose=Decimal("1.0"),
        dose_unit=DoseUnit.MILLION_PER_KG,
        total=Decimal("61.4"),
        weight_kg=Decimal("61.4"),
        weighed_on=date(2026, 10, 18),
        infused_by="B. Muster",
        checked_by="R. Demo",
    )
    return replace(infusion, **changes)


def crs_findings(**changes: Any) -> CrsFindings:
    """CRS grade 2: fever and low-flow oxygen, everything recorded."""
    findings = CrsFindings(
        age_years=Decimal(34),
        temp_c=Decimal("38.9"),
        fever_attributed_to_other=False,
        fever_treated=False,
        hypotension=Hypotension.NONE,
        vasopressin=False,
        hypoxia=Hypoxia.LOW_FLOW,
    )
    return replace(findings, **changes)


def icans_findings(**changes: Any) -> IcansFindings:
    """ICANS grade 1: ICE 8, awake, nothing else."""
    findings = IcansFindings(
        age_years=Decimal(34),
        ice_state=IceState.DONE,
        ice=8,
        consciousness=Consciousness.ALERT,
        seizure=Seizure.NONE,
        motor=Motor.NONE,
        icp=RaisedIcp.NONE,
    )
    return replace(findings, **changes)


def a_response(**changes: Any) -> Response:
    response = Response(
        assessed_on=date(2026, 11, 18),
        stated=ResponseKind.CRI,
        stated_by="R. Demo",
        marrow_blasts=Decimal(1),
    )
    return replace(response, **changes)
