"""Sources and their figures, as data: a record a source, a record a figure.

Citation numbers are permanent. A figure always carries n, population, time point, definition
and interval, in words where the source gives no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.reference.figure_text import (
    LAST_NUMBER,
    figure,
    figures_of_study,
    number_of,
    statement,
)
from carttrack.domain.reference.figures import Collection, Figure
from carttrack.domain.tables import Table, read, refuse_twice

__all__ = ["LAST_NUMBER", "Collection", "Figure", "Library", "Source", "Standing", "parse_library"]


class Standing(StrEnum):
    """What a source is worth."""

    SECONDARY = "secondary"
    PEER_REVIEWED = "peer_reviewed"
    REVIEW = "review"
    DEFINITION = "definition"
    STATEMENT = "statement"
    PROMOTIONAL = "promotional"
    LISTED = "listed"
    LABEL = "label"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source; `number` is its permanent citation number.

    `superseded` says, in words, what of it is out of date, `superseded_by` the ids of the
    sources that made it so; both empty when nothing is.
    """

    number: int
    id: str
    citation: str
    standing: Standing
    caution: str = ""
    superseded: str = ""
    superseded_by: tuple[str, ...] = ()
    collection: Collection = Collection.SEEDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All sources and figures, each in order of number.

    `figures` and `statements` are those of the seeds, which a patient's paper prints; `further`
    are the figures beyond them, which stand beside the clinic's own outcomes only.
    """

    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    statements: tuple[Figure, ...] = ()
    further: tuple[Figure, ...] = ()

    def source(self, number: int) -> Source:
        """Return the source of a citation number; raises `KeyError` when there is none."""
        for source in self.sources:
            if source.number == number:
                return source
        raise KeyError(number)


def parse_library(text: str) -> Library:
    """Return the library that a text (TOML) describes; several texts are simply joined.

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a field of a
    figure left out, a citation number or id used twice, a figure of a source that is not there.
    """
    top = read(text)
    top.only("source", "figure", "statement", "study")
    sources = tuple(sorted(map(_source, top.tables("source")), key=lambda source: source.number))
    for key in ("number", "id"):
        refuse_twice(top.tables("source"), key)
    _refuse_unknown_ids(top.tables("source"), sources)
    studies = top.tables("study")
    citing = (*top.tables("figure"), *top.tables("statement"), *studies, *_citing(studies))
    _refuse_unknown(citing, sources)
    return Library(
        sources=sources,
        figures=_in_order(map(figure, top.tables("figure"))),
        statements=_in_order(map(statement, top.tables("statement"))),
        further=_in_order(one for study in studies for one in figures_of_study(study)),
    )


def _citing(studies: Iterable[Table]) -> list[Table]:
    """Return the figures of studies that cite another source than their study's."""
    figures = (one for study in studies for one in study.tables("figure"))
    return [one for one in figures if "source" in one.values]


def _refuse_unknown(citing: Iterable[Table], sources: Iterable[Source]) -> None:
    numbers = {source.number for source in sources}
    for table in citing:
        if number_of(table) not in numbers:
            raise table.refusal("source", "names no source of the library.")


def _refuse_unknown_ids(tables: Iterable[Table], sources: Iterable[Source]) -> None:
    ids = {source.id for source in sources}
    for table in tables:
        if not ids.issuperset(table.words("superseded_by")):
            raise table.refusal("superseded_by", "names an id that is not in the library.")


def _source(table: Table) -> Source:
    words = ("number", "id", "citation", "standing", "caution", "superseded")
    table.only(*words, "superseded_by", "collection")
    return Source(
        number=table.whole("number", 1, LAST_NUMBER),
        id=table.text("id"),
        citation=table.text("citation"),
        standing=table.choice("standing", Standing),
        caution=table.text("caution", ""),
        superseded=table.text("superseded", ""),
        superseded_by=table.words("superseded_by"),
        collection=_collection(table),
    )


def _collection(table: Table) -> Collection:
    if "collection" not in table.values:
        return Collection.SEEDS
    return table.choice("collection", Collection)


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.source))
