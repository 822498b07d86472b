"""The CRS and ICANS strips: the highest recorded grade of each day, never a guessed one."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from carttrack.charts.lanes import BODY, Laid, Setting, lane_name
from carttrack.charts.marks import Align, Cell, Dash, Ink, Label, Line, Mark, Rect, Spot
from carttrack.domain.days import span
from carttrack.domain.terms import term
from carttrack.domain.toxicity.daily import DayGrade, daily_maximum
from carttrack.domain.toxicity.episodes import Toxicity

_HEIGHT = 18.0
_NARROWEST = 13.0
"""A digit needs this much; narrower days share a cell."""


def crs_strip(setting: Setting) -> Laid:
    """Return the CRS strip."""
    return _strip(setting, Toxicity.CRS)


def icans_strip(setting: Setting) -> Laid:
    """Return the ICANS strip."""
    return _strip(setting, Toxicity.ICANS)


def _strip(setting: Setting, toxicity: Toxicity) -> Laid:
    scale, name = setting.scale, term(toxicity)
    together = max(1, ceil(_NARROWEST / scale.day_width))
    assessments = [kept.value for kept in setting.case.assessments]
    days = daily_maximum(assessments, toxicity, scale.zone, scale.first, scale.last)
    found = [
        highest
        for start in range(0, len(days), together)
        if (highest := _highest(days[start : start + together])) is not None
    ]
    title = f"{name}, daily max" if together == 1 else f"{name}, max of {together} d"
    marks: list[Mark] = [lane_name(title, _HEIGHT / 2 + 4)]
    marks += _dotted(setting, {highest.day for highest in found}, together)
    spots: list[Spot] = []
    for highest in found:
        marks += _cell(setting, highest, together)
        spots.append(_spot(setting, highest, together, name))
    said = "; ".join(spot.tip for spot in spots) or f"{name}: no assessment"
    return Laid(height=_HEIGHT, marks=tuple(marks), spots=tuple(spots), said=f"{said}.")


def _highest(days: Sequence[DayGrade]) -> DayGrade | None:
    """Return the highest of some days under the first of them, None without an assessment."""
    assessed = [day for day in days if day.assessed]
    if not assessed:
        return None
    worst = max(assessed, key=lambda day: -1 if day.grade is None else day.grade)
    return DayGrade(
        day=days[0].day,
        grade=worst.grade,
        assessed=True,
        by_hand=worst.by_hand,
        at_least=any(day.at_least for day in assessed),
    )


def _spot(setting: Setting, found: DayGrade, together: int, name: str) -> Spot:
    scale = setting.scale
    least = "at least " if found.at_least else ""
    words = "not graded" if found.grade is None else f"grade {least}{found.grade}"
    hand = ", set by hand" if found.by_hand else ""
    left = scale.at_day(found.day)
    return Spot(
        x=left,
        y=0,
        width=scale.inside(left + scale.day_width * together) - left,
        height=_HEIGHT,
        tip=f"{name} {words}{hand}, {span(found.day, found.day + timedelta(days=together - 1))}",
        day=found.day,
    )


def _cell(setting: Setting, found: DayGrade, together: int) -> list[Mark]:
    scale = setting.scale
    left = scale.at_day(found.day)
    width = scale.inside(left + scale.day_width * together) - left
    if found.grade is None:
        return [
            Rect(
                x=left + 0.5,
                y=0.5,
                width=width - 1,
                height=_HEIGHT - 1,
                fill=Ink.SURFACE,
                stroke=Ink.BORDER_STRONG,
                dash=Dash.DASHED,
            ),
            Label(x=left + width / 2, y=_HEIGHT / 2 + 4, text="–", size=BODY, align=Align.CENTRE),
        ]
    # A gap of half a unit on both sides keeps two days of one grade apart.
    return [
        Cell(
            x=left + 0.5,
            y=0,
            width=width - 1,
            height=_HEIGHT,
            grade=found.grade,
            by_hand=found.by_hand,
            at_least=found.at_least,
        )
    ]


def _dotted(setting: Setting, found: set[date], together: int) -> list[Mark]:
    """Return a dotted line for every stretch up to today without an assessment."""
    scale = setting.scale
    last = min(scale.last, setting.today)
    marks: list[Mark] = []
    begin: date | None = None
    day = scale.first
    while day <= last + timedelta(days=together):
        is_gap = day <= last and day not in found
        if is_gap and begin is None:
            begin = day
        if not is_gap and begin is not None:
            right = scale.inside(scale.at_day(min(day, last + timedelta(days=1))))
            marks.append(
                Line(
                    x1=scale.at_day(begin),
                    y1=_HEIGHT / 2,
                    x2=right,
                    y2=_HEIGHT / 2,
                    ink=Ink.TEXT3,
                    dash=Dash.DOTTED,
                )
            )
            begin = None
        day += timedelta(days=together)
    return marks
