"""What goes on beside the course: medicines, infections, stays in hospital, transfusions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class MedicineKind(StrEnum):
    """What a medicine is given as."""

    ANTI_INFECTIVE = "anti_infective"
    ANTISEIZURE = "antiseizure"
    IMMUNOGLOBULIN = "immunoglobulin"
    GROWTH_FACTOR = "growth_factor"
    TPO_AGONIST = "tpo_agonist"
    IMMUNOSUPPRESSION = "immunosuppression"
    ANTINEOPLASTIC = "antineoplastic"
    OTHER = "other"


class InfectionKind(StrEnum):
    """What kind of organism caused an infection, as far as it is known."""

    BACTERIAL = "bacterial"
    VIRAL = "viral"
    FUNGAL = "fungal"
    PARASITIC = "parasitic"
    NOT_IDENTIFIED = "not_identified"


class Unit(StrEnum):
    """Where a patient lay."""

    WARD = "ward"
    ICU = "icu"


class BloodProduct(StrEnum):
    """What was transfused."""

    RED_CELLS = "red_cells"
    PLATELETS = "platelets"
    PLASMA = "plasma"
    CRYOPRECIPITATE = "cryoprecipitate"
    FIBRINOGEN = "fibrinogen"
    GRANULOCYTES = "granulocytes"
    STEM_CELL_BOOST = "stem_cell_boost"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A medicine that the patient takes or took over time, as documented.

    `started` and `stopped` are ISO dates that may lack day or month; empty is not known, an empty
    `stopped` also "goes on". `dose` with its `unit` and `schedule` are as prescribed; nothing is
    computed from them. Drugs given for CRS, ICANS or IEC-HS belong to what was given.
    """

    name: str
    kind: MedicineKind = MedicineKind.OTHER
    reason: str = ""
    started: str = ""
    stopped: str = ""
    stop_reason: str = ""
    dose: Decimal | None = None
    unit: str = ""
    schedule: str = ""
    prescribed_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", fields.line("name", self.name, required=True))
        for field in ("reason", "stop_reason", "unit", "schedule", "prescribed_by"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        for field in ("started", "stopped"):
            object.__setattr__(self, field, fields.partial_date(field, getattr(self, field)))
        fields.number("dose", self.dose, "0.000001", 1_000_000_000, self.unit)
        if self.dose is not None and not self.unit:
            raise InvalidEntryError("unit", "A dose needs its unit as documented.")
        shared = min(len(self.started), len(self.stopped))
        if shared and self.stopped[:shared] < self.started[:shared]:
            raise InvalidEntryError("stopped", "The medicine stops before it starts. Check both.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Infection:
    """An infection with its organism and site.

    `organism` is empty where none was found; `proven` is None where nobody has said whether it
    was. `stopped_on` is None while it goes on or its end is not on record.
    """

    site: str
    started_on: date
    kind: InfectionKind = InfectionKind.NOT_IDENTIFIED
    organism: str = ""
    proven: bool | None = None
    stopped_on: date | None = None
    treatment: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "site", fields.line("site", self.site, required=True))
        for field in ("organism", "treatment"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.day("started_on", self.started_on)
        fields.day("stopped_on", self.stopped_on)
        fields.in_order("stopped_on", self.started_on, self.stopped_on)
        if self.proven and not self.organism and self.kind is InfectionKind.NOT_IDENTIFIED:
            raise InvalidEntryError(
                "organism",
                "The infection is entered as proven, yet neither organism nor kind is named.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A stay on a ward or in intensive care, first and last day included.

    A transfer to intensive care is a stay of its own within the stay on the ward. `stopped_on` is
    None while it lasts or its end is not on record.
    """

    unit: Unit
    started_on: date
    stopped_on: date | None = None
    reason: str = ""
    hospital: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for field in ("reason", "hospital"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.day("started_on", self.started_on)
        fields.day("stopped_on", self.stopped_on)
        fields.in_order("stopped_on", self.started_on, self.stopped_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfusion:
    """What was transfused on one day; `units` counts bags, `volume_ml` is in mL."""

    product: BloodProduct
    given_on: date
    units: int | None = None
    volume_ml: Decimal | None = None
    irradiated: bool | None = None
    reason: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        fields.day("given_on", self.given_on)
        fields.whole("units", self.units, 1, 100, "units")
        fields.number("volume_ml", self.volume_ml, "0.1", 20_000, "mL")
        object.__setattr__(self, "reason", fields.line("reason", self.reason))
        object.__setattr__(self, "note", fields.text("note", self.note))
