"""Laboratory results as the laboratory reported them: value, comparator and unit as entered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class LabTest(StrEnum):
    """What was measured; `OTHER` is a test of the clinic's own and carries its name."""

    ANC = "anc"
    PLATELETS = "platelets"
    HAEMOGLOBIN = "haemoglobin"
    LEUKOCYTES = "leukocytes"
    LYMPHOCYTES = "lymphocytes"
    CRP = "crp"
    FERRITIN = "ferritin"
    FIBRINOGEN = "fibrinogen"
    LDH = "ldh"
    ALT = "alt"
    AST = "ast"
    BILIRUBIN = "bilirubin"
    CREATININE = "creatinine"
    TRIGLYCERIDES = "triglycerides"
    IGG = "igg"
    B_CELLS = "b_cells"
    B_CELLS_PERCENT = "b_cells_percent"
    CAR_COPIES = "car_copies"
    CAR_T_CELLS = "car_t_cells"
    OTHER = "other"


class Comparator(StrEnum):
    """How a result stands to its number: beyond a limit of detection it is only below or above."""

    EXACT = "="
    BELOW = "<"
    ABOVE = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult:
    """One result of one sample.

    `value` and `unit` are kept as entered and never converted in place. `taken_on` is the clinic's
    day of the sample and `taken_at` its time where that is known. `limit_low` and `limit_high` are
    the laboratory's own limits of normal, in the same unit. `sample` is blood, marrow, fluid.
    """

    test: LabTest
    taken_on: date
    value: Decimal
    unit: str
    name: str = ""
    taken_at: datetime | None = None
    comparator: Comparator = Comparator.EXACT
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None
    sample: str = ""
    laboratory: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        fields.day("taken_on", self.taken_on)
        for field in ("unit", "name", "sample", "laboratory"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        for field in ("value", "limit_low", "limit_high"):
            fields.number(field, getattr(self, field), 0, 1_000_000_000_000, self.unit)
        if self.test is LabTest.OTHER and not self.name:
            raise InvalidEntryError("name", "Type what was measured.")
        if not self.unit:
            raise InvalidEntryError("unit", "A result needs its unit as the laboratory prints it.")
        self._refuse_wrong_limits()
        self._refuse_wrong_moment()

    def _refuse_wrong_limits(self) -> None:
        low, high = self.limit_low, self.limit_high
        if low is not None and high is not None and high < low:
            raise InvalidEntryError(
                "limit_high", "The upper limit of normal lies below the lower one. Check both."
            )

    def _refuse_wrong_moment(self) -> None:
        if self.taken_at is None:
            return
        at = fields.instant("taken_at", self.taken_at)
        object.__setattr__(self, "taken_at", at)
        if abs(at.date() - self.taken_on) > timedelta(days=1):
            raise InvalidEntryError(
                "taken_at", "The time of the sample is of another day. Correct one of the two."
            )
