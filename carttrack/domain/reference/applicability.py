"""How far the published groups describe one patient: verdicts, and the note that is printed."""

import re
from dataclasses import dataclass

from carttrack.domain.patients import Disease
from carttrack.domain.reference import note
from carttrack.domain.reference.criteria import (
    ADULT,
    GROUPS,
    Group,
    Match,
    PatientFacts,
    Verdict,
    verdict_of,
)
from carttrack.domain.reference.library import Library

__all__ = ["Applicability", "GroupVerdict", "Match", "PatientFacts", "Verdict", "assess"]

TITLE = "Published figures, for context"
TITLE_ANOTHER_DISEASE = "Published figures for another disease (B-ALL)"
_NEAREST_FIRST = tuple(reversed(Verdict))
_ON_ADULTS = 5
_CITATION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVerdict:
    """One source's group: each criterion C1 to C11 with its answer, and the verdict."""

    source: int
    criteria: tuple[tuple[str, Match], ...]
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """The note that stands above the figures, and what it cites.

    `title` heads the card; `lead` is its first sentence (bold on paper); `note` the rest, always
    ending that figures describe groups and predict nothing for one person. `cited` are the
    citation numbers that the note names.
    """

    title: str
    lead: str
    note: str
    groups: tuple[GroupVerdict, ...]
    cited: tuple[int, ...]


def assess(facts: PatientFacts, library: Library) -> Applicability:
    """Return how far the groups with published figures describe a patient, and the note.

    Sources without figures get no verdict. [5] is named for an adult with B-ALL while the library
    marks it as superseded.
    """
    groups = tuple(_group(group, facts) for group in GROUPS)
    lead = note.lead_of({group.source: group.verdict for group in groups})
    another_disease = all(group.verdict is Verdict.ANOTHER_DISEASE for group in groups)
    sentences = [note.facts_sentence(facts)]
    if another_disease:
        cited = " and ".join(f"[{group.source}]" for group in groups)
        sentences.append(
            f"{cited} are about B-ALL, another disease, and are listed as background only."
        )
    else:
        nearest = sorted(groups, key=lambda group: _NEAREST_FIRST.index(group.verdict))
        sentences.extend(group.text for group in nearest)
    if _names_5(facts, library):
        sentences.append(note.OUT_OF_DATE)
    words = " ".join((*sentences, note.LAST_SENTENCE))
    return Applicability(
        title=TITLE_ANOTHER_DISEASE if another_disease else TITLE,
        lead=lead,
        note=words,
        groups=groups,
        cited=tuple(sorted({int(number) for number in _CITATION.findall(f"{lead} {words}")})),
    )


def _group(group: Group, facts: PatientFacts) -> GroupVerdict:
    answers = group.answers(facts)
    verdict = verdict_of(answers)
    return GroupVerdict(
        source=group.source,
        criteria=answers,
        verdict=verdict,
        text=note.group_text(group.source, facts, answers, verdict),
    )


def _names_5(facts: PatientFacts, library: Library) -> bool:
    superseded = any(
        source.number == _ON_ADULTS and source.superseded for source in library.sources
    )
    return superseded and facts.disease is Disease.B_ALL and facts.age >= ADULT
