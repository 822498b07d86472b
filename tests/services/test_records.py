"""Laboratory, supportive care, grades on other scales and IEC-HS: each kept in one act."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.domain.supportive_care import (
    Admission,
    BloodProduct,
    Infection,
    InfectionKind,
    Medicine,
    MedicineKind,
    Transfusion,
    Unit,
)
from carttrack.domain.toxicity.course_hematotoxicity import anc_observation
from carttrack.domain.toxicity.hematotoxicity import early_icaht
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Drug, Given, ResponseAt24h
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade
from carttrack.services import casefile, entries, history, toxicity, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.services.builders import infused

DAY = date(2026, 11, 10)
AT = datetime(2026, 11, 10, 6, 30, tzinfo=UTC)
TOMORROW = date(2026, 11, 21)

OF_PATIENT = {
    Entry.LAB_RESULT: LabResult(
        test=LabTest.FERRITIN,
        taken_on=DAY,
        taken_at=AT,
        value=Decimal("1650.0"),
        comparator=Comparator.ABOVE,
        unit="ng/mL",
        limit_high=Decimal(300),
    ),
    Entry.MEDICINE: Medicine(
        name="aciclovir", kind=MedicineKind.ANTI_INFECTIVE, started="2026-10", reason="prophylaxis"
    ),
    Entry.INFECTION: Infection(
        site="blood", started_on=DAY, kind=InfectionKind.BACTERIAL, organism="E. coli", proven=True
    ),
    Entry.ADMISSION: Admission(unit=Unit.ICU, started_on=DAY, reason="vasopressor"),
    Entry.TRANSFUSION: Transfusion(product=BloodProduct.PLATELETS, given_on=DAY, units=1),
}
OF_COURSE = {
    Entry.OTHER_GRADE: OtherGrade(
        event=GradedEvent.CRS,
        value=3,
        scale=GradingScale.PENN,
        graded_on=DAY,
        graded_at=AT,
        source="letter",
    ),
    Entry.IEC_HS: IecHsRecord(
        at=AT, by="R. Demo", met=("ferritin", "cytopenias"), absent=("fever",), grade=2
    ),
}
CHANGED: dict[Entry, dict[str, Any]] = {
    Entry.LAB_RESULT: {"value": Decimal(16500)},
    Entry.MEDICINE: {"stopped": "2026-11-12"},
    Entry.INFECTION: {"stopped_on": date(2026, 11, 15)},
    Entry.ADMISSION: {"stopped_on": date(2026, 11, 13)},
    Entry.TRANSFUSION: {"units": 2},
    Entry.OTHER_GRADE: {"scale": GradingScale.NOT_STATED},
    Entry.IEC_HS: {"grade": 3},
}
ALL = {**OF_PATIENT, **OF_COURSE}


def owner_of(clinic: Clinic, kind: Entry) -> tuple[CaseFile, int]:
    patient_id, course_id = infused(clinic)
    case = casefile.read(clinic, patient_id)
    return case, int(patient_id if kind in OF_PATIENT else course_id)


def on_record(clinic: Clinic, case: CaseFile, kind: Entry) -> list[Any]:
    return [kept.value for kept in getattr(casefile.read(clinic, case.patient_id), kind.value)]


@pytest.mark.parametrize("kind", list(ALL))
def test_each_kind_is_entered_corrected_voided_and_taken_back(clinic: Clinic, kind: Entry) -> None:
    case, owner = owner_of(clinic, kind)
    value: Any = ALL[kind]
    after = replace(value, **CHANGED[kind])
    added = entries.add(clinic, kind, owner, value)
    assert on_record(clinic, case, kind) == [value]
    entries.correct(clinic, kind, added.entry_id, after, "typed wrongly")
    assert on_record(clinic, case, kind) == [after]
    voided = entries.void(clinic, kind, added.entry_id, "another patient's")
    assert on_record(clinic, case, kind) == []
    undo.take_back(clinic, voided)
    assert on_record(clinic, case, kind) == [after]


@pytest.mark.parametrize("kind", list(ALL))
def test_each_kind_stands_in_history_in_words(clinic: Clinic, kind: Entry) -> None:
    case, owner = owner_of(clinic, kind)
    entries.add(clinic, kind, owner, ALL[kind])
    lines = history.of_patient(clinic, case.patient_id)
    assert lines[0].what == f"{entries.WORDS[kind]} entered, {case.patient.value.name}"


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (Entry.LAB_RESULT, {"taken_on": TOMORROW, "taken_at": None}, "taken_on"),
        (
            Entry.LAB_RESULT,
            {"taken_on": date(2026, 11, 20), "taken_at": AT + timedelta(days=10, hours=9)},
            "taken_at",
        ),
        (Entry.INFECTION, {"started_on": TOMORROW}, "started_on"),
        (Entry.ADMISSION, {"stopped_on": TOMORROW}, "stopped_on"),
        (Entry.TRANSFUSION, {"given_on": TOMORROW}, "given_on"),
        (Entry.OTHER_GRADE, {"graded_on": TOMORROW, "graded_at": None}, "graded_on"),
        (Entry.IEC_HS, {"at": AT + timedelta(days=20)}, "at"),
    ],
)
def test_what_has_not_happened_yet_is_refused(
    clinic: Clinic, kind: Entry, changes: dict[str, Any], field: str
) -> None:
    case, owner = owner_of(clinic, kind)
    value: Any = ALL[kind]
    with pytest.raises(InvalidEntryError) as refused:
        entries.add(clinic, kind, owner, replace(value, **changes))
    assert refused.value.field == field
    assert on_record(clinic, case, kind) == []


def test_a_correction_that_changes_nothing_is_refused(clinic: Clinic) -> None:
    _, owner = owner_of(clinic, Entry.MEDICINE)
    added = entries.add(clinic, Entry.MEDICINE, owner, OF_PATIENT[Entry.MEDICINE])
    with pytest.raises(RefusedError):
        entries.correct(clinic, Entry.MEDICINE, added.entry_id, OF_PATIENT[Entry.MEDICINE], "again")


def test_counts_on_record_give_the_hematotoxicity_of_the_course(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    day0 = casefile.read(clinic, patient_id).day0
    assert day0 is not None
    for day, value in enumerate(("1.2", "0.4", "0.3", "0.6", "1.1")):
        result = LabResult(
            test=LabTest.ANC,
            taken_on=day0 + timedelta(day),
            value=Decimal(value),
            unit="× 10⁹/L",
        )
        entries.add(clinic, Entry.LAB_RESULT, patient_id, result)
    seen = anc_observation(casefile.read(clinic, patient_id))
    assert seen is not None
    assert early_icaht(seen).grade == 1


def test_what_was_given_keeps_its_answer_at_24_hours_and_its_lot(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    given = Given(
        drug=Drug.TOCILIZUMAB,
        started_at=AT,
        response_24h=ResponseAt24h.IMPROVED,
        stop_reason="done",
        lot="LOT 7",
    )
    toxicity.record_given(clinic, course_id, given)
    assert [kept.value for kept in casefile.read(clinic, patient_id).given] == [given]
