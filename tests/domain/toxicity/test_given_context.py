"""Where each thing given stands: its number in the episode, the grades at its time."""

from dataclasses import replace

from carttrack.domain.casefile import CaseFile
from carttrack.domain.toxicity.given_context import given_contexts, grades_words
from carttrack.domain.toxicity.interventions import Indication
from tests.domain.toxicity.test_course_summary import icans
from tests.domain.toxicity.test_episodes import closing, crs
from tests.domain.toxicity.test_log import tocilizumab, with_entries


def two_episodes() -> CaseFile:
    doses = tuple(replace(tocilizumab(at), indication=Indication.CRS) for at in (-1, 2, 6, 42))
    return with_entries(
        (crs(0, 2), icans(3, 1), crs(5, 3), crs(20, 0), crs(40, 1)),
        given=doses,
        closings=(closing(30),),
    )


def test_the_number_in_the_episode_begins_anew_with_each_episode() -> None:
    case = two_episodes()
    found = given_contexts(case)
    numbers = [found[kept.id].in_episode for kept in case.given]
    assert numbers == [None, 1, 2, 1]


def test_the_grades_are_the_latest_on_record_at_its_time_with_their_scale() -> None:
    case = two_episodes()
    found = given_contexts(case)
    words = [grades_words(found[kept.id]) for kept in case.given]
    assert words == [
        "",
        "CRS 2 (ASTCT 2019)",
        "CRS 3, ICANS 1 (ASTCT 2019)",
        "CRS 1, ICANS 1 (ASTCT 2019)",
    ]


def test_what_was_given_for_nothing_stated_has_no_number_in_an_episode() -> None:
    case = with_entries((crs(0, 2),), given=(tocilizumab(2),))
    (context,) = given_contexts(case).values()
    assert context.in_episode is None
