from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.outcome.response import MrdMethod, MrdResult, Response, ResponseKind
from carttrack.domain.outcome.wording import fraction, mrd_words, response_words
from tests.builders import a_response

BARE = Response(assessed_on=date(2026, 11, 18))
MEASURED = a_response(
    mrd=MrdResult.NOT_DETECTED,
    mrd_method=MrdMethod.FLOW,
    mrd_sample="marrow",
    mrd_sensitivity=Decimal("0.0001"),
)


def test_response_and_mrd_are_said_in_one_line() -> None:
    assert response_words(MEASURED) == "CRi, MRD not detected"


def test_a_response_without_mrd_says_nothing_of_it() -> None:
    assert response_words(a_response(stated=ResponseKind.ACTIVE_DISEASE)) == "active disease"


def test_mrd_without_a_stated_response_derives_none() -> None:
    response = a_response(stated=None, marrow_blasts=Decimal(1), mrd=MrdResult.NOT_DETECTED)
    assert response_words(response) == "MRD not detected"


def test_a_pending_marrow_is_said_to_be_pending() -> None:
    response = a_response(stated=None, marrow_blasts=None, marrow_pending=True)
    assert response_words(response) == "marrow pending"


def test_what_was_not_entered_is_not_recorded() -> None:
    assert response_words(BARE) == "not recorded"
    assert mrd_words(BARE) == "not recorded"


def test_mrd_carries_method_sample_and_sensitivity() -> None:
    assert mrd_words(MEASURED) == "not detected, flow, marrow 18 Nov, sensitivity 10⁻⁴"


def test_a_detected_mrd_carries_its_level() -> None:
    response = a_response(
        mrd=MrdResult.DETECTED, mrd_level=Decimal("0.0032"), mrd_method=MrdMethod.NGS
    )
    assert mrd_words(response) == "detected, 3.2 × 10⁻³, NGS"


def test_a_sample_of_another_day_carries_that_day() -> None:
    assert "marrow 12 Nov" in mrd_words(replace(MEASURED, mrd_on=date(2026, 11, 12)))


def test_a_sample_that_names_its_own_day_keeps_it() -> None:
    response = a_response(mrd=MrdResult.NOT_DETECTED, mrd_sample="blood 16 Nov")
    assert mrd_words(response) == "not detected, blood 16 Nov"


@pytest.mark.parametrize(
    ("result", "words"), [(MrdResult.NOT_DONE, "not done"), (MrdResult.PENDING, "pending")]
)
def test_a_result_that_is_not_there_stands_alone(result: MrdResult, words: str) -> None:
    response = a_response(mrd=result, mrd_method=MrdMethod.FLOW, mrd_sample="marrow")
    assert mrd_words(response) == words


def test_below_quantification_is_never_said_to_be_not_detected() -> None:
    response = a_response(mrd=MrdResult.BELOW_QUANTIFICATION)
    assert mrd_words(response) == "below the limit of quantification"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0.0001", "10⁻⁴"),
        ("1E-6", "10⁻⁶"),
        ("0.00010", "10⁻⁴"),
        ("0.05", "5 × 10⁻²"),
        ("0.00025", "2.5 × 10⁻⁴"),
        ("0", "0"),
        ("1", "1"),
    ],
)
def test_a_fraction_is_written_as_a_power_of_ten(value: str, words: str) -> None:
    assert fraction(Decimal(value)) == words


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9999), st.integers(-12, -5))
def test_a_written_fraction_reads_back_as_the_same_number(digits: int, exponent: int) -> None:
    value = Decimal(digits).scaleb(exponent)
    plain = fraction(value).translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    factor, _, power = plain.rpartition(" × ")
    assert Decimal(factor or 1).scaleb(int(power.removeprefix("10"))) == value
