"""The product catalogue: what a CAR T product is, and what its labels say.

Label ranges are used to ask, never to block. Every label is keyed by disease, jurisdiction and
the dates it is valid for, and carries its source.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.patients import Disease, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRange:
    """A dose range on a label, in millions of CAR+ viable cells, both ends included.

    It holds for body weights above `above_kg` (exclusive) up to `up_to_kg` (inclusive), None for
    no limit.
    """

    unit: DoseUnit
    low: Decimal | None = None
    high: Decimal | None = None
    above_kg: Decimal | None = None
    up_to_kg: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What one label says, for one disease in one jurisdiction, from one date on."""

    disease: Disease
    jurisdiction: str
    valid_from: date | None = None
    valid_until: date | None = None
    youngest: int | None = None
    oldest: int | None = None
    doses: tuple[DoseRange, ...] = ()
    lymphodepletion: str = ""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product: `id` is stored, `name` the full INN, `short` for tight places.

    `targets` are the antigens of the CAR; `first_infusion_day` is the number the product's own
    label gives the day of the first infusion (0, or 1 where the label counts from 1).
    """

    id: str
    name: str
    short: str
    targets: frozenset[Target]
    brand: str = ""
    investigational: bool = False
    first_infusion_day: int = 0
    labels: tuple[Label, ...] = ()
