"""What a data-quality rule finds: what is wrong, and where to mend it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from enum import StrEnum

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.registry_forms import Registry
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.steps import Step
from carttrack.domain.quality.accepted import AcceptedFinding


class Tab(StrEnum):
    """The tab of the patient page where a finding is mended."""

    OVERVIEW = "overview"
    PATHWAY = "pathway"
    TOXICITY = "toxicity"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a case is looked at with: the day, the clinic's time zone, the registries' plans."""

    today: date
    zone: tzinfo
    plans: Mapping[Registry, RegistryPlan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: the sentence, and what tells it from others of its rule.

    The sentence never says how long ago something was, so that it stays the same from day to day.
    `step` is the step it is mended in, None where the rule's own place will do.
    """

    text: str
    subject: str = ""
    step: Step | None = None


Check = Callable[[CaseFile, Inspection], Iterator[Flaw]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named check over a case; `code` is stable, `title` names the rule, `tab` is where to go."""

    code: str
    title: str
    tab: Tab
    check: Check
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found in a case; `accepted` is the entry by which it may stay as it is."""

    rule: str
    title: str
    text: str
    tab: Tab
    step: Step | None = None
    subject: str = ""
    accepted: Kept[AcceptedFinding] | None = None
