"""The sources that the paper cites, and no others, with what is to be known of each."""

from reportlab.platypus.flowables import Flowable

from carttrack.domain.reference.library import Source
from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Section
from carttrack.report.cells import Column, Grid, Manner
from carttrack.report.sections.course_figures import ASTCT_CITED, cites_scale
from carttrack.report.style import FIGURE

_NAME = "Sources"
_COLUMNS = (
    Column(head="", share=3.2, look=FIGURE, field="number"),
    Column(head="", share=96.8, look=FIGURE, field="citation"),
)


def cited(summary: VisitSummary) -> tuple[int, ...]:
    """Return the citation numbers that the paper prints, in order."""
    numbers = {figure.source for figure in summary.library.figures}
    numbers |= set(summary.applicability.cited)
    if cites_scale(summary):
        numbers.add(ASTCT_CITED)
    return tuple(sorted(numbers))


def sources(summary: VisitSummary) -> Flowable:
    """Return one entry a source, under its permanent number."""
    rows = [(f"[{number}]", _entry(summary.library.source(number))) for number in cited(summary)]
    return Section(_NAME, [Grid(_NAME, _COLUMNS, rows, Manner(head=None, pad=1.0, ruled=False))])


def _entry(source: Source) -> str:
    return " ".join(filter(None, (source.citation, source.caution, source.superseded)))
