"""The visits still to come, with their windows and what is planned."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import clock, long_date, short_date, span
from carttrack.domain.follow_up.after_event import event_of, planned_assessments
from carttrack.domain.follow_up.schedule import VisitState
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Content, Grid
from carttrack.report.style import BODY
from carttrack.report.text import Span
from carttrack.report.visits import open_visits, state
from carttrack.report.words import capital, dated

_NAME = "Next appointments"
_SHOWN = 6
_COLUMNS = (
    Column(head="Appointment", share=26),
    Column(head="Visit", share=12),
    Column(head="Window", share=25),
    Column(head="Planned", share=47),
    Column(head="Status", share=12),
)


def appointments(summary: VisitSummary) -> Flowable:
    """Return the next six visits; those after them are named in a sentence."""
    coming = open_visits(summary)
    if not coming:
        return Section(_NAME, [Prose(_none(summary), _NAME)])
    rows = [_row(summary, visit) for visit in coming[:_SHOWN]]
    if coming[_SHOWN:]:
        rows.append(_later(summary, coming[_SHOWN:]))
    return Section(_NAME, [Grid(_NAME, _COLUMNS, rows)])


def _later(summary: VisitSummary, visits: Sequence[Visit]) -> Sequence[Content]:
    first, last = _visit_name(summary, visits[0]), _visit_name(summary, visits[-1])
    booked = sum(visit.appointment_on is not None for visit in visits)
    return (
        "later",
        f"{len(visits)} more",
        f"until {short_date(visits[-1].latest)}",
        first if len(visits) == 1 else f"{first} to {last}, by the protocol",
        f"{booked} booked" if booked else "not booked",
    )


def _none(summary: VisitSummary) -> str:
    if summary.case.death is not None:
        return f"None: died {dated(summary, summary.case.death.value.died_on)}."
    if summary.case.course is not None and summary.case.course.value.ended_on is not None:
        ended = dated(summary, summary.case.course.value.ended_on)
        if summary.case.course.value.end_reason is EndReason.LATER_COURSE:
            return f"None: follow-up goes on in a later course, infused {ended}."
        return f"None: the course was closed {ended}."
    if summary.case.day0 is None:
        return "None yet: the visits are dated from the infusion, and Day 0 is not set."
    return "None: every planned visit is completed or missed."


def _row(summary: VisitSummary, visit: Visit) -> Sequence[Content]:
    case = summary.case
    codes = planned_assessments(visit, case.protocol, event_of(case)) if case.protocol else ()
    names = [case.protocol.assessment_name(code) for code in codes] if case.protocol else []
    return (
        _appointment(summary, visit),
        _visit_name(summary, visit),
        _window(visit),
        _planned(names),
        _status(summary, visit),
    )


def _planned(names: Sequence[str]) -> str:
    """Join the names of assessments to one phrase; abbreviations keep their capitals."""
    words = ", ".join(
        name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names
    )
    return capital(words) or "nothing named in the protocol"


def _appointment(summary: VisitSummary, visit: Visit) -> Content:
    if visit.appointment_on is None:
        return "to be booked"
    words = long_date(visit.appointment_on)
    if visit.appointment_at is not None:
        words = f"{words} {clock(visit.appointment_at, summary.clinic.zone)}"
    return Span(f"{words}, {visit.place}" if visit.place else words, BODY.bold())


def _visit_name(summary: VisitSummary, visit: Visit) -> str:
    protocol = summary.case.protocol
    return protocol.visit_name(visit.code) if protocol else visit.code


def _window(visit: Visit) -> str:
    window = span(visit.earliest, visit.latest)
    if visit.query_earliest is None or visit.query_latest is None:
        return window
    return f"{window}; clinic’s query {span(visit.query_earliest, visit.query_latest)}"


def _status(summary: VisitSummary, visit: Visit) -> str:
    if state(summary, visit) is VisitState.OVERDUE:
        return "overdue"
    return "booked" if visit.appointment_on else "not booked"
