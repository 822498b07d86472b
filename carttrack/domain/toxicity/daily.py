"""The highest recorded grade of each calendar day, for strips and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.episodes import Toxicity, grade_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGrade:
    """One day: `grade` is the highest shown, None when no entry allows a digit.

    `assessed` tells a day with such entries from a day without any. `by_hand` is true when the
    highest was set by hand, `at_least` when an entry of the day could have been higher because a
    finding was not recorded.
    """

    day: date
    grade: int | None = None
    assessed: bool = False
    by_hand: bool = False
    at_least: bool = False


def daily_maximum(
    assessments: Sequence[Assessment],
    toxicity: Toxicity,
    zone: ZoneInfo,
    first: date,
    last: date,
) -> tuple[DayGrade, ...]:
    """Return every day from `first` to `last`, both included, in the clinic's zone."""
    found: dict[date, list[GradeOnRecord]] = {}
    for assessment in assessments:
        grade = grade_of(assessment, toxicity)
        if grade is not None:
            found.setdefault(assessment.at.astimezone(zone).date(), []).append(grade)
    days = range((last - first).days + 1)
    return tuple(
        _highest(day, found.get(day, ())) for day in (first + timedelta(days=n) for n in days)
    )


def _highest(day: date, grades: Iterable[GradeOnRecord]) -> DayGrade:
    grades = tuple(grades)
    shown = [(grade.shown, grade.by_hand) for grade in grades if grade.shown is not None]
    highest = max((value for value, _ in shown), default=None)
    return DayGrade(
        day=day,
        grade=highest,
        assessed=bool(grades),
        by_hand=any(by_hand and value == highest for value, by_hand in shown),
        at_least=any(grade.at_least and not grade.by_hand for grade in grades),
    )
