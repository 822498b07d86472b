"""Therapy against the disease after the infusion: transplantation, another cell therapy, drugs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields


class LaterTherapyKind(StrEnum):
    """What was given after the infusion; `CELL_THERAPY` is one that has no course here."""

    ALLOGENEIC_HSCT = "allogeneic_hsct"
    AUTOLOGOUS_HSCT = "autologous_hsct"
    CELL_THERAPY = "cell_therapy"
    SYSTEMIC = "systemic"
    RADIOTHERAPY = "radiotherapy"
    TRIAL = "trial"
    OTHER = "other"


TRANSPLANTS = frozenset({LaterTherapyKind.ALLOGENEIC_HSCT, LaterTherapyKind.AUTOLOGOUS_HSCT})
"""Transplantation of haematopoietic stem cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterTherapy:
    """One therapy after the infusion; None means not recorded.

    `started_on` is the day of the transplantation, of the cells or of the first dose. `name` says
    what was given. `in_remission` tells whether it was given while in remission: a
    transplantation then consolidates the response.
    """

    kind: LaterTherapyKind
    started_on: date
    stopped_on: date | None = None
    name: str = ""
    in_remission: bool | None = None
    place: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        fields.day("started_on", self.started_on)
        fields.day("stopped_on", self.stopped_on)
        fields.in_order("stopped_on", self.started_on, self.stopped_on)
        for field in ("name", "place"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
