"""Several episodes in one course, and what a correction makes of them."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.toxicity.crs import Hypoxia
from carttrack.domain.toxicity.episodes import Episode, Toxicity, episodes
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.services import casefile, entries, toxicity, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import crs_findings
from tests.domain.toxicity.test_episodes import closing, crs
from tests.services.builders import infused
from tests.services.test_toxicity import AT


def at(hours: int) -> datetime:
    return AT + timedelta(hours=hours)


def found(hours: int, grade: int) -> NewAssessment:
    """Findings of CRS grade 0 to 3."""
    need = {2: Hypoxia.LOW_FLOW, 3: Hypoxia.HIGH_FLOW}.get(grade, Hypoxia.NONE)
    temp = Decimal("38.9") if grade else Decimal("36.8")
    return NewAssessment(at=at(hours), crs=crs_findings(temp_c=temp, hypoxia=need))


@pytest.fixture
def course(clinic: Clinic) -> tuple[PatientId, CourseId]:
    return infused(clinic)


def logged(clinic: Clinic, course: tuple[PatientId, CourseId], hours: int, grade: int) -> int:
    return toxicity.log_assessment(clinic, course[1], found(hours, grade)).entry_id


def closed(clinic: Clinic, course: tuple[PatientId, CourseId], hours: int) -> int:
    act = toxicity.close_episode(clinic, course[1], Toxicity.CRS, at(hours), "R. Demo")
    return act.entry_id


def told(clinic: Clinic, course: tuple[PatientId, CourseId]) -> list[tuple[int, int, int | None]]:
    """Each episode as hours of its onset, maximum, hours of its closing."""

    def hours(moment: datetime) -> int:
        return round((moment - AT) / timedelta(hours=1))

    return [
        (hours(one.opened_at), one.maximum, hours(one.closing.closed_at) if one.closing else None)
        for one in casefile.read(clinic, course[0]).episodes
    ]


def two_episodes(clinic: Clinic, course: tuple[PatientId, CourseId]) -> dict[str, int]:
    return {
        "onset": logged(clinic, course, 0, 1),
        "maximum": logged(clinic, course, 6, 3),
        "closing": closed(clinic, course, 12),
        "second": logged(clinic, course, 48, 2),
    }


def test_a_course_holds_several_episodes(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    two_episodes(clinic, course)
    assert told(clinic, course) == [(0, 3, 12), (48, 2, None)]


def test_correcting_the_first_grade_moves_the_onset(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    ids = two_episodes(clinic, course)
    toxicity.correct_assessment(clinic, course[1], ids["onset"], found(0, 0), "thermometer")
    assert told(clinic, course) == [(6, 3, 12), (48, 2, None)]


def test_correcting_the_worst_grade_lowers_the_maximum(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    ids = two_episodes(clinic, course)
    toxicity.correct_assessment(clinic, course[1], ids["maximum"], found(6, 2), "it was a cannula")
    assert told(clinic, course) == [(0, 2, 12), (48, 2, None)]


def test_a_closing_made_void_makes_one_episode_of_two_and_undo_parts_them(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    ids = two_episodes(clinic, course)
    act = entries.void(clinic, Entry.CLOSING, ids["closing"], "closed too early")
    assert told(clinic, course) == [(0, 3, None)]
    undo.take_back(clinic, act)
    assert told(clinic, course) == [(0, 3, 12), (48, 2, None)]


def test_a_grade_entered_late_opens_the_episode_earlier(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    two_episodes(clinic, course)
    logged(clinic, course, -5, 1)
    assert told(clinic, course) == [(-5, 3, 12), (48, 2, None)]


def test_voiding_the_only_grade_of_an_episode_takes_it_away(
    clinic: Clinic, course: tuple[PatientId, CourseId]
) -> None:
    ids = two_episodes(clinic, course)
    entries.void(clinic, Entry.ASSESSMENT, ids["second"], "another patient's")
    assert told(clinic, course) == [(0, 3, 12)]


MOMENTS = st.integers(0, 60)


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(MOMENTS, st.integers(0, 4), max_size=12),
    st.lists(MOMENTS, max_size=4, unique=True),
)
def test_episodes_never_overlap_and_hold_every_grade_of_1_or_more(
    grades: dict[int, int], closings: list[int]
) -> None:
    assessments = [crs(hours, grade) for hours, grade in grades.items()]
    made = episodes(assessments, [closing(hours) for hours in closings])
    inside = [
        (hours, grade)
        for hours, grade in grades.items()
        if any(_holds(one, crs(hours, grade).at) for one in made)
    ]
    assert all(item in inside for item in grades.items() if item[1])
    for before, after in pairwise(made):
        assert before.closing is not None
        assert before.closing.closed_at < after.opened_at
    for one in made:
        held = [grade for hours, grade in grades.items() if _holds(one, crs(hours, 0).at)]
        assert one.maximum == max(held)


def _holds(episode: Episode, moment: datetime) -> bool:
    ends = episode.closing.closed_at if episode.closing else moment
    return episode.opened_at <= moment <= ends
