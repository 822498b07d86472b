"""Identifiers are text; a wrong check character of a donation number is asked about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.identifiers import (
    Identifier,
    IdentifierKind,
    check_din,
    din_check_character,
)

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DINS = st.text(alphabet=SIGNS, min_size=13, max_size=13)


def test_the_published_example_has_its_check_character() -> None:
    assert din_check_character("G123498654321") == "H"


@pytest.mark.parametrize(
    "text", ["", "G12349865432", "g123498654321", "G12349865432*", "G12３498654321"]
)
def test_the_check_needs_thirteen_capitals_and_digits(text: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        din_check_character(text)
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    "text",
    [
        "G123498654321",
        "G1234 98 654321",
        "G1234 98 654321 H",
        "G1234 98 654321 00 H",
        "g1234 98 654321 h",
        "=G12349865432100",
        "W9999 26 004180",
        "DIN 17 of the old system",
        "",
    ],
)
def test_a_donation_number_is_taken_as_typed(text: str) -> None:
    assert check_din(text) == ()


@pytest.mark.parametrize("text", ["G1234 98 654321 K", "G1234 98 654312 H", "G1234 98 654321 00 K"])
def test_a_check_character_that_does_not_fit_is_asked_about(text: str) -> None:
    assert [question.code for question in check_din(text)] == ["din_check_character"]


@given(DINS, st.integers(0, 12), st.sampled_from(SIGNS))
@settings(deadline=None, max_examples=150)
def test_one_mistyped_character_is_always_noticed(din: str, place: int, sign: str) -> None:
    typed = din[:place] + sign + din[place + 1 :]
    asked = check_din(typed + din_check_character(din))
    assert bool(asked) == (typed != din)


@given(DINS, st.integers(0, 11))
@settings(deadline=None, max_examples=150)
def test_two_swapped_neighbours_are_always_noticed(din: str, place: int) -> None:
    typed = din[:place] + din[place + 1] + din[place] + din[place + 2 :]
    asked = check_din(typed + din_check_character(din))
    assert bool(asked) == (typed != din)


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=150)
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert len(check_din(text)) <= 1


def test_an_empty_identifier_is_refused() -> None:
    with pytest.raises(InvalidEntryError):
        Identifier(kind=IdentifierKind.LOT, value="  ")
