"""The steps of the course with their dates."""

from reportlab.platypus.flowables import Flowable

from carttrack.charts.marks import Chart, Dash, Ink, Line, Mark, Marker, Shape
from carttrack.domain.days import day_label, short_date, span
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Grid, Manner
from carttrack.report.draw import ChartFigure
from carttrack.report.style import SMALL, SMALL_GREY, UNIT
from carttrack.report.words import NOT_RECORDED

_NAME = "Pathway"
_HEIGHT, _RADIUS, _AIR = 16.0, 6.0, 4.0
_COLUMNS_APART = 10 / UNIT
"""The gutter of the table below, in units, so that each mark stands over its column."""
_STEP_NAMES = Manner(head=None, pad=0.5, ruled=False)


def pathway(summary: VisitSummary, width: float) -> Flowable:
    """Return one column a step: done, going on, planned or open, each with its dates."""
    if summary.case.course is None:
        return Section(_NAME, [Prose("No course is on record.", _NAME)])
    records = [summary.case.step(step) for step in STEPS]
    columns = [Column(head="", share=1, look=SMALL, field="steps") for _ in STEPS]
    names = [[_name(record.step, summary) for record in records]]
    dates = [[_dates(record, summary) for record in records]]
    grey = [Column(head="", share=1, look=SMALL_GREY, field="steps") for _ in STEPS]
    return Section(
        _NAME,
        [
            ChartFigure(_track(summary, width / UNIT), _NAME),
            Grid(_NAME, columns, names, _STEP_NAMES),
            Grid(_NAME, grey, dates, _STEP_NAMES),
        ],
        gap=2.0,
    )


def _name(step: Step, summary: VisitSummary) -> str:
    return f"{term(step)} (now)" if summary.case.current is step else term(step)


def _dates(record: StepRecord, summary: VisitSummary) -> str:
    if record.skipped_reason:
        return f"skipped: {record.skipped_reason}"
    if record.started_on is not None:
        return _done(record, summary)
    if record.planned_on is not None:
        return f"planned {short_date(record.planned_on)}"
    return NOT_RECORDED if record.step.ordinal < _reached(summary) else "not begun"


def _done(record: StepRecord, summary: VisitSummary) -> str:
    first = record.started_on
    if first is None:
        return NOT_RECORDED
    if record.finished_on is None:
        return f"since {short_date(first)}"
    words = span(first, record.finished_on)
    day = summary.case.day(first)
    single = first == record.finished_on and day is not None
    return f"{words}, {day_label(day)}" if single and day is not None else words


def _reached(summary: VisitSummary) -> int:
    current = summary.case.current
    return current.ordinal if current else 0


def _track(summary: VisitSummary, width: float) -> Chart:
    """Return the marks: a filled check for done, a ring for going on, open circles to come."""
    marks: list[Mark] = []
    column = (width + _COLUMNS_APART) / len(STEPS)
    y = _HEIGHT / 2
    shapes = [_shape(summary.case.step(step), summary) for step in STEPS]
    for number, shape in enumerate(shapes):
        x = number * column + _RADIUS + 0.5
        marks.append(
            Marker(
                x=x,
                y=y,
                shape=shape,
                ink=Ink.TEXT if shape is not Shape.DOT else Ink.BORDER_STRONG,
                size=2 * _RADIUS,
                filled=shape is not Shape.DOT,
            )
        )
        if number + 1 < len(shapes):
            ahead = shapes[number + 1] is Shape.DOT
            marks.append(
                Line(
                    x1=x + _RADIUS + _AIR,
                    y1=y,
                    x2=x + column - _RADIUS - _AIR,
                    y2=y,
                    ink=Ink.BORDER_STRONG if ahead else Ink.TEXT,
                    width=1.0 if ahead else 1.5,
                    dash=Dash.DASHED if ahead else Dash.SOLID,
                )
            )
    return Chart(width=width, height=_HEIGHT, marks=tuple(marks), description="")


def _shape(record: StepRecord, summary: VisitSummary) -> Shape:
    if record.finished_on is not None:
        return Shape.CHECK
    if record.started_on is not None or summary.case.current is record.step:
        return Shape.RING
    return Shape.DOT
