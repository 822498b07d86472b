"""Puts the palette on the application: Fusion, `QPalette`, one style sheet, fonts and icons."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from carttrack.gui import fonts, icons
from carttrack.gui.stylesheet import stylesheet
from carttrack.gui.theme import theme
from carttrack.gui.tokens import DARK, LIGHT

_SHEETS = {tokens.dark: tokens for tokens in (LIGHT, DARK)}
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}
_WRITING = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


class Appearance(StrEnum):
    """What the user chose: the system's setting, or one palette."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look:
    """The look of one application; keeps following the system while asked to."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._appearance = Appearance.SYSTEM
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, appearance: Appearance) -> None:
        """Apply what the user chose; with `SYSTEM`, what the system says now and later."""
        self._appearance = appearance
        system = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        apply(
            self._app,
            dark=system if appearance is Appearance.SYSTEM else appearance is Appearance.DARK,
        )

    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self.choose(Appearance.SYSTEM)


def apply(app: QApplication, *, dark: bool) -> None:
    """Give the application one palette; the first call registers Inter too."""
    first = app.property("carttrackLook") is None
    if first:
        fonts.register_latin()
        app.setStyle("Fusion")  # by name: QStyle and its 500 enum members are not built for it
        app.setFont(theme.font("body", ""))
        app.setProperty("carttrackLook", True)  # noqa: FBT003  (Qt's signature)
    if first or theme.tokens.dark is not dark:
        theme.use(_SHEETS[dark])
        app.setPalette(_palette())
        app.setStyleSheet(stylesheet(theme.tokens))
        icons.tint(app.allWidgets())


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, theme.color(token))
    for role in _WRITING:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("disabled"))
    return palette
