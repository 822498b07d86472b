"""Cytokine release syndrome (CRS), graded by the ASTCT consensus.

Source: Lee DW, Santomasso BD, Locke FL, et al. Biol Blood Marrow Transplant
2019;25(4):625-638, doi 10.1016/j.bbmt.2018.12.758.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

COLDEST_C, HOTTEST_C = Decimal(30), Decimal(45)
RULE_VERSION = "crs-1"
"""Stored with every derived grade; raised when a rule here changes."""


class Hypotension(StrEnum):
    """The worst since the last assessment; vasopressin is never counted among vasopressors."""

    NONE = "none"
    NO_VASOPRESSOR = "no_vasopressor"
    ONE_VASOPRESSOR = "one_vasopressor"
    MULTIPLE_VASOPRESSORS = "multiple_vasopressors"


class Hypoxia(StrEnum):
    """The worst oxygen need since the last assessment."""

    NONE = "none"
    LOW_FLOW = "low_flow"
    HIGH_FLOW = "high_flow"
    POSITIVE_PRESSURE = "positive_pressure"


class OxygenDevice(StrEnum):
    """How oxygen or pressure was given."""

    NASAL_CANNULA = "nasal_cannula"
    BLOW_BY = "blow_by"
    HFNC = "hfnc"
    FACEMASK = "facemask"
    NONREBREATHER = "nonrebreather"
    VENTURI = "venturi"
    CPAP = "cpap"
    BIPAP = "bipap"
    INVASIVE_VENTILATION = "invasive_ventilation"


class VentilationReason(StrEnum):
    """Why the patient is on pressure or a ventilator."""

    HYPOXIA = "hypoxia"
    AIRWAY_PROTECTION = "airway_protection"
    PROCEDURE = "procedure"
    BASELINE_SLEEP_APNOEA = "baseline_sleep_apnoea"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsFindings:
    """What was found for CRS at one assessment; None means not recorded.

    `temp_c` is the highest temperature since the last assessment, in degrees Celsius.
    `fever_treated`: after CRS fever of this episode an antipyretic, tocilizumab or a steroid was
    given. `steroid_before_fever`: one of these ran before any fever.
    `sbp_mmhg` and `age_years` are for the companion rule in children, never for the grade.
    """

    age_years: Decimal | None = None
    temp_c: Decimal | None = None
    fever_attributed_to_other: bool | None = None
    fever_treated: bool | None = None
    episode_open: bool | None = None
    steroid_before_fever: bool | None = None
    hypotension: Hypotension | None = None
    vasopressin: bool | None = None
    inotrope: str = ""
    hypotension_attributed_to_other: bool | None = None
    sbp_mmhg: int | None = None
    hypoxia: Hypoxia | None = None
    hypoxia_attributed_to_other: bool | None = None
    o2_device: OxygenDevice | None = None
    o2_flow_lpm: Decimal | None = None
    ventilation_reason: VentilationReason | None = None
    infection_proven: bool | None = None
    death_due_to_crs: bool | None = None
    organ_toxicity: str = ""

    def __post_init__(self) -> None:
        if self.temp_c is not None and not (
            self.temp_c.is_finite() and COLDEST_C <= self.temp_c <= HOTTEST_C
        ):
            raise InvalidEntryError(
                "temp_c",
                f"{self.temp_c} °C cannot be right: it must be {COLDEST_C} to {HOTTEST_C} °C. "
                "If it was read in °F, convert it.",
            )
        if self.vasopressin and self.hypotension is Hypotension.NONE:
            raise InvalidEntryError(
                "vasopressin",
                "Vasopressin is given, yet hypotension says none. Correct one of the two.",
            )
        fields.number("age_years", self.age_years, 0, 130, "years")
        fields.number("o2_flow_lpm", self.o2_flow_lpm, 0, 100, "L/min")
        fields.whole("sbp_mmhg", self.sbp_mmhg, 20, 300, "mmHg")
        object.__setattr__(self, "inotrope", fields.line("inotrope", self.inotrope))
        toxicity = fields.line("organ_toxicity", self.organ_toxicity)
        object.__setattr__(self, "organ_toxicity", toxicity)
