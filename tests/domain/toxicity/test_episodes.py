from datetime import UTC, datetime, timedelta

from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity, episodes, open_episode
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.scales import Status

START = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def on_record(derived: int | None, recorded: int | None = None) -> GradeOnRecord:
    by_hand = recorded is not None
    return GradeOnRecord(
        derived=derived,
        status=Status.CANNOT_GRADE if derived is None else Status.GRADED,
        recorded=recorded if by_hand else derived,
        override_reason="seen at the bedside" if by_hand else "",
        rule_version="crs-1",
    )


def crs(hours: int, derived: int | None, recorded: int | None = None) -> Assessment:
    grade = on_record(derived, recorded)
    return Assessment(at=at(hours), assessor="Alex Demo", crs=CrsFindings(), crs_grade=grade)


def closing(hours: int, toxicity: Toxicity = Toxicity.CRS) -> EpisodeClosing:
    return EpisodeClosing(toxicity=toxicity, closed_at=at(hours), closed_by="Dr Demo")


def test_grade_0_opens_no_episode() -> None:
    assert episodes([crs(0, 0), crs(4, None)], []) == ()


def test_the_first_grade_of_1_opens_an_episode_that_grade_0_does_not_end() -> None:
    found = episodes([crs(0, 0), crs(4, 1), crs(8, 3), crs(12, 3), crs(16, 0)], [])
    assert len(found) == 1
    assert (found[0].opened_at, found[0].maximum, found[0].maximum_at) == (at(4), 3, at(8))
    assert found[0].closing is None


def test_a_grade_set_by_hand_is_the_one_that_counts() -> None:
    assert episodes([crs(0, 1, 0)], []) == ()
    assert episodes([crs(0, None, 2)], [])[0].maximum == 2


def test_a_person_closes_and_a_later_grade_opens_another() -> None:
    found = episodes([crs(0, 2), crs(20, 1)], [closing(10)])
    assert [episode.maximum for episode in found] == [2, 1]
    assert found[0].closing == closing(10)
    assert open_episode(found, Toxicity.CRS) == found[1]


def test_a_closing_at_the_time_of_an_assessment_comes_after_it() -> None:
    found = episodes([crs(0, 1), crs(4, 2)], [closing(4)])
    assert (len(found), found[0].maximum, found[0].closing) == (1, 2, closing(4))


def test_a_closing_without_open_episode_changes_nothing() -> None:
    found = episodes([crs(4, 1)], [closing(0), closing(2)])
    assert found[0].closing is None
    assert episodes([], [closing(0)]) == ()


def test_a_second_closing_does_not_move_the_end() -> None:
    found = episodes([crs(0, 1)], [closing(9), closing(5)])
    assert found[0].closing == closing(5)


def test_closing_icans_leaves_crs_open() -> None:
    both = Assessment(
        at=at(0),
        assessor="Alex Demo",
        crs=CrsFindings(),
        crs_grade=on_record(2),
        icans=IcansFindings(),
        icans_grade=on_record(1),
    )
    found = episodes([both], [closing(3, Toxicity.ICANS)])
    assert [episode.toxicity for episode in found] == [Toxicity.CRS, Toxicity.ICANS]
    assert open_episode(found, Toxicity.ICANS) is None
    assert open_episode(found, Toxicity.CRS) == found[0]
