"""Answers on the eligibility and go/no-go checklists, and the signature under them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class Checklist(StrEnum):
    """The checklists of a course."""

    ELIGIBILITY = "eligibility"
    BEFORE_LYMPHODEPLETION = "before_lymphodepletion"
    BEFORE_INFUSION = "before_infusion"


class Answer(StrEnum):
    """What was found for an item; an item without an answer is a hold."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """The answer to one item of a checklist; one per course, checklist and item.

    `item` is the code of the item; `value` what was found and `limit` the clinic's limit, both
    as text with their unit.
    """

    checklist: Checklist
    item: str
    answer: Answer
    value: str = ""
    limit: str = ""
    checked_on: date | None = None
    by: str = ""

    def __post_init__(self) -> None:
        fields.day("checked_on", self.checked_on)
        object.__setattr__(self, "item", fields.line("item", self.item, required=True))
        for field in ("value", "limit", "by"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """A signed checklist: who signed when, and why although items were open.

    `holds` are the codes of the items open at signing, empty for a plain go.
    """

    checklist: Checklist
    signed_at: datetime
    signed_by: str
    holds: tuple[str, ...] = ()
    override_reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "signed_at", fields.instant("signed_at", self.signed_at))
        object.__setattr__(
            self, "signed_by", fields.line("signed_by", self.signed_by, required=True)
        )
        reason = fields.text("override_reason", self.override_reason)
        object.__setattr__(self, "override_reason", reason)
        if self.holds and not reason:
            raise InvalidEntryError(
                "override_reason", "Items are still open. Answer them, or give the reason to go on."
            )
