"""How long a step usually takes here: the clinic's own 10th to 90th percentile by product."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from carttrack.domain.pathway.steps import Step, StepRecord

LEAST = 5
"""With fewer patients who have left the step no range is given: this program's choice."""
RANGED: tuple[Step, ...] = (
    Step.REFERRAL,
    Step.EVALUATION,
    Step.LEUKAPHERESIS,
    Step.MANUFACTURING,
    Step.LYMPHODEPLETION,
    Step.INFUSION,
)
"""The steps that are left; monitoring and follow-up last as long as protocol and rule say."""
_DECILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDays:
    """Days in a step of the middle 80 % of `patients` here, `low` to `high`, both included.

    The 10th and 90th percentile, linear between the nearest values, to whole days.
    """

    low: int
    high: int
    patients: int


Usual = Mapping[tuple[str, Step], UsualDays]
"""By product (catalogue id, or the name typed) and step."""


def usual_days(counted: Iterable[tuple[str, Step, int, int]]) -> Usual:
    """Return the usual days by product and step, from how many patients took how many days.

    Each item is a product, a step, a number of days and the patients who took that many. Products
    and steps with fewer than `LEAST` patients are left out.
    """
    days: dict[tuple[str, Step], list[int]] = defaultdict(list)
    for product, step, took, patients in counted:
        days[product, step] += [took] * patients
    return {key: _range(found) for key, found in days.items() if len(found) >= LEAST}


def _range(days: list[int]) -> UsualDays:
    cuts = quantiles(days, n=_DECILES, method="inclusive")
    return UsualDays(low=round(cuts[0]), high=round(cuts[-1]), patients=len(days))


def entered_on(records: Iterable[StepRecord], step: Step, opened_on: date | None) -> date | None:
    """Return the day a course came to a step, None where nothing on record tells.

    That is the day the last step before it was finished, or its own beginning where that is
    earlier or alone known. A course comes to the referral on the day it is opened, unless that
    step says otherwise.
    """
    kept = list(records)
    before = [
        each.finished_on for each in kept if each.finished_on and each.step.ordinal < step.ordinal
    ]
    began = [each.started_on for each in kept if each.started_on and each.step is step]
    handed_over = [max(before)] if before else []
    return min((*handed_over, *began), default=opened_on if step is Step.REFERRAL else None)
