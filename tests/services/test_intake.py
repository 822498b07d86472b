"""Registering patients: duplicates, twins, corrections, death."""

from datetime import date
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause, Target
from carttrack.services import casefile, intake, undo
from carttrack.services.clinic import Clinic
from carttrack.services.intake import Likeness, NewCourse, Registration
from tests.builders import a_patient
from tests.services.builders import accepting, infused, registered


def test_a_registered_patient_comes_back_with_a_course_in_referral(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    case = casefile.read(clinic, patient_id)
    assert case.patient.value == a_patient()
    assert case.current is Step.REFERRAL
    assert case.product is not None
    assert case.product.short == "brexu-cel"


def test_a_taken_mrn_offers_the_existing_patient(clinic: Clinic) -> None:
    registered(clinic)
    twice = Registration(patient=a_patient(family_name="Other", given_name="Name"))
    with pytest.raises(InvalidEntryError, match="Příkladová, Žofie") as error:
        intake.register(clinic, twice)
    assert error.value.field == "mrn"


def test_a_birth_date_in_the_future_is_refused(clinic: Clinic) -> None:
    late = Registration(patient=a_patient(birth_date=date(2026, 11, 21)))
    with pytest.raises(InvalidEntryError, match="future"):
        intake.register(clinic, late)


@pytest.mark.parametrize(
    ("changes", "likeness"),
    [
        ({"mrn": "1"}, Likeness.SAME_PERSON),
        ({"mrn": "1", "given_name": "Eva"}, Likeness.TWIN),
        (
            {"mrn": "1", "given_name": "Eva", "birth_date": date(1995, 1, 1), "phone": "555 1"},
            Likeness.SIBLING,
        ),
        ({"mrn": "1", "birth_date": date(1970, 1, 1)}, Likeness.SIMILAR_NAME),
        ({"mrn": "1", "family_name": "Prikladova", "given_name": "Zofie"}, Likeness.SAME_PERSON),
    ],
)
def test_someone_alike_is_pointed_out(
    clinic: Clinic, changes: dict[str, Any], likeness: Likeness
) -> None:
    registered(clinic, phone="555 1")
    found = intake.similar(clinic, a_patient(**changes))
    assert [item.likeness for item in found] == [likeness]


def test_someone_alike_is_asked_about_and_then_registered(clinic: Clinic) -> None:
    registered(clinic)
    twin = Registration(patient=a_patient(mrn="1", given_name="Eva"))
    with pytest.raises(QuestionsError, match="twin"):
        intake.register(clinic, twin)
    accepting(lambda accepted: intake.register(clinic, twin, accepted=accepted)[1])
    assert casefile.find(clinic, "1")


def test_a_correction_needs_a_reason(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    with pytest.raises(InvalidEntryError) as error:
        intake.correct_patient(clinic, patient_id, a_patient(given_name="Zofie"), " ")
    assert error.value.field == "reason"


def test_a_correction_cannot_take_anothers_mrn(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    registered(clinic, mrn="2", family_name="Ganz", given_name="Anders")
    with pytest.raises(InvalidEntryError, match="belongs to"):
        intake.correct_patient(clinic, patient_id, a_patient(mrn="2"), "typing error")


def test_death_closes_the_course_and_undo_opens_it_again(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    death = Death(died_on=date(2026, 11, 15), cause=DeathCause.DISEASE)
    act = intake.record_death(clinic, patient_id, death)
    case = casefile.read(clinic, patient_id)
    assert case.current is Step.CLOSED
    assert case.course is not None
    assert case.course.value.end_reason is EndReason.DIED
    with pytest.raises(RefusedError, match="died"):
        intake.open_course(clinic, patient_id, NewCourse(product="obe_cel"))
    undo.take_back(clinic, act)
    assert casefile.read(clinic, patient_id).current is Step.MONITORING


def test_a_product_outside_the_catalogue_keeps_its_target(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    new = NewCourse(product="other", product_name="CAR-X 1", target=Target.CD22)
    intake.open_course(clinic, patient_id, new)
    case = casefile.read(clinic, patient_id)
    assert case.courses[-1].value.targets == {Target.CD22}


def test_a_second_product_is_a_second_course(clinic: Clinic) -> None:
    patient_id, first = registered(clinic)
    intake.open_course(clinic, patient_id, NewCourse(product="obe_cel"))
    case = casefile.read(clinic, patient_id)
    assert [kept.value.number for kept in case.courses] == [1, 2]
    assert case.course_id != first


def test_a_referral_in_the_future_is_refused(clinic: Clinic) -> None:
    tomorrow = NewCourse(product="brexu_cel", referred_on=date(2026, 11, 21))
    with pytest.raises(InvalidEntryError, match="future") as error:
        intake.register(clinic, Registration(patient=a_patient(mrn="1"), course=tomorrow))
    assert error.value.field == "referred_on"


def test_a_further_course_cannot_be_referred_in_the_future(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    tomorrow = NewCourse(product="brexu_cel", referred_on=date(2026, 11, 21))
    with pytest.raises(InvalidEntryError, match="future"):
        intake.open_course(clinic, patient_id, tomorrow)
