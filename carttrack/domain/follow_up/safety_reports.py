"""Safety reports: when the clinic became aware, by when it had to report, when it did."""

from dataclasses import dataclass
from datetime import date

from carttrack.domain import fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyReport:
    """An event that is reported to the manufacturer or an authority.

    `aware_on` is the day the clinic became aware, from which reporting times run; `due_on` is the
    clinic's own reading of the time allowed, None while it is not set. `reference` is the number
    that the receiver gave it.
    """

    what: str
    aware_on: date
    due_on: date | None = None
    sent_on: date | None = None
    sent_to: str = ""
    reference: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("aware_on", "due_on", "sent_on"):
            fields.day(name, getattr(self, name))
        object.__setattr__(self, "what", fields.line("what", self.what, required=True))
        for name in ("sent_to", "reference"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.in_order("due_on", self.aware_on, self.due_on)
        fields.in_order("sent_on", self.aware_on, self.sent_on)
