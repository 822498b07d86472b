"""The temperature lane: the highest on record, with the fever line of the CRS grading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil, floor

from carttrack.charts.lanes import SMALL, Laid, Setting, lane_name, none_recorded
from carttrack.charts.marks import Align, Dash, Ink, Label, Line, Mark, Marker, Path, Shape, Spot
from carttrack.charts.scale import DayScale
from carttrack.charts.words import room
from carttrack.domain.days import moment
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.temperature import FEVER_C

_LOWEST, _HIGHEST = 36, 40
_HEAD = 10.0
_DAILY_BELOW = 24.0
"""Where a day is narrower than this, only the highest of each day is drawn."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A temperature with the moment of the entry it stands in."""

    at: datetime
    temp_c: Decimal


def readings(assessments: Sequence[Assessment]) -> tuple[Reading, ...]:
    """Return the highest temperature of each assessment that has one, oldest first."""
    found = []
    for assessment in assessments:
        measured = [assessment.temp_now_c, assessment.crs.temp_c if assessment.crs else None]
        known = [temp for temp in measured if temp is not None]
        if known:
            found.append(Reading(assessment.at, max(known)))
    return tuple(sorted(found, key=lambda reading: reading.at))


def temperature_lane(setting: Setting, height: float) -> Laid:
    """Return the curve between 36 and 40 °C, wider where readings lie outside."""
    scale = setting.scale
    daily = scale.day_width < _DAILY_BELOW
    shown = [
        reading
        for reading in readings([kept.value for kept in setting.case.assessments])
        if scale.shows(reading.at.astimezone(scale.zone).date())
    ]
    if daily:
        shown = _daily(shown, scale)
    low = min([_LOWEST, *(floor(reading.temp_c) for reading in shown)])
    high = max([_HIGHEST, *(ceil(reading.temp_c) for reading in shown)])
    degree = (height - _HEAD) / (high - low)

    def y(temp: Decimal | int) -> float:
        return _HEAD + float(high - temp) * degree

    marks: list[Mark] = [
        lane_name("Temperature", _HEAD + 4),
        lane_name("°C, daily max" if daily else "°C, highest", _HEAD + 17),
        *_levels(scale, y(high), f"{high}"),
        *_levels(scale, y(low), f"{low}"),
        *_fever(scale, y(FEVER_C)),
        *_curve([(scale.at(reading.at), y(reading.temp_c)) for reading in shown], dots=daily),
    ]
    if not shown:
        marks.append(none_recorded(setting, _HEAD + 14))
        return Laid(height=height, marks=tuple(marks), said="Temperature: none recorded.")
    peak = max(shown, key=lambda reading: reading.temp_c)
    marks += _peak(setting, peak, y(peak.temp_c))
    said = f"Highest temperature {peak.temp_c:f} °C, {moment(peak.at, scale.zone)}."
    spots = tuple(_spot(scale, reading, y(reading.temp_c)) for reading in shown)
    return Laid(height=height, marks=tuple(marks), spots=spots, said=said)


def _daily(shown: Sequence[Reading], scale: DayScale) -> list[Reading]:
    highest: dict[date, Reading] = {}
    for reading in shown:
        day = reading.at.astimezone(scale.zone).date()
        if day not in highest or reading.temp_c > highest[day].temp_c:
            highest[day] = reading
    return [highest[day] for day in sorted(highest)]


def _levels(scale: DayScale, y: float, text: str) -> list[Mark]:
    return [
        Line(x1=scale.left, y1=y, x2=scale.right, y2=y, ink=Ink.GRID),
        Label(x=scale.left - 6, y=y + 4, text=text, ink=Ink.TEXT3, size=SMALL, align=Align.RIGHT),
    ]


def _fever(scale: DayScale, y: float) -> list[Mark]:
    return [
        Line(x1=scale.left, y1=y, x2=scale.right, y2=y, ink=Ink.OVERDUE, dash=Dash.DASHED),
        Label(
            x=scale.left - 6,
            y=y + 4,
            text=f"{FEVER_C:f}",
            ink=Ink.TEXT3,
            size=SMALL,
            align=Align.RIGHT,
        ),
    ]


def _curve(points: Sequence[tuple[float, float]], *, dots: bool) -> list[Mark]:
    marks: list[Mark] = []
    if len(points) > 1:
        marks.append(Path(points=tuple(points), ink=Ink.TEMP))
    if dots or len(points) == 1:
        marks += [Marker(x=x, y=y, shape=Shape.DOT, ink=Ink.TEMP, size=4) for x, y in points]
    return marks


def _peak(setting: Setting, peak: Reading, y: float) -> list[Mark]:
    """Name the highest, right of it; left where it would leave the chart or cross today."""
    scale, x, text = setting.scale, setting.scale.at(peak.at), f"{peak.temp_c:f}"
    ends = x + 6 + room(text, SMALL, 600)
    crosses_today = x < scale.at_day(setting.today) < ends
    at_left = ends > scale.right or crosses_today
    return [
        Label(
            x=x - 6 if at_left else x + 6,
            y=y + 2,
            text=text,
            ink=Ink.TEXT,
            size=SMALL,
            weight=600,
            align=Align.RIGHT if at_left else Align.LEFT,
        )
    ]


def _spot(scale: DayScale, reading: Reading, y: float) -> Spot:
    tip = f"{reading.temp_c:f} °C, {moment(reading.at, scale.zone)}"
    return Spot(x=scale.at(reading.at) - 4, y=y - 4, width=8, height=8, tip=tip)
