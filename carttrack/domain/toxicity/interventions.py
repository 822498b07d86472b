"""What was given for CRS and ICANS, as documented; nothing is computed or proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import OxygenDevice


class Drug(StrEnum):
    """What was given; vasopressor and other carry a name."""

    TOCILIZUMAB = "tocilizumab"
    DEXAMETHASONE = "dexamethasone"
    METHYLPREDNISOLONE = "methylprednisolone"
    SILTUXIMAB = "siltuximab"
    ANAKINRA = "anakinra"
    ANTIPYRETIC = "antipyretic"
    FLUID_BOLUS = "fluid_bolus"
    VASOPRESSOR = "vasopressor"
    OXYGEN = "oxygen"
    OTHER = "other"


STEROIDS = frozenset({Drug.DEXAMETHASONE, Drug.METHYLPREDNISOLONE})
MASKS_FEVER = STEROIDS | {Drug.TOCILIZUMAB, Drug.ANTIPYRETIC}
"""After one of these fever is no longer required for a CRS grade (Lee DW et al. 2019)."""

_NAMED = frozenset({Drug.VASOPRESSOR, Drug.OTHER})


class Indication(StrEnum):
    """Why it was given."""

    CRS = "crs"
    ICANS = "icans"
    IEC_HS = "iec_hs"
    PROPHYLAXIS = "prophylaxis"
    OTHER = "other"


class ResponseAt24h(StrEnum):
    """How the patient was 24 hours after something was given, as a clinician states it."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One administration, or one run of a device or infusion from `started_at` to `stopped_at`.

    `name` is the drug where `drug` does not say it (norepinephrine, paracetamol). `dose` with
    `unit` is as documented, `weight_kg` the weight used. For oxygen, `device` and the highest
    `flow_lpm` in L/min. `response_24h` is how the patient was a day later, `lot` the lot number
    where the clinic tracks it.
    """

    drug: Drug
    started_at: datetime
    stopped_at: datetime | None = None
    indication: Indication | None = None
    name: str = ""
    dose: Decimal | None = None
    unit: str = ""
    weight_kg: Decimal | None = None
    route: str = ""
    device: OxygenDevice | None = None
    flow_lpm: Decimal | None = None
    ordered_by: str = ""
    given_by: str = ""
    note: str = ""
    response_24h: ResponseAt24h | None = None
    stop_reason: str = ""
    lot: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "started_at", fields.instant("started_at", self.started_at))
        if self.stopped_at is not None:
            object.__setattr__(self, "stopped_at", fields.instant("stopped_at", self.stopped_at))
            if self.stopped_at < self.started_at:
                raise InvalidEntryError(
                    "stopped_at", "It stops before it starts. Check both times."
                )
        for field in ("name", "unit", "route", "ordered_by", "given_by", "stop_reason", "lot"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.number("dose", self.dose, "0.000001", 1_000_000, self.unit)
        fields.number("weight_kg", self.weight_kg, "0.5", 400, "kg")
        fields.number("flow_lpm", self.flow_lpm, 0, 100, "L/min")
        if self.dose is not None and not self.unit:
            raise InvalidEntryError("unit", "A dose needs its unit as documented.")
        if self.drug in _NAMED and not self.name:
            raise InvalidEntryError("name", "Type the name of the drug.")


def numbered(given: Sequence[Given]) -> tuple[tuple[Given, int], ...]:
    """Return everything given in order of time, each with its running number in the course.

    Counted from 1 for each drug; a drug that is only named (vasopressor, other) by its name.
    """
    counts: Counter[tuple[Drug, str]] = Counter()
    lines: list[tuple[Given, int]] = []
    for one in sorted(given, key=lambda g: g.started_at):
        drug = (one.drug, one.name.casefold() if one.drug in _NAMED else "")
        counts[drug] += 1
        lines.append((one, counts[drug]))
    return tuple(lines)
