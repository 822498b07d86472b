"""Relapse after a remission: where the disease came back and what its blasts carry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.patients import AntigenStatus


class RelapseKind(StrEnum):
    """Where the disease came back.

    `MARROW` is marrow or blood, `ISOLATED_EXTRAMEDULLARY` outside the marrow only, `MRD` a
    molecular relapse, `LINEAGE_SWITCH` a return as myeloid disease. These meanings are to be
    confirmed by the clinic.
    """

    MARROW = "marrow"
    ISOLATED_EXTRAMEDULLARY = "isolated_extramedullary"
    COMBINED = "combined"
    MRD = "mrd"
    LINEAGE_SWITCH = "lineage_switch"


OUTSIDE_MARROW = frozenset({RelapseKind.ISOLATED_EXTRAMEDULLARY, RelapseKind.COMBINED})
"""The kinds that have a site outside the marrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """A relapse as the clinician states it; None means not recorded.

    `site` names the place outside the marrow (CNS, testis). `marrow_blasts`, `blood_blasts` and
    `threshold`, the blasts in marrow that the clinic counts as relapse, are percent: published
    thresholds differ, so the one used is kept with the entry. `mrd_level` is a fraction such as
    0.0001 for 10⁻⁴, `confirmed_on` the day of a second sample. `cd19` and `cd22` are the pair of
    antigens on the blasts.
    """

    happened_on: date
    kind: RelapseKind
    site: str = ""
    marrow_blasts: Decimal | None = None
    blood_blasts: Decimal | None = None
    threshold: Decimal | None = None
    mrd_level: Decimal | None = None
    confirmed_on: date | None = None
    cd19: AntigenStatus | None = None
    cd22: AntigenStatus | None = None
    stated_by: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        fields.day("happened_on", self.happened_on)
        fields.day("confirmed_on", self.confirmed_on)
        fields.in_order("confirmed_on", self.happened_on, self.confirmed_on)
        for field in ("site", "stated_by"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
        for field in ("marrow_blasts", "blood_blasts", "threshold"):
            fields.number(field, getattr(self, field), 0, 100, "%")
        fields.number("mrd_level", self.mrd_level, 0, 1, "")
        if self.site and self.kind not in OUTSIDE_MARROW:
            raise InvalidEntryError(
                "site", "A site outside the marrow belongs to an extramedullary relapse."
            )
