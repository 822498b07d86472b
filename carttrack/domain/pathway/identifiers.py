"""Identifiers of the cells: donation, chain of identity, lot; always text, never numbers."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.questions import Question


class IdentifierKind(StrEnum):
    """Which identifier it is."""

    DIN = "din"
    CHAIN_OF_IDENTITY = "chain_of_identity"
    LOT = "lot"
    PRODUCT_CODE = "product_code"
    JOIN_ID = "join_id"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One identifier of a course's cells; `expires_on` where a lot expires."""

    kind: IdentifierKind
    value: str
    expires_on: date | None = None

    def __post_init__(self) -> None:
        fields.day("expires_on", self.expires_on)
        object.__setattr__(self, "value", fields.line("value", self.value, required=True))


_CHECK_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_DIN = re.compile(r"[0-9A-Z]{13}", re.ASCII)
_CHECKED_DIN = re.compile(r"([0-9A-Z]{13})(?:[0-9A-Z]{2})?([0-9A-Z*])", re.ASCII)


def din_check_character(din13: str) -> str:
    """Return the keyboard check character of a donation identification number (ISBT 128).

    It is ISO 7064 mod 37-2 over the 13 characters, flags left out. Raises `InvalidEntryError`
    for anything but 13 capital letters and digits.
    """
    if not _DIN.fullmatch(din13):
        raise InvalidEntryError(
            "value", "A donation number for the check has 13 capital letters and digits."
        )
    total = 0
    for character in din13:
        total = (total + _CHECK_CHARACTERS.index(character)) * 2 % 37
    return _CHECK_CHARACTERS[(38 - total) % 37]


def check_din(text: str) -> tuple[Question, ...]:
    """Return what to ask about a DIN as typed: its check character does not fit.

    A number without check character (13 characters, or 15 with flags) or of another shape is
    taken as it is.
    """
    found = _CHECKED_DIN.fullmatch("".join(text.split()).removeprefix("=").upper())
    if found is None or din_check_character(found[1]) == found[2]:
        return ()
    return (
        Question(
            "din_check_character",
            f"The check character {found[2]} does not fit {found[1]}: a character of the donation "
            "number may be wrong. Is it as on the label?",
        ),
    )
