"""The course in figures as blocks of facts: what the pane shows is what is copied as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, day_label, elapsed, local_day, long_date
from carttrack.domain.toxicity.course_summary import (
    EpisodeFigures,
    GivenGroup,
    HandSetGrade,
    episode_figures,
    given_groups,
    hand_set_grades,
    highest_shown,
)
from carttrack.domain.toxicity.episodes import Episode, Toxicity, grade_of
from carttrack.domain.toxicity.intervention_notes import notes
from carttrack.domain.toxicity.interventions import Drug
from carttrack.domain.toxicity.onset import late_onset
from carttrack.domain.toxicity.scales import ASTCT_2019
from carttrack.domain.toxicity.temperature import temperature_words
from carttrack.gui import words
from carttrack.gui.models.facts import Fact, near_date, not_recorded
from carttrack.gui.models.given_words import RUNS, dose_of, given_name

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryBlock:
    """One part of the summary; `graded` blocks show a square, None in it is the dash."""

    title: str
    words: str = ""
    facts: tuple[Fact, ...] = ()
    graded: bool = False
    grade: int | None = None
    toxicity: Toxicity | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    """The case with the clinic's now and zone."""

    case: CaseFile
    now: datetime
    zone: ZoneInfo

    def day(self, at: datetime) -> str:
        number = self.case.day(local_day(at, self.zone))
        if number is None:
            return near_date(local_day(at, self.zone), local_day(self.now, self.zone))
        return day_label(number)

    def timed(self, at: datetime) -> str:
        day = local_day(at, self.zone)
        return f"{self.day(at)}, {long_date(day)[:3]} {self.short(at)}"

    def short(self, at: datetime) -> str:
        on = near_date(local_day(at, self.zone), local_day(self.now, self.zone))
        return f"{on} {clock(at, self.zone)}"


def summary_blocks(case: CaseFile, now: datetime, zone: ZoneInfo) -> tuple[SummaryBlock, ...]:
    """Return CRS, ICANS and the interventions in figures, as of now."""
    at = _At(case, now, zone)
    blocks: list[SummaryBlock] = []
    for toxicity in Toxicity:
        found = [one for one in case.episodes if one.toxicity is toxicity]
        for number, episode in enumerate(found, 1):
            count = (number, len(found))
            figures = episode_figures(case, episode, zone=zone, now=now)
            blocks.append(_episode(at, figures, count))
        if not found:
            blocks.append(_no_episode(case, toxicity))
    blocks.append(_interventions(at))
    return tuple(blocks)


