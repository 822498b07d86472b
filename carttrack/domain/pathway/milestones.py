"""Dated milestones inside a step, and what goes wrong on the way."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.pathway.steps import Step


class MilestoneKind(StrEnum):
    """What a milestone marks; shown as a flag on the step it belongs to."""

    CONSENT_TREATMENT = "consent_treatment"
    CONSENT_LEUKAPHERESIS = "consent_leukapheresis"
    CONSENT_DATA = "consent_data"
    CONSENT_LONG_TERM = "consent_long_term"
    ASSENT = "assent"
    RECONSENT = "reconsent"
    ELIGIBILITY = "eligibility"
    TUMOUR_BOARD = "tumour_board"
    APPROVAL = "approval"
    SLOT = "slot"
    BRIDGING = "bridging"
    WASHOUT = "washout"
    PRODUCT_RECEIVED = "product_received"
    ADMISSION = "admission"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone: planned or done, until when it lasts, who, which version, what exactly.

    Bridging and washout run from `done_on` to `until_on`; a consent is signed on `done_on`
    and carries its document `version`.
    """

    kind: MilestoneKind
    planned_on: date | None = None
    done_on: date | None = None
    until_on: date | None = None
    by: str = ""
    version: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        for name in ("planned_on", "done_on", "until_on"):
            fields.day(name, getattr(self, name))
        for field in ("by", "version"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
        fields.in_order("until_on", self.done_on, self.until_on)


class SetbackKind(StrEnum):
    """What goes wrong; the ending ones close the course."""

    SCREEN_FAILURE = "screen_failure"
    FAILED_COLLECTION = "failed_collection"
    FAILED_PRODUCT = "failed_product"
    OUT_OF_SPECIFICATION = "out_of_specification"
    DELAY = "delay"
    PROGRESSION = "progression"
    INFECTION_HOLD = "infection_hold"
    DIED_BEFORE_INFUSION = "died_before_infusion"
    WITHDREW = "withdrew"
    OTHER_TREATMENT = "other_treatment"
    LOST_TO_CONTACT = "lost_to_contact"
    TRANSFERRED = "transferred"
    PARTIAL_DOSE = "partial_dose"


ENDING: frozenset[SetbackKind] = frozenset(
    {
        SetbackKind.SCREEN_FAILURE,
        SetbackKind.DIED_BEFORE_INFUSION,
        SetbackKind.WITHDREW,
        SetbackKind.OTHER_TREATMENT,
        SetbackKind.LOST_TO_CONTACT,
        SetbackKind.TRANSFERRED,
    }
)
"""Setbacks that close the course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """Something went wrong in a step on a day; the reason is required."""

    kind: SetbackKind
    step: Step
    happened_on: date
    reason: str

    def __post_init__(self) -> None:
        fields.day("happened_on", self.happened_on)
        object.__setattr__(self, "reason", fields.text("reason", self.reason, required=True))
