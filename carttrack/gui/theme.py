"""The palette of now: tokens as Qt colours and fonts.

`theme` is the one instance: a colour is a property of the screen, like the screen itself, so
painters read it instead of every delegate being handed it. `appearance` changes it, and Qt
tells each widget (`QEvent.Type.StyleChange`), hence no signal here.
"""

from PySide6.QtGui import QColor, QFont

from carttrack.gui import fonts
from carttrack.gui.tokens import LIGHT, ROLES, State, Tokens


class Theme:
    """The tokens in use and what Qt makes of them, each made once."""

    def __init__(self) -> None:
        self.tokens = LIGHT
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}

    def use(self, tokens: Tokens) -> None:
        """Take another palette; `appearance.apply` does the rest."""
        self.tokens = tokens
        self._colors.clear()

    def color(self, token: str) -> QColor:
        """Return a token (`accent`, `text2`, `late_fg` …); raises `AttributeError` if unknown."""
        if token not in self._colors:
            self._colors[token] = QColor(getattr(self.tokens, token))
        return self._colors[token]

    def state_colors(self, state: State) -> tuple[QColor, QColor]:
        """Return foreground and background of a state."""
        return self.color(f"{state.family}_fg"), self.color(f"{state.family}_bg")

    def grade_colors(self, grade: int) -> tuple[QColor, QColor]:
        """Return fill and digit of a grade 0 to 5."""
        return QColor(self.tokens.grade_fills[grade]), QColor(self.tokens.grade_digits[grade])

    def font(self, role: str = "body", text: str = "0") -> QFont:
        """Return a font of a type role (`tokens.ROLES`), yours to change; `KeyError` if unknown.

        Digits are tabular where `text` holds some.
        """
        key = role, tabular(text)
        if key not in self._fonts:
            self._fonts[key] = fonts.role_font(role, tabular=key[1])
        return QFont(self._fonts[key])

    def line(self, role: str) -> int:
        """Return the line height of a type role in pixels at 100 %."""
        return ROLES[role].line


def tabular(text: str) -> bool:
    """Return whether a text wants tabular digits: not with a hyphen, which Inter would widen.

    Minus signs and ranges are other characters, so a hyphen stands in words only.
    """
    return "-" not in text and any(char.isdigit() for char in text)


theme = Theme()
