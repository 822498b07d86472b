"""Events after the infusion: relapse, later therapy, second malignancy, and what stops."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import short_date, signed
from carttrack.domain.follow_up.after_event import plan_after_event
from carttrack.domain.outcome.event_words import malignancy_words, relapse_words, therapy_words
from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Content, Grid

_NAME = "Events after the infusion"
_COLUMNS = (
    Column(head="Date (Day)", share=24),
    Column(head="Event", share=79),
    Column(head="Stated by, detail", share=28),
)


def has_events(summary: VisitSummary) -> bool:
    """Tell whether the section has anything to say."""
    case = summary.case
    return bool(case.relapses or case.later_therapies or case.second_malignancies)


def events(summary: VisitSummary) -> Flowable:
    """Return the events in order, then what is planned after them."""
    rows = [row for _, row in sorted(_rows(summary), key=lambda dated: dated[0])]
    children: list[Flowable] = [Grid(_NAME, _COLUMNS, rows)]
    plan = plan_after_event(summary.case, summary.today)
    if plan is not None:
        children.append(Prose(" ".join(plan.sentences), _NAME))
    return Section(_NAME, children)


def _rows(summary: VisitSummary) -> Iterator[tuple[date, Sequence[Content]]]:
    case = summary.case
    for relapse in (kept.value for kept in case.relapses):
        stated = "; ".join(filter(None, (relapse.stated_by, relapse.detail)))
        yield (
            relapse.happened_on,
            _row(summary, relapse.happened_on, relapse_words(relapse), stated),
        )
    for one in (kept.value for kept in case.later_therapies):
        yield one.started_on, _row(summary, one.started_on, therapy_words(one), one.detail)
    for found in (kept.value for kept in case.second_malignancies):
        words = malignancy_words(found)
        yield found.diagnosed_on, _row(summary, found.diagnosed_on, words, found.detail)


def _row(summary: VisitSummary, on: date, words: str, detail: str) -> Sequence[Content]:
    number = summary.case.day(on)
    day = short_date(on) if number is None else f"{short_date(on)} ({signed(number)})"
    return day, words, detail or "–"
