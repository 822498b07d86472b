"""IEC-HS as it is kept: a set of criteria by name, what is met of it, and a grade.

Hines MR, Knight TE, McNerney KO, et al. Transplant Cell Ther 2023;29(7):438.e1-438.e16. Of the
paper only the abstract was checked, so every item and every grade's words are marked "to be
confirmed by the clinic" wherever they are shown.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

MILDEST, WORST = 1, 5


class CriteriaSet(StrEnum):
    """Which published criteria a statement stands on; all but the first only by name."""

    IEC_HS_2023 = "iec_hs_2023"
    CARHLH_CARTOX_2018 = "carhlh_cartox_2018"
    HLH_2004 = "hlh_2004"
    HSCORE = "hscore"


class IecHsFeature(StrEnum):
    """The features of IEC-HS 2023, in the order of the criteria; to be confirmed by the clinic."""

    FERRITIN = "ferritin"
    AFTER_CRS = "after_crs"
    TRANSAMINASES = "transaminases"
    FIBRINOGEN = "fibrinogen"
    HAEMOPHAGOCYTOSIS = "haemophagocytosis"
    CYTOPENIAS = "cytopenias"
    LDH = "ldh"
    COAGULATION = "coagulation"
    BILIRUBIN = "bilirubin"
    SPLENOMEGALY = "splenomegaly"
    FEVER = "fever"
    NEUROTOXICITY = "neurotoxicity"
    LUNG = "lung"
    RENAL = "renal"
    TRIGLYCERIDES = "triglycerides"


@dataclass(frozen=True, slots=True, kw_only=True)
class IecHsRecord:
    """What a clinician states about IEC-HS, or an older syndrome, at one moment.

    `met` and `absent` are codes of `IecHsFeature`; a feature in neither is not recorded. Other
    criteria sets are kept by name with the statement alone. `fulfilled` is the clinician's own
    statement whether the criteria are met, `attributable` whether it is due to the cells; None
    where nobody has said. `grade` is 1 to 5 on IEC-HS 2023, or None.
    """

    at: datetime
    by: str
    criteria_set: CriteriaSet = CriteriaSet.IEC_HS_2023
    met: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    fulfilled: bool | None = None
    attributable: bool | None = None
    grade: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", fields.instant("at", self.at))
        object.__setattr__(self, "by", fields.line("by", self.by, required=True))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.whole("grade", self.grade, MILDEST, WORST)
        for field in ("met", "absent"):
            object.__setattr__(self, field, _features(field, getattr(self, field)))
        if set(self.met) & set(self.absent):
            raise InvalidEntryError("absent", "A feature is entered as present and as absent.")
        other = self.criteria_set is not CriteriaSet.IEC_HS_2023
        if other and (self.met or self.absent or self.grade is not None):
            raise InvalidEntryError(
                "criteria_set",
                "Features and grade belong to IEC-HS 2023. For other criteria enter only whether "
                "they are met.",
            )


def _features(field: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes in the order of the criteria, each once."""
    known = [feature.value for feature in IecHsFeature]
    for code in codes:
        if code not in known:
            raise InvalidEntryError(field, f"{code} is not a feature of IEC-HS 2023.")
    return tuple(code for code in known if code in codes)
