"""A planned visit of one course, and what was recorded at it."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

ORDERABLE = ("anc", "platelets", "hb", "igg")
"""Results that may be ordered and pending, by their field in `VisitForm`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of the follow-up, dated when the infusion was recorded.

    `code` names the visit in the protocol (`day_28`, `month_6`, `year_15`); `target` is the
    anchor plus the offset and never moved; `earliest` to `latest` is the window, both days
    included; `query_earliest` to `query_latest` the clinic's own wider one where it has one.
    The appointment is a day with or without a local time. `stopped_on` is the day of the event
    after which the visit is not planned any more (a relapse, a transplantation) and
    `stopped_reason` names the event.
    """

    code: str
    target: date
    earliest: date
    latest: date
    query_earliest: date | None = None
    query_latest: date | None = None
    appointment_on: date | None = None
    appointment_at: time | None = None
    place: str = ""
    completed_on: date | None = None
    missed_on: date | None = None
    missed_reason: str = ""
    stopped_on: date | None = None
    stopped_reason: str = ""

    def __post_init__(self) -> None:
        fields.day("appointment_on", self.appointment_on)
        fields.day("completed_on", self.completed_on)
        fields.day("stopped_on", self.stopped_on)
        object.__setattr__(self, "code", fields.line("code", self.code, required=True))
        object.__setattr__(self, "place", fields.line("place", self.place))
        for field in ("missed_reason", "stopped_reason"):
            object.__setattr__(self, field, fields.text(field, getattr(self, field)))
        if not self.earliest <= self.target <= self.latest:
            raise InvalidEntryError("target", "The target lies outside its window.")
        if self.completed_on is not None and self.missed_on is not None:
            raise InvalidEntryError("completed_on", "A visit is completed or missed, not both.")
        if self.missed_on is not None and not self.missed_reason:
            raise InvalidEntryError("missed_reason", "Give the reason why the visit was missed.")
        if (self.stopped_on is None) != (not self.stopped_reason):
            raise InvalidEntryError("stopped_reason", "A stopped visit has its day and its reason.")
        if self.appointment_at is not None and self.appointment_on is None:
            raise InvalidEntryError("appointment_on", "A time needs its day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """What was recorded at a visit; None means not recorded.

    `visit` is the code of the visit, empty for one outside the plan. ANC and platelets in
    10⁹/L, haemoglobin and IgG in g/L; `counts_on` is the day of the blood. `pending` names the
    results (see `ORDERABLE`) that are ordered and not back.
    """

    seen_on: date
    visit: str = ""
    seen_by: str = ""
    ecog: int | None = None
    weight_kg: Decimal | None = None
    temp_c: Decimal | None = None
    counts_on: date | None = None
    anc: Decimal | None = None
    platelets: Decimal | None = None
    hb: Decimal | None = None
    igg: Decimal | None = None
    pending: tuple[str, ...] = ()
    plan: str = ""

    def __post_init__(self) -> None:
        fields.day("seen_on", self.seen_on)
        for field in ("visit", "seen_by"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "plan", fields.text("plan", self.plan))
        fields.whole("ecog", self.ecog, 0, 5)
        fields.number("weight_kg", self.weight_kg, "0.5", 400, "kg")
        fields.number("temp_c", self.temp_c, 30, 45, "°C")
        fields.number("anc", self.anc, 0, 500, "×10⁹/L")
        fields.number("platelets", self.platelets, 0, 5000, "×10⁹/L")
        fields.number("hb", self.hb, 10, 300, "g/L")
        fields.number("igg", self.igg, 0, 200, "g/L")
        for name in self.pending:
            if name not in ORDERABLE or getattr(self, name) is not None:
                raise InvalidEntryError(name, "A result is recorded or pending, not both.")
