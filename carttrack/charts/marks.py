"""The marks a chart is made of, in plain units; two thin renderers draw the same list.

One unit is one pixel of the screen at 100 % and 0.75 pt on paper. The origin is the top left
corner, y grows downwards. Colours are names: the screen and the paper each know their own
values. Marks are drawn in the order of the list, later ones on top.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Ink(StrEnum):
    """Colours by name, the tokens of the palette."""

    SURFACE = "surface"
    SURFACE2 = "surface2"
    SELECTED = "selected"
    BORDER = "border"
    BORDER_STRONG = "borderStrong"
    GRID = "grid"
    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    ACCENT = "accent"
    WIN = "win"
    WIN_LINE = "winLine"
    TEMP = "temp"
    OVERDUE = "overdue"
    DONE = "done"
    SERIES_A = "seriesA"
    SERIES_B = "seriesB"


class Dash(StrEnum):
    """How a line is broken: dashed 4 on 3 off, dotted 1 on 3 off, in units."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Shape(StrEnum):
    """The shape of a marker; the triangle points up, the diamond stands on its tip.

    `CHECK` is a filled disc with a check mark in the colour of the surface, `RING` an open
    circle with a filled dot in its middle.
    """

    TRIANGLE = "triangle"
    SQUARE = "square"
    DIAMOND = "diamond"
    DOT = "dot"
    CHECK = "check"
    RING = "ring"


class Align(StrEnum):
    """Which end of a label stands at its x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line `width` units thick; width 1 is a hair line on whole pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    width: float = 1.0
    dash: Dash = Dash.SOLID


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line through two or more points, antialiased, with round joins."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle from its top left corner; `fill` or `stroke` may be None."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    stroke: Ink | None = None
    dash: Dash = Dash.SOLID
    radius: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A grade: filled with the colour of `grade` 0 to 5, its digit in the middle.

    The digit is semibold, `size` units high, in the digit colour of that grade. `by_hand` adds
    a small pencil (or a dot where there is no room) in the top right corner. `at_least` puts ≥
    before the digit, both 2 units smaller: a finding that was not recorded could raise the grade.
    """

    x: float
    y: float
    width: float
    height: float
    grade: int
    size: float = 11.0
    by_hand: bool = False
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker `size` units wide, its middle at x, y; filled, or open with a 1.5 unit line."""

    x: float
    y: float
    shape: Shape
    ink: Ink
    size: float = 10.0
    filled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text; y is its baseline, `size` its font size in units, `weight` 400 to 600.

    The font is Inter with tabular digits.
    """

    x: float
    y: float
    text: str
    ink: Ink = Ink.TEXT2
    size: float = 11.0
    weight: int = 400
    align: Align = Align.LEFT


Mark: TypeAlias = Line | Path | Rect | Cell | Marker | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that answers the mouse and the arrow keys: what a tooltip says there.

    `day` is the calendar day it stands for, None where it stands for none.
    """

    x: float
    y: float
    width: float
    height: float
    tip: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A finished chart: every mark lies inside `width` times `height`.

    `description` says in sentences what the chart shows, for screen readers; `spots` are in
    reading order.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    description: str
    spots: tuple[Spot, ...] = ()
