"""Attempts to reach a patient, and where word of being alive or dead came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class ContactMethod(StrEnum):
    """How the patient was tried to be reached."""

    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    REFERRER = "referrer"
    RELATIVE = "relative"
    PUBLIC_RECORDS = "public_records"
    OTHER = "other"


class ContactOutcome(StrEnum):
    """What the attempt brought."""

    REACHED = "reached"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    WRONG_DETAILS = "wrong_details"
    ALIVE_BY_OTHERS = "alive_by_others"
    DEAD_BY_OTHERS = "dead_by_others"


VITAL_STATUS = frozenset(
    {ContactOutcome.REACHED, ContactOutcome.ALIVE_BY_OTHERS, ContactOutcome.DEAD_BY_OTHERS}
)
"""Outcomes that tell whether the patient is alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAttempt:
    """One attempt to reach a patient: when, how, by whom, with what outcome.

    `vital_status_source` names who or what said that the patient is alive or dead, required where
    it was not the patient.
    """

    at: datetime
    how: ContactMethod
    by: str
    outcome: ContactOutcome
    vital_status_source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", fields.instant("at", self.at))
        object.__setattr__(self, "by", fields.line("by", self.by, required=True))
        source = fields.line("vital_status_source", self.vital_status_source)
        object.__setattr__(self, "vital_status_source", source)
        object.__setattr__(self, "note", fields.text("note", self.note))
        if self.outcome in VITAL_STATUS - {ContactOutcome.REACHED} and not source:
            raise InvalidEntryError(
                "vital_status_source", "Name who or what said that the patient is alive or dead."
            )
