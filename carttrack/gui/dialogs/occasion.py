"""The moment a dialog is opened in: whose case, which moment, who works."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What every dialog knows: the present moment, aware and in the clinic's zone, user and case.

    `case` is None only while a patient is being registered; `holidays` are those the clinic keeps,
    `counts` is how it holds blood counts against the limits of a response.
    """

    now: datetime
    user: str
    case: CaseFile | None = None
    holidays: Container[date] = ()
    counts: Comparison = Comparison.AT_LEAST

    @property
    def today(self) -> date:
        """The clinic's calendar day."""
        return self.now.date()

    @property
    def zone(self) -> tzinfo:
        """The clinic's time zone; raises `ValueError` for a moment without one."""
        if self.now.tzinfo is None:
            raise ValueError("the moment of an occasion is aware")
        return self.now.tzinfo

    @property
    def day0(self) -> date | None:
        """The day Days are counted from: the infusion's, else the planned one."""
        return self.case.day0 or self.case.planned_day0 if self.case else None
