"""What the record says around a CRS assessment: open episode, earlier fever, drugs, hours since.

These are circumstances that a form can fill in beforehand as derived from the record; findings
are never filled in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia
from carttrack.domain.toxicity.episodes import (
    Episode,
    EpisodeClosing,
    Toxicity,
    episodes,
    open_episode,
)
from carttrack.domain.toxicity.interventions import MASKS_FEVER, STEROIDS, Drug, Given
from carttrack.domain.toxicity.temperature import FEVER_C


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsContext:
    """The circumstances of an assessment at one instant, from what is on record before it.

    `episode_open`, `fever_treated` and `steroid_before_fever` are as in `CrsFindings`; `crs_fever`
    tells whether CRS fever is on record in the open episode, treated or not. `last` is the latest
    assessment that was done and `episode` the CRS episode that was open. The times since are None
    where nothing is on record; `since_fever` counts from the latest assessment with 38.0 °C or
    more, `since_hypotension` and `since_hypoxia` from the latest with that finding, each of any
    cause; the drugs from their latest start, or stop of a run.
    """

    episode_open: bool
    fever_treated: bool
    steroid_before_fever: bool
    crs_fever: bool = False
    episode: Episode | None = None
    last: Assessment | None = None
    since_last: timedelta | None = None
    since_fever: timedelta | None = None
    since_hypotension: timedelta | None = None
    since_hypoxia: timedelta | None = None
    since_antipyretic: timedelta | None = None
    since_steroid: timedelta | None = None
    since_tocilizumab: timedelta | None = None


def context(
    assessments: Sequence[Assessment],
    given: Sequence[Given],
    closings: Sequence[EpisodeClosing],
    at: datetime,
) -> CrsContext:
    """Return the circumstances at `at`: assessments before it, closings and drugs up to it.

    `fever_treated` needs a CRS fever in the open episode, and a drug against it that began, or
    still ran, after the assessment before that fever; the fever itself was the highest since then.
    """
    earlier = sorted((a for a in assessments if a.at < at), key=lambda a: a.at)
    done = [a for a in earlier if not a.not_done_reason]
    drugs = [one for one in given if one.started_at <= at]
    ended = [closing for closing in closings if closing.closed_at <= at]
    episode = open_episode(episodes(earlier, ended), Toxicity.CRS)
    last = done[-1] if done else None
    fevers = [a for a in done if _hot(a)]
    since = _treatable_since(done, episode)
    return CrsContext(
        episode_open=episode is not None,
        fever_treated=since is not None and _running(drugs, since, runs_end_unknown=False),
        steroid_before_fever=not fevers and _running(drugs, last.at if last else at),
        crs_fever=since is not None,
        episode=episode,
        last=last,
        since_last=at - last.at if last else None,
        since_fever=at - fevers[-1].at if fevers else None,
        since_hypotension=_since_found(done, _hypotensive, at),
        since_hypoxia=_since_found(done, _hypoxic, at),
        since_antipyretic=_since(drugs, frozenset({Drug.ANTIPYRETIC}), at),
        since_steroid=_since(drugs, STEROIDS, at),
        since_tocilizumab=_since(drugs, frozenset({Drug.TOCILIZUMAB}), at),
    )


def _hot(assessment: Assessment) -> bool:
    highest = assessment.crs.temp_c if assessment.crs else None
    recorded = [c for c in (highest, assessment.temp_now_c) if c is not None]
    return bool(recorded) and max(recorded) >= FEVER_C


def _hypotensive(findings: CrsFindings) -> bool:
    present = findings.hypotension not in {None, Hypotension.NONE}
    return present or bool(findings.vasopressin)


def _hypoxic(findings: CrsFindings) -> bool:
    if findings.hypoxia is not None:
        return findings.hypoxia is not Hypoxia.NONE
    return findings.o2_device is not None


def _since_found(
    done: Sequence[Assessment], present: Callable[[CrsFindings], bool], at: datetime
) -> timedelta | None:
    moments = [one.at for one in done if one.crs is not None and present(one.crs)]
    return at - moments[-1] if moments else None


def _treatable_since(done: Sequence[Assessment], episode: Episode | None) -> datetime | None:
    """Return from when on a drug treats the first CRS fever of an episode; None without one."""
    if episode is None:
        return None
    before: datetime | None = None
    for assessment in done:
        if assessment.crs is None:
            continue
        crs_fever = _hot(assessment) and not assessment.crs.fever_attributed_to_other
        if assessment.at >= episode.opened_at and crs_fever:
            return before or assessment.at
        before = assessment.at
    return None


def _running(drugs: Sequence[Given], since: datetime, *, runs_end_unknown: bool = True) -> bool:
    """Return whether a drug that masks fever was given or still ran at or after `since`.

    A drug begun before without a stop on record counts as running only with `runs_end_unknown`.
    """
    return any(
        one.drug in MASKS_FEVER
        and (
            one.started_at >= since
            or (runs_end_unknown if one.stopped_at is None else one.stopped_at >= since)
        )
        for one in drugs
    )


def _since(drugs: Sequence[Given], which: frozenset[Drug], at: datetime) -> timedelta | None:
    moments = [
        one.stopped_at if one.stopped_at is not None and one.stopped_at <= at else one.started_at
        for one in drugs
        if one.drug in which
    ]
    return at - max(moments) if moments else None
