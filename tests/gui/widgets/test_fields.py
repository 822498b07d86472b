from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.patients import Disease
from carttrack.gui import words
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField, WholeField
from carttrack.gui.widgets.segmented import Segmented
from tests.gui.typing import press, type_text


def _turn_wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  (Qt's signature)
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("name", ["Příkladová, Žofie", "示例 小明", "Mẫu, Thị Lan", "Örnek, Çağla"])
def test_names_in_all_scripts_are_taken_as_typed(qtbot: QtBot, name: str) -> None:
    field = LineField(name="Family name")
    qtbot.addWidget(field)
    type_text(field, name)
    assert field.value == name


def test_an_empty_number_is_not_recorded_and_no_error(qtbot: QtBot) -> None:
    field = DecimalField(name="Temperature", unit="°C")
    qtbot.addWidget(field)
    assert field.number is None
    assert field.error == ""


@pytest.mark.parametrize(("typed", "number"), [("38.4", "38.4"), ("38,4", "38.4"), (" 2 ", "2")])
def test_a_number_is_read_with_point_or_comma(qtbot: QtBot, typed: str, number: str) -> None:
    field = DecimalField(name="Temperature", unit="°C")
    qtbot.addWidget(field)
    type_text(field, typed)
    assert field.number == Decimal(number)


@pytest.mark.parametrize("typed", ["abc", "38.4.1", "NaN", "Infinity"])
def test_what_is_no_number_is_an_error_and_no_value(qtbot: QtBot, typed: str) -> None:
    field = DecimalField(name="Temperature", unit="°C")
    qtbot.addWidget(field)
    type_text(field, typed)
    assert field.number is None
    assert typed in field.error


def test_the_range_is_the_caller_s_rule(qtbot: QtBot) -> None:
    field = DecimalField(name="Temperature", check=lambda n: "too hot" if n > 45 else "")
    qtbot.addWidget(field)
    type_text(field, "101")
    assert field.error == "too hot"


def test_a_field_turns_red_only_after_it_was_left(qtbot: QtBot) -> None:
    field = DecimalField(name="Temperature")
    qtbot.addWidget(field)
    type_text(field, "abc")
    assert not field.property("state")
    press(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"


def test_a_fraction_is_no_whole_number(qtbot: QtBot) -> None:
    field = WholeField(name="ICE")
    qtbot.addWidget(field)
    type_text(field, "8.5")
    assert field.whole is None
    assert "whole" in field.error


def test_the_unit_is_spoken(qtbot: QtBot) -> None:
    field = DecimalField(name="Temperature", unit="°C")
    qtbot.addWidget(field)
    assert (field.accessibleName(), field.accessibleDescription()) == ("Temperature", "in °C")


def test_tab_leaves_a_text_of_several_lines(qtbot: QtBot) -> None:
    field = TextField(name="Plan")
    qtbot.addWidget(field)
    press(field, Qt.Key.Key_Tab)
    assert field.value == ""


def test_a_choice_starts_not_recorded_and_keeps_the_member(qtbot: QtBot) -> None:
    choice = Choice(words.options(Disease), name="Disease")
    qtbot.addWidget(choice)
    assert choice.value is None
    assert choice.currentText() == "not recorded"
    choice.choose(Disease.LBCL)
    assert choice.value is Disease.LBCL


def test_a_choice_by_key_tells_the_member(qtbot: QtBot) -> None:
    choice = Choice(words.options(Disease), name="Disease")
    qtbot.addWidget(choice)
    choice.show()
    with qtbot.waitSignal(choice.chosen) as told:
        press(choice, Qt.Key.Key_Down)
    assert told.args[0] is Disease.B_ALL


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    choice = Choice(words.options(Disease), name="Disease", value=Disease.FL)
    qtbot.addWidget(choice)
    choice.show()
    choice.setFocus()
    _turn_wheel(choice)
    assert choice.value is Disease.FL


def test_a_segment_tells_its_value_when_clicked(qtbot: QtBot) -> None:
    choice = Segmented([(True, "Yes"), (False, "No")], name="Due to CRS")
    qtbot.addWidget(choice)
    assert choice.value is None
    with qtbot.waitSignal(choice.chosen) as told:
        _segment(choice, "No").click()
    assert told.args == [False]
    assert choice.value is False


def test_a_clearable_segment_is_unset_by_a_second_click(qtbot: QtBot) -> None:
    choice = Segmented([(True, "Yes"), (False, "No")], name="Due to CRS", clearable=True)
    qtbot.addWidget(choice)
    _segment(choice, "Yes").click()
    _segment(choice, "No").click()
    assert choice.value is False
    _segment(choice, "No").click()
    assert choice.value is None


def test_choosing_in_code_tells_nobody(qtbot: QtBot) -> None:
    choice = Segmented([(True, "Yes"), (False, "No")], name="Due to CRS")
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.choose(value=True)
    assert choice.value is True


def _segment(choice: Segmented[bool], text: str) -> QPushButton:
    return next(button for button in choice.findChildren(QPushButton) if button.text() == text)


def test_the_arrows_reach_every_segment_of_a_choice_that_can_be_unset(qtbot: QtBot) -> None:
    choice = Segmented([(1, "Met"), (2, "Not met"), (3, "Not done")], name="Item", clearable=True)
    first, second, _ = _segments(qtbot, choice)
    press(first, Qt.Key.Key_Space)
    press(first, Qt.Key.Key_Right)
    press(second, Qt.Key.Key_Right)
    assert choice.value == 3


def test_an_arrow_chooses_nothing_while_nothing_is_chosen(qtbot: QtBot) -> None:
    choice = Segmented([(1, "Met"), (2, "Not met")], name="Item", clearable=True)
    first, second = _segments(qtbot, choice)
    press(first, Qt.Key.Key_Right)
    assert choice.value is None
    press(second, Qt.Key.Key_Space)
    assert choice.value == 2


def _segments(qtbot: QtBot, choice: Segmented[int]) -> list[QPushButton]:
    qtbot.addWidget(choice)
    with qtbot.waitActive(choice):
        choice.show()
    choice.setFocus()
    return choice.findChildren(QPushButton)
