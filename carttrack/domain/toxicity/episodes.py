"""Episodes: opened by the first recorded grade of 1 or more, closed only by a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord


class Toxicity(StrEnum):
    """Which toxicity an episode is of."""

    CRS = "crs"
    ICANS = "icans"


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeClosing:
    """A clinician states that an episode is over."""

    toxicity: Toxicity
    closed_at: datetime
    closed_by: str
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "closed_at", fields.instant("closed_at", self.closed_at))
        object.__setattr__(
            self, "closed_by", fields.line("closed_by", self.closed_by, required=True)
        )
        object.__setattr__(self, "note", fields.text("note", self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode, computed from the assessments and closings of a course.

    `maximum` is the highest recorded grade and `maximum_at` when it was first reached;
    `closing` is None while the episode is open.
    """

    toxicity: Toxicity
    opened_at: datetime
    maximum: int
    maximum_at: datetime
    closing: EpisodeClosing | None = None


def grade_of(assessment: Assessment, toxicity: Toxicity) -> GradeOnRecord | None:
    """Return the grade that an assessment holds for a toxicity, or None when it holds none."""
    return assessment.crs_grade if toxicity is Toxicity.CRS else assessment.icans_grade


def episodes(
    assessments: Sequence[Assessment], closings: Sequence[EpisodeClosing]
) -> tuple[Episode, ...]:
    """Return the episodes of a course, CRS before ICANS, each in order of time.

    An episode opens at the first recorded grade of 1 or more and takes the recorded grades, also
    those set by hand. It ends only by a closing; a recorded grade of 0 does not end it. A closing
    at the time of an assessment comes after it; one with no episode open changes nothing. The
    order of the arguments does not matter.
    """
    return tuple(
        episode
        for toxicity in Toxicity
        for episode in _episodes_of(toxicity, assessments, closings)
    )


def open_episode(found: Iterable[Episode], toxicity: Toxicity) -> Episode | None:
    """Return the episode of a toxicity that is open, or None."""
    for episode in found:
        if episode.toxicity is toxicity and episode.closing is None:
            return episode
    return None


def _episodes_of(
    toxicity: Toxicity, assessments: Sequence[Assessment], closings: Sequence[EpisodeClosing]
) -> list[Episode]:
    ends = sorted((c for c in closings if c.toxicity is toxicity), key=lambda c: c.closed_at)
    done: list[Episode] = []
    current: Episode | None = None
    for assessment in sorted(assessments, key=lambda a: a.at):
        current, ends = _closed_before(assessment.at, current, ends, done)
        grade = grade_of(assessment, toxicity)
        if grade is not None and grade.recorded:
            current = _with(current, toxicity, grade.recorded, assessment.at)
    if current is not None:
        later = [closing for closing in ends if closing.closed_at >= current.opened_at]
        done.append(replace(current, closing=later[0] if later else None))
    return done


def _closed_before(
    at: datetime, current: Episode | None, ends: list[EpisodeClosing], done: list[Episode]
) -> tuple[Episode | None, list[EpisodeClosing]]:
    """Close the current episode by the first closing before `at`; drop what is past."""
    past = [closing for closing in ends if closing.closed_at < at]
    if current is not None and past:
        done.append(replace(current, closing=past[0]))
        current = None
    return current, ends[len(past) :]


def _with(current: Episode | None, toxicity: Toxicity, grade: int, at: datetime) -> Episode:
    if current is None:
        return Episode(toxicity=toxicity, opened_at=at, maximum=grade, maximum_at=at)
    if grade > current.maximum:
        return replace(current, maximum=grade, maximum_at=at)
    return current
