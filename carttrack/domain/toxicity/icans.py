"""Immune effector cell-associated neurotoxicity syndrome (ICANS), graded by the ASTCT consensus.

Source: Lee DW, Santomasso BD, Locke FL, et al. Biol Blood Marrow Transplant
2019;25(4):625-638, doi 10.1016/j.bbmt.2018.12.758.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields

CAPD_BELOW_YEARS = 12
RULE_VERSION = "icans-1"
"""Stored with every derived grade; raised when a rule here changes."""


class IceState(StrEnum):
    """Whether the ICE (or CAPD) could be done, and if not, why."""

    DONE = "done"
    REFUSED = "refused"
    LANGUAGE = "language"
    APHASIA = "aphasia"
    INTUBATED_OR_SEDATED = "intubated_or_sedated"
    UNAROUSABLE = "unarousable"
    NOT_DONE = "not_done"


class Consciousness(StrEnum):
    """The lowest level of consciousness since the last assessment."""

    ALERT = "alert"
    AWAKENS_SPONTANEOUSLY = "awakens_spontaneously"
    AWAKENS_TO_VOICE = "awakens_to_voice"
    AWAKENS_TO_TACTILE = "awakens_to_tactile"
    UNAROUSABLE = "unarousable"


class Seizure(StrEnum):
    """The worst seizure, clinical or on EEG."""

    NONE = "none"
    RESOLVES_RAPIDLY = "resolves_rapidly"
    PROLONGED_OR_REPETITIVE = "prolonged_or_repetitive"


class Motor(StrEnum):
    """Motor findings."""

    NONE = "none"
    DEEP_FOCAL_WEAKNESS = "deep_focal_weakness"


class RaisedIcp(StrEnum):
    """Raised intracranial pressure or cerebral oedema."""

    NONE = "none"
    FOCAL_EDEMA = "focal_edema"
    DIFFUSE_EDEMA_OR_RAISED_ICP = "diffuse_edema_or_raised_icp"


@dataclass(frozen=True, slots=True, kw_only=True)
class IcansFindings:
    """What was found for ICANS at one assessment; None means not recorded.

    `ice` is 0 to 10; its items (`ice_items`: 10 marks of `y`, `n` or `-` in the order year,
    month, city, hospital, object 1 to 3, command, writing, attention; empty when only the sum is
    known). `capd` is 0 to 32 and replaces ICE under 12 years, or with developmental delay.
    `*_attributed_to_other`: the clinician explains the finding otherwise; it stays on record.
    """

    age_years: Decimal | None = None
    ice_state: IceState | None = None
    ice: int | None = None
    ice_items: str = ""
    baseline_ice: int | None = None
    capd: int | None = None
    baseline_capd: int | None = None
    developmental_delay: bool | None = None
    consciousness: Consciousness | None = None
    consciousness_attributed_to_other: bool | None = None
    sedated: bool | None = None
    seizure: Seizure | None = None
    seizure_minutes: Decimal | None = None
    motor: Motor | None = None
    icp: RaisedIcp | None = None
    score_attributed_to_other: bool | None = None
    other_findings: str = ""
    death_due_to_icans: bool | None = None

    def __post_init__(self) -> None:
        fields.number("age_years", self.age_years, 0, 130, "years")
        fields.whole("ice", self.ice, 0, 10)
        fields.whole("baseline_ice", self.baseline_ice, 0, 10)
        fields.whole("capd", self.capd, 0, 32)
        fields.whole("baseline_capd", self.baseline_capd, 0, 32)
        fields.number("seizure_minutes", self.seizure_minutes, 0, 10_000, "min")
        object.__setattr__(
            self, "other_findings", fields.line("other_findings", self.other_findings)
        )
