from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carttrack.gui.lock import IdleLock


class WallClock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
def lock(qapp: QApplication, wall: WallClock) -> Iterator[IdleLock]:
    made = IdleLock(qapp, clock=wall)
    made.start(10)
    yield made
    made.stop()


def pass_time(lock: IdleLock, wall: WallClock, seconds: int) -> None:
    """Let time pass in the steps in which the lock looks at the clock."""
    for _ in range(seconds // 5):
        wall.now += 5
        lock.check()


def test_it_locks_after_the_time_without_input(
    lock: IdleLock, wall: WallClock, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(lock.due):
        pass_time(lock, wall, 600)


def test_it_does_not_lock_before_that_time(lock: IdleLock, wall: WallClock, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(lock.due):
        pass_time(lock, wall, 595)


def test_it_warns_a_minute_ahead(lock: IdleLock, wall: WallClock, qtbot: QtBot) -> None:
    pass_time(lock, wall, 535)
    with qtbot.waitSignal(lock.warned) as warned:
        pass_time(lock, wall, 5)
    assert warned.args == [60]


def test_a_key_begins_the_time_anew_and_takes_the_warning_back(
    lock: IdleLock, wall: WallClock, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    handle = window.windowHandle()
    assert handle is not None
    handle.requestActivate()
    qtbot.waitUntil(window.isActiveWindow)
    pass_time(lock, wall, 560)
    with qtbot.waitSignal(lock.warned) as warned:
        qtbot.keyClick(handle, Qt.Key.Key_A)
    assert warned.args == [0]
    with qtbot.assertNotEmitted(lock.due):
        pass_time(lock, wall, 595)


def test_it_locks_at_once_after_the_computer_slept(
    lock: IdleLock, wall: WallClock, qtbot: QtBot
) -> None:
    wall.now += 120
    with qtbot.waitSignal(lock.due):
        lock.check()


def test_another_limit_counts(lock: IdleLock, wall: WallClock, qtbot: QtBot) -> None:
    lock.start(5)
    with qtbot.waitSignal(lock.due):
        pass_time(lock, wall, 300)
