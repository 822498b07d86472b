"""The steps of the course with their dates."""

from reportlab.platypus.flowables import Flowable

from carttrack.charts.marks import Chart, Dash, Ink, Line, Mark, Marker, Shape
from carttrack.domain.days import day_label
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.report.blocks import Prose, Section
from carttrack.report.cells import Column, Grid, Manner
from carttrack.report.draw import ChartFigure
from carttrack.report.style import SMALL, SMALL_GREY, UNIT
from carttrack.report.words import NOT_RECORDED, near_date, near_span

_NAME = "Pathway"
_ONE_DAY = frozenset({Step.LEUKAPHERESIS, Step.INFUSION})
_HEIGHT, _RADIUS, _AIR = 16.0, 6.0, 4.0
_GUTTER = 4.0
_SHARES = (0.85, 0.95, 1.08, 1.12, 1.25, 0.95, 0.95, 0.85)
_STEP_NAMES = Manner(head=None, pad=0.25, ruled=False, gutter=_GUTTER, fitted=False)


def pathway(summary: VisitSummary, width: float) -> Flowable:
    """Return one column a step: done, going on, planned or open, each with its dates."""
    if summary.case.course is None:
        return Section(_NAME, [Prose("No course is on record.", _NAME)])
    records = [summary.case.step(step) for step in STEPS]
    columns = [Column(head="", share=share, look=SMALL.bold()) for share in _SHARES]
    names = [[term(record.step) for record in records]]
    dates = [[_dates(record, summary) for record in records]]
    grey = [Column(head="", share=share, look=SMALL_GREY) for share in _SHARES]
    return Section(
        _NAME,
        [
            ChartFigure(_track(summary, width / UNIT), _NAME),
            Grid(_NAME, columns, names, _STEP_NAMES),
            Grid(_NAME, grey, dates, _STEP_NAMES),
        ],
        gap=2.0,
    )


def _dates(record: StepRecord, summary: VisitSummary) -> str:
    if record.skipped_reason:
        return f"skipped: {record.skipped_reason}"
    if record.started_on is not None:
        return _done(record, summary)
    if record.planned_on is not None:
        return f"planned {near_date(summary, record.planned_on)}"
    if summary.case.current is Step.CLOSED:
        return "not reached"
    if summary.case.current is record.step:
        return "next, not begun"
    return NOT_RECORDED if record.step.ordinal < _reached(summary) else "not begun"


def _done(record: StepRecord, summary: VisitSummary) -> str:
    first = record.started_on
    if first is None:
        return NOT_RECORDED
    if record.finished_on is None:
        return f"since {near_date(summary, first)}"
    words = near_span(summary, first, record.finished_on)
    day = summary.case.day(first)
    if day is not None and first == record.finished_on and record.step in _ONE_DAY:
        return f"{words}, {day_label(day)}"
    return words


def _reached(summary: VisitSummary) -> int:
    current = summary.case.current
    return current.ordinal if current else 0


def _track(summary: VisitSummary, width: float) -> Chart:
    """Return the marks: a filled check for done, a ring for going on, open circles to come."""
    marks: list[Mark] = []
    lefts = _lefts(width)
    y = _HEIGHT / 2
    shapes = [_shape(summary.case.step(step), summary) for step in STEPS]
    for number, shape in enumerate(shapes):
        x = lefts[number] + _RADIUS + 0.5
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
                    x2=lefts[number + 1] - _AIR,
                    y2=y,
                    ink=Ink.BORDER_STRONG if ahead else Ink.TEXT,
                    width=1.0 if ahead else 1.5,
                    dash=Dash.DASHED if ahead else Dash.SOLID,
                )
            )
    return Chart(width=width, height=_HEIGHT, marks=tuple(marks), description="")


def _lefts(width: float) -> list[float]:
    """Return where each column of the tables below begins, in units."""
    gutter = _GUTTER / UNIT
    free = width - gutter * (len(_SHARES) - 1)
    return [
        free * sum(_SHARES[:number]) / sum(_SHARES) + number * gutter
        for number in range(len(_SHARES))
    ]


def _shape(record: StepRecord, summary: VisitSummary) -> Shape:
    if record.finished_on is not None:
        return Shape.CHECK
    if record.started_on is not None or summary.case.current is record.step:
        return Shape.RING
    return Shape.DOT
