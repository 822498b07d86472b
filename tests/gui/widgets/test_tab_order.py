"""Tab goes to every control once, as it is read, and round again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.form import FormRow
from carttrack.gui.widgets.line_field import LineField
from carttrack.gui.widgets.tab_order import focus_first, move_focus
from tests.gui.typing import press


def _day(name: str) -> DateField:
    return DateField(name=name, today=date(2026, 11, 21))


class _Window(QWidget):
    """A button made last above a row of two fields, each of which hands the focus to a part."""

    def __init__(self) -> None:
        super().__init__()
        self.name = LineField(name="Name")
        self.began, self.ended = _day("Began"), _day("Ended")
        self.copy = Button("Copy")
        column = QVBoxLayout(self)
        self.row = FormRow(self.began, "to", self.ended)
        column.addWidget(self.copy)
        column.addWidget(self.row)
        column.addWidget(self.name)
        self.way = [self.copy, self.began.input, self.ended.input, self.name]

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    made = _Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def walked(window: _Window, key: Qt.Key, steps: int) -> list[QWidget | None]:
    """Return what has the focus after each press of a key, from the second field on."""
    window.began.setFocus()
    came: list[QWidget | None] = []
    for _ in range(steps):
        focused = window.focusWidget()
        assert focused is not None
        press(focused, key)
        came.append(window.focusWidget())
    return came


def test_tab_goes_through_every_field_and_round_to_what_stands_above(window: _Window) -> None:
    copy, began, ended, name = window.way
    assert walked(window, Qt.Key.Key_Tab, 4) == [ended, name, copy, began]


def test_shift_tab_goes_the_same_way_back(window: _Window) -> None:
    copy, began, ended, name = window.way
    assert walked(window, Qt.Key.Key_Backtab, 4) == [copy, name, ended, began]


def test_what_is_hidden_or_disabled_is_passed_over(window: _Window) -> None:
    window.ended.hide()
    window.copy.setEnabled(False)
    assert walked(window, Qt.Key.Key_Tab, 2) == [window.name, window.began.input]


def test_what_is_added_later_has_its_place(window: _Window, qtbot: QtBot) -> None:
    layout = window.layout()
    assert isinstance(layout, QVBoxLayout)
    late = LineField(name="Late")
    beside = QHBoxLayout()
    beside.addWidget(late)
    layout.insertLayout(2, beside)
    qtbot.waitUntil(lambda: late.isVisible() and late.y() > window.row.y())
    assert walked(window, Qt.Key.Key_Tab, 3) == [window.ended.input, late, window.name]


def test_a_region_begins_with_its_first_stop(window: _Window) -> None:
    focus_first(window.row)
    assert window.focusWidget() is window.began.input


def test_tab_stays_where_there_is_no_other_stop(window: _Window) -> None:
    for widget in (window.copy, window.row):
        widget.setEnabled(False)
    window.name.setFocus()
    press(window.name, Qt.Key.Key_Tab)
    assert window.focusWidget() is window.name
