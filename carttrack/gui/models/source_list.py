"""The published sources as a list: what papers print, what stands beside outcomes, the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from carttrack.domain.outcome.citing import STANDINGS, figures_of, statements_of
from carttrack.domain.reference.figures import Collection
from carttrack.domain.reference.library import Library, Source, Standing
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.tree import GroupedModel, GroupHead
from carttrack.gui.tokens import State

translate = QCoreApplication.translate
_CONTEXT = "SourceList"
_WEAK = frozenset({Standing.SECONDARY, Standing.PROMOTIONAL, Standing.NOT_VERIFIED})


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source with how many figures and statements the library has of it."""

    source: Source
    figures: int
    statements: int


def model() -> GroupedModel[SourceLine]:
    """Return an empty list of sources."""
    return GroupedModel(
        (
            Column(
                heading=translate(_CONTEXT, "No."),
                text=lambda line: f"[{line.source.number}]",
                width=64,
                extras={roles.STRONG: lambda _: True},
            ),
            Column(
                heading=translate(_CONTEXT, "Source and caveats"),
                text=lambda line: line.source.citation,
                extras={
                    roles.STATE: _state,
                    roles.SECOND: _second,
                    roles.SECOND_TONE: lambda line: (
                        "late_fg" if line.source.superseded else "text2"
                    ),
                },
            ),
            Column(
                heading=translate(_CONTEXT, "Standing"),
                text=lambda line: STANDINGS[line.source.standing],
                width=144,
                extras={roles.TONE: lambda _: "text2"},
            ),
            Column(
                heading=translate(_CONTEXT, "Figures"),
                text=lambda line: str(line.figures) if line.figures else "–",
                width=64,
                align=RIGHT,
                extras={roles.TONE: lambda _: "text2"},
            ),
        ),
        key=lambda line: line.source.number,
        spoken=_spoken,
    )


def grouped(
    library: Library, sources: Sequence[Source]
) -> list[tuple[GroupHead, list[SourceLine]]]:
    """Return sources under the heading of how they came into the library."""
    titles = {
        Collection.SEEDS: translate(_CONTEXT, "Cited in visit summaries"),
        Collection.FURTHER: translate(_CONTEXT, "Beside own outcomes"),
        Collection.LISTED: translate(_CONTEXT, "Named by the review [3]"),
    }
    lines = [
        SourceLine(
            source,
            len(figures_of(library, source.number)),
            len(statements_of(library, source.number)),
        )
        for source in sources
    ]
    return [
        (
            GroupHead(collection.value, title),
            [line for line in lines if line.source.collection is collection],
        )
        for collection, title in titles.items()
    ]


def caution_state(source: Source) -> State:
    """Return how a caution is marked: a warning where the source itself is weak."""
    return State.BLOCKED if source.standing in _WEAK else State.INFO


def _state(line: SourceLine) -> State | None:
    if line.source.superseded:
        return State.MISSED
    return caution_state(line.source) if line.source.caution else None


def _second(line: SourceLine) -> str:
    return line.source.superseded or line.source.caution


def _spoken(line: SourceLine) -> str:
    source = line.source
    superseded = f"superseded: {source.superseded}" if source.superseded else ""
    parts = (
        f"Source {source.number}",
        source.citation,
        STANDINGS[source.standing],
        f"{line.figures} figures, {line.statements} statements",
        source.caution,
        superseded,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)
