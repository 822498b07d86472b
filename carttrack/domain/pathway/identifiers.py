"""Identifiers of the cells: donation, chain of identity, lot; always text, never numbers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields


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
        object.__setattr__(self, "value", fields.line("value", self.value, required=True))
