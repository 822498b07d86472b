import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFocusFrame, QVBoxLayout, QWidget
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
