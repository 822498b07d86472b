"""Response of the disease: as stated, with what the findings make beside it, the latest first."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import short_date, signed
from carttrack.domain.outcome.assessed import assessed_responses
from carttrack.domain.outcome.b_cell_aplasia import aplasia_definition
from carttrack.domain.outcome.b_cell_series import aplasia_of
from carttrack.domain.outcome.derivation import without_form
from carttrack.domain.outcome.event_words import (
    aplasia_words,
    definition_words,
    derived_words,
    mrd_category_words,
)
from carttrack.domain.outcome.response import Extramedullary, Response
from carttrack.domain.outcome.wording import mrd_words
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import ORDERABLE_TERMS, term
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Content, Grid
from carttrack.report.style import BODY, SMALL_GREY
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
    """Return the table of responses, what is derived of each, and what is still pending."""
    children: list[Flowable] = []
    missing = without_form(summary.case.patient.value.disease)
    if missing:
        children.append(Prose(missing, _NAME))
    responses = [kept.value for kept in reversed(summary.case.responses)]
    if responses:
        children.append(Grid(_NAME, _COLUMNS, [_row(summary, one) for one in responses]))
        children += [Prose(words, _NAME, SMALL_GREY) for words in _derived(summary)]
    else:
        children.append(Prose("No response assessment on record.", _NAME))
    aplasia = _aplasia(summary)
    if aplasia:
        children.append(Prose(aplasia, _NAME))
    pending = [ORDERABLE_TERMS[name] for name in summary.form.pending] if summary.form else []
    if pending:
        spans = (
            Span(f"Ordered at this visit, {', '.join(pending)}: ", BODY),
            Span(PENDING, BODY.bold()),
            Span(".", BODY),
        )
        children.append(Prose(spans, _NAME))
    return Section(_NAME, children)


def _derived(summary: VisitSummary) -> list[str]:
    """Return a line for each assessment: what the findings make, and the category of its MRD."""
    lines = []
    for one in reversed(assessed_responses(summary.case, summary.clinic.response_counts)):
        words = (derived_words(one), mrd_category_words(one.mrd))
        remarks = " ".join(one.derived.remarks) if one.derived else ""
        said = "; ".join(filter(None, words))
        if said:
            lines.append(f"{short_date(one.response.assessed_on)}: {said}. {remarks}".strip())
    return lines


def _aplasia(summary: VisitSummary) -> str:
    """Say where B-cell aplasia stands, once the clinic has defined it and cells were infused."""
    definition = aplasia_definition(summary.clinic)
    found = aplasia_of(summary.case, summary.clinic)
    if definition is None or found is None:
        return ""
    return f"{aplasia_words(found)} ({definition_words(definition)})."


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
