"""The course in figures: every one of them read off the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.kept import Kept
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.daily import daily_maximum
from carttrack.domain.toxicity.episodes import Episode, Toxicity, grade_of
from carttrack.domain.toxicity.icans_scores import ice_score
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.log import highest_temperature


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest temperature in °C, with when it was first on record."""

    temp_c: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """The worst ICE or CAPD score, with when it was first on record."""

    points: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFigures:
    """One episode in figures.

    `length` runs to the closing, or to now while it is open; None where the patient died before
    a closing: then nobody stated an end.
    `maximum_days` are the days whose highest grade is the episode's; `graded_days` counts those
    with grade 1 or more. `peak` is the highest temperature in °C, for CRS; `lowest_ice` (of 10)
    and `highest_capd` (of 32) are for ICANS. None where nothing is on record.
    """

    episode: Episode
    length: timedelta | None
    maximum_days: tuple[date, ...]
    graded_days: int
    peak: Peak | None = None
    lowest_ice: Score | None = None
    highest_capd: Score | None = None


@dataclass(frozen=True, slots=True)
class HandSetGrade:
    """A grade that a person set, with the assessment that it stands in."""

    kept: Kept[Assessment]
    toxicity: Toxicity
    grade: GradeOnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGroup:
    """Everything given of one drug, or of one named one, in order of time.

    `running` is the sum of the runs that have a stop, zero without one; `open_runs` counts
    oxygen and vasopressors that have none.
    """

    drug: Drug
    name: str
    entries: tuple[Given, ...]

    @property
    def running(self) -> timedelta:
        """The sum of the runs that have both a start and a stop."""
        runs = (one.stopped_at - one.started_at for one in self.entries if one.stopped_at)
        return sum(runs, timedelta())

    @property
    def open_runs(self) -> int:
        """How many runs of oxygen or a vasopressor have no stop on record."""
        is_run = self.drug in {Drug.OXYGEN, Drug.VASOPRESSOR}
        return sum(one.stopped_at is None for one in self.entries) if is_run else 0


def episode_figures(
    case: CaseFile, episode: Episode, *, zone: ZoneInfo, now: datetime
) -> EpisodeFigures:
    """Return an episode of the case in figures, as of now; days are those of the zone."""
    until = episode.closing.closed_at if episode.closing else now
    during = [k.value for k in case.assessments if episode.opened_at <= k.value.at <= until]
    first, last = local_day(episode.opened_at, zone), local_day(until, zone)
    days = daily_maximum(during, episode.toxicity, zone, first, max(first, last))
    is_crs = episode.toxicity is Toxicity.CRS
    is_unstated = episode.closing is None and case.death is not None
    return EpisodeFigures(
        episode=episode,
        length=None if is_unstated else until - episode.opened_at,
        maximum_days=tuple(day.day for day in days if day.grade == episode.maximum),
        graded_days=sum(bool(day.grade) for day in days),
        peak=_peak(during) if is_crs else None,
        lowest_ice=None if is_crs else _lowest_ice(during),
        highest_capd=None if is_crs else _highest_capd(during),
    )


def highest_shown(case: CaseFile, toxicity: Toxicity) -> int | None:
    """Return the highest grade on record that may be drawn, None when there is none."""
    grades = (grade_of(kept.value, toxicity) for kept in case.assessments)
    shown = [grade.shown for grade in grades if grade is not None and grade.shown is not None]
    return max(shown, default=None)


def hand_set_grades(case: CaseFile) -> tuple[HandSetGrade, ...]:
    """Return every grade set by hand, oldest first, CRS before ICANS."""
    return tuple(
        HandSetGrade(kept, toxicity, grade)
        for kept in case.assessments
        for toxicity in Toxicity
        if (grade := grade_of(kept.value, toxicity)) is not None and grade.by_hand
    )


def given_groups(given: Sequence[Given]) -> tuple[GivenGroup, ...]:
    """Return what was given by drug, in the order of the drugs, named ones each on their own."""
    groups: dict[tuple[Drug, str], list[Given]] = {}
    for one in sorted(given, key=lambda g: g.started_at):
        name = one.name if one.drug in {Drug.VASOPRESSOR, Drug.OTHER, Drug.ANTIPYRETIC} else ""
        groups.setdefault((one.drug, name.casefold()), []).append(one)
    order = list(Drug)
    return tuple(
        GivenGroup(drug=drug, name=entries[0].name if name else "", entries=tuple(entries))
        for (drug, name), entries in sorted(
            groups.items(), key=lambda item: (order.index(item[0][0]), item[1][0].started_at)
        )
    )


def done_count(case: CaseFile) -> int:
    """Return how many assessments were done; those recorded as not done do not count."""
    return sum(not kept.value.not_done_reason for kept in case.assessments)


def last_done(case: CaseFile) -> Kept[Assessment] | None:
    """Return the latest assessment that was done."""
    done = [kept for kept in case.assessments if not kept.value.not_done_reason]
    return done[-1] if done else None


def _peak(during: Sequence[Assessment]) -> Peak | None:
    found = ((highest_temperature(one), one.at) for one in during)
    known = [Peak(value, at) for value, at in found if value is not None]
    return max(known, key=lambda peak: peak.temp_c, default=None)  # the first of equal ones


def _lowest_ice(during: Sequence[Assessment]) -> Score | None:
    found = ((ice_score(one.icans), one.at) for one in during if one.icans is not None)
    known = [Score(points, at) for points, at in found if points is not None]
    return min(known, key=lambda score: score.points, default=None)


def _highest_capd(during: Sequence[Assessment]) -> Score | None:
    found = ((one.icans.capd, one.at) for one in during if one.icans is not None)
    known = [Score(points, at) for points, at in found if points is not None]
    return max(known, key=lambda score: score.points, default=None)
