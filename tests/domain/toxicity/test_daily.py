from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.daily import DayGrade, daily_maximum
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.scales import Status

BERLIN = ZoneInfo("Europe/Berlin")


def seen(
    day: int, hour: int, grade: int | None, *, status: Status = Status.GRADED, by_hand: int = -1
) -> Assessment:
    hand = by_hand >= 0
    on_record = GradeOnRecord(
        derived=grade,
        status=status,
        at_least=grade == 2,
        recorded=by_hand if hand else grade,
        override_reason="seen at the bedside" if hand else "",
        rule_version="crs-1",
    )
    at = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
    return Assessment(at=at, assessor="Alex Demo", crs=CrsFindings(), crs_grade=on_record)


def days(*assessments: Assessment, last: int = 16) -> tuple[DayGrade, ...]:
    first, end = date(2026, 11, 16), date(2026, 11, last)
    return daily_maximum(assessments, Toxicity.CRS, BERLIN, first, end)


def test_the_highest_of_a_day_stands_for_it() -> None:
    assert days(seen(16, 5, 1), seen(16, 9, 3), seen(16, 15, 0)) == (
        DayGrade(day=date(2026, 11, 16), grade=3, assessed=True),
    )


def test_a_day_without_assessment_is_none_and_not_assessed() -> None:
    found = days(seen(16, 5, 1), last=17)
    assert found[1] == DayGrade(day=date(2026, 11, 17))


def test_a_day_belongs_to_the_clinic_not_to_utc() -> None:
    found = days(seen(16, 23, 1), last=17)
    assert [day.grade for day in found] == [None, 1]


def test_entries_without_a_digit_are_assessed_and_have_no_grade() -> None:
    found = days(seen(16, 5, 0, status=Status.CRITERIA_NOT_MET))
    assert found == (DayGrade(day=date(2026, 11, 16), assessed=True),)


def test_a_grade_set_by_hand_carries_its_mark() -> None:
    assert days(seen(16, 5, 1, by_hand=4))[0].by_hand
    assert not days(seen(16, 5, 3), seen(16, 6, 1, by_hand=2))[0].by_hand


def test_a_grade_that_may_be_higher_says_so() -> None:
    assert days(seen(16, 5, 2), seen(16, 6, 3))[0].at_least
    assert not days(seen(16, 5, 2, by_hand=3))[0].at_least


def test_no_days_are_no_rows() -> None:
    assert days(seen(16, 5, 2), last=15) == ()
