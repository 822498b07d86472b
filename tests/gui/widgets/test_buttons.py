from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from carttrack.gui.widgets.buttons import Button, IconButton, Kind


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (Kind.LINK, Qt.CursorShape.PointingHandCursor),
        (Kind.PLAIN, Qt.CursorShape.ArrowCursor),
    ],
)
def test_the_hand_points_at_links_only(qtbot: QtBot, kind: Kind, shape: Qt.CursorShape) -> None:
    button = Button("New clinic…", kind=kind)
    qtbot.addWidget(button)
    QApplication.sendEvent(button, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert button.cursor().shape() is shape


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(
    "make",
    [lambda: Button("Unlock", kind=Kind.PRIMARY), lambda: IconButton("pencil", "Correct")],
)
def test_enter_presses_a_button_as_space_does(
    qtbot: QtBot, make: Callable[[], QAbstractButton], key: Qt.Key
) -> None:
    button = make()
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
