"""The log of a course: assessments with what was given, stopped and closed at the same moment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.interventions import Drug, Given, numbered


@dataclass(frozen=True, slots=True)
class NumberedGiven:
    """One thing given with its running number in the course."""

    kept: Kept[Given]
    number: int

    @property
    def given(self) -> Given:
        """What was given."""
        return self.kept.value


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """All that is on record of one moment; without an assessment nothing was graded then.

    `given` began at this moment, `stopped` ended at it. `vasopressors` are the names of those
    that ran at it by the record.
    """

    at: datetime
    assessment: Kept[Assessment] | None = None
    given: tuple[NumberedGiven, ...] = ()
    stopped: tuple[Kept[Given], ...] = ()
    closings: tuple[Kept[EpisodeClosing], ...] = ()
    vasopressors: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[datetime, int]:
        """What tells lines apart: two assessments can stand at one moment."""
        return self.at, self.assessment.id if self.assessment else 0


def numbered_given(case: CaseFile) -> tuple[NumberedGiven, ...]:
    """Return everything given in the course in order of time, with running numbers."""
    in_time = sorted(case.given, key=lambda kept: kept.value.started_at)
    numbers = numbered([kept.value for kept in in_time])
    return tuple(
        NumberedGiven(kept, number) for kept, (_, number) in zip(in_time, numbers, strict=True)
    )


def log_lines(case: CaseFile) -> tuple[LogLine, ...]:
    """Return the log of a course, newest first.

    Every entry stands in exactly one line; a run with a stop stands in that of its stop too.
    """
    given: dict[datetime, list[NumberedGiven]] = defaultdict(list)
    stopped: dict[datetime, list[Kept[Given]]] = defaultdict(list)
    closings: dict[datetime, list[Kept[EpisodeClosing]]] = defaultdict(list)
    for one in numbered_given(case):
        given[one.given.started_at].append(one)
        if one.given.stopped_at is not None and one.given.stopped_at != one.given.started_at:
            stopped[one.given.stopped_at].append(one.kept)
    for closing in case.closings:
        closings[closing.value.closed_at].append(closing)
    assessed: dict[datetime, list[Kept[Assessment] | None]] = defaultdict(list)
    for kept in case.assessments:
        assessed[kept.value.at].append(kept)
    lines = []
    for at in sorted({*given, *stopped, *closings, *assessed}):
        first, *others = assessed[at] or [None]
        lines.append(
            LogLine(
                at=at,
                assessment=first,
                given=tuple(given[at]),
                stopped=tuple(stopped[at]),
                closings=tuple(closings[at]),
                vasopressors=_vasopressors(case, at),
            )
        )
        lines += [
            LogLine(at=at, assessment=other, vasopressors=_vasopressors(case, at))
            for other in others
        ]
    return tuple(reversed(lines))


def highest_temperature(assessment: Assessment) -> Decimal | None:
    """Return the highest temperature of an assessment in °C: since the last one, or at it."""
    since = assessment.crs.temp_c if assessment.crs else None
    known = [temp for temp in (since, assessment.temp_now_c) if temp is not None]
    return max(known, default=None)


def course_span(case: CaseFile) -> tuple[datetime, datetime | None] | None:
    """Return from the first onset to the last closing, its end None while an episode is open.

    None without an episode.
    """
    if not case.episodes:
        return None
    closings = [episode.closing for episode in case.episodes]
    ends = [closing.closed_at for closing in closings if closing is not None]
    return (
        min(episode.opened_at for episode in case.episodes),
        None if len(ends) < len(closings) else max(ends),
    )


def _vasopressors(case: CaseFile, at: datetime) -> tuple[str, ...]:
    running = (
        kept.value.name
        for kept in case.given
        if kept.value.drug is Drug.VASOPRESSOR
        and kept.value.started_at <= at
        and (kept.value.stopped_at is None or kept.value.stopped_at > at)
    )
    return tuple(dict.fromkeys(running))
