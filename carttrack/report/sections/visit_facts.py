"""Disease, product and dose beside what was found at this visit; then what needs a whole line."""

from itertools import zip_longest

from reportlab.platypus.flowables import Flowable

from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Section
from carttrack.report.cells import PLAIN, Column, Content, Grid
from carttrack.report.facts import Fact
from carttrack.report.sections.background import background
from carttrack.report.sections.findings import findings
from carttrack.report.sections.treatment import treatment
from carttrack.report.style import BODY, LABEL
from carttrack.report.text import Span

_NAME = "Visit facts"
_LABEL_SHARE = 11.5
_HALVES = (
    Column(head="", share=_LABEL_SHARE, look=LABEL),
    Column(head="", share=40),
    Column(head="", share=9.5, look=LABEL),
    Column(head="", share=39),
)
_WHOLE = (
    Column(head="", share=_LABEL_SHARE, look=LABEL),
    Column(head="", share=91.9),
)


def visit_facts(summary: VisitSummary) -> Flowable:
    """Return treatment and findings side by side, the background below, all on one grid."""
    nothing = Fact("", "")
    pairs = zip_longest(treatment(summary), findings(summary), fillvalue=nothing)
    halves = [
        Grid(f"{_NAME}, {left.label or right.label}", _HALVES, [(*_set(left), *_set(right))], PLAIN)
        for left, right in pairs
    ]
    whole = [
        Grid(f"{_NAME}, {fact.label}", _WHOLE, [_set(fact)], PLAIN) for fact in background(summary)
    ]
    return Section(_NAME, [*halves, *whole], gap=0.0)


def _set(fact: Fact) -> tuple[Content, Content]:
    if fact.strong:
        return Span(fact.label, BODY.bold()), Span(fact.words, BODY.bold())
    return fact.label, fact.words
