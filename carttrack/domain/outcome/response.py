"""Response of the disease, as stated by the clinician."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.patients import CnsStatus


class ResponseKind(StrEnum):
    """Response as stated; nothing is derived."""

    CR = "cr"
    CRI = "cri"
    MLFS = "mlfs"
    PARTIAL = "partial"
    NO_RESPONSE = "no_response"
    ACTIVE_DISEASE = "active_disease"
    RELAPSE = "relapse"
    NOT_EVALUABLE = "not_evaluable"


class MrdResult(StrEnum):
    """Measurable residual disease; `NOT_DETECTED` holds for the sensitivity of its method."""

    NOT_DETECTED = "not_detected"
    DETECTED = "detected"
    BELOW_QUANTIFICATION = "below_quantification"
    NOT_DONE = "not_done"
    PENDING = "pending"


class MrdMethod(StrEnum):
    """How MRD was measured."""

    FLOW = "flow"
    PCR = "pcr"
    NGS = "ngs"


class Extramedullary(StrEnum):
    """Extramedullary disease at the assessment."""

    NONE = "none"
    PRESENT = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One assessment of response; None means not recorded.

    `marrow_blasts` in percent, 0 to 100. `mrd_level` and `mrd_sensitivity` are fractions such as
    0.0001 for 10⁻⁴. `stated_by` names the clinician whose statement `stated` is.
    """

    assessed_on: date
    stated: ResponseKind | None = None
    stated_by: str = ""
    marrow_blasts: Decimal | None = None
    marrow_pending: bool = False
    mrd: MrdResult | None = None
    mrd_level: Decimal | None = None
    mrd_method: MrdMethod | None = None
    mrd_sensitivity: Decimal | None = None
    mrd_sample: str = ""
    extramedullary: Extramedullary | None = None
    cns: CnsStatus | None = None
    comment: str = ""

    def __post_init__(self) -> None:
        fields.day("assessed_on", self.assessed_on)
        for field in ("stated_by", "mrd_sample"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "comment", fields.text("comment", self.comment))
        fields.number("marrow_blasts", self.marrow_blasts, 0, 100, "%")
        fields.number("mrd_level", self.mrd_level, 0, 1, "")
        fields.number("mrd_sensitivity", self.mrd_sensitivity, "0.0000001", "0.1", "")
        if self.stated is not None and not self.stated_by:
            raise InvalidEntryError("stated_by", "Name the clinician who states the response.")
        if self.marrow_pending and self.marrow_blasts is not None:
            raise InvalidEntryError("marrow_blasts", "A result is recorded or pending, not both.")
