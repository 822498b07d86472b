"""The infusion as given: when, which cells, which dose, who checked."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class DoseUnit(StrEnum):
    """The unit a dose of CAR+ viable cells is documented in."""

    MILLION_PER_KG = "million_per_kg"
    MILLION_TOTAL = "million_total"


class InfusionKind(StrEnum):
    """What an infusion is to its course: the first, a planned part of the dose, or cells later."""

    FIRST = "first"
    SPLIT_DOSE = "split_dose"
    REINFUSION = "reinfusion"


class ReinfusionReason(StrEnum):
    """Why the same product was given again."""

    PLANNED = "planned"
    LOSS_OF_APLASIA = "loss_of_aplasia"
    MRD = "mrd"
    RELAPSE = "relapse"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Infusion:
    """One infusion of a course; the calendar day of the first in the clinic's zone is Day 0.

    `kind` tells the first infusion from the later parts of a split dose and from reinfusions of
    the same product, which belong to the same course; `number` counts the infusions of a course
    from 1, the first. `reason` says why cells were given again.

    `dose` and `total` are millions of CAR+ viable cells, as documented; nothing is computed.
    `weight_kg` is the weight the dose was based on, measured on `weighed_on`.
    """

    started_at: datetime
    ended_at: datetime | None = None
    dose: Decimal | None = None
    dose_unit: DoseUnit | None = None
    total: Decimal | None = None
    weight_kg: Decimal | None = None
    weighed_on: date | None = None
    bags: int | None = None
    volume_ml: Decimal | None = None
    infused_by: str = ""
    checked_by: str = ""
    note: str = ""
    kind: InfusionKind = InfusionKind.FIRST
    number: int = 1
    reason: ReinfusionReason | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "started_at", fields.instant("started_at", self.started_at))
        if self.ended_at is not None:
            object.__setattr__(self, "ended_at", fields.instant("ended_at", self.ended_at))
            if self.ended_at < self.started_at:
                raise InvalidEntryError("ended_at", "The infusion ends before it starts.")
        for field in ("infused_by", "checked_by"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.number("dose", self.dose, "0.0001", 100_000, "million cells")
        fields.number("total", self.total, "0.0001", 100_000, "million cells")
        fields.number("weight_kg", self.weight_kg, "0.5", 400, "kg")
        fields.number("volume_ml", self.volume_ml, "0.1", 5000, "mL")
        fields.whole("bags", self.bags, 1, 99)
        if (self.dose is None) != (self.dose_unit is None):
            raise InvalidEntryError("dose_unit", "A dose needs its unit: per kg or total.")
        fields.whole("number", self.number, 1, 99)
        if (self.kind is InfusionKind.FIRST) != (self.number == 1):
            raise InvalidEntryError("number", "The first infusion is number 1, a later one not.")
        if self.reason is not None and self.kind is not InfusionKind.REINFUSION:
            raise InvalidEntryError("reason", "The reason belongs to a reinfusion.")
