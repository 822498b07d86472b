"""The course in figures: episodes, everything given, and the grades set by hand."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus.flowables import Flowable

from carttrack.charts.temperature import readings
from carttrack.domain.days import elapsed
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import Episode, Toxicity, grade_of
from carttrack.domain.toxicity.onset import late_onset
from carttrack.domain.toxicity.scales import ASTCT_2019
from carttrack.domain.toxicity.temperature import temperature_words
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Content, Grid
from carttrack.report.sections.interventions import interventions
from carttrack.report.style import BODY, SMALL_GREY
from carttrack.report.text import Span
from carttrack.report.words import NOT_RECORDED, on_day, timed

ASTCT_CITED = 4
"""The citation number of the consensus that the grades are on."""
_NAME = "Course in figures"
_COLUMNS = (
    Column(head="Episode", share=8),
    Column(head="Onset", share=22),
    Column(head=f"Maximum (ASTCT [{ASTCT_CITED}])", share=25),
    Column(head="Closed", share=32),
    Column(head="Duration", share=12),
    Column(head="Detail", share=26),
)


def course_figures(summary: VisitSummary) -> Flowable:
    """Return the episodes, then what was given, then every grade that a person set."""
    case = summary.case
    children: list[Flowable] = []
    if case.episodes:
        rows = [_row(summary, episode) for episode in case.episodes]
        children.append(Grid(_NAME, _COLUMNS, rows))
    else:
        words = "No episode of CRS or ICANS on record"
        scale = f" ({ASTCT_2019} [{ASTCT_CITED}])" if cites_scale(summary) else ""
        count = f"{len(case.assessments) or 'no'} assessments" if case.day0 else "Day 0 not set"
        children.append(Prose(f"{words}{scale}; {count}.", _NAME))
    children += interventions(summary)
    by_hand = _set_by_hand(summary)
    if by_hand:
        children.append(Prose(by_hand, f"{_NAME}, grades set by hand", SMALL_GREY))
    return Section(_NAME, children, gap=6.0)


def cites_scale(summary: VisitSummary) -> bool:
    """Whether the section names the scale with its citation."""
    return bool(summary.case.episodes or summary.case.assessments)


def _row(summary: VisitSummary, episode: Episode) -> Sequence[Content]:
    closing = episode.closing
    until = closing.closed_at if closing else summary.printed_at
    return (
        Span(term(episode.toxicity), BODY.bold()),
        _onset(summary, episode),
        f"{episode.maximum}, first {on_day(summary, episode.maximum_at)}",
        *_closed(summary, episode),
        _detail(summary, episode, until),
    )


def _onset(summary: VisitSummary, episode: Episode) -> str:
    begun = timed(summary, episode.opened_at)
    late = late_onset(summary.case, episode, summary.clinic.zone)
    return f"{begun}, late onset" if late else begun


def _closed(summary: VisitSummary, episode: Episode) -> tuple[str, str]:
    """Return who closed it when, and its length; without a closing only what is certain."""
    closing = episode.closing
    if closing is not None:
        length = elapsed(closing.closed_at - episode.opened_at)
        return f"{timed(summary, closing.closed_at)}, {closing.closed_by}", length
    if summary.case.death is not None:
        return "not closed before death", "not stated"
    return "open", f"{elapsed(summary.printed_at - episode.opened_at)} so far"


def _detail(summary: VisitSummary, episode: Episode, until: datetime) -> str:
    during = [
        kept.value
        for kept in summary.case.assessments
        if episode.opened_at <= kept.value.at <= until
    ]
    if episode.toxicity is Toxicity.CRS:
        return _peak(summary, during)
    return _lowest_score(during)


def _peak(summary: VisitSummary, during: Sequence[Assessment]) -> str:
    found = readings(during)
    if not found:
        return f"temperature {NOT_RECORDED}"
    peak = max(found, key=lambda reading: reading.temp_c)
    return f"peak {temperature_words(peak.temp_c)}, {on_day(summary, peak.at)}"


def _lowest_score(during: Sequence[Assessment]) -> str:
    scores = [one.icans for one in during if one.icans is not None]
    ice = [found.ice for found in scores if found.ice is not None]
    capd = [found.capd for found in scores if found.capd is not None]
    parts = [f"lowest ICE {min(ice)} of 10"] if ice else []
    parts += [f"highest CAPD {max(capd)}"] if capd else []
    return ", ".join(parts) or f"ICE {NOT_RECORDED}"


def _set_by_hand(summary: VisitSummary) -> str:
    found = []
    for kept in summary.case.assessments:
        for toxicity in Toxicity:
            grade = grade_of(kept.value, toxicity)
            if grade is None or not grade.by_hand:
                continue
            derived = "no grade" if grade.derived is None else str(grade.derived)
            recorded = "no grade" if grade.recorded is None else str(grade.recorded)
            found.append(
                f"{term(toxicity)} on {timed(summary, kept.value.at)}, derived {derived}, "
                f"recorded {recorded} by {kept.value.assessor} ({grade.override_reason})"
            )
    if not found:
        return ""
    count = "One grade was" if len(found) == 1 else f"{len(found)} grades were"
    return f"{count} set by hand: {'; '.join(found)}."
