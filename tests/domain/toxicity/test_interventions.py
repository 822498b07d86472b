from datetime import UTC, datetime, timedelta

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.interventions import Drug, Given, notes, numbered

START = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def given(hours: float, drug: Drug = Drug.TOCILIZUMAB, name: str = "") -> Given:
    return Given(drug=drug, name=name, started_at=START + timedelta(hours=hours))


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


def test_other_drugs_have_no_notes() -> None:
    assert notes([given(hours, Drug.DEXAMETHASONE) for hours in range(8)]) == ()


def test_a_vasopressor_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        given(0, Drug.VASOPRESSOR)
    assert caught.value.field == "name"
