"""Sources and their figures, as data: a record a source, a record a figure.

Citation numbers are permanent. A figure always carries n, population, time point, definition
and interval, in words where the source gives no number.
"""

from dataclasses import dataclass
from enum import StrEnum


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

    `value` is a number or words (`nearly half` is never a number); `drawable` is false where it
    must never be drawn.
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
