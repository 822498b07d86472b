"""A follow-up protocol: visits, windows, assessments, and the clinic's dated rules.

A protocol is text a clinician can read (TOML); `protocol_text.parse` turns it into these values.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain.outcome.events import EventKind


class OffsetUnit(StrEnum):
    """Days are counted; months and years are calendar anniversaries of Day 0."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from Day 0 a target lies."""

    count: int
    unit: OffsetUnit = OffsetUnit.DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule:
    """A window: days before and after the target, or fixed first and last Day numbers."""

    before: int | None = None
    after: int | None = None
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit of a protocol; `assessments` are codes of `assessment_names`.

    `source` is what the visit rests on, empty where it is the clinic's own setting.
    """

    code: str
    name: str
    offset: Offset
    window: WindowRule
    query_window: WindowRule | None = None
    assessments: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringDuty:
    """What is monitored between two Day numbers, both included; it is no visit.

    `how_often` and `what` are words for people; `source` is what the duty rests on, empty where it
    is the clinic's own setting.
    """

    code: str
    name: str
    first_day: int
    last_day: int
    how_often: str
    what: tuple[str, ...] = ()
    source: str = ""


class RuleKind(StrEnum):
    """What a dated rule of the clinic is about."""

    DRIVING = "driving"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRule:
    """A dated rule for the days after the infusion, chosen by the clinic, never by default.

    Of a driving rule `days` are those without driving, of a distance rule those near a treating
    centre. It stands only for infusions from `valid_from` to `valid_until`.
    """

    id: str
    title: str
    days: int
    jurisdiction: str
    valid_from: date | None = None
    valid_until: date | None = None
    source: str

    def holds_on(self, day0: date) -> bool:
        """Tell whether the rule stands for an infusion of a day."""
        return (self.valid_from or date.min) <= day0 <= (self.valid_until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterEvent:
    """What stops after an event, the clinic's own setting.

    `events` are the kinds that change the follow-up, `stop` the codes of assessments of the
    disease's response that are not planned any more, `keep` those that keep a visit: a visit with
    one of `stop` and none of `keep` is stopped.
    """

    events: tuple[EventKind, ...]
    stop: tuple[str, ...]
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A protocol with its version; `key` is what a course remembers."""

    name: str
    version: int
    title: str
    visits: tuple[PlannedVisit, ...]
    assessment_names: tuple[tuple[str, str], ...]
    monitoring: tuple[MonitoringDuty, ...] = ()
    driving_rules: tuple[DatedRule, ...] = ()
    distance_rules: tuple[DatedRule, ...] = ()
    after_event: AfterEvent | None = None

    @property
    def key(self) -> str:
        """`name@version`, as a course keeps it."""
        return f"{self.name}@{self.version}"

    def visit(self, code: str) -> PlannedVisit | None:
        """Return the visit of a code, or None."""
        return next((visit for visit in self.visits if visit.code == code), None)

    def visit_name(self, code: str) -> str:
        """Return the name of a visit, the code itself when the protocol does not know it."""
        visit = self.visit(code)
        return visit.name if visit else code

    def assessment_name(self, code: str) -> str:
        """Return the words for an assessment code."""
        return dict(self.assessment_names).get(code, code)

    def planned_words(self, code: str) -> str:
        """Return what is planned at a visit as one line: `Clinic, blood count, MRD`."""
        visit = self.visit(code)
        names = [self.assessment_name(name) for name in visit.assessments] if visit else []
        return ", ".join(_inside(name) if at else name for at, name in enumerate(names))

    def rules(self, kind: RuleKind) -> tuple[DatedRule, ...]:
        """Return the rules of a kind, in their order."""
        return self.driving_rules if kind is RuleKind.DRIVING else self.distance_rules

    def rule(self, kind: RuleKind, rule_id: str, day0: date | None = None) -> DatedRule | None:
        """Return the rule of an id, None too for one that does not stand on Day 0."""
        found = next((rule for rule in self.rules(kind) if rule.id == rule_id), None)
        return found if found is None or day0 is None or found.holds_on(day0) else None


def _inside(name: str) -> str:
    """Return a name as it stands inside a line; abbreviations (MRD, B cells) keep capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
