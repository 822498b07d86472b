"""Published figures for context, under the note on how far they describe this patient."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from carttrack.domain.reference.library import Figure
from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Card, Note, Prose
from carttrack.report.cells import Column, Content, Grid, Manner
from carttrack.report.style import BODY, FIGURE, FIGURE_HEAD, HEADING
from carttrack.report.text import Span

_NAME = "Published figures"
_COLUMNS = (
    Column(head="Measure (time, definition)", share=26, look=FIGURE),
    Column(head="Value", share=13, look=FIGURE),
    Column(head="n", share=16, look=FIGURE),
    Column(head="95 % interval", share=15, look=FIGURE),
    Column(head="In whom", share=21, look=FIGURE),
    Column(head="Limits", share=21, look=FIGURE),
    Column(head="Source", share=7, look=FIGURE),
)
_SAME = "same"
_MANNER = Manner(head=FIGURE_HEAD, pad=2.5)


def published_figures(summary: VisitSummary, page_height: float) -> Flowable:
    """Return the card: the applicability note above, then every figure; it cannot be left out."""
    said = summary.applicability
    note = (Span(f"{said.lead} ", BODY.bold()), Span(said.note, BODY))
    return Card(
        [
            Prose((Span(said.title, HEADING),), _NAME),
            Note([Prose(note, f"{_NAME}, note")]),
            Grid(_NAME, _COLUMNS, _rows(summary.library.figures), _MANNER),
        ],
        page_height,
    )


def _rows(figures: Sequence[Figure]) -> list[Sequence[Content]]:
    """Return a row a figure; group words that repeat those above, of one source, say "same"."""
    before: list[Figure | None] = [None, *figures]
    return [_row(figure, last) for figure, last in zip(figures, before, strict=False)]


def _row(figure: Figure, before: Figure | None) -> Sequence[Content]:
    is_same_source = before is not None and before.source == figure.source
    above = before if is_same_source else None
    return (
        figure.measure,
        Span(figure.value, FIGURE.bold()),
        _SAME if above and above.n == figure.n else figure.n,
        figure.interval,
        _SAME if above and above.population == figure.population else figure.population,
        figure.limits,
        f"[{figure.source}]",
    )
