"""The CRS and ICANS strips: the highest recorded grade of each day, never a guessed one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from carttrack.charts.lanes import BODY, Laid, Setting, lane_name
from carttrack.charts.marks import Align, Cell, Dash, Ink, Label, Line, Mark, Rect, Spot
from carttrack.domain.days import span
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord

_HEIGHT = 18.0
_NARROWEST = 13.0
"""A digit needs this much; narrower days share a cell."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The highest of some days: `grade` None where entries allow no digit."""

    grade: int | None
    by_hand: bool


def crs_strip(setting: Setting) -> Laid:
    """Return the CRS strip."""
    return _strip(setting, "CRS", lambda assessment: assessment.crs_grade)


def icans_strip(setting: Setting) -> Laid:
    """Return the ICANS strip."""
    return _strip(setting, "ICANS", lambda assessment: assessment.icans_grade)


def _strip(setting: Setting, name: str, of: Callable[[Assessment], GradeOnRecord | None]) -> Laid:
    scale = setting.scale
    together = max(1, ceil(_NARROWEST / scale.day_width))
    found = _found(setting, of, together)
    title = f"{name}, daily max" if together == 1 else f"{name}, max of {together} d"
    marks: list[Mark] = [lane_name(title, _HEIGHT / 2 + 4)]
    marks += _dotted(setting, set(found), together)
    spots: list[Spot] = []
    for begin in sorted(found):
        cell = _cell(setting, begin, together, found[begin])
        words = "not graded" if found[begin].grade is None else f"grade {found[begin].grade}"
        hand = ", set by hand" if found[begin].by_hand else ""
        last = begin + timedelta(days=together - 1)
        marks += cell
        spots.append(
            Spot(
                x=scale.at_day(begin),
                y=0,
                width=scale.day_width * together,
                height=_HEIGHT,
                tip=f"{name} {words}{hand}, {span(begin, last)}",
                day=begin,
            )
        )
    said = "; ".join(spot.tip for spot in spots) or f"{name}: no assessment"
    return Laid(height=_HEIGHT, marks=tuple(marks), spots=tuple(spots), said=f"{said}.")


def _found(
    setting: Setting, of: Callable[[Assessment], GradeOnRecord | None], together: int
) -> Mapping[date, _Found]:
    """Return the highest of each run of `together` days, by the first of them."""
    scale = setting.scale
    found: dict[date, _Found] = {}
    for kept in setting.case.assessments:
        grade = of(kept.value)
        day = kept.value.at.astimezone(scale.zone).date()
        if grade is None or not scale.shows(day):
            continue
        begin = day - timedelta(days=(day - scale.first).days % together)
        here = _Found(grade.shown, grade.by_hand)
        held = found.get(begin)
        if held is None or _rank(here) > _rank(held):
            found[begin] = here
    return found


def _rank(found: _Found) -> int:
    return -1 if found.grade is None else found.grade


def _cell(setting: Setting, begin: date, together: int, found: _Found) -> list[Mark]:
    scale = setting.scale
    left = scale.at_day(begin)
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
