"""Puts the palette on the application: Fusion, `QPalette`, one style sheet, fonts and icons."""

from enum import StrEnum

from PySide6 import QtCore
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from carttrack.gui import fonts, icons
from carttrack.gui.stylesheet import stylesheet
from carttrack.gui.theme import theme
from carttrack.gui.tokens import DARK, LIGHT

ARGUMENTS = ("carttrack", "-style", "Fusion")
"""What the application is made with. `setStyle` would build `QStyle` with its 500 enum members."""
_PREPARED = "carttrackLook"
_MIDDLE = 128
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
        app.styleHints().colorSchemeChanged.connect(self.follow_system)

    def begin(self, appearance: Appearance) -> None:
        """Apply what the user chose before the first window; `follow_system` after its first paint.

        The system is known by its palette here, which follows what it says: to ask it, Qt's
        enums would be built first.
        """
        _prepare(self._app)
        system: QColor = self._app.palette().color(QPalette.ColorRole.Window)
        self._apply(appearance, system_dark=system.lightness() < _MIDDLE)

    def choose(self, appearance: Appearance) -> None:
        """Apply what the user chose; with `SYSTEM`, what the system says now and later."""
        system = self._app.styleHints().colorScheme()
        self._apply(appearance, system_dark=system == QtCore.Qt.ColorScheme.Dark)

    def _apply(self, appearance: Appearance, *, system_dark: bool) -> None:
        self._appearance = appearance
        follow = appearance is Appearance.SYSTEM
        apply(self._app, dark=system_dark if follow else appearance is Appearance.DARK)

    def follow_system(self) -> None:
        """Be as dark as the system says now, if the user wants that."""
        if self._appearance is Appearance.SYSTEM:
            self.choose(Appearance.SYSTEM)


def apply(app: QApplication, *, dark: bool) -> None:
    """Give the application, made with `ARGUMENTS`, a palette; the first call sets the font too."""
    _prepare(app)
    if not app.styleSheet() or theme.tokens.dark is not dark:
        theme.use(_SHEETS[dark])
        app.setPalette(_palette())
        app.setStyleSheet(stylesheet(theme.tokens))
        icons.tint(app.allWidgets())


def _prepare(app: QApplication) -> None:
    if app.property(_PREPARED) is None:
        app.setProperty(_PREPARED, True)  # noqa: FBT003  (Qt's signature)
        fonts.register_first()
        app.setFont(theme.font("body", ""))


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, theme.color(token))
    for role in _WRITING:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("disabled"))
    return palette
