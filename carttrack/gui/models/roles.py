"""What a cell tells its delegate beside its text; all values are plain Python objects."""

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)

RECORD = _FIRST + 1
"""The whole frozen value of the row."""
SECOND = _FIRST + 2
"""Text of the second line (two-line rows), or small grey words after the text (table rows)."""
GRADED = _FIRST + 3
"""True where the cell is a grade square; the grade itself is `GRADE`, None for the dash."""
GRADE = _FIRST + 4
"""The grade to draw, 0 to 5 or None."""
BY_HAND = _FIRST + 5
"""True for a grade set by hand: the pencil."""
STATE = _FIRST + 6
"""A `tokens.State`: its glyph leads the cell."""
BAR = _FIRST + 7
"""A `draw.WindowBar`."""
TONE = _FIRST + 8
"""Colour token of the text (`text2`, `late_fg` …)."""
STRONG = _FIRST + 9
"""True for semibold text."""
SECOND_TONE = _FIRST + 10
"""Colour token of the second line."""
ICON = _FIRST + 11
"""Name of an icon that leads the cell, in the colour of `TONE`."""
GROUP = _FIRST + 12
"""A `tree.GroupHead` where the row is the heading of a group."""
INDENT = _FIRST + 13
"""True where the cell keeps the room of a glyph that it does not have."""
SERIES = _FIRST + 14
"""A `LabGroup`: the cell is the spark line of its points."""