def hand_set_words(case: CaseFile, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
    """Return a sentence for every grade set by hand; both values are kept."""
    at = _At(case, now, zone)
    return tuple(_hand_set(at, found) for found in hand_set_grades(case))


def unusual_words(case: CaseFile) -> tuple[str, ...]:
    """Return what is unusual in the record of interventions, as a check of the entry."""
    return notes([kept.value for kept in case.given])


def summary_text(
    case: CaseFile, now: datetime, zone: ZoneInfo, further: Sequence[SummaryBlock] = ()
) -> str:
    """Return the whole summary as plain text, for a letter or a message; `further` blocks last."""
    patient = case.patient.value
    lines = [f"{patient.name}, MRN {patient.mrn}"]
    for block in (*summary_blocks(case, now, zone), *further):
        lines += ["", block.title]
        lines += [block.words] if block.words else []
        lines += [f"{fact.key}: {fact.value}".replace("\n", "; ") for fact in block.facts]
    by_hand = hand_set_words(case, zone, now)
    return "\n".join([*lines, "", *by_hand] if by_hand else lines)


def _episode(at: _At, figures: EpisodeFigures, count: tuple[int, int]) -> SummaryBlock:
    episode = figures.episode
    name = words.term(episode.toxicity)
    title = translate("toxicity", "{0}, maximum grade {1} ({2})")
    if count[1] > 1:
        name = translate("toxicity", "{0} episode {1} of {2}").format(name, *count)
    return SummaryBlock(
        title=title.format(name, episode.maximum, ASTCT_2019),
        words=_standing(at, episode),
        facts=tuple(_episode_facts(at, figures)),
        graded=True,
        grade=episode.maximum,
        toxicity=episode.toxicity,
        is_open=episode.closing is None and at.case.death is None,
    )


def _standing(at: _At, episode: Episode) -> str:
    closing = episode.closing
    if closing is None:
        if at.case.death is not None:
            return translate("toxicity", "not closed before death")
        return translate("toxicity", "open: no clinician has closed it")
    words_ = translate("toxicity", "closed by {0}").format(closing.closed_by)
    return f"{words_}: {closing.note}" if closing.note else words_


def _episode_facts(at: _At, figures: EpisodeFigures) -> list[Fact]:
    episode, closing = figures.episode, figures.episode.closing
    days = [at.case.day(day) for day in figures.maximum_days]
    on = ", ".join(day_label(number) for number in days if number is not None)
    on = on.replace(", Day ", ", ")
    is_dead = at.case.death is not None
    length = elapsed(figures.length) if figures.length else translate("toxicity", "not stated")
    so_far = length if is_dead else translate("toxicity", "{0} so far").format(length)
    graded = translate("toxicity", "{0} ({1} d with grade ≥1)").format(
        length if closing else so_far, figures.graded_days
    )
    maximum = translate("toxicity", "grade {0} on {1}").format(
        episode.maximum, on or at.day(episode.maximum_at)
    )
    first = translate("toxicity", "first {0}").format(at.short(episode.maximum_at))
    unclosed = translate("toxicity", "not before death")
    not_closed = unclosed if is_dead else translate("toxicity", "open")
    closed = at.timed(closing.closed_at) if closing else not_closed
    facts = [
        Fact(translate("toxicity", "Onset"), _onset(at, episode)),
        Fact(translate("toxicity", "Maximum"), f"{maximum}\n{first}"),
        Fact(translate("toxicity", "Closed"), closed),
        Fact(translate("toxicity", "Duration"), graded),
    ]
    return facts + _extremes(at, figures)


def _onset(at: _At, episode: Episode) -> str:
    late = late_onset(at.case, episode, at.zone)
    return f"{at.timed(episode.opened_at)}\n{late}" if late else at.timed(episode.opened_at)


def _extremes(at: _At, figures: EpisodeFigures) -> list[Fact]:
    if figures.episode.toxicity is Toxicity.CRS:
        peak = not_recorded()
        if figures.peak is not None:
            degrees = temperature_words(figures.peak.temp_c)
            peak = translate("toxicity", "{0} on {1}").format(degrees, at.day(figures.peak.at))
        return [Fact(translate("toxicity", "Peak"), peak)]
    facts = []
    ice, capd = figures.lowest_ice, figures.highest_capd
    if ice is not None or capd is None:
        text = translate("toxicity", "{0} of 10 on {1}")
        value = text.format(ice.points, at.day(ice.at)) if ice else not_recorded()
        facts.append(Fact(translate("toxicity", "Lowest ICE"), value))
    if capd is not None:
        text = translate("toxicity", "{0} of 32 on {1}")
        value = text.format(capd.points, at.day(capd.at))
        facts.append(Fact(translate("toxicity", "Highest CAPD"), value))
    return facts


def _no_episode(case: CaseFile, toxicity: Toxicity) -> SummaryBlock:
    name, highest = words.term(toxicity), highest_shown(case, toxicity)
    assessed = any(grade_of(kept.value, toxicity) for kept in case.assessments)
    if highest is not None:
        said = translate("toxicity", "highest grade on record {0} ({1})").format(
            highest, ASTCT_2019
        )
    elif assessed:
        said = translate("toxicity", "assessed, no grade on record")
    else:
        said = translate("toxicity", "not assessed")
    title = translate("toxicity", "{0}, no episode on record").format(name)
    return SummaryBlock(title=title, words=said, graded=True, grade=highest, toxicity=toxicity)


def _interventions(at: _At) -> SummaryBlock:
    groups = given_groups([kept.value for kept in at.case.given])
    title = translate("toxicity", "Interventions")
    if not groups:
        return SummaryBlock(title=title, words=translate("toxicity", "none on record"))
    facts = tuple(Fact(given_name(group.entries[0]), _group_words(at, group)) for group in groups)
    return SummaryBlock(title=title, facts=facts)


def _group_words(at: _At, group: GivenGroup) -> str:
    times = ", ".join(at.short(one.started_at) for one in group.entries)
    if group.drug in RUNS:
        return f"{_run_words(group)}\n{times}"
    doses = [dose_of(one) or translate("toxicity", "dose not recorded") for one in group.entries]
    same = len(set(doses)) == 1
    said = f"{len(doses)} × {doses[0]}" if same else ", ".join(doses)
    weights = {one.weight_kg for one in group.entries if one.weight_kg is not None}
    if len(weights) == 1:
        used = translate("toxicity", "weight used {0} kg").format(f"{weights.pop():f}")
        said = f"{said}, {used}"
    return f"{said}\n{times}"


def _run_words(group: GivenGroup) -> str:
    parts: list[str] = []
    if group.drug is Drug.OXYGEN:
        devices = dict.fromkeys(words.term(one.device) for one in group.entries if one.device)
        parts += devices
        flows = [one.flow_lpm for one in group.entries if one.flow_lpm is not None]
        if flows:
            parts.append(translate("toxicity", "up to {0} L/min").format(f"{max(flows):f}"))
    if group.running:
        parts.append(elapsed(group.running))
    if group.open_runs:
        parts.append(translate("toxicity", "no stop on record"))
    return ", ".join(parts) or translate("toxicity", "no details")


def _hand_set(at: _At, found: HandSetGrade) -> str:
    none = translate("toxicity", "no grade")
    derived = none if found.grade.derived is None else found.grade.derived
    recorded = none if found.grade.recorded is None else found.grade.recorded
    text = translate(
        "toxicity",
        "{0} set by hand by {1} on {2}: derived {3}, recorded {4} ({5}). Both are kept.",
    )
    assessment = found.kept.value
    return text.format(
        words.term(found.toxicity),
        assessment.assessor,
        at.timed(assessment.at),
        derived,
        recorded,
        found.grade.override_reason,
    )
