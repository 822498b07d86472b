import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.gui.crash import CrashGuard, describe
from carttrack.gui.crash_dialog import CrashDialog

NAME = "Příkladová"


def look_up() -> str:
    try:
        return {"": ""}[NAME]
    except KeyError as cause:
        raise ValueError(f"no patient {NAME}") from cause


def a_failure() -> ValueError:
    try:
        look_up()
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "errors.log"


@pytest.fixture
def guard(qapp: QApplication, log: Path) -> Iterator[CrashGuard]:
    made = CrashGuard(log, qapp)
    made.install()
    yield made
    made.remove()
    for dialog in dialogs():
        dialog.close()
        dialog.deleteLater()
    qapp.processEvents()


def dialogs() -> list[CrashDialog]:
    found = QApplication.topLevelWidgets()
    return [w for w in found if isinstance(w, CrashDialog) and w.isVisible()]


def test_a_description_names_kinds_and_places_and_no_message() -> None:
    text = describe(a_failure())
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_crash.py:" in text
    assert NAME not in text


def test_an_error_is_logged_and_shown_without_data(
    guard: CrashGuard, log: Path, qtbot: QtBot
) -> None:
    error = a_failure()
    with qtbot.waitSignal(guard.crashed):
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(dialogs()))
    shown = dialogs()[0].details.toPlainText()
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in shown
    assert "ValueError" in written
    assert NAME not in shown + written


def test_the_description_can_be_copied(guard: CrashGuard, qtbot: QtBot) -> None:
    guard.crashed.emit("carttrack, ValueError")
    qtbot.waitUntil(lambda: bool(dialogs()))
    dialogs()[0].copy.click()
    assert QGuiApplication.clipboard().text() == "carttrack, ValueError"


def test_further_errors_are_added_to_the_dialog_on_show(guard: CrashGuard, qtbot: QtBot) -> None:
    guard.crashed.emit("first")
    guard.crashed.emit("second")
    qtbot.waitUntil(lambda: bool(dialogs()) and "second" in dialogs()[0].details.toPlainText())
    assert len(dialogs()) == 1


def test_an_error_in_a_thread_is_caught_too(guard: CrashGuard, qtbot: QtBot) -> None:
    def fail() -> None:
        raise a_failure()

    with qtbot.waitSignal(guard.crashed) as crashed:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "ValueError" in crashed.args[0]


def test_the_program_goes_on_after_an_error_in_a_slot(guard: CrashGuard, qtbot: QtBot) -> None:
    went_on: list[bool] = []

    def fail() -> None:
        raise a_failure()

    with qtbot.waitSignal(guard.crashed):
        QTimer.singleShot(0, fail)
    QTimer.singleShot(0, lambda: went_on.append(True))
    qtbot.waitUntil(lambda: bool(went_on))
