"""Where this program cites a published source, and finding sources by what they say."""

import unicodedata
from collections.abc import Iterable

from carttrack.domain.outcome.published import OF_ENDPOINT, OF_GRADES, OF_RESPONSE
from carttrack.domain.reference.figure_words import ENDPOINT_WORDS
from carttrack.domain.reference.figures import Figure
from carttrack.domain.reference.library import Library, Source, Standing
from carttrack.domain.toxicity import crs, icans

STANDINGS = {
    Standing.SECONDARY: "secondary source",
    Standing.PEER_REVIEWED: "peer reviewed",
    Standing.REVIEW: "review",
    Standing.DEFINITION: "definition",
    Standing.STATEMENT: "expert statement",
    Standing.PROMOTIONAL: "promotional",
    Standing.LISTED: "listed only",
    Standing.LABEL: "label",
    Standing.NOT_VERIFIED: "not verified",
}
"""What a source is worth, in words."""
NOWHERE = "Nowhere: it is listed only."
_GRADES = 4
_ON_ADULTS = 5
_OUTCOMES = frozenset({*OF_RESPONSE, *OF_ENDPOINT.values(), *OF_GRADES})


def figures_of(library: Library, number: int) -> tuple[Figure, ...]:
    """Return every figure of a source, those of the seeds first."""
    return tuple(one for one in (*library.figures, *library.further) if one.source == number)


def statements_of(library: Library, number: int) -> tuple[Figure, ...]:
    """Return every statement of a source."""
    return tuple(one for one in library.statements if one.source == number)


def cited_in(library: Library, source: Source) -> tuple[str, ...]:
    """Return the places of this program that cite a source, a sentence each."""
    number = source.number
    found = []
    if any(one.source == number for one in library.figures):
        found.append("Visit summary: its figures, under the note on how far they apply.")
    if number == _GRADES:
        rules = f"{crs.RULE_VERSION} and {icans.RULE_VERSION}"
        found.append(f"Grades of CRS and ICANS: rules {rules}; visit summary: its source list.")
    if number == _ON_ADULTS and source.superseded:
        found.append("Visit summary of an adult with B-ALL: the note says that it is out of date.")
    measured = [
        ENDPOINT_WORDS[one.numbers.endpoint]
        for one in figures_of(library, number)
        if one.numbers is not None and one.numbers.endpoint in _OUTCOMES
    ]
    if measured:
        listed = "; ".join(dict.fromkeys(measured))
        found.append(f"Outcomes, beside groups like its own: {listed}.")
    older = [one.number for one in library.sources if source.id in one.superseded_by]
    found += [f"[{one}] is out of date because of it." for one in older]
    return tuple(found) or (NOWHERE,)


def superseding(library: Library, source: Source) -> tuple[Source, ...]:
    """Return the sources that made this one out of date."""
    return tuple(one for one in library.sources if one.id in source.superseded_by)


def matching(library: Library, words: str) -> tuple[Source, ...]:
    """Return the sources whose citation, figures or statements hold every word asked for.

    Case and diacritics do not count; `[12]` finds the source of that number alone.
    """
    wanted = _plain(words).split()
    if len(wanted) == 1 and wanted[0].startswith("[") and wanted[0].endswith("]"):
        return tuple(one for one in library.sources if f"[{one.number}]" == wanted[0])
    return tuple(
        source
        for source in library.sources
        if all(word in _plain(" ".join(_said(library, source))) for word in wanted)
    )


def _said(library: Library, source: Source) -> Iterable[str]:
    yield from (source.citation, source.caution, source.superseded, STANDINGS[source.standing])
    number = source.number
    for one in (*figures_of(library, number), *statements_of(library, number)):
        yield from (one.measure, one.value, one.population, one.product, one.limits)


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))
