"""The synthetic patients as persons: what a table of the cast says, the usual for the rest."""

from datetime import date, timedelta
from functools import cache
from typing import TypedDict

from carttrack.domain.patients import (
    Alert,
    AntigenStatus,
    AntigenTest,
    Contact,
    ContactKind,
    Disease,
    Patient,
    PriorCd19,
    Target,
    TherapyKind,
    TherapyLine,
    Weight,
    age_on,
)
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.reading import Table, value, values

_ADULT = 18
_CHEMOTHERAPY = "multi-agent chemotherapy"


class Person(TypedDict):
    """What is kept of a patient beside the courses."""

    patient: Patient
    weights: tuple[Weight, ...]
    contacts: tuple[Contact, ...]
    therapy_lines: tuple[TherapyLine, ...]
    antigen_tests: tuple[AntigenTest, ...]
    alerts: tuple[Alert, ...]


def person(table: Table, frame: Frame, *, known_since: date) -> Person:
    """Return the patient of a table of the cast; `known_since` is the day of the referral."""
    patient = _patient(table, frame)
    family = patient.latin_name.split(",")[0] or patient.family_name
    lines = values(TherapyLine, table.get("therapy_lines", ()), frame)
    return Person(
        patient=patient,
        weights=values(Weight, table.get("weights", ()), frame)
        or (Weight(kg=table["kg"], measured_on=known_since),),
        contacts=values(Contact, table.get("contacts", ()), frame)
        or usual_contacts(patient, family, known_since),
        therapy_lines=lines or usual_lines(known_since.year, patient.birth_date.year),
        antigen_tests=values(AntigenTest, table.get("antigen_tests", ()), frame)
        or usual_tests(patient.disease, known_since),
        alerts=values(Alert, table.get("alerts", ()), frame),
    )


def _patient(table: Table, frame: Frame) -> Patient:
    family, given = table["name"].split(", ")
    return value(
        Patient,
        table,
        frame,
        family_name=family,
        given_name=given,
        phone=f"555 {table['mrn'][-4:]}",
        referrer="Dr O. Sample, Exampletown General",
        coordinator="Alex Demo",
        prior_transplant=False,
        prior_cd19=PriorCd19.NONE,
    )


def usual_contacts(patient: Patient, family: str, on: date) -> tuple[Contact, ...]:
    """Return a caregiver, for a child a parent as guardian."""
    child = age_on(patient.birth_date, on) < _ADULT
    kind = ContactKind.GUARDIAN if child else ContactKind.CAREGIVER
    relation = "parent" if child else "partner"
    return (Contact(kind=kind, name=f"{family} ({relation})", relation=relation),)


@cache
def usual_lines(year: int, born: int) -> tuple[TherapyLine, ...]:
    """Return two lines of chemotherapy in the years before that of referral, none before birth."""
    return tuple(
        TherapyLine(
            kind=TherapyKind.CHEMOTHERAPY,
            drug=_CHEMOTHERAPY,
            started=str(max(year - years, born)),
            stopped=str(max(year - years + 1, born)),
            response=response,
        )
        for years, response in ((3, "complete remission, then relapse"), (1, "refractory"))
    )


@cache
def usual_tests(disease: Disease, known_since: date) -> tuple[AntigenTest, ...]:
    """Return CD19 expression on the blasts, for B-ALL alone."""
    if disease is not Disease.B_ALL:
        return ()
    return (
        AntigenTest(
            target=Target.CD19,
            tested_on=known_since + timedelta(days=1),
            status=AntigenStatus.POSITIVE,
            sample="marrow, flow",
        ),
    )
