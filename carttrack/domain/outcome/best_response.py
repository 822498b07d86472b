"""Best response by month 3, with both denominators: who was assessed, and who was infused."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from carttrack.domain.days import add_months
from carttrack.domain.outcome.cohort_course import CohortCourse, JudgedResponse, ResponseBasis
from carttrack.domain.outcome.proportions import Proportion, proportion
from carttrack.domain.outcome.response import ResponseKind

MONTHS = 3
"""Responses up to this many months after Day 0 count. Source: Aucatzyl (obecabtagene autoleucel)
US prescribing information, text of 14 March 2025 (CR within 3 months)."""
COMPLETE = frozenset({ResponseKind.CR, ResponseKind.CRI})
BEST_FIRST = (
    ResponseKind.CR,
    ResponseKind.CRI,
    ResponseKind.MLFS,
    ResponseKind.PARTIAL,
    ResponseKind.NO_RESPONSE,
    ResponseKind.ACTIVE_DISEASE,
    ResponseKind.RELAPSE,
)
DEFINITION = (
    "Best response on assessments after Day 0 up to month 3. The clinician's statement counts; "
    "without one, what the findings make. Counted are patients whose month 3 has passed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BestResponses:
    """Best responses of the infused whose month 3 has passed.

    `kinds` counts patients by best response, `derived` how many of these come from findings
    without a statement. `not_assessed` have no assessment that says anything up to month 3,
    `died_before` of them died by then. `not_yet` have not reached month 3 and are left out.
    """

    kinds: tuple[tuple[ResponseKind, int], ...]
    of_assessed: Proportion
    of_infused: Proportion
    complete_of_assessed: Proportion
    derived: int
    not_assessed: int
    died_before: int
    not_yet: int


def best_responses(
    infused: Iterable[tuple[CohortCourse, Sequence[JudgedResponse]]], today: date
) -> BestResponses:
    """Return the best responses of courses with an infusion, each with its assessments."""
    kinds: Counter[ResponseKind] = Counter()
    derived = not_assessed = died_before = not_yet = 0
    for course, judged in infused:
        if course.infused_on is None:
            continue
        until = add_months(course.infused_on, MONTHS)
        if until > today:
            not_yet += 1
            continue
        best = best_response(judged, until)
        if best is None:
            not_assessed += 1
            died_before += course.died_on is not None and course.died_on <= until
        else:
            kinds[best.kind] += 1
            derived += best.basis is ResponseBasis.DERIVED
    assessed = kinds.total()
    complete = sum(kinds[kind] for kind in COMPLETE)
    return BestResponses(
        kinds=tuple((kind, kinds[kind]) for kind in BEST_FIRST if kinds[kind]),
        of_assessed=proportion(complete, assessed),
        of_infused=proportion(complete, assessed + not_assessed),
        complete_of_assessed=proportion(kinds[ResponseKind.CR], assessed),
        derived=derived,
        not_assessed=not_assessed,
        died_before=died_before,
        not_yet=not_yet,
    )


def best_response(judged: Iterable[JudgedResponse], until: date) -> JudgedResponse | None:
    """Return the best of the assessments up to a day, the earliest of equal ones."""
    counted = (one for one in judged if one.on <= until)
    return min(counted, key=lambda one: BEST_FIRST.index(one.kind), default=None)
