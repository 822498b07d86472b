from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
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
    Weight,
    age_on,
)
from tests.builders import TODAY, a_patient


def _line(**changes: Any) -> TherapyLine:
    return TherapyLine(kind=TherapyKind.ANTIBODY, drug="blinatumomab", **changes)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1992, 3, 14), date(2026, 3, 13), 33),
        (date(1992, 3, 14), date(2026, 3, 14), 34),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2008, 12, 31), date(2026, 12, 30), 17),
    ],
)
def test_age_is_in_completed_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 36_500))
def test_age_never_falls_and_rises_by_one_at_most_from_day_to_day(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    assert age_on(born, day + timedelta(days=1)) - age_on(born, day) in {0, 1}


def test_a_name_is_family_first() -> None:
    assert a_patient().name == "Příkladová, Žofie"


def test_a_name_in_other_letters_carries_its_latin_form() -> None:
    patient = a_patient(family_name="示例", given_name="小明", latin_name="Shili, Xiaoming")
    assert patient.name == "示例 小明 (Shili, Xiaoming)"


def test_names_are_trimmed_and_composed() -> None:
    patient = a_patient(family_name="  Pr\u030ci\u0301kladova\u0301 ", given_name="Z\u030cofie")
    assert patient.name == "Příkladová, Žofie"


@pytest.mark.parametrize("field", ["mrn", "family_name", "given_name"])
def test_a_patient_without_number_or_name_is_refused(field: str) -> None:
    with pytest.raises(InvalidEntryError, match="is empty") as caught:
        a_patient(**{field: "  "})
    assert caught.value.field == field


@pytest.mark.parametrize("field", ["family_name", "latin_name", "phone", "coordinator"])
def test_a_line_longer_than_200_characters_is_refused(field: str) -> None:
    with pytest.raises(InvalidEntryError, match="at most 200") as caught:
        a_patient(**{field: "x" * 201})
    assert caught.value.field == field


def test_a_birth_date_before_1900_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="before 1900") as caught:
        a_patient(birth_date=date(1899, 12, 31))
    assert caught.value.field == "birth_date"


@pytest.mark.parametrize("percent", ["-1", "100.1", "NaN"])
def test_a_burden_outside_0_to_100_percent_is_refused(percent: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        a_patient(burden_percent=Decimal(percent))
    assert caught.value.field == "burden_percent"


@pytest.mark.parametrize("kg", ["0.4", "400.1"])
def test_a_weight_that_cannot_be_is_refused(kg: str) -> None:
    with pytest.raises(InvalidEntryError, match=r"0\.5 to 400"):
        Weight(kg=Decimal(kg), measured_on=TODAY)


@pytest.mark.parametrize("kg", ["0.5", "61.4", "400"])
def test_a_weight_inside_its_range_is_kept(kg: str) -> None:
    assert Weight(kg=Decimal(kg), measured_on=TODAY).kg == Decimal(kg)


@pytest.mark.parametrize(
    ("started", "stopped"),
    [("2024", "2024"), ("2024-05", "2024"), ("2024", "2024-05"), ("2024-05-14", "2024-05-14")],
)
def test_a_line_of_therapy_may_lack_day_or_month(started: str, stopped: str) -> None:
    line = _line(started=started, stopped=stopped)
    assert (line.started, line.stopped) == (started, stopped)


@pytest.mark.parametrize(
    ("started", "stopped"),
    [("2024", "2023"), ("2024-05", "2024-04-30"), ("2024-05-14", "2024-05-13")],
)
def test_a_line_of_therapy_that_stops_before_it_starts_is_refused(
    started: str, stopped: str
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        _line(started=started, stopped=stopped)
    assert caught.value.field == "stopped"


def test_a_line_of_therapy_without_its_drug_is_refused() -> None:
    with pytest.raises(InvalidEntryError):
        TherapyLine(kind=TherapyKind.CAR_T, drug="")


def test_an_antigen_test_over_100_percent_is_refused() -> None:
    with pytest.raises(InvalidEntryError):
        AntigenTest(
            target=Target.CD19,
            tested_on=TODAY,
            status=AntigenStatus.POSITIVE,
            percent=Decimal(101),
        )


def test_a_contact_keeps_its_words_trimmed() -> None:
    contact = Contact(kind=ContactKind.CAREGIVER, name=" Eve Example ", phone=" 555 0100 ")
    assert (contact.name, contact.phone) == ("Eve Example", "555 0100")


def test_an_allergy_keeps_its_reaction_trimmed() -> None:
    alert = Alert(kind=AlertKind.ALLERGY, subject="piperacillin-tazobactam", reaction=" rash ")
    assert alert.reaction == "rash"


def test_a_contact_and_an_alert_need_their_names() -> None:
    with pytest.raises(InvalidEntryError):
        Contact(kind=ContactKind.GUARDIAN, name="")
    with pytest.raises(InvalidEntryError):
        Alert(kind=AlertKind.ALLERGY, subject=" ")


def test_a_death_keeps_its_words_trimmed() -> None:
    death = Death(died_on=TODAY, cause=DeathCause.INFECTION, detail=" fungal \n pneumonia ")
    assert death.detail == "fungal \n pneumonia"
