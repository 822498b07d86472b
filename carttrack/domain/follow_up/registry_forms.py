"""Forms sent to an outcomes registry, as the clinic keeps count of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields


class Registry(StrEnum):
    """The outcomes registry a form goes to."""

    CIBMTR = "cibmtr"
    EBMT = "ebmt"


class RegistryTrack(StrEnum):
    """Which series of forms the registry asks for a course.

    CIBMTR assigns the tracks (Forms Instruction Manual, tracks and schedules, July 2023): the
    15-year comprehensive forms, the standard TED or CRF track, the 100-day form alone, no form
    at all, or CTRM. EBMT asks for the Cellular Therapy MED-A form.
    """

    CRF_15_YEARS = "crf_15_years"
    TED_OR_CRF = "ted_or_crf"
    HUNDRED_DAYS = "hundred_days"
    NONE = "none"
    CTRM = "ctrm"
    EBMT_MED_A = "ebmt_med_a"

    @property
    def registry(self) -> Registry:
        """The registry that the track belongs to."""
        return Registry.EBMT if self is RegistryTrack.EBMT_MED_A else Registry.CIBMTR


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryForm:
    """One form of a course, worked on or sent.

    `form` is the registry's number or name of it (`4100`, `MED-A`), `time_point` the code of the
    schedule (`day_100`, `year_2`; `infusion` for a form without one) and `revision` the form's
    revision as printed on it. `about_on` is the date it is counted from where that is not Day 0:
    of a later infusion, of a later HSCT. `contact_on` is the contact date reported. A form that
    is due or late is never marked here: that follows from the dates when read.
    """

    registry: Registry
    form: str
    time_point: str
    about_on: date | None = None
    revision: str = ""
    contact_on: date | None = None
    completed_on: date | None = None
    submitted_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("about_on", "contact_on", "completed_on", "submitted_on"):
            fields.day(name, getattr(self, name))
        for name in ("form", "time_point"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name), required=True))
        object.__setattr__(self, "revision", fields.line("revision", self.revision))
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.in_order("completed_on", self.contact_on, self.completed_on)
        fields.in_order("submitted_on", self.contact_on, self.submitted_on)
        fields.in_order("submitted_on", self.completed_on, self.submitted_on)
