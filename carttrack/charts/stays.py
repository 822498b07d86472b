"""Pathway bars and inpatient stays above the strips."""

from dataclasses import dataclass
from datetime import date, timedelta

from carttrack.charts.bars import fitting
from carttrack.charts.lanes import BODY, SMALL, Laid, Setting, lane_name, none_recorded, packed
from carttrack.charts.marks import Dash, Ink, Label, Mark, Rect, Spot
from carttrack.charts.words import room
from carttrack.domain.days import short_date, span
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.terms import term

_BAR, _LINE, _CLEAR = 18.0, 14.0, 5.0
_INPATIENT = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stay:
    """A span of days, both drawn whole; `going_on` where its end is not on record."""

    name: str
    first: date
    last: date
    going_on: bool


def pathway_lane(setting: Setting) -> Laid:
    """Return one bar for every step on record; the one going on is dashed.

    A label that does not fit its bar stands under it.
    """
    scale = setting.scale
    stays = [stay for stay in _steps(setting) if scale.overlaps(stay.first, stay.last)]
    marks: list[Mark] = [lane_name("Pathway", 13)]
    spots: list[Spot] = []
    outside: list[tuple[float, str]] = []
    for stay in stays:
        left, right = _ends(setting, stay)
        marks.append(_step_bar(left, right, going_on=stay.going_on))
        spots.append(Spot(x=left, y=0, width=right - left, height=_BAR, tip=_said(stay)))
        if fitting(stay.name, right - left):
            marks.append(Label(x=left + 6, y=13, text=stay.name, ink=Ink.TEXT, size=BODY))
        else:
            outside.append((_beside_day0(setting, left, stay.name), stay.name))
    rows = packed((x, x + room(name, SMALL)) for x, name in outside)
    for (x, name), row in zip(outside, rows, strict=True):
        marks.append(Label(x=x, y=_BAR + 11 + row * _LINE, text=name, ink=Ink.TEXT2, size=SMALL))
    height = _BAR + (max(rows) + 1) * _LINE if rows else _BAR
    said = "Pathway: " + ("; ".join(map(_said, stays)) or "nothing in these days") + "."
    return Laid(height=height, marks=tuple(marks), spots=tuple(spots), said=said)


def inpatient_lane(setting: Setting) -> Laid:
    """Return one bar for every stay, from an admission to the next discharge."""
    scale = setting.scale
    stays = [stay for stay in _admissions(setting) if scale.overlaps(stay.first, stay.last)]
    marks: list[Mark] = [lane_name("Inpatient", 11)]
    spots: list[Spot] = []
    places = [(_ends(setting, stay), _said(stay)) for stay in stays]
    lefts = [_beside_day0(setting, left + 6, said, after=True) for (left, _), said in places]
    rows = packed(
        (left, max(right, text + room(said, SMALL)))
        for ((left, right), said), text in zip(places, lefts, strict=True)
    )
    for ((left, right), said), text, row in zip(places, lefts, rows, strict=True):
        top = row * (_INPATIENT + 2)
        width = max(right - left, 2.0)
        marks.append(Rect(x=left, y=top, width=width, height=_INPATIENT, fill=Ink.GRID))
        marks.append(Label(x=text, y=top + 10.5, text=said, ink=Ink.TEXT2, size=SMALL))
        spots.append(Spot(x=left, y=top, width=width, height=_INPATIENT, tip=said))
    if not stays:
        marks.append(none_recorded(setting, 11))
    height = (max(rows, default=0) + 1) * (_INPATIENT + 2)
    words = "; ".join(said for _, said in places) or "none recorded"
    return Laid(height=height, marks=tuple(marks), spots=tuple(spots), said=f"Inpatient: {words}.")


def _steps(setting: Setting) -> list[_Stay]:
    stays = []
    for step in STEPS:
        record = setting.case.step(step)
        if record.started_on is None or step is Step.INFUSION:
            continue
        stopped = setting.stopped
        last = record.finished_on or max(record.started_on, stopped or setting.today)
        stays.append(
            _Stay(
                name=term(step),
                first=record.started_on,
                last=last,
                going_on=record.finished_on is None and stopped is None,
            )
        )
    return stays


def _admissions(setting: Setting) -> list[_Stay]:
    """Pair each admission with the first discharge on or after it and before the next one."""
    done = [kept.value for kept in setting.case.milestones if kept.value.done_on is not None]
    kinds = {MilestoneKind.ADMISSION, MilestoneKind.DISCHARGE}
    events = sorted(
        (day, kind is MilestoneKind.DISCHARGE)
        for day, kind in ((one.done_on, one.kind) for one in done if one.kind in kinds)
        if day is not None
    )
    stays: list[_Stay] = []
    since: date | None = None
    for day, is_discharge in events:
        if not is_discharge and since is None:
            since = day
        elif is_discharge and since is not None:
            stays.append(_Stay(name="inpatient", first=since, last=day, going_on=False))
            since = None
    if since is not None:
        stopped = setting.stopped
        last = max(since, stopped or setting.today)
        stays.append(_Stay(name="inpatient", first=since, last=last, going_on=stopped is None))
    return stays


def _ends(setting: Setting, stay: _Stay) -> tuple[float, float]:
    scale = setting.scale
    right = scale.inside(scale.at_day(stay.last + timedelta(days=1)))
    return min(scale.inside(scale.at_day(stay.first)), right - 2), right


def _beside_day0(setting: Setting, left: float, name: str, *, after: bool = False) -> float:
    """Return where a name begins so that the line of Day 0 does not cross it.

    It ends before the line, or with `after` begins behind it where there is room.
    """
    scale, day0 = setting.scale, setting.case.day0
    width = room(name, SMALL)
    x = min(left, scale.right - width)
    line = scale.at_day(day0) if day0 is not None and scale.shows(day0) else None
    if line is not None and x < line < x + width:
        behind = line + _CLEAR
        if after and behind + width <= scale.right:
            return behind
        return max(scale.left + 2, line - _CLEAR - width)
    return x


def _step_bar(left: float, right: float, *, going_on: bool) -> Rect:
    return Rect(
        x=left,
        y=0.5,
        width=right - left,
        height=_BAR - 1,
        fill=Ink.SELECTED if going_on else Ink.WIN,
        stroke=Ink.ACCENT if going_on else Ink.WIN_LINE,
        dash=Dash.DASHED if going_on else Dash.SOLID,
    )


def _said(stay: _Stay) -> str:
    if stay.going_on:
        return f"{stay.name}, since {short_date(stay.first)}"
    return f"{stay.name}, {span(stay.first, stay.last)}"
