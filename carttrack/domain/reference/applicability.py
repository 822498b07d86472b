"""How far the published groups describe one patient: criteria, verdicts, the printed note."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.patients import (
    AntigenStatus,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    PriorCd19,
    Target,
)


class Match(StrEnum):
    """The answer to one criterion for one source."""

    MATCHES = "M"
    DIFFERS = "D"
    EXCLUDED = "E"
    NOT_RECORDED = "N"
    SILENT = "S"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """The facts that decide applicability, taken at the first infusion; None means not recorded.

    Before the infusion they are those of the planned product and today's age, and `planned` is
    true. `dose_per_kg` is in millions of CAR+ viable cells per kg, None also when only a total
    without its weight is on record.
    """

    disease: Disease
    status: DiseaseStatus | None
    product: str
    product_name: str
    targets: frozenset[Target]
    age: int
    prior_cd19: PriorCd19 | None
    cd19: AntigenStatus | None
    cd22: AntigenStatus | None
    site: DiseaseSite | None
    prior_transplant: bool | None
    dose_per_kg: Decimal | None
    planned: bool = False


class Verdict(StrEnum):
    """How a source's group stands to the patient; the first that holds."""

    ANOTHER_DISEASE = "another_disease"
    ANOTHER_TARGET = "another_target"
    WOULD_NOT_HAVE_BEEN_INCLUDED = "would_not_have_been_included"
    ANOTHER_PRODUCT = "another_product"
    PARTLY = "partly"
    CANNOT_BE_SAID_YET = "cannot_be_said_yet"
    LIKE_THIS_GROUP = "like_this_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVerdict:
    """One source's group: each criterion C1 to C11 with its answer, and the verdict."""

    source: int
    criteria: tuple[tuple[str, Match], ...]
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """The note that stands above the figures, and what it cites.

    `title` heads the card; `lead` is its first sentence (bold on paper); `note` the rest, always
    ending that figures describe groups and predict nothing for one person. `cited` are the
    citation numbers that the note names.
    """

    title: str
    lead: str
    note: str
    groups: tuple[GroupVerdict, ...]
    cited: tuple[int, ...]
