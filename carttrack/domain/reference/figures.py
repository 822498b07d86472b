"""Published figures: the words a paper prints, and the numbers a comparison may use."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.patients import Disease, Target
from carttrack.domain.toxicity.other_scales import GradingScale

NOT_VERIFIED = "not verified"
"""Stands where a number exists that was not checked against its publication; no number is kept."""


class Collection(StrEnum):
    """How a source or a figure came into the library.

    `SEEDS` are what the visit summary prints. `LISTED` are works that the review [3] names.
    `FURTHER` are figures beyond the seeds: they stand beside the clinic's own outcomes and never
    on a patient's paper.
    """

    SEEDS = "seeds"
    LISTED = "listed"
    FURTHER = "further"


class PublishedEndpoint(StrEnum):
    """What a figure measures; two definitions are two endpoints and never one line.

    `REMISSION` is a remission as the study itself defines it. `SEVERE` figures are those whose
    publication says "severe" without a grade.
    """

    CR_CRI = "cr_cri"
    CR = "cr"
    MRD_NEGATIVE_CR = "mrd_negative_cr"
    REMISSION = "remission"
    EFS = "efs"
    EFS_STRINGENT = "efs_stringent"
    RFS = "rfs"
    RFS_NOT_CENSORED = "rfs_not_censored"
    PFS = "pfs"
    DOR = "dor"
    OS = "os"
    CRS_ANY = "crs_any"
    CRS_3_PLUS = "crs_3plus"
    CRS_SEVERE = "crs_severe"
    NEUROTOXICITY_ANY = "neurotoxicity_any"
    NEUROTOXICITY_3_PLUS = "neurotoxicity_3plus"
    NEUROTOXICITY_SEVERE = "neurotoxicity_severe"
    ICANS_ANY = "icans_any"
    ICANS_3_PLUS = "icans_3plus"
    HLH_LIKE = "hlh_like"

    @property
    def is_graded(self) -> bool:
        """Whether the figure means something only on the scale it was graded on."""
        return self.value.startswith(("crs_", "neurotoxicity_", "icans_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What of a figure can be compared; None where the source, or what was seen of it, is silent.

    `disease` is None where the publication counts several diseases together.
    `months` is the time point, counted as the publication counts it. `percent` runs from 0 to 100,
    `low` and `high` are its 95 % limits; where `median_months` is given instead they are those of
    the median. `count` of `patients` is given where the figure is a plain proportion. `scale` is
    never None for a graded endpoint: at least it is `GradingScale.NOT_STATED`.
    """

    endpoint: PublishedEndpoint
    targets: frozenset[Target]
    disease: Disease | None = Disease.B_ALL
    months: int | None = None
    percent: Decimal | None = None
    median_months: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    count: int | None = None
    patients: int | None = None
    scale: GradingScale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure or statement, in the words a paper prints.

    `measure` carries time point, definition and, for CRS, the scale. `value` is a number or words
    (`nearly half` is never a number); `drawable` is false where it must never be drawn. `where`
    is the place in the source. `superseded` says what is out of date and by what, empty when
    nothing is. `numbers` is None for a figure that nothing can be compared with.
    """

    source: int
    measure: str
    value: str
    n: str
    interval: str
    population: str
    limits: str
    drawable: bool = False
    where: str = ""
    superseded: str = ""
    collection: Collection = Collection.SEEDS
    product: str = ""
    numbers: Numbers | None = None
