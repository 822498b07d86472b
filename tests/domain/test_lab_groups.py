"""Results by test, how they stand to the laboratory's limits, and how they are typed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.kept import Kept
from carttrack.domain.lab_groups import lab_groups, latest_of
from carttrack.domain.lab_limits import LimitState, limit_state, limit_words, limits_of
from carttrack.domain.lab_typing import TypedValue, typed_value
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from tests.builders import NOW

BELOW, ABOVE = Comparator.BELOW, Comparator.ABOVE


def a_result(value: str = "0.4", **changes: Any) -> LabResult:
    given: dict[str, Any] = {
        "test": LabTest.ANC,
        "taken_on": date(2026, 11, 20),
        "value": Decimal(value),
        "unit": "10⁹/L",
    }
    return LabResult(**(given | changes))


def kept(*results: LabResult) -> list[Kept[LabResult]]:
    return [
        Kept(id=n, value=each, entered_at=NOW, entered_by="A") for n, each in enumerate(results, 1)
    ]


@pytest.mark.parametrize(
    ("value", "comparator", "state"),
    [
        ("1.7", Comparator.EXACT, LimitState.BELOW),
        ("1.8", Comparator.EXACT, LimitState.WITHIN),
        ("7.7", Comparator.EXACT, LimitState.WITHIN),
        ("7.8", Comparator.EXACT, LimitState.ABOVE),
        ("1.8", BELOW, LimitState.BELOW),
        ("2", BELOW, LimitState.OPEN),
        ("7.7", ABOVE, LimitState.ABOVE),
        ("2", ABOVE, LimitState.OPEN),
    ],
)
def test_a_result_is_told_by_both_limits(
    value: str, comparator: Comparator, state: LimitState
) -> None:
    limits = {"limit_low": Decimal("1.8"), "limit_high": Decimal("7.7")}
    assert limit_state(a_result(value, comparator=comparator, **limits)) is state


def test_one_limit_leaves_the_other_side_open() -> None:
    high = {"limit_high": Decimal(5)}
    assert limit_state(a_result("5", comparator=BELOW, **high)) is LimitState.WITHIN
    assert limit_state(a_result("9", comparator=BELOW, **high)) is LimitState.OPEN
    assert limit_state(a_result("4", comparator=ABOVE, **high)) is LimitState.OPEN
    low = {"limit_low": Decimal(5)}
    assert limit_state(a_result("5", comparator=ABOVE, **low)) is LimitState.WITHIN


def test_limits_are_said_in_words() -> None:
    both = {"limit_low": Decimal("1.8"), "limit_high": Decimal("7.7")}
    assert limit_words(a_result("1", **both)) == "below 1.8"
    assert limit_words(a_result("8", **both)) == "above 7.7"
    assert limit_words(a_result("3", **both)) == "within 1.8–7.7"
    assert limit_words(a_result("3", comparator=ABOVE, **both)) == "not told by 1.8–7.7"
    assert limit_words(a_result("3")) == ""
    assert limits_of(a_result(limit_high=Decimal(5))) == "up to 5"
    assert limits_of(a_result(limit_low=Decimal(15))) == "from 15"


def test_results_stand_by_test_in_its_own_unit_oldest_first() -> None:
    groups = lab_groups(
        kept(
            a_result("1.2", taken_on=date(2026, 11, 22)),
            a_result("12", test=LabTest.CRP, unit="mg/L"),
            a_result("400", unit="/µL"),
            a_result("3", unit="spoons", taken_on=date(2026, 11, 21)),
        )
    )
    assert [group.title for group in groups] == ["ANC", "CRP"]
    anc = groups[0]
    assert [point.value for point in anc.points] == [Decimal(400), Decimal(1200)]
    assert (anc.unit, anc.not_drawn) == ("per µL", 1)
    assert anc.latest.value.value == Decimal("1.2")


def test_a_test_without_a_unit_of_its_own_is_drawn_in_the_unit_of_the_latest() -> None:
    def bilirubin(value: str, unit: str, day: int) -> LabResult:
        on = date(2026, 11, day)
        return a_result(value, test=LabTest.BILIRUBIN, unit=unit, taken_on=on)

    [group] = lab_groups(
        kept(bilirubin("17", "µmol/L", 1), bilirubin("1", "MG/dl", 2), bilirubin("2", "mg/dL", 3))
    )
    assert [point.value for point in group.points] == [Decimal(1), Decimal(2)]
    assert (group.unit, group.not_drawn) == ("mg/dL", 1)
    assert group.in_unit(group.latest.value, Decimal(3)) == Decimal(3)
    assert group.in_unit(group.results[0].value, Decimal(3)) is None


def test_marrow_and_a_test_of_the_clinics_own_are_series_of_their_own() -> None:
    groups = lab_groups(
        kept(
            a_result("3", test=LabTest.B_CELLS, unit="/µL", sample="blood"),
            a_result("9", test=LabTest.B_CELLS, unit="/µL", sample="Bone marrow"),
            a_result("9", test=LabTest.OTHER, name="interleukin-6", unit="pg/mL"),
            a_result("8", test=LabTest.OTHER, name="Interleukin-6", unit="pg/mL"),
        )
    )
    assert [(group.title, len(group.results)) for group in groups] == [
        ("B cells", 1),
        ("B cells, marrow", 1),
        ("Interleukin-6", 2),
    ]


def test_the_latest_of_a_test_is_found_by_time_within_a_day() -> None:
    early = a_result("1", taken_at=datetime(2026, 11, 20, 6, tzinfo=UTC))
    late = a_result("2", taken_at=datetime(2026, 11, 20, 18, tzinfo=UTC))
    assert latest_of([late, early], LabTest.ANC) is late
    assert latest_of([late], LabTest.CRP) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.4", TypedValue(Decimal("0.4"))),
        ("0,4", TypedValue(Decimal("0.4"))),
        ("<5", TypedValue(Decimal(5), BELOW)),
        (" > 1000 ", TypedValue(Decimal(1000), ABOVE)),
        ("", None),
    ],
)
def test_a_result_is_read_as_it_is_printed(text: str, meant: TypedValue | None) -> None:
    assert typed_value(text) == meant


@pytest.mark.parametrize("text", ["≤5", "5 mg", "1.000,5", "-3", "<", "1,234", "nan"])
def test_what_is_no_result_or_has_two_readings_is_refused(text: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        typed_value(text)
    assert refused.value.field == "value"


@given(
    st.decimals(0, 10**6, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from(Comparator),
)
@settings(deadline=None, max_examples=60)
def test_the_text_of_a_value_reads_as_that_value(value: Decimal, comparator: Comparator) -> None:
    meant = TypedValue(value, comparator)
    assert typed_value(meant.text) == meant
