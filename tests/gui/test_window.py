"""Alt alone shows the menu; Alt with another key does not."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from carttrack.gui.settings import Settings
from carttrack.gui.window import MainWindow

ALT, LEFT = Qt.Key.Key_Alt, Qt.Key.Key_Left


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_alt_alone_wants_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.menu_wanted, timeout=500):
        QTest.keyPress(window, ALT)
        QTest.keyRelease(window, ALT)


def test_a_shortcut_with_alt_does_not_want_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    back = QAction(window)
    back.setShortcut(QKeySequence("Alt+Left"))
    window.addAction(back)
    with qtbot.assertNotEmitted(window.menu_wanted), qtbot.waitSignal(back.triggered, timeout=500):
        QTest.keyPress(window, ALT)
        QTest.keyPress(window, LEFT, Qt.KeyboardModifier.AltModifier)
        QTest.keyRelease(window, ALT)


def test_alt_alone_wants_the_menu_after_a_shortcut(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyPress(window, ALT)
    QTest.keyPress(window, LEFT, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(window, ALT)
    with qtbot.waitSignal(window.menu_wanted, timeout=500):
        QTest.keyPress(window, ALT)
        QTest.keyRelease(window, ALT)
