"""What a registry asks for a course: forms, time points, contact windows, identifiers.

A plan is text a clinician can read (TOML); `registry_text.parse_registry` turns it into these
values. An empty source means: to be confirmed by the clinic.
"""

from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.follow_up.protocol import Offset, WindowRule
from carttrack.domain.follow_up.registry_forms import Registry, RegistryTrack
from carttrack.domain.pathway.identifiers import IdentifierKind

TO_CONFIRM = "to be confirmed by the clinic"
"""What stands beside everything that no publication gives."""


class Asked(StrEnum):
    """How often a form is asked for.

    CIBMTR asks for one form 4003 for each product and one form 4006 for each infusion date
    (Forms Instruction Manual, forms 4003 and 4006).
    """

    EACH_SEQUENCE = "each_sequence"
    EACH_PRODUCT = "each_product"
    EACH_INFUSION = "each_infusion"
    EACH_TIME_POINT = "each_time_point"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """A time point of the follow-up forms, with the window the contact date must fall in.

    `tracks` are those that ask for it; `source` is where the time point stands, `window_source`
    where its contact window does.
    """

    code: str
    name: str
    offset: Offset
    window: WindowRule
    tracks: frozenset[RegistryTrack]
    source: str
    window_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule:
    """One form: how often, on which tracks, and by when.

    `due_days` counts from the infusion, None where no date is published. `fields` are the codes
    of what the form asks, in its order. `revision` is the one in use.
    """

    form: str
    name: str
    asked: Asked
    tracks: frozenset[RegistryTrack]
    source: str
    due_days: int | None = None
    fields: tuple[str, ...] = ()
    fields_source: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedIdentifiers:
    """Which identifiers the infusion form wants for a product, and where they are printed."""

    product: str
    kinds: tuple[IdentifierKind, ...]
    words: str
    document: str = ""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTimeRule:
    """Trimesters by their first months, and the shares on time that are asked, in percent."""

    first_months: tuple[int, ...]
    this_percent: int
    before_percent: int
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPlan:
    """Everything a registry asks; which of it concerns a course follows from its track."""

    registry: Registry
    title: str
    on_time: OnTimeRule
    time_points: tuple[TimePoint, ...]
    forms: tuple[FormRule, ...]
    identifiers: tuple[WantedIdentifiers, ...] = ()

    def time_point(self, code: str) -> TimePoint | None:
        """Return the time point of a code, or None."""
        return next((point for point in self.time_points if point.code == code), None)

    def rule(self, form: str) -> FormRule | None:
        """Return the rule of a form, or None."""
        return next((rule for rule in self.forms if rule.form == form), None)

    def identifiers_for(self, product: str) -> WantedIdentifiers | None:
        """Return what the infusion form wants for a product of the catalogue, or None."""
        return next((each for each in self.identifiers if each.product == product), None)
