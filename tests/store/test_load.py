from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from carttrack.domain.errors import StoreError
from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.kept import PatientId
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist, Clearance
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import InfusionKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.pathway.validity import Validity, ValidityKind
from carttrack.domain.patients import (
    Alert,
    AlertKind,
    AntigenStatus,
    AntigenTest,
    Contact,
    ContactKind,
    Death,
    DeathCause,
    Target,
    TherapyKind,
    TherapyLine,
)
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.supportive_care import (
    Admission,
    BloodProduct,
    Infection,
    Medicine,
    Transfusion,
    Unit,
)
from carttrack.domain.topics import Topic
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade
from carttrack.store.audit import verify
from carttrack.store.load import LoadedCourse, LoadedPatient, load
from carttrack.store.tables import SUBJECTS
from carttrack.store.work import Store, Work
from tests.builders import NOW, Clock, a_response, an_infusion, icans_findings
from tests.store.builders import (
    a_course,
    a_grade,
    a_patient,
    a_step,
    a_store,
    a_visit,
    a_weight,
    an_assessment,
)

ORDER = (
    "steps",
    "milestones",
    "setbacks",
    "identifiers",
    "answers",
    "clearances",
    "infusion",
    "later_infusions",
    "assessments",
    "given",
    "closings",
    "visits",
    "visit_forms",
    "responses",
    "other_grades",
    "iec_hs_records",
    "relapses",
    "later_therapies",
    "second_malignancies",
    "registry_forms",
    "validities",
    "safety_reports",
    "accepted_findings",
)
OF_PATIENT = (
    "weights",
    "contacts",
    "therapy_lines",
    "antigen_tests",
    "alerts",
    "lab_results",
    "medicines",
    "infections",
    "admissions",
    "transfusions",
    "contact_attempts",
)
OWN_NAMES = {"infusion": "infusions", "later_infusions": "infusions"}


