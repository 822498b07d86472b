"""What is kept comes back equal, from every repository, on a real encrypted file."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.registry_forms import RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.papers import AccessEvent, IssuedPaper
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
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
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsRecord
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.other_scales import OtherGrade
from carttrack.store.mappings import ALL
from carttrack.store.work import Store, Work
from tests.store.strategies import DAYS, WORDS, assessments, values, visits

FIRST = st.just(InfusionKind.FIRST)
LATER = st.sampled_from([InfusionKind.SPLIT_DOSE, InfusionKind.REINFUSION])
GRADE = st.integers(1, 5)
OF_PATIENT: dict[str, st.SearchStrategy[Any]] = {
    "weights": values(Weight),
    "contacts": values(Contact, name=WORDS),
    "therapy_lines": values(TherapyLine, drug=WORDS),
    "antigen_tests": values(AntigenTest),
    "alerts": values(Alert, subject=WORDS),
    "deaths": values(Death),
    "courses": values(Course, product=WORDS, protocol=WORDS),
    "lab_results": values(
        LabResult, unit=WORDS, name=WORDS, taken_at=st.none(), limit_low=st.none()
    ),
    "medicines": values(Medicine, name=WORDS, unit=WORDS),
    "infections": values(Infection, site=WORDS, organism=WORDS),
    "admissions": values(Admission),
    "transfusions": values(Transfusion),
    "contact_attempts": values(ContactAttempt, by=WORDS, vital_status_source=WORDS),
}
OF_COURSE: dict[str, st.SearchStrategy[Any]] = {
    "steps": values(StepRecord),
    "milestones": values(Milestone),
    "setbacks": values(Setback, reason=WORDS),
    "identifiers": values(Identifier, value=WORDS),
    "answers": values(CheckAnswer, item=WORDS),
    "clearances": values(Clearance, signed_by=WORDS, override_reason=WORDS),
    "infusions": st.one_of(
        values(Infusion, kind=FIRST, number=st.just(1), reason=st.none()),
        values(Infusion, kind=LATER, number=st.integers(2, 99)),
    ),
    "assessments": assessments(),
    "given": values(Given, name=WORDS, unit=WORDS),
    "closings": values(EpisodeClosing, closed_by=WORDS),
    "visits": visits(Visit),
    "visit_forms": values(VisitForm),
    "responses": values(Response, stated_by=WORDS, stated=st.sampled_from(ResponseKind)),
    "other_grades": values(OtherGrade, value=GRADE, source=WORDS, graded_at=st.none()),
    "iec_hs_records": values(
        IecHsRecord, by=WORDS, criteria_set=st.just(CriteriaSet.IEC_HS_2023), grade=GRADE
    ),
    "relapses": values(Relapse, site=WORDS, confirmed_on=st.none()),
    "later_therapies": values(LaterTherapy, name=WORDS),
    "second_malignancies": values(SecondMalignancy, name=WORDS),
    "registry_forms": values(RegistryForm, form=WORDS, time_point=WORDS),
    "validities": values(Validity, what=WORDS),
    "safety_reports": values(SafetyReport, what=WORDS, sent_to=WORDS),
    "accepted_findings": values(
        AcceptedFinding, rule=WORDS, text=WORDS, reason=WORDS, accepted_by=WORDS
    ),
    "papers": values(IssuedPaper, issued_by=WORDS, destination=WORDS),
}
LITTLE = settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class UndoneError(Exception):
    """Rolls an example back."""


def come_back_equal(store: Store, name: str, owner_id: int, value: Any) -> None:
    with pytest.raises(UndoneError), store.work("Keep") as work:
        repository = getattr(work, name)
        entry_id = repository.add(owner_id, value)
        work.forget()
        kept = repository.get(entry_id)
        assert (kept.value, kept.void_reason, kept.corrected) == (value, None, False)
        assert repository.of(owner_id) == (kept,)
        assert repository.owner(entry_id) == owner_id
        raise UndoneError


@pytest.mark.parametrize("name", sorted(OF_PATIENT))
def test_what_belongs_to_a_patient_comes_back_equal(
    store: Store, patient_id: PatientId, name: str
) -> None:
    @LITTLE
    @given(value=OF_PATIENT[name])
    def check(value: Any) -> None:
        come_back_equal(store, name, patient_id, value)

    check()


@pytest.mark.parametrize("name", sorted(OF_COURSE))
def test_what_belongs_to_a_course_comes_back_equal(
    store: Store, course_id: CourseId, name: str
) -> None:
    @LITTLE
    @given(value=OF_COURSE[name])
    def check(value: Any) -> None:
        come_back_equal(store, name, course_id, value)

    check()


@LITTLE
@given(patient=values(Patient, mrn=WORDS, family_name=WORDS, given_name=WORDS, birth_date=DAYS))
def test_a_patient_comes_back_equal(store: Store, patient: Patient) -> None:
    with pytest.raises(UndoneError), store.work("Keep") as work:
        patient_id = work.patients.add(patient)
        work.forget()
        assert work.patients.get(patient_id).value == patient
        assert work.patients.by_mrn(patient.mrn) == work.patients.get(patient_id)
        raise UndoneError


@LITTLE
@given(record=values(ClinicRecord, name=WORDS))
def test_the_clinic_record_comes_back_equal(store: Store, record: ClinicRecord) -> None:
    with pytest.raises(UndoneError), store.work("Keep") as work:
        work.clinic.change(record)
        work.forget()
        assert work.clinic.get() == record
        raise UndoneError


@LITTLE
@given(user=values(User, name=WORDS), event=values(AccessEvent))
def test_users_and_accesses_come_back_equal(store: Store, user: User, event: AccessEvent) -> None:
    with pytest.raises(UndoneError), store.work("Keep") as work:
        if user not in work.users.all():
            work.users.add(user)
        entry_id = work.accesses.add(event)
        work.forget()
        assert user in work.users.all()
        assert work.accesses.get(entry_id).value == event
        raise UndoneError


@LITTLE
@given(limit=values(ClinicLimit, item=WORDS, limit=WORDS))
def test_a_clinic_limit_comes_back_equal(store: Store, limit: ClinicLimit) -> None:
    with pytest.raises(UndoneError), store.work("Keep") as work:
        entry_id = work.clinic_limits.add(limit)
        work.forget()
        assert work.clinic_limits.get(entry_id).value == limit
        raise UndoneError


def test_every_repository_is_among_these(store: Store) -> None:
    with store.reading() as work:
        entries = {name for name in vars(Work) if not name.startswith("_")} | set(vars(work))
    assert set(OF_PATIENT) | set(OF_COURSE) <= entries
    assert len(OF_PATIENT) + len(OF_COURSE) + len(
        {"patient", "clinic", "user", "access", "limit"}
    ) + 1 == (len(ALL)), "a protocol is the one not listed: its text is kept as it is"
