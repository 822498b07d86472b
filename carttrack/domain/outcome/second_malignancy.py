"""A second malignancy after the infusion, looked for as long as the patient lives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


class MalignancyKind(StrEnum):
    """The kind of second malignancy; T-cell malignancies are the class warning of the labels."""

    T_CELL = "t_cell"
    MYELOID = "myeloid"
    OTHER_BLOOD = "other_blood"
    SOLID = "solid"
    SKIN = "skin"
    OTHER = "other"


class TransgeneTest(StrEnum):
    """Whether the CAR transgene was looked for in the malignant cells."""

    NOT_DONE = "not_done"
    PENDING = "pending"
    NOT_DETECTED = "not_detected"
    DETECTED = "detected"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondMalignancy:
    """A new malignancy; None means not recorded.

    It is reported to the manufacturer, who arranges the test for the transgene: `reported_on`
    and `reported_to` say when and to whom, `tested_on` is the day of the sample.

    Source: US Food and Drug Administration, FDA Roundup, 23 January 2024 (T-cell malignancies
    after CAR T cells: lifelong monitoring, report to the manufacturer).
    """

    diagnosed_on: date
    kind: MalignancyKind
    name: str = ""
    transgene: TransgeneTest | None = None
    tested_on: date | None = None
    reported_on: date | None = None
    reported_to: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        for field in ("diagnosed_on", "tested_on", "reported_on"):
            fields.day(field, getattr(self, field))
        fields.in_order("reported_on", self.diagnosed_on, self.reported_on)
        for field in ("name", "reported_to"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
        if self.reported_to and self.reported_on is None:
            raise InvalidEntryError("reported_on", "A report needs the day it was sent.")
