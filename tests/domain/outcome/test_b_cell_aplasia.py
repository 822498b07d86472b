from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.clinic import Comparison
from carttrack.domain.laboratory import Comparator
from carttrack.domain.outcome.b_cell_aplasia import (
    AplasiaDefinition,
    AplasiaState,
    BCellSample,
    Reading,
    aplasia_definition,
    b_cell_aplasia,
)
from tests.builders import a_clinic_record

DAY0 = date(2026, 1, 1)


def definition(**changes: Any) -> AplasiaDefinition:
    values: dict[str, Any] = {
        "percent": Decimal(1),
        "per_ul": Decimal(100),
        "comparison": Comparison.ABOVE,
        "second_sample": True,
    }
    return AplasiaDefinition(**(values | changes))


def sample(day: int, percent: str = "", per_ul: str = "") -> BCellSample:
    return BCellSample(
        taken_on=DAY0 + timedelta(days=day),
        percent=Reading(Decimal(percent)) if percent else None,
        per_ul=Reading(Decimal(per_ul)) if per_ul else None,
    )


@pytest.mark.parametrize(
    ("percent", "per_ul", "comparison", "expected"),
    [
        ("1", "100", Comparison.ABOVE, False),
        ("1", "100", Comparison.AT_LEAST, True),
        ("1.1", "0", Comparison.ABOVE, True),
        ("0", "101", Comparison.ABOVE, True),
        ("1.1", "", Comparison.ABOVE, True),
        ("0", "", Comparison.ABOVE, None),
        ("", "", Comparison.ABOVE, None),
    ],
)
def test_either_limit_shows_recovery_by_the_clinics_comparison(
    percent: str, per_ul: str, comparison: Comparison, *, expected: bool | None
) -> None:
    assert definition(comparison=comparison).is_met(sample(30, percent, per_ul)) is expected


@pytest.mark.parametrize(
    ("value", "comparator", "expected"),
    [
        ("0.1", Comparator.BELOW, False),
        ("1", Comparator.BELOW, False),
        ("2", Comparator.BELOW, None),
        ("1", Comparator.ABOVE, True),
        ("0.5", Comparator.ABOVE, None),
    ],
)
def test_a_result_beyond_a_limit_of_detection_is_judged_where_it_can_be(
    value: str, comparator: Comparator, *, expected: bool | None
) -> None:
    only_percent = definition(per_ul=None)
    found = BCellSample(taken_on=DAY0, percent=Reading(Decimal(value), comparator))
    assert only_percent.is_met(found) is expected


def test_without_a_definition_of_the_clinic_nothing_is_said() -> None:
    assert aplasia_definition(a_clinic_record()) is None
    assert b_cell_aplasia([sample(30, "5")], None, DAY0).state is AplasiaState.NO_DEFINITION


@pytest.mark.parametrize(
    "missing", ["aplasia_comparison", "aplasia_second_sample", "aplasia_percent"]
)
def test_a_definition_lacking_one_part_is_none(missing: str) -> None:
    parts: dict[str, Any] = {
        "aplasia_percent": Decimal(3),
        "aplasia_comparison": Comparison.AT_LEAST,
        "aplasia_second_sample": False,
    }
    assert aplasia_definition(a_clinic_record(**parts)) is not None
    assert aplasia_definition(a_clinic_record(**(parts | {missing: None}))) is None


def test_one_sample_is_recovery_to_be_confirmed() -> None:
    state = b_cell_aplasia([sample(28, "0", "0"), sample(60, "4", "20")], definition(), DAY0)
    assert (state.state, state.since) == (
        AplasiaState.RECOVERY_TO_CONFIRM,
        DAY0 + timedelta(days=60),
    )


def test_a_second_sample_confirms_the_loss_from_the_first() -> None:
    series = [sample(28, "0", "0"), sample(60, "4", "20"), sample(90, "5", "30")]
    state = b_cell_aplasia(series, definition(), DAY0)
    assert state.state is AplasiaState.LOST
    assert state.since == DAY0 + timedelta(days=60)
    assert state.confirmed_on == DAY0 + timedelta(days=90)
    assert state.early is True


def test_where_one_sample_is_enough_the_first_is_the_loss() -> None:
    state = b_cell_aplasia([sample(200, "4")], definition(second_sample=False), DAY0)
    assert (state.state, state.confirmed_on, state.early) == (AplasiaState.LOST, None, False)


def test_two_results_of_one_day_are_not_two_samples() -> None:
    state = b_cell_aplasia([sample(60, "4"), sample(60, "5")], definition(), DAY0)
    assert state.state is AplasiaState.RECOVERY_TO_CONFIRM


def test_a_sample_in_between_without_recovery_confirms_nothing() -> None:
    series = [sample(60, "4"), sample(75, "0", "0"), sample(90, "5")]
    state = b_cell_aplasia(series, definition(), DAY0)
    assert state.state is AplasiaState.RECOVERY_TO_CONFIRM


def test_samples_before_the_cells_do_not_count() -> None:
    state = b_cell_aplasia([sample(-3, "8", "90")], definition(), DAY0)
    assert state.state is AplasiaState.NOT_MEASURED


@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.sampled_from(["0", "1", "1.1", "9"]), max_size=7))
def test_the_loss_is_the_first_two_samples_in_a_row(values: list[str]) -> None:
    series = [sample(10 * number, value, "0") for number, value in enumerate(values)]
    pairs = [
        number
        for number in range(len(values) - 1)
        if Decimal(values[number]) > 1 and Decimal(values[number + 1]) > 1
    ]
    state = b_cell_aplasia(series, definition(), DAY0)
    assert (state.state is AplasiaState.LOST) is bool(pairs)
    if pairs:
        assert state.since == DAY0 + timedelta(days=10 * pairs[0])
