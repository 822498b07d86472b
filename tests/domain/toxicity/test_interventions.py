from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.intervention_notes import notes
from carttrack.domain.toxicity.interventions import Drug, Given, numbered

START = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def given(
    hours: float, drug: Drug = Drug.TOCILIZUMAB, name: str = "", dose: str = "", unit: str = "mg"
) -> Given:
    return Given(
        drug=drug,
        name=name,
        started_at=START + timedelta(hours=hours),
        dose=Decimal(dose) if dose else None,
        unit=unit,
    )


def test_each_drug_is_numbered_in_order_of_time() -> None:
    late, early, steroid = given(10), given(0), given(5, Drug.DEXAMETHASONE)
    assert numbered([late, early, steroid]) == ((early, 1), (steroid, 1), (late, 2))


def test_named_drugs_are_numbered_by_name() -> None:
    lines = numbered(
        [
            given(0, Drug.VASOPRESSOR, "Norepinephrine"),
            given(1, Drug.VASOPRESSOR, "epinephrine"),
            given(2, Drug.VASOPRESSOR, "norepinephrine"),
        ]
    )
    assert [number for _, number in lines] == [1, 1, 2]


def test_a_short_interval_is_a_check_of_the_entry() -> None:
    (note,) = notes([given(0), given(6.5)])
    assert note.startswith("Tocilizumab 2: recorded 6 h 30 min after the one before;")
    assert note.endswith("names at least 8 h. Check the entry.")
    assert notes([given(0), given(8)]) == ()


def test_a_fifth_tocilizumab_in_one_course_is_a_check_of_the_entry() -> None:
    doses = [given(hours) for hours in (0, 8, 16, 24)]
    assert notes(doses) == ()
    assert notes([*doses, given(32)]) == (
        "Tocilizumab 5 in this course; the 2018 Kymriah text names at most 4. Check the entry.",
    )


def test_a_fourth_tocilizumab_within_24_hours_is_a_check_of_the_entry() -> None:
    (*_, note) = notes([given(hours) for hours in (0, 8, 16, 23.5)])
    assert note == (
        "Tocilizumab 4: recorded as more than 3 doses within 24 h (limit to be confirmed by the "
        "clinic). Check the entry."
    )
    assert notes([given(hours) for hours in (0, 8, 16, 24)]) == ()


@pytest.mark.parametrize(
    ("dose", "unit", "noted"),
    [
        ("800", "mg", False),
        ("800.5", "mg", True),
        ("801", "MG", True),
        ("0.9", "g", True),
        ("8", "mg/kg", False),
        ("900", "", None),
    ],
)
def test_a_single_dose_above_800_mg_is_a_check_of_the_entry(
    dose: str, unit: str, *, noted: bool | None
) -> None:
    if noted is None:
        with pytest.raises(InvalidEntryError):
            given(0, dose=dose, unit=unit)
        return
    found = notes([given(0, dose=dose, unit=unit)])
    assert bool(found) is noted
    for note in found:
        assert "to be confirmed by the clinic" in note
        assert note.endswith("Check the entry.")


def test_other_drugs_have_no_notes() -> None:
    assert notes([given(hours, Drug.DEXAMETHASONE) for hours in range(8)]) == ()


def test_a_vasopressor_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        given(0, Drug.VASOPRESSOR)
    assert caught.value.field == "name"
