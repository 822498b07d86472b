from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from carttrack.gui import appearance, icons
from carttrack.gui.stylesheet import stylesheet
from carttrack.gui.theme import tabular, theme
from carttrack.gui.tokens import DARK, LIGHT, ROLES, State, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
SURFACES = ("window", "sidebar", "surface", "surface2", "hover", "selected")


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    read = QColor(colour)
    weighed = ((0.2126, read.redF()), (0.7152, read.greenF()), (0.0722, read.blueF()))
    return sum(weight * linear(part) for weight, part in weighed)


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, given its plain look back afterwards."""
    font, palette = qapp.font(), qapp.palette()
    yield qapp
    theme.use(LIGHT)
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setProperty("carttrackLook", None)


@BOTH
def test_all_text_can_be_read_on_every_surface(tokens: Tokens) -> None:
    for text, surface in product(("text", "text2", "text3"), SURFACES):
        assert _contrast(getattr(tokens, text), getattr(tokens, surface)) >= 4.6, (text, surface)


@BOTH
def test_state_text_can_be_read_on_its_pill(tokens: Tokens) -> None:
    for state in State:
        front = getattr(tokens, f"{state.family}_fg")
        assert _contrast(front, getattr(tokens, f"{state.family}_bg")) >= 5.5, state


@BOTH
def test_grade_digits_can_be_read_on_their_squares(tokens: Tokens) -> None:
    for fill, digit in zip(tokens.grade_fills, tokens.grade_digits, strict=True):
        assert round(_contrast(fill, digit), 1) >= 4.9, fill


@BOTH
def test_control_borders_stand_out_from_the_surface(tokens: Tokens) -> None:
    assert _contrast(tokens.border_strong, tokens.surface) >= 3


@BOTH
def test_the_primary_button_can_be_read(tokens: Tokens) -> None:
    assert _contrast(tokens.on_accent, tokens.accent) >= 4.6


@BOTH
def test_the_style_sheet_leaves_no_placeholder(tokens: Tokens) -> None:
    assert "$" not in stylesheet(tokens)


def test_no_size_is_smaller_than_that_of_the_axis() -> None:
    assert min(role.points for role in ROLES.values()) == ROLES["axis"].points


def test_dark_reaches_palette_and_tokens(app: QApplication) -> None:
    appearance.apply(app, dark=True)
    assert app.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    assert theme.color("accent") == QColor(DARK.accent)


def test_the_user_s_choice_outweighs_the_system(app: QApplication) -> None:
    look = appearance.Look(app)
    look.choose(appearance.Appearance.DARK)
    look.choose(appearance.Appearance.LIGHT)
    assert theme.tokens is LIGHT


def test_the_first_window_is_as_dark_as_the_system_s_palette(app: QApplication) -> None:
    appearance.apply(app, dark=False)
    app.setStyleSheet("")
    app.setPalette(QPalette(QColor("#202020")))
    look = appearance.Look(app)
    look.begin(appearance.Appearance.SYSTEM)
    assert theme.tokens is DARK
    look.begin(appearance.Appearance.LIGHT)
    assert theme.tokens is LIGHT


def test_icons_follow_the_palette(qtbot: QtBot, app: QApplication) -> None:
    appearance.apply(app, dark=False)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "check", "text")
    before = button.icon().pixmap(16).toImage()
    appearance.apply(app, dark=True)
    assert button.icon().pixmap(16).toImage() != before


def test_inter_is_the_font_of_the_program(app: QApplication) -> None:
    appearance.apply(app, dark=False)
    assert app.font().families()[:2] == ["Inter", "Noto Sans SC"]


def test_figures_are_tabular_and_hyphenated_names_are_not() -> None:
    assert tabular("Day +28")
    assert not tabular("Eksempel-Østergård, Bjørn")


def test_every_state_has_its_own_glyph_file() -> None:
    for state in State:
        assert not icons.pixmap(state.glyph, "text", 16).isNull()
