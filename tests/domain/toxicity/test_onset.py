"""Late onset of an episode, counted from the infusion before it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.toxicity.episodes import Episode, Toxicity
from carttrack.domain.toxicity.onset import late_onset, onset_day
from tests.builders import NOW, an_infusion
from tests.domain.toxicity.test_episodes import START
from tests.domain.toxicity.test_log import with_entries

PARIS = ZoneInfo("Europe/Paris")


def a_case(**changes: Any) -> CaseFile:
    return replace(with_entries(()), day0=date(2026, 11, 1), **changes)


def onset_on(day: int, toxicity: Toxicity) -> Episode:
    at = START.replace(day=1, hour=23, minute=30) + timedelta(day - 1)  # after midnight in Paris
    return Episode(toxicity=toxicity, opened_at=at, maximum=1, maximum_at=at)


@pytest.mark.parametrize(
    ("toxicity", "day", "late"),
    [
        (Toxicity.CRS, 0, False),
        (Toxicity.CRS, 14, False),
        (Toxicity.CRS, 15, True),
        (Toxicity.ICANS, 15, False),
        (Toxicity.ICANS, 28, False),
        (Toxicity.ICANS, 29, True),
    ],
)
def test_an_onset_is_late_after_day_14_for_crs_and_day_28_for_icans(
    toxicity: Toxicity, day: int, *, late: bool
) -> None:
    case, episode = a_case(), onset_on(day, toxicity)
    assert onset_day(case, episode, PARIS) == day
    assert late_onset(case, episode, PARIS).startswith("Late onset") is late


def test_the_sentence_names_the_days_and_the_source() -> None:
    words = late_onset(a_case(), onset_on(17, Toxicity.CRS), PARIS)
    assert words.startswith("Late onset, 17 days after the infusion: CRS generally begins")
    assert "EBMT" in words


def test_a_later_infusion_begins_the_count_anew() -> None:
    later = an_infusion(started_at=START.replace(day=10))
    kept = Kept(id=2, value=later, entered_at=NOW, entered_by="A")
    case = a_case(later_infusions=(kept,))
    assert onset_day(case, onset_on(17, Toxicity.CRS), PARIS) == 8
    assert onset_day(case, onset_on(5, Toxicity.CRS), PARIS) == 5


def test_without_day_0_nothing_is_late() -> None:
    case = replace(a_case(), day0=None)
    assert late_onset(case, onset_on(40, Toxicity.CRS), PARIS) == ""
