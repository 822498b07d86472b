import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFocusFrame, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from carttrack.gui.focus import FocusRing
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.fields import LineField


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(LineField(name="Name"))
    column.addWidget(Button("Save"))
    FocusRing(made)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def _ringed(window: QWidget) -> QWidget | None:
    ring = window.findChild(QFocusFrame)
    return ring.widget() if ring is not None and ring.isVisible() else None


def test_a_button_reached_by_key_is_ringed(window: QWidget) -> None:
    button = window.findChild(Button)
    assert button is not None
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert _ringed(window) is button


def test_a_text_field_marks_focus_itself(window: QWidget) -> None:
    button, field = window.findChild(Button), window.findChild(LineField)
    assert button is not None
    assert field is not None
    button.setFocus(Qt.FocusReason.TabFocusReason)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert _ringed(window) is None


def test_a_window_leaves_the_ring_of_a_dialog_over_it_alone(qtbot: QtBot, window: QWidget) -> None:
    dialog = QDialog(window)
    column = QVBoxLayout(dialog)
    column.addWidget(LineField(name="Name"))
    button = Button("Save")
    column.addWidget(button)
    FocusRing(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.findChildren(LineField)[0].setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = dialog.findChild(QFocusFrame)
    assert ring is not None
    assert ring.isVisible()
    assert ring.widget() is button
    with qtbot.waitActive(window):
        window.activateWindow()
    window.findChildren(Button)[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert dialog.isAncestorOf(ring)


def test_a_button_is_ringed_that_is_scrolled_into_sight_later(qtbot: QtBot) -> None:
    area = QScrollArea()
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(LineField(name="Name"))
    column.addSpacing(2000)
    column.addWidget(Button("Save"))
    area.setWidget(inside)
    area.setFixedSize(300, 200)
    FocusRing(area)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
    button = area.findChild(Button)
    assert button is not None
    button.setFocus(Qt.FocusReason.TabFocusReason)
    area.ensureWidgetVisible(button)
    assert _ringed(area) is button
