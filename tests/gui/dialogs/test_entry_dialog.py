from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.patients import Weight
from carttrack.domain.questions import Question
from carttrack.gui.dialogs.weight import WeightDialog
from carttrack.gui.widgets.buttons import Button
from tests.gui.dialogs.builders import an_occasion, enter, error_at, refused, saved
from tests.gui.typing import press, type_text

WEIGHT = Weight(kg=Decimal("61.4"), measured_on=date(2026, 10, 18))

_LINE = 28


@pytest.fixture
def dialog(qtbot: QtBot) -> WeightDialog:
    made = WeightDialog(an_occasion())
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def correction(qtbot: QtBot) -> WeightDialog:
    made = WeightDialog(an_occasion(), kept=WEIGHT)
    qtbot.addWidget(made)
    made.open()
    return made


def test_nothing_is_filled_in(dialog: WeightDialog) -> None:
    assert (dialog.kg.value, dialog.measured_on.typed) == ("", "")


def test_the_first_field_has_the_focus(dialog: WeightDialog) -> None:
    assert dialog.focusWidget() is dialog.kg


def test_ctrl_enter_saves_what_was_typed(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "62,0")
    enter(dialog.measured_on, "19 nov")
    with qtbot.waitSignal(dialog.saved, timeout=500) as got:
        press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert got.args == [Weight(kg=Decimal("62.0"), measured_on=date(2026, 11, 19))]


def test_what_is_missing_is_said_at_its_field(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "62")
    refused(qtbot, dialog)
    assert error_at(dialog, "measured_on") == "Type the day it was measured on."
    assert dialog.kg.value == "62"


def test_a_number_out_of_range_is_said_at_its_field(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "614")
    enter(dialog.measured_on, "today")
    refused(qtbot, dialog)
    assert "0.5 to 400" in error_at(dialog, "kg")


def test_what_is_no_number_is_said_at_its_field(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "sixty")
    enter(dialog.measured_on, "today")
    refused(qtbot, dialog)
    assert "no number" in error_at(dialog, "kg")


def test_a_date_not_understood_is_said_once(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "62")
    enter(dialog.measured_on, "31 feb")
    refused(qtbot, dialog)
    assert dialog.measured_on.error
    assert error_at(dialog, "measured_on") == ""


def test_an_error_goes_when_its_field_is_right(qtbot: QtBot, dialog: WeightDialog) -> None:
    type_text(dialog.kg, "62")
    dialog.save.click()
    enter(dialog.measured_on, "today")
    saved(qtbot, dialog)
    assert error_at(dialog, "measured_on") == ""


def test_esc_leaves_an_untouched_dialog_at_once(dialog: WeightDialog) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_esc_asks_when_something_was_typed(dialog: WeightDialog) -> None:
    type_text(dialog.kg, "62")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.message.title.text()
    assert dialog.kg.value == "62"


def test_a_correction_shows_what_is_on_record(correction: WeightDialog) -> None:
    assert correction.kg.number == Decimal("61.4")
    assert correction.measured_on.value == date(2026, 10, 18)
    assert correction.windowTitle() == "Weight, correction"


def test_a_correction_needs_its_reason(qtbot: QtBot, correction: WeightDialog) -> None:
    correction.kg.clear()
    type_text(correction.kg, "64.1")
    refused(qtbot, correction)
    assert "reason" in error_at(correction, "correction")
    type_text(correction.correction, "typing error")
    assert saved(qtbot, correction).kg == Decimal("64.1")
    assert correction.reason == "typing error"


def test_a_refusal_of_a_field_is_said_there(dialog: WeightDialog) -> None:
    dialog.show_refused(InvalidEntryError("measured_on", "This day lies in the future."))
    assert error_at(dialog, "measured_on") == "This day lies in the future."
    assert dialog.message.isHidden()


def test_a_refusal_of_the_act_is_said_above_the_form(dialog: WeightDialog) -> None:
    dialog.show_refused(InvalidEntryError("", "The course was closed. Nothing was changed."))
    assert dialog.message.title.text() == "The course was closed."


def test_a_refused_reason_is_said_at_the_reason(correction: WeightDialog) -> None:
    correction.show_refused(InvalidEntryError("reason", "Give the reason."))
    assert error_at(correction, "correction") == "Give the reason."


def test_a_question_is_asked_in_the_dialog_and_stood_by(dialog: WeightDialog) -> None:
    stood_by: list[str] = []
    dialog.ask([Question("odd", "Is it right?")], lambda: stood_by.append("yes"))
    assert "Is it right?" in dialog.message.text.text()
    buttons = [b for b in dialog.message.findChildren(type(dialog.save)) if b.isVisible()]
    next(b for b in buttons if b.text() == "Save it so").click()
    assert stood_by == ["yes"]


def test_every_field_has_a_name_for_a_screen_reader(dialog: WeightDialog) -> None:
    assert dialog.kg.accessibleName() == "Weight"
    assert dialog.measured_on.input.accessibleName() == "Measured on"


def test_what_was_wrong_goes_while_the_field_is_typed_in(
    qtbot: QtBot, dialog: WeightDialog
) -> None:
    type_text(dialog.kg, "sixty")
    refused(qtbot, dialog)
    assert error_at(dialog, "kg")
    dialog.kg.selectAll()
    type_text(dialog.kg, "60")
    assert error_at(dialog, "kg") == ""


def test_an_empty_form_names_its_first_field(qtbot: QtBot, dialog: WeightDialog) -> None:
    refused(qtbot, dialog)
    assert error_at(dialog, "kg")
    assert error_at(dialog, "measured_on") == ""


def test_a_question_puts_the_keyboard_on_the_safe_answer(
    qtbot: QtBot, dialog: WeightDialog
) -> None:
    dialog.activateWindow()
    dialog.measured_on.setFocus()
    dialog.ask([Question(code="odd", text="Lighter by half. Go on?")], dialog.accept)
    assert dialog.message.isVisible()
    qtbot.waitUntil(lambda: _focused(dialog) == "Go back")
    press(dialog.message.findChildren(Button)[-1], Qt.Key.Key_Return)
    assert dialog.message.isHidden()
    assert dialog.measured_on.input.hasFocus()


def test_the_dialog_opens_no_line_taller_than_its_form_needs(dialog: WeightDialog) -> None:
    (scroll,) = dialog.findChildren(QScrollArea)
    assert 0 <= scroll.height() - dialog.form.totalSizeHint().height() < _LINE


def test_the_dialog_grows_with_what_is_said_in_it(qtbot: QtBot, dialog: WeightDialog) -> None:
    before = dialog.height()
    refused(qtbot, dialog)
    dialog.message.show_error("Nothing was kept. The file is full. Free some room.")
    qtbot.waitUntil(lambda: dialog.height() > before)


def _focused(dialog: WeightDialog) -> str:
    return next((each.text() for each in dialog.findChildren(Button) if each.hasFocus()), "")
