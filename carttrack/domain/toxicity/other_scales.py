"""Grades that arrive on another scale: kept with their scale, never converted or compared."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

WORST = 5
"""Grade 5 is death on every scale (comparison of the scales, PMC7006459, table 2)."""


class GradedEvent(StrEnum):
    """What such a grade is of; before 2019 "neurologic events" were graded, not ICANS."""

    CRS = "crs"
    NEUROTOXICITY = "neurotoxicity"


class GradingScale(StrEnum):
    """The scale a grade was given on.

    `ASTCT_2019` is for a grade that another hospital reports without its findings.
    """

    ASTCT_2019 = "astct_2019"
    LEE_2014 = "lee_2014"
    PENN = "penn"
    CTCAE_4_03 = "ctcae_4_03"
    CTCAE_5_0 = "ctcae_5_0"
    MSKCC = "mskcc"
    CARTOX = "cartox"
    CARTOX_PAEDIATRIC = "cartox_paediatric"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherGrade:
    """A grade of 0 to 5 as somebody else reported it.

    `version` is the version or edition that the report names. `graded_on` is the day it stands
    for and `graded_at` the time where that is known; `is_maximum` says that the report gives it as
    the highest of the course. `source` names the report: a letter, a trial's form, a registry.
    """

    event: GradedEvent
    value: int
    scale: GradingScale
    graded_on: date
    version: str = ""
    graded_at: datetime | None = None
    is_maximum: bool = False
    assessor: str = ""
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        fields.whole("value", self.value, 0, WORST)
        fields.day("graded_on", self.graded_on)
        for field in ("version", "assessor", "source"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        if not self.assessor and not self.source:
            raise InvalidEntryError(
                "source", "Name who graded, or the report that the grade was taken from."
            )
        if self.graded_at is None:
            return
        at = fields.instant("graded_at", self.graded_at)
        object.__setattr__(self, "graded_at", at)
        if abs(at.date() - self.graded_on) > timedelta(days=1):
            raise InvalidEntryError(
                "graded_at", "The time is of another day. Correct one of the two."
            )
