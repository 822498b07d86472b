"""The log: every entry in one line, newest first."""

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.steps import Step
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import EpisodeClosing, episodes
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.log import (
    course_span,
    highest_temperature,
    log_lines,
    numbered_given,
)
from tests.domain.pathway.cases import a_case, kept
from tests.domain.toxicity.test_episodes import at, closing, crs

T = TypeVar("T")


def with_entries(
    assessments: tuple[Assessment, ...],
    given: tuple[Given, ...] = (),
    closings: tuple[EpisodeClosing, ...] = (),
) -> CaseFile:
    return replace(
        a_case(Step.FOLLOW_UP),
        assessments=_kept(assessments),
        given=_kept(given),
        closings=_kept(closings),
        episodes=episodes(assessments, closings),
    )


def _kept(values: tuple[T, ...]) -> tuple[Kept[T], ...]:
    return tuple(kept(value, number) for number, value in enumerate(values, 1))


def tocilizumab(hours: int) -> Given:
    return Given(drug=Drug.TOCILIZUMAB, started_at=at(hours), dose=Decimal(491), unit="mg")


def norepinephrine(start: int, stop: int | None) -> Given:
    stopped = None if stop is None else at(stop)
    return Given(
        drug=Drug.VASOPRESSOR, name="norepinephrine", started_at=at(start), stopped_at=stopped
    )


def test_what_happened_at_one_moment_stands_in_one_line() -> None:
    case = with_entries((crs(4, 2), crs(8, 1)), (tocilizumab(4), tocilizumab(6)), (closing(8),))
    lines = log_lines(case)
    assert [line.at for line in lines] == [at(8), at(6), at(4)]
    assert [len(line.given) for line in lines] == [0, 1, 1]
    assert lines[0].closings[0].value == closing(8)
    assert lines[1].assessment is None


def test_doses_carry_their_running_number() -> None:
    case = with_entries((), (tocilizumab(9), tocilizumab(1)))
    assert [(one.given.started_at, one.number) for one in numbered_given(case)] == [
        (at(1), 1),
        (at(9), 2),
    ]


def test_two_assessments_at_one_moment_keep_a_line_each() -> None:
    lines = log_lines(with_entries((crs(4, 1), crs(4, 2)), (tocilizumab(4),)))
    assert len({line.key for line in lines}) == 2
    assert sum(len(line.given) for line in lines) == 1


def test_a_run_stands_at_its_start_and_at_its_stop() -> None:
    lines = log_lines(with_entries((crs(5, 3),), (norepinephrine(4, 8),)))
    assert [(len(line.given), len(line.stopped)) for line in lines] == [(0, 1), (0, 0), (1, 0)]
    assert [line.vasopressors for line in lines] == [(), ("norepinephrine",), ("norepinephrine",)]


def test_the_course_runs_from_the_first_onset_to_the_last_closing() -> None:
    assert course_span(with_entries((crs(0, 0),))) is None
    assert course_span(with_entries((crs(0, 0), crs(4, 1)))) == (at(4), None)
    closed = with_entries((crs(4, 1),), closings=(closing(8),))
    assert course_span(closed) == (at(4), at(8))


def test_the_higher_of_two_temperatures_counts() -> None:
    assessment = replace(crs(0, 1), temp_now_c=Decimal("37.2"))
    assert highest_temperature(assessment) == Decimal("37.2")
    hotter = replace(assessment, crs=CrsFindings(temp_c=Decimal("38.9")))
    assert highest_temperature(hotter) == Decimal("38.9")
    assert highest_temperature(crs(0, 1)) is None
