"""What happens to a generated patient, and how often; every choice has one seeded source."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease

_T = TypeVar("_T")

ASSESSED_TO_DAY = 14
_CHILD = 12
_LONGEST_DAYS = 5300
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Treatment:
    """A disease with a product and the ages it is given at."""

    disease: Disease
    product: str
    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How a course ends early: the setback, where one says so, in which step, the reason.

    `days_before` counts from the end to the infusion that was planned, 0 for an end after it.
    """

    step: Step
    end_reason: EndReason
    setback: SetbackKind | None
    words: str
    days_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What happens to one generated patient.

    `day0` is the infusion, also the one planned or no longer possible; `ended_on` the day the
    course ended, None while it goes on.
    """

    treatment: Treatment
    age: int
    day0: date
    infused: bool
    ending: Ending | None = None
    ended_on: date | None = None
    toxicity: str = ""

    @property
    def died(self) -> bool:
        """Whether the patient has died."""
        return self.ending is not None and self.ending.end_reason is EndReason.DIED


_TREATMENTS = (
    (Treatment(Disease.B_ALL, "tisa_cel", 3, 25), 40),
    (Treatment(Disease.B_ALL, "brexu_cel", 26, 70), 25),
    (Treatment(Disease.B_ALL, "obe_cel", 26, 68), 8),
    (Treatment(Disease.B_ALL, "cd22_car", 5, 29), 3),
    (Treatment(Disease.B_ALL, "cd19_22_b019", 3, 17), 3),
    (Treatment(Disease.LBCL, "axi_cel", 30, 74), 10),
    (Treatment(Disease.MCL, "brexu_cel", 50, 76), 4),
    (Treatment(Disease.MM, "cilta_cel", 45, 74), 7),
)
_ADULT_COURSES = (
    ("quiet", 25),
    ("crs1", 30),
    ("crs2", 20),
    ("crs1-icans1", 12),
    ("crs2-icans1", 8),
    ("crs1-icans2", 3),
    ("crs3-icans3", 2),
)
_CHILD_COURSES = (("child-quiet", 60), ("child-crs2-icans1", 37), ("child-crs4-icans2", 3))
_BEFORE_INFUSION = (
    (
        Ending(
            Step.EVALUATION,
            EndReason.SCREEN_FAILURE,
            SetbackKind.SCREEN_FAILURE,
            "Organ function below the limit.",
            days_before=55,
        ),
        4,
    ),
    (
        Ending(
            Step.LEUKAPHERESIS,
            EndReason.WITHDREW,
            SetbackKind.WITHDREW,
            "Decided against the treatment.",
            days_before=45,
        ),
        2,
    ),
    (
        Ending(
            Step.MANUFACTURING,
            EndReason.DIED,
            SetbackKind.DIED_BEFORE_INFUSION,
            "Died of the disease before infusion.",
            days_before=29,
        ),
        3,
    ),
)
_AFTER_INFUSION = (
    (Ending(Step.FOLLOW_UP, EndReason.DIED, None, ""), 60),
    (
        Ending(
            Step.FOLLOW_UP,
            EndReason.OTHER_TREATMENT,
            SetbackKind.OTHER_TREATMENT,
            "Relapse; treated elsewhere.",
        ),
        18,
    ),
    (
        Ending(
            Step.FOLLOW_UP,
            EndReason.LOST_TO_CONTACT,
            SetbackKind.LOST_TO_CONTACT,
            "No answer to letters and calls.",
        ),
        10,
    ),
    (
        Ending(
            Step.FOLLOW_UP,
            EndReason.TRANSFERRED,
            SetbackKind.TRANSFERRED,
            "Follow-up goes on at the referring centre.",
        ),
        12,
    ),
)
_NEVER_INFUSED, _WAITING, _WATCHED, _MONITORED = 0.04, 0.07, 0.071, 0.08  # shares, added up
_ENDED_EARLY = 0.2
_EARLIEST_END = 60  # days after the infusion


def fate(rng: Random, today: date) -> Fate:
    """Draw what happens to one patient."""
    treatment = drawn(rng, _TREATMENTS)
    age = rng.randint(treatment.youngest, treatment.oldest)
    standing = rng.random()
    if standing < _NEVER_INFUSED:
        return _never_infused(rng, treatment, age, today)
    if standing < _WAITING:
        day0 = _workday(today + timedelta(days=rng.randint(9, 75)))
        return Fate(treatment=treatment, age=age, day0=day0, infused=False)
    if standing < _WATCHED:
        day0 = _workday(today - timedelta(days=rng.randint(3, ASSESSED_TO_DAY)))
        quiet = "child-quiet" if age < _CHILD else "quiet"
        return Fate(treatment=treatment, age=age, day0=day0, infused=True, toxicity=quiet)
    toxicity = drawn(rng, _CHILD_COURSES if age < _CHILD else _ADULT_COURSES)
    if standing < _MONITORED:
        day0 = _workday(today - timedelta(days=rng.randint(ASSESSED_TO_DAY + 1, 27)))
        return Fate(treatment=treatment, age=age, day0=day0, infused=True, toxicity=toxicity)
    return _followed(rng, treatment, age, toxicity, today)


def _never_infused(rng: Random, treatment: Treatment, age: int, today: date) -> Fate:
    ended_on = today - timedelta(days=rng.randint(20, 1500))
    ending = drawn(rng, _BEFORE_INFUSION)
    day0 = ended_on + timedelta(days=ending.days_before)
    return Fate(
        treatment=treatment, age=age, day0=day0, infused=False, ending=ending, ended_on=ended_on
    )


def _followed(rng: Random, treatment: Treatment, age: int, toxicity: str, today: date) -> Fate:
    days = 29 + int(rng.random() ** 1.6 * _LONGEST_DAYS)
    day0 = _workday(today - timedelta(days=days))
    ending, ended_on = None, None
    if days > _EARLIEST_END and rng.random() < _ENDED_EARLY:
        ending = drawn(rng, _AFTER_INFUSION)
        ended_on = day0 + timedelta(days=40 + int(rng.random() ** 2 * (days - 41)))
    return Fate(
        treatment=treatment,
        age=age,
        day0=day0,
        infused=True,
        ending=ending,
        ended_on=ended_on,
        toxicity=toxicity,
    )


def drawn(rng: Random, choices: tuple[tuple[_T, int], ...]) -> _T:
    """Draw one of some choices, each with its weight."""
    mark = rng.random() * sum(weight for _, weight in choices)
    for choice, weight in choices:
        mark -= weight
        if mark < 0:
            return choice
    return choices[-1][0]


def _workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