def a_full_course() -> LoadedCourse:
    at = datetime(2026, 11, 1, 10, tzinfo=UTC)
    return LoadedCourse(
        course=a_course(),
        steps=[a_step(step, planned_at=time(8, 30), started_on=date(2026, 9, 2)) for step in STEPS],
        milestones=[Milestone(kind=MilestoneKind.SLOT, done_on=date(2026, 9, 2))],
        setbacks=[
            Setback(
                kind=SetbackKind.DELAY,
                step=Step.MANUFACTURING,
                happened_on=date(2026, 9, 9),
                reason="Courier",
            )
        ],
        identifiers=[Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117")],
        answers=[
            CheckAnswer(checklist=Checklist.ELIGIBILITY, item="consent", answer=Answer.MET),
        ],
        clearances=[
            Clearance(
                checklist=Checklist.BEFORE_INFUSION,
                signed_at=at,
                signed_by="R. Demo",
                holds=("ice", "„weight“"),
                override_reason="Ward",
            )
        ],
        infusion=an_infusion(),
        assessments=[
            an_assessment(),
            an_assessment(
                at=NOW, icans=icans_findings(), icans_grade=a_grade(1), spo2=96, note="Ž\n<b>"
            ),
        ],
        given=[Given(drug=Drug.TOCILIZUMAB, started_at=at, dose=Decimal("480.0"), unit="mg")],
        closings=[EpisodeClosing(toxicity=Toxicity.CRS, closed_at=NOW, closed_by="R. Demo")],
        visits=[a_visit(), a_visit("month_2", appointment_on=date(2026, 12, 1))],
        visit_forms=[VisitForm(seen_on=date(2026, 11, 20), pending=("igg",), anc=Decimal("0.5"))],
        later_infusions=[
            replace(an_infusion(), started_at=NOW, kind=InfusionKind.SPLIT_DOSE, number=2)
        ],
        responses=[a_response()],
        other_grades=[
            OtherGrade(
                event=GradedEvent.CRS,
                value=2,
                scale=GradingScale.LEE_2014,
                graded_on=date(2026, 11, 2),
                source="Letter",
            )
        ],
        iec_hs_records=[IecHsRecord(at=NOW, by="R. Demo", met=("ferritin",), grade=2)],
        relapses=[
            Relapse(happened_on=date(2026, 11, 18), kind=RelapseKind.MARROW, cd19=AntigenStatus.DIM)
        ],
        later_therapies=[
            LaterTherapy(kind=LaterTherapyKind.ALLOGENEIC_HSCT, started_on=date(2026, 11, 19))
        ],
        second_malignancies=[
            SecondMalignancy(diagnosed_on=date(2026, 11, 19), kind=MalignancyKind.T_CELL)
        ],
        registry_forms=[RegistryForm(registry=Registry.CIBMTR, form="4100", time_point="100 days")],
        validities=[Validity(kind=ValidityKind.VIROLOGY, valid_until=date(2026, 12, 1))],
        safety_reports=[SafetyReport(what="Death", aware_on=date(2026, 11, 19))],
        accepted_findings=[
            AcceptedFinding(
                rule="dose", text="No weight", reason="Old", accepted_by="Sam", accepted_at=NOW
            )
        ],
    )


def a_loaded_patient(number: int = 0, **changes: Any) -> LoadedPatient:
    record = LoadedPatient(
        patient=a_patient(mrn=f"90{number:05}"),
        entered_at=NOW - timedelta(days=200 - number),
        entered_by="Sam Sample",
        weights=[a_weight()],
        contacts=[Contact(kind=ContactKind.CAREGIVER, name="Jan Příklad")],
        therapy_lines=[TherapyLine(kind=TherapyKind.CAR_T, drug="tisa-cel", target=Target.CD19)],
        antigen_tests=[
            AntigenTest(target=Target.CD19, tested_on=date(2026, 8, 1), status=AntigenStatus.DIM)
        ],
        alerts=[Alert(kind=AlertKind.ALLERGY, subject="Latex")],
        lab_results=[
            LabResult(
                test=LabTest.ANC, taken_on=date(2026, 11, 3), value=Decimal("0.40"), unit="×10⁹/L"
            )
        ],
        medicines=[Medicine(name="Aciclovir", started="2026-10")],
        infections=[Infection(site="Blood", started_on=date(2026, 11, 5))],
        admissions=[Admission(unit=Unit.ICU, started_on=date(2026, 11, 6))],
        transfusions=[Transfusion(product=BloodProduct.PLATELETS, given_on=date(2026, 11, 7))],
        contact_attempts=[
            ContactAttempt(
                at=NOW, how=ContactMethod.PHONE, by="Sam", outcome=ContactOutcome.NO_ANSWER
            )
        ],
        death=Death(died_on=date(2026, 11, 19), cause=DeathCause.INFECTION),
        courses=[a_full_course()],
    )
    return replace(record, **changes)


def add_by_hand(work: Work, record: LoadedPatient) -> None:
    patient_id = work.patients.add(record.patient)
    for name in OF_PATIENT:
        add_each(work, name, patient_id, getattr(record, name))
    add_each(work, "deaths", patient_id, [record.death] if record.death else [])
    for course in record.courses:
        course_id = work.courses.add(patient_id, course.course)
        for name in ORDER:
            found = getattr(course, name)
            values = found if isinstance(found, (list, tuple)) else [found]
            add_each(work, OWN_NAMES.get(name, name), course_id, values)


def add_each(work: Work, name: str, owner_id: int, values: Sequence[Any]) -> None:
    for value in values:
        if value is not None:
            getattr(work, name).add(owner_id, value)


def rows_of(store: Store, table: str) -> list[tuple[Any, ...]]:
    with store.reading() as work:
        return [tuple(row) for row in work.connection.exec_driver_sql(f'SELECT * FROM "{table}"')]


def test_loading_gives_the_same_rows_and_the_same_audit_as_working(
    tmp_path: Path, clock: Clock
) -> None:
    loaded, worked = a_store(tmp_path / "a.ctdb", clock), a_store(tmp_path / "b.ctdb", clock)
    records = [a_loaded_patient(number) for number in range(3)]
    records.append(a_loaded_patient(3, death=None, courses=[LoadedCourse(course=a_course())]))
    load(loaded, records)
    for record in records:
        clock.now = record.entered_at
        worked.user = replace(worked.user, name=record.entered_by)
        with worked.work(record.what) as work:
            add_by_hand(work, record)
    for table in (*SUBJECTS, "audit", "audit_head"):
        assert rows_of(loaded, table) == rows_of(worked, table), table
    assert verify(loaded).ok
    loaded.close()
    worked.close()


def test_the_times_of_the_audit_are_those_of_the_records(store: Store) -> None:
    load(store, [a_loaded_patient(number) for number in range(2)])
    with store.reading() as work:
        lines = work.history.of(PatientId(1))
    assert {line.at for line in lines} == {NOW - timedelta(days=200)}
    assert {line.by for line in lines} == {"Sam Sample"}


def test_loading_tells_its_progress_and_its_news(store: Store) -> None:
    told: list[tuple[int, int]] = []
    news: list[frozenset[Topic]] = []
    store.on_commit(news.append)
    count = load(
        store,
        (a_loaded_patient(number) for number in range(700)),
        tick=lambda done, total: told.append((done, total)),
        expected=700,
    )
    assert (count, told) == (700, [(500, 700), (700, 700)])
    assert news == [frozenset(Topic)]


def test_a_record_that_cannot_be_kept_leaves_the_store_empty(store: Store) -> None:
    twice = [a_loaded_patient(1), a_loaded_patient(1)]
    with pytest.raises(Exception, match="UNIQUE"):
        load(store, twice)
    assert rows_of(store, "patient") == []
    assert verify(store).ok
    load(store, [a_loaded_patient(1)])
    assert verify(store).ok


def test_stopped_loading_leaves_the_store_empty_and_usable(store: Store) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        load(store, [a_loaded_patient(1)], tick=stop)
    assert rows_of(store, "patient") == []
    with store.work("Register") as work:
        work.patients.add(a_patient())
    assert verify(store).ok


def test_a_store_with_patients_is_not_loaded(store: Store) -> None:
    load(store, [a_loaded_patient(1)])
    with pytest.raises(StoreError, match="holds patients already"):
        load(store, [a_loaded_patient(2)])


def test_every_index_is_there_again_after_loading(store: Store) -> None:
    def indexes() -> Iterator[tuple[Any, ...]]:
        with store.reading() as work:
            yield from work.connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
            ).all()

    before = list(indexes())
    load(store, [a_loaded_patient(1)])
    assert list(indexes()) == before
    with store.reading() as work:
        mode = work.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    assert mode == "wal"
