"""Best response by month 3, counted of the assessed and of the infused."""

from collections.abc import Sequence
from datetime import date

from carttrack.domain.outcome.best_response import best_response, best_responses
from carttrack.domain.outcome.cohort_course import CohortCourse, JudgedResponse
from carttrack.domain.outcome.response import ResponseKind
from tests.domain.outcome.cohort_builders import a_course, day, judged

CR, CRI, MLFS = ResponseKind.CR, ResponseKind.CRI, ResponseKind.MLFS
NONE = ResponseKind.NO_RESPONSE
TODAY = date(2026, 3, 3)
Pair = tuple[CohortCourse, Sequence[JudgedResponse]]


def test_both_denominators_stand_beside_each_other() -> None:
    pairs: list[Pair] = [
        (a_course(), judged((28, CRI), (80, CR))),
        (a_course(), judged((28, CRI))),
        (a_course(), judged((28, NONE))),
        (a_course(), judged((28, MLFS))),
        (a_course(died_on=day(20)), ()),
        (a_course(), ()),
    ]
    found = best_responses(pairs, TODAY)
    assert found.kinds == ((CR, 1), (CRI, 1), (MLFS, 1), (NONE, 1))
    assert (found.of_assessed.count, found.of_assessed.of) == (2, 4)
    assert (found.of_infused.count, found.of_infused.of) == (2, 6)
    assert (found.complete_of_assessed.count, found.complete_of_assessed.of) == (1, 4)
    assert (found.not_assessed, found.died_before, found.not_yet) == (2, 1, 0)


def test_only_patients_whose_month_3_has_passed_count() -> None:
    pairs: list[Pair] = [(a_course(), judged((28, CR)))]
    assert best_responses(pairs, date(2025, 6, 2)).not_yet == 1
    assert best_responses(pairs, date(2025, 6, 3)).of_infused.of == 1


def test_a_response_after_month_3_does_not_count() -> None:
    found = best_responses([(a_course(), judged((93, CR)))], TODAY)
    assert (found.not_assessed, found.of_infused.count) == (1, 0)


def test_a_relapse_does_not_take_the_best_response_away() -> None:
    found = best_response(judged((28, CR), (70, ResponseKind.RELAPSE)), day(92))
    assert found is not None
    assert found.kind is CR
