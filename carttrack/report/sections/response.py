"""Response of the disease, each assessment as stated, the latest first."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import short_date, signed
from carttrack.domain.outcome.response import Extramedullary, Response
from carttrack.domain.outcome.wording import mrd_words
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import ORDERABLE_TERMS, term
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Content, Grid
from carttrack.report.style import BODY
from carttrack.report.text import Span
from carttrack.report.words import NOT_RECORDED, PENDING, number

_NAME = "Response"
_COLUMNS = (
    Column(head="Date (Day)", share=24),
    Column(head="As stated", share=18),
    Column(head="Blasts", share=8),
    Column(head="MRD", share=36),
    Column(head="Extramedullary; CNS", share=23),
    Column(head="Stated by, comment", share=22),
)

_OUTSIDE = {Extramedullary.NONE: "none", Extramedullary.PRESENT: "present"}


def response(summary: VisitSummary) -> Flowable:
    """Return the table of responses and what is still pending."""
    children: list[Flowable] = []
    responses = [kept.value for kept in reversed(summary.case.responses)]
    if responses:
        children.append(Grid(_NAME, _COLUMNS, [_row(summary, one) for one in responses]))
    else:
        children.append(Prose("No response assessment on record.", _NAME))
    pending = [ORDERABLE_TERMS[name] for name in summary.form.pending] if summary.form else []
    if pending:
        spans = (
            Span(f"Ordered at this visit, {', '.join(pending)}: ", BODY),
            Span(PENDING, BODY.bold()),
            Span(".", BODY),
        )
        children.append(Prose(spans, _NAME))
    return Section(_NAME, children)


def _row(summary: VisitSummary, one: Response) -> Sequence[Content]:
    return (
        _day(summary, one.assessed_on),
        Span(term(one.stated) if one.stated else NOT_RECORDED, BODY.bold()),
        _blasts(one),
        mrd_words(one),
        _sites(one),
        "; ".join(filter(None, (one.stated_by, one.comment))) or NOT_RECORDED,
    )


def _day(summary: VisitSummary, day: date) -> str:
    number_of_day = summary.case.day(day)
    words = short_date(day)
    return words if number_of_day is None else f"{words} ({signed(number_of_day)})"


def _blasts(one: Response) -> str:
    if one.marrow_pending:
        return PENDING
    return NOT_RECORDED if one.marrow_blasts is None else f"{number(one.marrow_blasts)} %"


def _sites(one: Response) -> str:
    outside = _OUTSIDE[one.extramedullary] if one.extramedullary else NOT_RECORDED
    return f"{outside}; {term(one.cns) if one.cns else f'CNS {NOT_RECORDED}'}"
