from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carttrack.gui.pages.unlock import Credentials, UnlockPage
from tests.gui.typing import press, type_text

STORE = Path("/records/northfield.ctdb")


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    made = UnlockPage()
    qtbot.addWidget(made)
    made.show_store(STORE)
    made.show_users(("Alex Demo", "Bo Muster"), "Bo Muster")
    made.show()
    return made


def test_it_names_the_file_and_the_users(page: UnlockPage) -> None:
    assert page.file.text() == "northfield.ctdb"
    assert page.user.count() == 2
    assert page.user.value == "Bo Muster"


def test_enter_asks_to_unlock_with_what_was_typed(page: UnlockPage, qtbot: QtBot) -> None:
    type_text(page.secret, "lampe rivière 河 ")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        press(page.secret, Qt.Key.Key_Return)
    assert asked.args == [Credentials(STORE, "Bo Muster", "lampe rivière 河 ")]


def test_nothing_is_asked_without_a_passphrase(page: UnlockPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.unlock_requested):
        page.unlock.click()


def test_the_eye_shows_and_hides_what_is_typed(page: UnlockPage) -> None:
    (eye,) = page.secret.actions()
    eye.trigger()
    assert not page.secret.concealed
    eye.trigger()
    assert page.secret.concealed


def test_a_capital_without_shift_points_out_caps_lock(page: UnlockPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.secret, "a")
    assert page.caps.text == ""
    qtbot.keyClick(page.secret, "A", Qt.KeyboardModifier.NoModifier)
    assert page.caps.text == "Caps Lock is on"
    press(page.secret, Qt.Key.Key_CapsLock)
    assert page.caps.text == ""


def test_the_button_is_busy_while_the_passphrase_is_checked(page: UnlockPage, qtbot: QtBot) -> None:
    type_text(page.secret, "lamp")
    page.show_busy(busy=True)
    assert page.unlock.text() == "Unlocking…"
    with qtbot.assertNotEmitted(page.unlock_requested):
        page.submit()


def test_a_problem_is_shown_with_what_can_be_done(page: UnlockPage) -> None:
    pressed: list[bool] = []
    page.show_problem(
        "It is in use by Bo Muster. Nothing was changed.",
        ("Open for reading only", lambda: pressed.append(True)),
    )
    assert page.problem.isVisible()
    assert page.problem.title.text() == "It is in use by Bo Muster."
    assert page.unlock.isEnabled()


def test_the_recovery_key_needs_no_user_and_is_shown(page: UnlockPage, qtbot: QtBot) -> None:
    page.recovery.click()
    assert not page.secret.concealed
    type_text(page.secret, "CMRH-YYSY")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        page.unlock.click()
    assert asked.args == [Credentials(STORE, None, "CMRH-YYSY")]


def test_going_back_from_the_recovery_key_hides_the_passphrase_again(page: UnlockPage) -> None:
    page.recovery.click()
    page.recovery.click()
    assert page.secret.concealed


def test_a_locked_screen_asks_only_who_is_signed_in(page: UnlockPage) -> None:
    page.show_locked("Bo Muster", "Northfield Demo Hospital")
    assert page.user.count() == 1
    assert not page.another.isVisible()
    assert not page.sample.isVisible()


def test_another_store_forgets_what_was_typed(page: UnlockPage) -> None:
    type_text(page.secret, "lamp")
    page.show_store(Path("/records/other.ctdb"))
    assert page.secret.value == ""
    assert page.user.count() == 0
