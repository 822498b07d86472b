"""The course of one patient as a chart: pathway, strips, treatment and temperature by day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from carttrack.charts.axis import axis, upright
from carttrack.charts.given import given_lane
from carttrack.charts.lanes import GUTTER, Laid, Lane, Setting
from carttrack.charts.legend import legend
from carttrack.charts.marks import Chart, Line, Mark, Path, Spot
from carttrack.charts.runs import oxygen, vasopressors
from carttrack.charts.scale import DayScale
from carttrack.charts.stays import inpatient_lane, pathway_lane
from carttrack.charts.strips import crs_strip, icans_strip
from carttrack.charts.temperature import temperature_lane
from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import STEPS, Step

_GAP = 6.0
_END = 2.0
_FEWEST_DAYS = 14
_TEMPERATURE = 84.0
_TODAY = 12.0
"""Room for the word Today under lanes that leave it none."""
_NARROWEST = 360.0


ALL_LANES = tuple(Lane)
PAPER_LANES = tuple(lane for lane in Lane if lane not in {Lane.PATHWAY, Lane.INPATIENT})
"""Paper prints the pathway with its dates in a section of its own."""
_LANES = {
    Lane.PATHWAY: pathway_lane,
    Lane.INPATIENT: inpatient_lane,
    Lane.CRS: crs_strip,
    Lane.ICANS: icans_strip,
    Lane.GIVEN: given_lane,
    Lane.OXYGEN: oxygen,
    Lane.VASOPRESSOR: vasopressors,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of a course is drawn, and how large, in units.

    `first` and `last` are Day numbers, both drawn; None means from the leukapheresis, and up to
    today (or the day of death). They are ignored while Day 0 is not set. `temperature_height` is
    the height of that lane. Widths below 360 are drawn 360 wide.
    """

    width: float
    first: int | None = None
    last: int | None = None
    lanes: tuple[Lane, ...] = ALL_LANES
    temperature_height: float = _TEMPERATURE


def course_timeline(case: CaseFile, view: View, *, zone: ZoneInfo, today: date) -> Chart:
    """Return the chart of a case; every lane is drawn, an empty one says so.

    `zone` is the clinic's time zone, in which days begin and end.
    """
    width = max(view.width, _NARROWEST)
    first, last = _days(case, view, today)
    scale = DayScale(first=first, last=last, left=GUTTER, right=width - _END, zone=zone)
    setting = Setting(case=case, scale=scale, today=today)
    head = axis(setting)
    marks: list[Mark] = list(head.marks)
    spots: list[Spot] = []
    said = [head.said]
    top = head.height + 4
    lanes_top = head.height
    for lane in view.lanes:
        laid = _laid(lane, setting, view)
        marks += (_lowered(mark, top) for mark in laid.marks)
        spots += (replace(spot, y=spot.y + top) for spot in laid.spots)
        said.append(laid.said)
        top += laid.height + _GAP
    if view.lanes[-1:] != (Lane.TEMPERATURE,):
        top += _TODAY
    grid, over = upright(setting, lanes_top, top)
    key = legend(setting, view.lanes)
    marks = [*grid, *marks, *over, *(_lowered(mark, top + _GAP) for mark in key.marks)]
    return Chart(
        width=width,
        height=top + _GAP + key.height,
        marks=tuple(marks),
        description=" ".join(words for words in said if words),
        spots=tuple(spots),
    )


def _laid(lane: Lane, setting: Setting, view: View) -> Laid:
    if lane is Lane.TEMPERATURE:
        return temperature_lane(setting, view.temperature_height)
    return _LANES[lane](setting)


def _lowered(mark: Mark, by: float) -> Mark:
    if isinstance(mark, Line):
        return replace(mark, y1=mark.y1 + by, y2=mark.y2 + by)
    if isinstance(mark, Path):
        return replace(mark, points=tuple((x, y + by) for x, y in mark.points))
    return replace(mark, y=mark.y + by)


def _days(case: CaseFile, view: View, today: date) -> tuple[date, date]:
    """Return the first and the last day to draw: at least a fortnight, unless Days are named."""
    if case.day0 is None or view.first is None:
        first = min([_earliest(case, today), today])
    else:
        first = case.day0 + timedelta(days=view.first)
    if case.day0 is not None and view.last is not None:
        return first, max(case.day0 + timedelta(days=view.last), first)
    last = case.death.value.died_on if case.death else today
    return first, max(last, first + timedelta(days=_FEWEST_DAYS - 1))


def _earliest(case: CaseFile, today: date) -> date:
    """Return the day before the leukapheresis; without Day 0 before the first step on record."""
    late = (Step.LEUKAPHERESIS, Step.MANUFACTURING, Step.LYMPHODEPLETION, Step.INFUSION)
    steps = late if case.day0 is not None else STEPS
    days = [case.step(step).started_on for step in steps]
    days += [
        kept.value.done_on for kept in case.milestones if kept.value.kind is MilestoneKind.ADMISSION
    ]
    days.append(case.day0)
    known = [day for day in days if day is not None]
    if not known:
        return today - timedelta(days=_FEWEST_DAYS - 1)
    return min(known) - timedelta(days=1)
