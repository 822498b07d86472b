"""What is entered at an assessment, before it is graded and kept."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.interventions import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class HandSet:
    """A grade set by hand, with its reason; the derived one is kept beside it."""

    grade: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """What the assessment dialog sends: findings and measurements, never a derived grade.

    `crs_answered` and `icans_answered` are the codes of the questions beside a proposed grade that
    were answered by keeping it.
    """

    at: datetime
    crs: CrsFindings | None = None
    icans: IcansFindings | None = None
    crs_by_hand: HandSet | None = None
    icans_by_hand: HandSet | None = None
    crs_answered: tuple[str, ...] = ()
    icans_answered: tuple[str, ...] = ()
    temp_now_c: Decimal | None = None
    systolic: int | None = None
    diastolic: int | None = None
    spo2: int | None = None
    note: str = ""
    given: tuple[Given, ...] = ()
