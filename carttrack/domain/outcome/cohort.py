"""The outcomes of a cohort: every figure with who is counted, its definition and its interval."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.best_response import BestResponses, best_responses
from carttrack.domain.outcome.cohort_course import (
    CohortCourse,
    JudgedResponse,
    judged_responses,
    with_later_cells,
)
from carttrack.domain.outcome.cohort_filter import CohortFilter, Start, chosen
from carttrack.domain.outcome.derivation import has_response_form
from carttrack.domain.outcome.endpoints import (
    EndedBy,
    Endpoint,
    definition,
    is_seen_later,
    watched,
)
from carttrack.domain.outcome.funnel import Funnel, funnel
from carttrack.domain.outcome.proportions import FEW, Interval
from carttrack.domain.outcome.published import published
from carttrack.domain.outcome.spans import Span, spans
from carttrack.domain.outcome.survival import Estimate, Survival, kaplan_meier
from carttrack.domain.outcome.worst_grades import WorstGrades, worst_grades
from carttrack.domain.patients import DeathCause
from carttrack.domain.reference.figures import Figure, PublishedEndpoint
from carttrack.domain.reference.library import Library, Source

DAY_100 = 100
YEAR = 365
"""One year is Day 365, so that every figure counts in days; the clinic may confirm it."""
TOLD_DAYS = (DAY_100, YEAR, 2 * YEAR, 3 * YEAR)
"""The days for which survival is told: this program's choice."""
MORTALITY_DAYS = (DAY_100, YEAR)
NO_FORM = (
    "Response and event-free survival are defined for B-ALL; this cohort has other diseases too."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointFigure:
    """One endpoint from one start: definition, curve, the told days, and what ended the times.

    `unassessed` patients are censored on an assessment and were seen alive half a year later.
    """

    endpoint: Endpoint
    start: Start
    definition: str
    survival: Survival
    told: tuple[Estimate, ...]
    ended_by: tuple[tuple[EndedBy, int], ...]
    unassessed: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What small numbers and missing assessments make of the curve."""
        patients = self.survival.patients
        few = f"{patients} patients: read the intervals" if 0 < patients < FEW else ""
        late = (
            f"{self.unassessed} were seen alive more than half a year after their last assessment; "
            "deaths count however late, so the figure may read too low"
        )
        return tuple(words for words in (few, late if self.unassessed else "") if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mortality:
    """Death from any cause by a day after the infusion.

    `estimate` is 1 - S of overall survival, so that patients not yet watched so long count as long
    as they were; `deaths` are those on record by then, `causes` the most frequent first.
    """

    day: int
    estimate: Estimate
    deaths: int
    causes: tuple[tuple[DeathCause, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortOutcomes:
    """All figures of a cohort as of `today`.

    `published` are figures of other groups, with their `sources`. `response` is
    None and `survival` without event-free survival where the cohort is not of B-ALL alone;
    `not_given` says so.
    """

    wanted: CohortFilter
    today: date
    referred: int
    collected: int
    infused: int
    funnel: Funnel
    response: BestResponses | None
    survival: tuple[EndpointFigure, ...]
    mortality: tuple[Mortality, ...]
    grades: WorstGrades
    spans: tuple[Span, ...]
    published: tuple[Figure, ...]
    sources: tuple[Source, ...]
    not_given: str = ""

    @property
    def warning(self) -> str:
        """What small numbers make of the whole, empty from 20 infused patients on."""
        if self.infused >= FEW:
            return ""
        return (
            f"Small numbers: {self.infused} infused. Read the counts and intervals, not the rates."
        )

    def figure(self, endpoint: Endpoint, start: Start) -> EndpointFigure | None:
        """Return an endpoint from a start, None where it is not given."""
        both = (one for one in self.survival if (one.endpoint, one.start) == (endpoint, start))
        return next(both, None)

    def beside(self, *endpoints: PublishedEndpoint) -> tuple[Figure, ...]:
        """Return the published figures of some endpoints."""
        return tuple(
            one for one in self.published if one.numbers and one.numbers.endpoint in endpoints
        )


def cohort_outcomes(
    courses: Iterable[CohortCourse],
    wanted: CohortFilter,
    *,
    today: date,
    library: Library,
    counts: Comparison = Comparison.AT_LEAST,
    product_name: str = "",
) -> CohortOutcomes:
    """Return the outcomes of the courses that the filter lets pass.

    `counts` is how the clinic holds ANC and platelets against their limits where a response is
    derived. `product_name` is the full name of the product asked for, empty for one that the
    catalogue does not know.
    """
    known = with_later_cells(courses)
    by_start = {start: chosen(known, wanted, start, today) for start in Start}
    infused = by_start[Start.INFUSION]
    is_b_all = all(has_response_form(c.disease) for of_start in by_start.values() for c in of_start)
    judged = _judging(counts)
    survival = _survival(by_start, judged, defined=is_b_all)
    figures = published(library, wanted, infused, product_name)
    return CohortOutcomes(
        wanted=wanted,
        today=today,
        referred=len(by_start[Start.REFERRAL]),
        collected=len(by_start[Start.LEUKAPHERESIS]),
        infused=len(infused),
        funnel=funnel(by_start[Start.REFERRAL]),
        response=best_responses(((c, judged(c)) for c in infused), today) if is_b_all else None,
        survival=survival,
        mortality=tuple(_mortality(day, infused, survival[0].survival) for day in MORTALITY_DAYS),
        grades=worst_grades(infused),
        spans=spans(infused),
        published=figures,
        sources=tuple(library.source(number) for number in sorted({f.source for f in figures})),
        not_given="" if is_b_all else NO_FORM,
    )


_Judge = Callable[[CohortCourse], tuple[JudgedResponse, ...]]


def _judging(counts: Comparison) -> _Judge:
    """Return the judgement of a course's responses, made once a course."""
    found: dict[int, tuple[JudgedResponse, ...]] = {}

    def judged(course: CohortCourse) -> tuple[JudgedResponse, ...]:
        known = found.get(course.course_id)
        if known is None:
            known = found[course.course_id] = judged_responses(course, counts)
        return known

    return judged


def _survival(
    by_start: dict[Start, tuple[CohortCourse, ...]], judged: _Judge, *, defined: bool
) -> tuple[EndpointFigure, ...]:
    """Return each endpoint from infusion and from leukapheresis, overall survival first."""
    return tuple(
        _figure(endpoint, start, by_start[start], judged)
        for endpoint in Endpoint
        for start in (Start.INFUSION, Start.LEUKAPHERESIS)
        if defined or endpoint is Endpoint.OVERALL
    )


def _figure(
    endpoint: Endpoint, start: Start, courses: tuple[CohortCourse, ...], judged: _Judge
) -> EndpointFigure:
    days, events, unassessed = [], [], 0
    ends: Counter[EndedBy] = Counter()
    for course in courses:
        time = watched(course, judged(course), endpoint, start)
        days.append(time.days)
        events.append(time.event)
        ends[time.by] += 1
        unassessed += is_seen_later(course, time, start)
    survival = kaplan_meier(days, events)
    return EndpointFigure(
        endpoint=endpoint,
        start=start,
        definition=definition(endpoint, start),
        survival=survival,
        told=tuple(survival.at(day) for day in TOLD_DAYS),
        ended_by=tuple((by, ends[by]) for by in EndedBy if ends[by]),
        unassessed=unassessed,
    )


def _mortality(day: int, infused: tuple[CohortCourse, ...], overall: Survival) -> Mortality:
    causes = Counter(
        c.cause or DeathCause.UNKNOWN
        for c in infused
        if c.died_on and c.infused_on and (c.died_on - c.infused_on).days <= day
    )
    return Mortality(
        day=day,
        estimate=_complement(overall.at(day)),
        deaths=causes.total(),
        causes=tuple(causes.most_common()),
    )


def _complement(alive: Estimate) -> Estimate:
    """Return the share that had the event, where the share that had not is told."""
    known = alive.interval
    return Estimate(
        day=alive.day,
        at_risk=alive.at_risk,
        share=None if alive.share is None else 1 - alive.share,
        interval=Interval(1 - known.high, 1 - known.low) if known else None,
        reason=alive.reason,
    )
