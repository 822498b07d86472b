"""Response of the disease: what was found, and what the clinician states."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.patients import CnsStatus


class ResponseKind(StrEnum):
    """A response, as the clinician states it."""

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

    `marrow_blasts` and `circulating_blasts` in percent, 0 to 100. `mrd_level` and
    `mrd_sensitivity` are fractions such as 0.0001 for 10⁻⁴; `mrd_on` is the day of the sample
    where it differs from the assessment's. `anc` and `platelets` in 10⁹/L, of the blood of
    `counts_on`. `transfusion_independent` and `normal_maturation` are recorded as the clinic
    judges them. `stated_by` names the clinician whose statement `stated` is; what the findings
    themselves make stands in `derived_response`.
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
    mrd_on: date | None = None
    anc: Decimal | None = None
    platelets: Decimal | None = None
    counts_on: date | None = None
    circulating_blasts: Decimal | None = None
    transfusion_independent: bool | None = None
    normal_maturation: bool | None = None

    def __post_init__(self) -> None:
        for field in ("assessed_on", "mrd_on", "counts_on"):
            fields.day(field, getattr(self, field))
        for field in ("stated_by", "mrd_sample"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "comment", fields.text("comment", self.comment))
        for field in ("marrow_blasts", "circulating_blasts"):
            fields.number(field, getattr(self, field), 0, 100, "%")
        fields.number("anc", self.anc, 0, 500, "×10⁹/L")
        fields.number("platelets", self.platelets, 0, 5000, "×10⁹/L")
        fields.number("mrd_level", self.mrd_level, 0, 1, "")
        fields.number("mrd_sensitivity", self.mrd_sensitivity, "0.0000001", "0.1", "")
        if self.stated is not None and not self.stated_by:
            raise InvalidEntryError("stated_by", "Name the clinician who states the response.")
        if self.marrow_pending and self.marrow_blasts is not None:
            raise InvalidEntryError("marrow_blasts", "A result is recorded or pending, not both.")
