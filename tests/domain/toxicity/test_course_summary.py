"""The course in figures agrees with the log."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.course_summary import (
    EpisodeFigures,
    Peak,
    Score,
    done_count,
    episode_figures,
    given_groups,
    hand_set_grades,
    highest_shown,
    last_done,
)
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.interventions import Drug, Given
from tests.domain.pathway.cases import dead
from tests.domain.toxicity.test_episodes import at, closing, crs, on_record
from tests.domain.toxicity.test_log import norepinephrine, tocilizumab, with_entries

UTC_ZONE = ZoneInfo("UTC")


def hot(hours: int, grade: int, temp: str) -> Assessment:
    return replace(crs(hours, grade), crs=CrsFindings(temp_c=Decimal(temp)))


def icans(hours: int, grade: int, **found: Any) -> Assessment:
    return Assessment(
        at=at(hours),
        assessor="Alex Demo",
        icans=IcansFindings(**found),
        icans_grade=on_record(grade),
    )


def figures(*assessments: Assessment, closings: tuple[EpisodeClosing, ...] = ()) -> EpisodeFigures:
    case = with_entries(assessments, closings=closings)
    return episode_figures(case, case.episodes[0], zone=UTC_ZONE, now=at(100))


def test_an_episode_has_its_days_its_length_and_its_peak() -> None:
    found = figures(
        hot(0, 1, "38.2"), hot(20, 3, "39.8"), hot(24, 3, "39.8"), closings=(closing(30),)
    )
    assert found.length == timedelta(hours=30)
    assert found.maximum_days == (date(2026, 11, 17),)
    assert found.graded_days == 2
    assert found.peak == Peak(Decimal("39.8"), at(20))


def test_an_open_episode_runs_to_now() -> None:
    assert figures(crs(0, 1)).length == timedelta(hours=100)
    assert figures(crs(0, 1)).peak is None


def test_nobody_states_the_length_of_an_episode_that_death_left_open() -> None:
    case = dead(with_entries((crs(0, 4),)), date(2026, 11, 17))
    found = episode_figures(case, case.episodes[0], zone=UTC_ZONE, now=at(100))
    assert found.length is None


def test_the_scores_of_icans_are_the_worst_ones() -> None:
    found = figures(icans(0, 1, ice=8), icans(4, 2, ice=5), icans(8, 2, ice=5))
    assert found.lowest_ice == Score(5, at(4))
    assert found.highest_capd is None
    child = figures(icans(0, 1, capd=4), icans(4, 3, capd=11))
    assert (child.lowest_ice, child.highest_capd) == (None, Score(11, at(4)))


def test_grades_set_by_hand_are_listed_with_both_values() -> None:
    case = with_entries((crs(0, 2, 1), crs(4, 2)))
    (found,) = hand_set_grades(case)
    assert (found.grade.derived, found.grade.recorded) == (2, 1)
    assert found.toxicity is Toxicity.CRS


def test_the_highest_grade_shown_leaves_out_what_has_no_digit() -> None:
    assert highest_shown(with_entries((crs(0, None),)), Toxicity.CRS) is None
    assert highest_shown(with_entries((crs(0, 0), crs(4, 2))), Toxicity.CRS) == 2


def test_assessments_not_done_do_not_count() -> None:
    not_done = Assessment(at=at(9), assessor="Alex Demo", not_done_reason="asleep")
    case = with_entries((crs(0, 1), not_done))
    assert done_count(case) == 1
    last = last_done(case)
    assert last is not None
    assert last.value.at == at(0)


def test_what_was_given_is_grouped_by_drug_and_name() -> None:
    open_run = norepinephrine(9, None)
    vasopressin = replace(open_run, name="vasopressin")
    groups = given_groups(
        [norepinephrine(2, 6), tocilizumab(8), tocilizumab(1), open_run, vasopressin]
    )
    assert [(group.drug, group.name, len(group.entries)) for group in groups] == [
        (Drug.TOCILIZUMAB, "", 2),
        (Drug.VASOPRESSOR, "norepinephrine", 2),
        (Drug.VASOPRESSOR, "vasopressin", 1),
    ]
    assert (groups[1].running, groups[1].open_runs) == (timedelta(hours=4), 1)
    assert groups[0].entries[0].started_at == at(1).astimezone(UTC)
    assert given_groups([Given(drug=Drug.ANTIPYRETIC, started_at=at(0))])[0].open_runs == 0
