"""The CRS and ICANS course drawn, Day −1 to +14, as on the screen."""

from datetime import timedelta

from reportlab.platypus.flowables import Flowable

from carttrack.charts.lanes import Lane
from carttrack.charts.timeline import PAPER_LANES, View, course_timeline
from carttrack.domain.days import signed
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.domain.toxicity.daily import daily_maximum
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.report.blocks import Prose, Section
from carttrack.report.draw import ChartFigure
from carttrack.report.style import SMALL_GREY, UNIT

FIRST, LAST = -1, 14
_BEFORE_DAY0 = (Lane.PATHWAY, Lane.INPATIENT)
_STRIPS = (Lane.CRS, Lane.ICANS)
_NAME = "CRS and ICANS course"


def course_chart(summary: VisitSummary, width: float) -> Flowable:
    """Return the chart; days with assessments that it does not show are named under it."""
    if summary.case.course is None:
        return Section(_NAME, [Prose("No course is on record.", _NAME)])
    has_day0 = summary.case.day0 is not None
    view = View(
        width=width / UNIT,
        first=FIRST if has_day0 else None,
        last=LAST if has_day0 else None,
        lanes=_lanes(summary),
        temperature_height=70,
    )
    chart = course_timeline(summary.case, view, zone=summary.clinic.zone, today=summary.today)
    days = f", Day {signed(FIRST)} to {signed(LAST)}" if has_day0 else ", Day 0 not set"
    outside = _outside(summary)
    below = [Prose(outside, _NAME, SMALL_GREY)] if outside else []
    return Section(f"{_NAME}{days}", [ChartFigure(chart, _NAME), *below])


def _lanes(summary: VisitSummary) -> tuple[Lane, ...]:
    """Without Day 0 the pathway is drawn, and the strips only where something was assessed."""
    if summary.case.day0 is not None:
        return PAPER_LANES
    return (*_BEFORE_DAY0, *_STRIPS) if summary.case.assessments else _BEFORE_DAY0


def _outside(summary: VisitSummary) -> str:
    """Say what the chart leaves out: assessments before Day −1 and after Day +14."""
    case, zone = summary.case, summary.clinic.zone
    if case.day0 is None:
        return ""
    shown = case.day0 + timedelta(days=FIRST), case.day0 + timedelta(days=LAST)
    left_out = [
        kept.value
        for kept in case.assessments
        if not shown[0] <= kept.value.at.astimezone(zone).date() <= shown[1]
    ]
    if not left_out:
        return ""
    days = sorted(one.at.astimezone(zone).date() for one in left_out)
    highest = []
    for toxicity in Toxicity:
        every = daily_maximum(left_out, toxicity, zone, days[0], days[-1])
        grades = [day.grade for day in every if day.grade is not None]
        highest.append(f"{term(toxicity)} {max(grades)}" if grades else f"{term(toxicity)} –")
    count = f"{len(left_out)} more assessment" + ("s" if len(left_out) > 1 else "")
    return f"{count} outside these days; highest grade there: {', '.join(highest)}."
