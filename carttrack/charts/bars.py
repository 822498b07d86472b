"""Bars with a word beside them: runs of a treatment, spans of a stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from carttrack.charts.lanes import (
    BODY,
    NOTHING,
    SMALL,
    Laid,
    Setting,
    lane_name,
    none_recorded,
    packed,
)
from carttrack.charts.marks import Dash, Ink, Label, Mark, Rect, Spot
from carttrack.charts.scale import DayScale
from carttrack.charts.words import room

_ROW = 17.0
_BAR = 12.0
_MOST_ROWS = 3
_SHORTEST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar from `left` to `right` in units, both inside the axis; open ends are dashed."""

    left: float
    right: float
    label: str
    tip: str
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a lane's bars."""

    fill: Ink
    stroke: Ink | None


def bar_lane(
    name: str, bars: Sequence[Bar], setting: Setting, look: Look, many: str, nothing: str = NOTHING
) -> Laid:
    """Return bars with their labels at the right, in as few rows as they fit.

    Where more than three rows were needed, the bars share one row and `many` is its label;
    `nothing` stands where there is no bar.
    """
    scale = setting.scale
    if not bars:
        return _empty(name, setting, nothing)
    places = [_label_place(bar, scale) for bar in bars]
    rows = packed(
        (min(bar.left, place), max(bar.right, place + room(bar.label, SMALL)))
        for bar, place in zip(bars, places, strict=True)
    )
    if max(rows) >= _MOST_ROWS:
        return _crowded(name, bars, scale, look, many)
    marks: list[Mark] = [lane_name(name, 12.0)]
    spots: list[Spot] = []
    for bar, place, row in zip(bars, places, rows, strict=True):
        top = row * _ROW + 2
        marks.append(_rect(bar, top, look))
        marks.append(Label(x=place, y=top + 10, text=bar.label, size=SMALL))
        spots.append(_spot(bar, top))
    return Laid(
        height=(max(rows) + 1) * _ROW,
        marks=tuple(marks),
        spots=tuple(spots),
        said=f"{name}: " + "; ".join(bar.tip for bar in bars) + ".",
    )


def _empty(name: str, setting: Setting, nothing: str) -> Laid:
    marks = (lane_name(name, 12.0), none_recorded(setting, 12.0, nothing))
    return Laid(height=_ROW, marks=marks, said=f"{name}: {nothing}.")


def _crowded(name: str, bars: Sequence[Bar], scale: DayScale, look: Look, many: str) -> Laid:
    marks: list[Mark] = [lane_name(name, 12.0)]
    marks += [_rect(bar, 2, look) for bar in bars]
    width = room(many, SMALL)
    right = max(bar.right for bar in bars)
    below = right + 6 + width > scale.right
    x = max(scale.left + 4, scale.right - width) if below else right + 6
    marks.append(Label(x=x, y=2 + 10 + (_ROW - 2 if below else 0), text=many, size=SMALL))
    return Laid(
        height=_ROW * (2 if below else 1),
        marks=tuple(marks),
        spots=tuple(_spot(bar, 2) for bar in bars),
        said=f"{name}: " + "; ".join(bar.tip for bar in bars) + ".",
    )


def _label_place(bar: Bar, scale: DayScale) -> float:
    width = room(bar.label, SMALL)
    if bar.right + 6 + width <= scale.right:
        return bar.right + 6
    return max(scale.left + 2, bar.left - 6 - width)


def _rect(bar: Bar, top: float, look: Look) -> Rect:
    return Rect(
        x=bar.left,
        y=top,
        width=max(bar.right - bar.left, _SHORTEST),
        height=_BAR,
        fill=look.fill,
        stroke=Ink.TEXT2 if bar.open_end else look.stroke,
        dash=Dash.DASHED if bar.open_end else Dash.SOLID,
    )


def _spot(bar: Bar, top: float) -> Spot:
    return Spot(
        x=bar.left,
        y=top,
        width=max(bar.right - bar.left, _SHORTEST),
        height=_BAR,
        tip=bar.tip,
    )


def fitting(text: str, width: float) -> bool:
    """Whether a label fits into a bar of this width."""
    return room(text, BODY, 500) + 10 <= width
