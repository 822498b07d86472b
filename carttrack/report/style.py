"""Looks by use: sizes, weights, colours and distances of every paper. Points throughout."""

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from carttrack.charts.marks import Ink

PAPERS = {"A4": A4, "Letter": LETTER}
MARGIN = 12 * mm
SECTION_GAP = 8.0
"""Between two sections."""
LOOSE, TIGHT = 6.0, 2.0
UNIT = 0.75
"""One unit of a chart on paper: 96 units an inch."""

_INKS = {
    Ink.SURFACE: "#FFFFFF",
    Ink.SURFACE2: "#F1F3F6",
    Ink.SELECTED: "#E4EEF9",
    Ink.BORDER: "#D9DFE6",
    Ink.BORDER_STRONG: "#838F9E",
    Ink.GRID: "#E1E6EC",
    Ink.TEXT: "#18222E",
    Ink.TEXT2: "#4A5665",
    Ink.TEXT3: "#5F6B7A",
    Ink.ACCENT: "#1F5FA8",
    Ink.WIN: "#BFD3EA",
    Ink.WIN_LINE: "#6F8FB5",
    Ink.TEMP: "#4A5665",
    Ink.OVERDUE: "#B0281E",
    Ink.DONE: "#0E665F",
    Ink.SERIES_A: "#1F5FA8",
    Ink.SERIES_B: "#0E7A70",
}
_GRADES = (
    ("#E9EDF1", "#4A5665"),
    ("#FBE49B", "#3F3000"),
    ("#F2AC45", "#331E00"),
    ("#C04C15", "#FFFFFF"),
    ("#961A48", "#FFFFFF"),
    ("#27083A", "#FFFFFF"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set: size, distance of lines, weight 400, 500 or 600, colour."""

    size: float
    leading: float
    weight: int = 400
    ink: Ink = Ink.TEXT

    @property
    def baseline(self) -> float:
        """From the top of a line down to its baseline."""
        return (self.leading - self.size) / 2 + self.size * 0.86

    def bold(self) -> "Look":
        """Return the same look in weight 600."""
        return replace(self, weight=600)

    def medium(self) -> "Look":
        """Return the same look in weight 500."""
        return replace(self, weight=500)


TITLE = Look(17, 23, 600)
SUBTITLE = Look(11, 15)
HEADING = Look(11, 15, 600)
BODY = Look(9, 12)
LABEL = Look(9, 12, ink=Ink.TEXT3)
HEAD = Look(8, 11, ink=Ink.TEXT3)
SMALL = Look(8, 10.5)
SMALL_GREY = Look(8, 10.5, ink=Ink.TEXT2)
FIGURE = Look(7.5, 9.75)
FIGURE_HEAD = Look(7.5, 9.75, ink=Ink.TEXT3)
VALUE = Look(9.5, 13, 600)
LETTERHEAD = Look(10, 13, 600)
FOOTER = Look(7.5, 9.75, ink=Ink.TEXT2)


def colour(ink: Ink) -> Color:
    """Return the colour of a token on paper."""
    return _COLOURS[ink]


def grade_colours(grade: int) -> tuple[Color, Color]:
    """Return fill and digit colour of a grade 0 to 5."""
    return _GRADE_COLOURS[grade]


_COLOURS = {ink: HexColor(value) for ink, value in _INKS.items()}
_GRADE_COLOURS = tuple((HexColor(fill), HexColor(digit)) for fill, digit in _GRADES)
