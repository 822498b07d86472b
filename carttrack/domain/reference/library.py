"""Sources and their figures, as data: a record a source, a record a figure.

Citation numbers are permanent. A figure always carries n, population, time point, definition
and interval, in words where the source gives no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.tables import Table, read, refuse_twice

LAST_NUMBER = 9999
"""No citation number is higher."""


class Standing(StrEnum):
    """What a source is worth."""

    SECONDARY = "secondary"
    PEER_REVIEWED = "peer_reviewed"
    REVIEW = "review"
    DEFINITION = "definition"
    STATEMENT = "statement"
    PROMOTIONAL = "promotional"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source; `number` is its permanent citation number.

    `superseded` says, in words, what of it is out of date; empty when nothing is.
    """

    number: int
    id: str
    citation: str
    standing: Standing
    caution: str = ""
    superseded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure or statement, in the words a paper prints.

    `measure` carries time point, definition and, for CRS, the scale. `value` is a number or words
    (`nearly half` is never a number); `drawable` is false where it must never be drawn.
    """

    source: int
    measure: str
    value: str
    n: str
    interval: str
    population: str
    limits: str
    drawable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All sources and figures, each in order of number."""

    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    statements: tuple[Figure, ...] = ()

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
    top.only("source", "figure", "statement")
    sources = tuple(sorted(map(_source, top.tables("source")), key=lambda source: source.number))
    for key in ("number", "id"):
        refuse_twice(top.tables("source"), key)
    numbers = {source.number for source in sources}
    for table in (*top.tables("figure"), *top.tables("statement")):
        if table.whole("source", 1, LAST_NUMBER) not in numbers:
            raise table.refusal("source", "names no source of the library.")
    return Library(
        sources=sources,
        figures=_in_order(map(_figure, top.tables("figure"))),
        statements=_in_order(map(_statement, top.tables("statement"))),
    )


def _source(table: Table) -> Source:
    table.only("number", "id", "citation", "standing", "caution", "superseded")
    return Source(
        number=table.whole("number", 1, LAST_NUMBER),
        id=table.text("id"),
        citation=table.text("citation"),
        standing=table.choice("standing", Standing),
        caution=table.text("caution", ""),
        superseded=table.text("superseded", ""),
    )


def _figure(table: Table) -> Figure:
    """Return a figure; every field has words, also for what the source does not give."""
    table.only(*_FIELDS, "drawable")
    return Figure(
        source=table.whole("source", 1, LAST_NUMBER),
        measure=table.text("measure"),
        value=table.text("value"),
        n=table.text("n"),
        interval=table.text("interval"),
        population=table.text("population"),
        limits=table.text("limits"),
        drawable=table.flag("drawable"),
    )


def _statement(table: Table) -> Figure:
    """Return a statement, which is in words and therefore has no interval and is never drawn."""
    table.only("source", "measure", "value", "n", "population", "limits")
    return Figure(
        source=table.whole("source", 1, LAST_NUMBER),
        measure=table.text("measure"),
        value=table.text("value"),
        n=table.text("n", ""),
        interval="",
        population=table.text("population", ""),
        limits=table.text("limits", ""),
    )


_FIELDS = ("source", "measure", "value", "n", "interval", "population", "limits")


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.source))
