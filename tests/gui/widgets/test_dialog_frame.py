import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.dialog_parts import Dim
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.form import Form
from tests.gui.typing import press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


class _Dialog(DialogFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("New patient", parent=parent)
        self.rows = Form()
        self.name = LineField(name="Family name")
        self.rows.add("Family name", self.name, field="family_name", stretch=True)
        self.form.addWidget(self.rows)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget) -> _Dialog:
    made = _Dialog(window)
    with qtbot.waitActive(made):
        made.open()
    made.name.setFocus()
    return made


def test_escape_leaves_an_untouched_dialog_at_once(dialog: _Dialog) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_escape_asks_when_something_was_typed(dialog: _Dialog) -> None:
    type_text(dialog.name, "Příkladová")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.message.isVisible()


def test_keeping_on_editing_loses_nothing(dialog: _Dialog) -> None:
    type_text(dialog.name, "Ada")
    press(dialog, Qt.Key.Key_Escape)
    _button(dialog, "Keep editing").click()
    assert dialog.message.isHidden()
    assert dialog.name.value == "Ada"


def test_leaving_without_saving_closes(dialog: _Dialog) -> None:
    type_text(dialog.name, "Ada")
    press(dialog, Qt.Key.Key_Escape)
    _button(dialog, "Leave without saving").click()
    assert dialog.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_asks_to_save_and_stays_open(
    qtbot: QtBot, dialog: _Dialog, key: Qt.Key
) -> None:
    with qtbot.waitSignal(dialog.save_requested):
        press(dialog.name, key, CONTROL)
    assert dialog.isVisible()


def test_enter_alone_saves_nothing(qtbot: QtBot, dialog: _Dialog) -> None:
    with qtbot.assertNotEmitted(dialog.save_requested):
        press(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_the_window_behind_is_dimmed_while_it_is_open(window: QWidget, dialog: _Dialog) -> None:
    assert [dim.size() for dim in window.findChildren(Dim)] == [window.size()]
    dialog.accept()
    assert all(dim.isHidden() for dim in window.findChildren(Dim))


def test_an_error_names_its_row_and_takes_the_focus(dialog: _Dialog) -> None:
    assert dialog.rows.show_error("family_name", "Family name is empty.")
    assert dialog.name.hasFocus()
    assert not dialog.rows.show_error("mrn", "No such row.")


def test_the_first_field_has_the_focus_and_tab_reads_on(window: QWidget) -> None:
    dialog = _Dialog(window)
    second = LineField(name="Given name")
    dialog.rows.add("Given name", second)
    dialog.open()
    assert dialog.focusWidget() is dialog.name
    walked = []
    for _ in range(3):
        focused = dialog.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
        walked.append(dialog.focusWidget())
    assert walked == [second, dialog.cancel, dialog.save]


def test_cancel_stands_left_of_save(dialog: _Dialog) -> None:
    assert dialog.cancel.geometry().right() < dialog.save.geometry().left()


def _button(dialog: DialogFrame, text: str) -> Button:
    return next(each for each in dialog.findChildren(Button) if each.text() == text)


def test_a_dialog_over_a_dialog_stands_over_the_middle_of_the_window(
    qtbot: QtBot, window: QWidget, dialog: _Dialog
) -> None:
    dialog.move(0, 0)
    over = _Dialog(dialog.rows)
    with qtbot.waitActive(over):
        over.open()
    assert (over.geometry().center() - window.geometry().center()).manhattanLength() <= 2


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    button = Button("Record…")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked, timeout=500):
        press(button, Qt.Key.Key_Return)


def test_the_screen_locks_with_a_dialog_open(
    qtbot: QtBot, window: QWidget, dialog: _Dialog
) -> None:
    lock = QAction("Lock now", window)
    lock.setShortcut("Ctrl+L")
    window.addAction(lock)
    with qtbot.waitSignal(lock.triggered, timeout=500):
        press(dialog, Qt.Key.Key_L, CONTROL)
