"""Colours, states and type roles of both palettes: the only place where a colour is written."""

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """A state that a pill, a glyph or a banner shows; never by colour alone."""

    OVERDUE = "overdue"
    MISSED = "missed"
    DUE = "due"
    CLOSING = "closing"
    BLOCKED = "blocked"
    DONE = "done"
    BOOKED = "booked"
    INFO = "info"
    LATER = "later"

    @property
    def family(self) -> str:
        """The pair of tokens it is drawn in: `late`, `due`, `done`, `booked` or `later`."""
        return _FAMILIES[self]

    @property
    def glyph(self) -> str:
        """The name of its icon under `resources/icons`."""
        return _GLYPHS[self]


_FAMILIES = {
    State.OVERDUE: "late",
    State.MISSED: "late",
    State.DUE: "due",
    State.CLOSING: "due",
    State.BLOCKED: "due",
    State.DONE: "done",
    State.BOOKED: "booked",
    State.INFO: "booked",
    State.LATER: "later",
}
_GLYPHS = {
    State.OVERDUE: "alert-circle-filled",
    State.MISSED: "circle-x-filled",
    State.DUE: "clock-filled",
    State.CLOSING: "hourglass-low",
    State.BLOCKED: "alert-triangle-filled",
    State.DONE: "circle-check-filled",
    State.BOOKED: "calendar-event",
    State.INFO: "info-circle-filled",
    State.LATER: "circle-dashed",
}


class TypeRole(NamedTuple):
    """A size in points (so it follows the user's font setting) with weight and line height."""

    points: float
    weight: int
    line: int


ROLES = {
    "name": TypeRole(16, 600, 28),
    "title": TypeRole(13, 600, 24),
    "section": TypeRole(11, 600, 20),
    "body": TypeRole(10, 400, 18),
    "medium": TypeRole(10, 500, 18),
    "strong": TypeRole(10, 600, 18),
    "small": TypeRole(9, 400, 16),
    "small_strong": TypeRole(9, 600, 16),
    "axis": TypeRole(8.5, 400, 14),
}
"""Type roles by name; `line` is in pixels at 100 %."""


class Tokens(NamedTuple):
    """One palette, `#RRGGBB` each. `grade_fills[n]` with `grade_digits[n]` is grade n, 0 to 5."""

    dark: bool
    window: str
    sidebar: str
    surface: str
    surface2: str
    hover: str
    selected: str
    selected_line: str
    border: str
    border_strong: str
    grid: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    win: str
    win_line: str
    series_a: str
    series_b: str
    temp: str
    late_fg: str
    late_bg: str
    due_fg: str
    due_bg: str
    done_fg: str
    done_bg: str
    booked_fg: str
    booked_bg: str
    later_fg: str
    later_bg: str
    grade_fills: tuple[str, str, str, str, str, str]
    grade_digits: tuple[str, str, str, str, str, str]


LIGHT = Tokens(
    dark=False,
    window="#F4F6F8",
    sidebar="#EBEEF2",
    surface="#FFFFFF",
    surface2="#F8FAFB",
    hover="#EEF2F6",
    selected="#E4EEF9",
    selected_line="#1F5FA8",
    border="#D9DFE6",
    border_strong="#838F9E",
    grid="#E6EAEF",
    text="#18222E",
    text2="#4A5665",
    text3="#5F6B7A",
    disabled="#97A1AD",
    accent="#1F5FA8",
    accent_hover="#194E8A",
    on_accent="#FFFFFF",
    win="#BFD3EA",
    win_line="#6F8FB5",
    series_a="#1F5FA8",
    series_b="#0E7A70",
    temp="#4A5665",
    late_fg="#B0281E",
    late_bg="#FCEAE8",
    due_fg="#855000",
    due_bg="#FFF2D9",
    done_fg="#0E665F",
    done_bg="#E2F3F0",
    booked_fg="#1F5FA8",
    booked_bg="#E6EFFA",
    later_fg="#4A5665",
    later_bg="#EDF0F4",
    grade_fills=("#E9EDF1", "#FBE49B", "#F2AC45", "#C04C15", "#961A48", "#27083A"),
    grade_digits=("#4A5665", "#3F3000", "#331E00", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
)
DARK = Tokens(
    dark=True,
    window="#14171B",
    sidebar="#101316",
    surface="#1B1F24",
    surface2="#20252B",
    hover="#262C33",
    selected="#1F3550",
    selected_line="#7FB2EE",
    border="#30373F",
    border_strong="#6B7683",
    grid="#2A3037",
    text="#E8ECF0",
    text2="#B4BEC9",
    text3="#95A0AD",
    disabled="#606B77",
    accent="#7FB2EE",
    accent_hover="#9CC5F4",
    on_accent="#0C1A2A",
    win="#2C4663",
    win_line="#5F86B3",
    series_a="#7FB2EE",
    series_b="#6FD0C2",
    temp="#B4BEC9",
    late_fg="#FF9A8F",
    late_bg="#3E1F1D",
    due_fg="#F3C06B",
    due_bg="#3A2C12",
    done_fg="#6FD0C2",
    done_bg="#12322F",
    booked_fg="#8FBDF2",
    booked_bg="#1B2F47",
    later_fg="#B4BEC9",
    later_bg="#2A3037",
    grade_fills=("#2A3037", "#5B4C1C", "#96671B", "#E07F3F", "#F8A9C0", "#FFFFFF"),
    grade_digits=("#B4BEC9", "#FFF1C2", "#FFFFFF", "#211000", "#3A0518", "#27083A"),
)
