"""The results of one test over time, with the limits that the laboratory prints for the latest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from carttrack.charts.axis import HEAD, axis, upright
from carttrack.charts.lanes import SMALL, Setting
from carttrack.charts.marks import (
    Align,
    Chart,
    Dash,
    Ink,
    Label,
    Line,
    Mark,
    Marker,
    Path,
    Shape,
    Spot,
)
from carttrack.charts.scale import DayScale
from carttrack.charts.value_scale import ValueScale, plain, value_scale
from carttrack.charts.words import room
from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.lab_groups import LabGroup
from carttrack.domain.lab_limits import limit_words
from carttrack.domain.lab_units import LabPoint, result_words
from carttrack.domain.laboratory import Comparator

_PLOT = 116.0
_ABOVE, _BELOW = 24.0, 6.0
_DOT, _DOT_CROWDED = 5.0, 3.5
_ROOM_FOR_DOTS = 9.0
_UNIT_LINE = 16.0
"""Room under the axis for the unit, which no upright line crosses."""
_FEWEST_DAYS = 14
_NARROWEST = 220.0
_RIGHT = 10.0
_LIMIT_NAMES = ("lower limit", "upper limit")


@dataclass(frozen=True, slots=True)
class _Plot:
    """The two axes of the plot."""

    days: DayScale
    values: ValueScale

    def place(self, point: LabPoint) -> tuple[float, float]:
        at = point.result.taken_at
        noon = self.days.at_day(point.result.taken_on) + self.days.day_width / 2
        return (self.days.at(at) if at else noon), self.values.at(point.value)


def lab_chart(
    case: CaseFile, group: LabGroup, width: float, *, zone: ZoneInfo, today: date
) -> Chart:
    """Return the series of a group; widths below 220 are drawn 220 wide.

    A result that is only a limit (`<5`) is an open dot at that limit. The unit, and whether the
    axis goes by powers of ten, stand over it. Without a point there are only the axes.
    """
    width = max(width, _NARROWEST)
    limits = _limits(group)
    numbers = [point.value for point in group.points]
    drawn = [limit for limit in limits if limit is not None and numbers]
    head_room = HEAD + _ABOVE
    values = value_scale(
        [*numbers, *_near(drawn, numbers)], top=head_room, bottom=head_room + _PLOT
    )
    left = max(room(plain(tick), SMALL) for tick in values.ticks) + 10
    first, last = _days(case, group, today)
    days = DayScale(first=first, last=last, left=left, right=width - _RIGHT, zone=zone)
    setting = Setting(case=case, scale=days, today=today)
    head = axis(setting)
    plot = _Plot(days, values)
    grid, over = upright(setting, head.height + _UNIT_LINE, values.bottom + _BELOW)
    marks = [
        *grid,
        *head.marks,
        *_levels(plot),
        *_limit_lines(plot, limits, today),
        *over,
        *_curve(plot, group.points),
        Label(x=0, y=head.height + 9, text=_unit_words(group, values), ink=Ink.TEXT3, size=SMALL),
    ]
    return Chart(
        width=width,
        height=values.bottom + _BELOW + 2,
        marks=tuple(marks),
        description=_said(group),
        spots=tuple(_spot(plot, point) for point in group.points),
    )


def _days(case: CaseFile, group: LabGroup, today: date) -> tuple[date, date]:
    """Return the first and the last day to draw: all results, and Day 0 where it is near."""
    taken = [point.result.taken_on for point in group.points] or [today]
    first, last = min(taken), max(taken)
    near = timedelta(days=_FEWEST_DAYS)
    if case.day0 is not None and last < case.day0 <= last + near:
        last = case.day0
    if case.day0 is not None and first - near <= case.day0 < first:
        first = case.day0
    if last < today <= last + near:
        last = today
    return first, max(last, first + timedelta(days=_FEWEST_DAYS - 1))


def _limits(group: LabGroup) -> tuple[Decimal | None, Decimal | None]:
    """Return the limits of the latest result in the unit of the series."""
    result = group.latest.value
    low, high = (
        None if limit is None else group.in_unit(result, limit)
        for limit in (result.limit_low, result.limit_high)
    )
    return low, high


def _near(limits: Sequence[Decimal], numbers: Sequence[Decimal]) -> list[Decimal]:
    """Return the limits that leave room for the series itself."""
    return [limit for limit in limits if limit <= 2 * max(numbers)]


def _levels(plot: _Plot) -> list[Mark]:
    marks: list[Mark] = []
    days = plot.days
    for tick in plot.values.ticks:
        y = plot.values.at(tick)
        marks.append(Line(x1=days.left, y1=y, x2=days.right, y2=y, ink=Ink.GRID))
        marks.append(
            Label(
                x=days.left - 6,
                y=y + 4,
                text=plain(tick),
                ink=Ink.TEXT3,
                size=SMALL,
                align=Align.RIGHT,
            )
        )
    return marks


def _limit_lines(plot: _Plot, limits: Sequence[Decimal | None], today: date) -> list[Mark]:
    """Return the limits as dashed lines, each named at its right end or left of today."""
    marks: list[Mark] = []
    days = plot.days
    end = days.at_day(today) - 4 if days.shows(today) else days.right
    for name, limit in zip(_LIMIT_NAMES, limits, strict=True):
        if limit is None or not plot.values.shows(limit):
            continue
        y = plot.values.at(limit)
        marks.append(Line(x1=days.left, y1=y, x2=days.right, y2=y, ink=Ink.TEXT3, dash=Dash.DASHED))
        marks.append(
            Label(
                x=end,
                y=y - 3,
                text=name,
                ink=Ink.TEXT3,
                size=SMALL,
                align=Align.RIGHT,
            )
        )
    return marks


def _curve(plot: _Plot, points: Sequence[LabPoint]) -> list[Mark]:
    places = [plot.place(point) for point in points]
    marks: list[Mark] = []
    if len(places) > 1:
        marks.append(Path(points=tuple(places), ink=Ink.ACCENT))
    apart = (plot.days.right - plot.days.left) / max(1, len(places))
    size = _DOT if apart >= _ROOM_FOR_DOTS else _DOT_CROWDED
    marks += [
        Marker(
            x=x,
            y=y,
            shape=Shape.DOT,
            ink=Ink.ACCENT,
            size=size,
            filled=point.comparator is Comparator.EXACT,
        )
        for (x, y), point in zip(places, points, strict=True)
    ]
    return marks


def _spot(plot: _Plot, point: LabPoint) -> Spot:
    x, y = plot.place(point)
    return Spot(x=x - 5, y=y - 5, width=10, height=10, tip=_tip(point), day=point.result.taken_on)


def _tip(point: LabPoint) -> str:
    result = point.result
    parts = (result_words(result), limit_words(result), short_date(result.taken_on))
    return ", ".join(part for part in parts if part)


def _unit_words(group: LabGroup, values: ValueScale) -> str:
    return f"{group.unit}, by powers of ten" if values.by_tens else group.unit


def _said(group: LabGroup) -> str:
    if not group.points:
        return f"{group.title}: no result in a unit that can be drawn."
    latest = _tip(group.points[-1])
    count = len(group.points)
    if count == 1:
        return f"{group.title}: one result, {latest}."
    first = short_date(group.points[0].result.taken_on)
    return f"{group.title}: {count} results since {first}, latest {latest}."
