"""Each thing given with where it stands: its number in the episode, and the grades at its time."""

from collections import Counter
from dataclasses import dataclass

from carttrack.domain.casefile import CaseFile
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.episodes import Episode, Toxicity, grade_of
from carttrack.domain.toxicity.interventions import Drug, Given, Indication

_OF_EPISODE = {Indication.CRS: Toxicity.CRS, Indication.ICANS: Toxicity.ICANS}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenContext:
    """Where one thing given stands.

    `in_episode` is its running number within the episode of the toxicity it was given for, None
    where it was given for neither or no episode was open. `crs` and `icans` are the latest grades
    on record at its time, each with its own scale, None where none was recorded before.
    """

    in_episode: int | None = None
    crs: GradeOnRecord | None = None
    icans: GradeOnRecord | None = None


def given_contexts(case: CaseFile) -> dict[int, GivenContext]:
    """Return the context of everything given, by the number of its entry."""
    assessments = sorted((kept.value for kept in case.assessments), key=lambda a: a.at)
    counts: Counter[tuple[Episode, Drug, str]] = Counter()
    found: dict[int, GivenContext] = {}
    for kept in sorted(case.given, key=lambda one: one.value.started_at):
        given, number = kept.value, None
        episode = _episode(case, given)
        if episode is not None:
            counted = (episode, given.drug, given.name.casefold())
            counts[counted] += 1
            number = counts[counted]
        found[kept.id] = GivenContext(
            in_episode=number,
            crs=_grade_at(assessments, given, Toxicity.CRS),
            icans=_grade_at(assessments, given, Toxicity.ICANS),
        )
    return found


def grades_words(context: GivenContext) -> str:
    """Return `CRS 2, ICANS 0 (ASTCT 2019)` for the grades that may be drawn, empty for none."""
    grades = (("CRS", context.crs), ("ICANS", context.icans))
    shown = [
        (f"{name} {grade.shown}", grade.scale)
        for name, grade in grades
        if grade is not None and grade.shown is not None
    ]
    if not shown:
        return ""
    scales = ", ".join(dict.fromkeys(scale for _, scale in shown))
    return f"{', '.join(words for words, _ in shown)} ({scales})"


def _episode(case: CaseFile, given: Given) -> Episode | None:
    toxicity = _OF_EPISODE.get(given.indication) if given.indication else None
    for episode in case.episodes:
        ends = episode.closing.closed_at if episode.closing else given.started_at
        if episode.toxicity is toxicity and episode.opened_at <= given.started_at <= ends:
            return episode
    return None


def _grade_at(
    assessments: list[Assessment], given: Given, toxicity: Toxicity
) -> GradeOnRecord | None:
    grades = (grade_of(one, toxicity) for one in assessments if one.at <= given.started_at)
    return next((grade for grade in reversed(list(grades)) if grade is not None), None)
