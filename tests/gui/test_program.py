"""The program as a whole, on real stores: entering, locking, leaving, closing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.tick import Tick
from carttrack.gui.appearance import Appearance, Look
from carttrack.gui.dialogs.clinic_rules import ClinicRulesDialog
from carttrack.gui.lock import IdleLock
from carttrack.gui.pages.first_run import FirstRunPage, NewClinic
from carttrack.gui.pages.unlock import UnlockPage
from carttrack.gui.program import Program
from carttrack.gui.session import Session
from carttrack.gui.settings import Settings
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.window import MainWindow
from carttrack.services import intake, worklist
from carttrack.services.access import new_recovery_key, open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.intake import Registration
from tests.builders import PASSPHRASE, a_clinic_record, a_patient, a_user
from tests.gui.typing import press, type_text

WAIT_MS = 20_000


class Bench:
    """A program on a store, and what tests do with it."""

    def __init__(self, qtbot: QtBot, app: QApplication, store: Path) -> None:
        self._qtbot = qtbot
        self.settings = Settings(store.parent / "settings.ini")
        self.window = MainWindow(self.settings)
        self.program = Program(self.window, self.settings, Look(app), store)
        with qtbot.waitSignal(self.program.warmed, timeout=WAIT_MS):
            self.program.begin()

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=WAIT_MS)

    @property
    def unlock(self) -> UnlockPage:
        page = self.window.page
        assert isinstance(page, UnlockPage)
        return page

    @property
    def session(self) -> Session:
        session = self.program.session
        assert session is not None
        return session

    def enter(self, secret: str = PASSPHRASE) -> None:
        type_text(self.unlock.secret, secret)
        press(self.unlock.secret, Qt.Key.Key_Return)
        self.until(lambda: self.program.session is not None)

    def shows_shell(self) -> bool:
        session = self.program.session
        return session is not None and self.window.page is session.shell

    def let_back(self) -> None:
        type_text(self.unlock.secret, PASSPHRASE)
        press(self.unlock.secret, Qt.Key.Key_Return)
        self.until(self.shows_shell)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Bench]]:
    """Return how to start the program; what is still open is closed afterwards."""
    started: list[Bench] = []

    def begin(store: Path) -> Bench:
        started.append(Bench(qtbot, qapp, store))
        return started[-1]

    yield begin
    for bench in started:
        bench.window.close()
        bench.program.deleteLater()
        bench.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def closed(clinic: Clinic) -> Path:
    """A store with one patient that nobody has open."""
    intake.register(clinic, Registration(patient=a_patient()))
    clinic.store.close()
    return clinic.store.path


@pytest.fixture
def bench(start: Callable[[Path], Bench], closed: Path) -> Bench:
    return start(closed)


def test_the_passphrase_leads_to_today(bench: Bench) -> None:
    bench.enter()
    assert bench.window.windowTitle() == "Today – carttrack"
    assert bench.settings.last_store == bench.session.desk.clinic.store.path
    assert bench.settings.user == "Alex Demo"


def test_the_users_of_the_store_are_offered(bench: Bench) -> None:
    assert bench.unlock.user.value == "Alex Demo"


def test_a_wrong_passphrase_says_so_and_can_be_typed_again(bench: Bench) -> None:
    type_text(bench.unlock.secret, "lamp")
    press(bench.unlock.secret, Qt.Key.Key_Return)
    bench.until(bench.unlock.problem.isVisible)
    assert "wrong" in bench.unlock.problem.title.text()
    bench.unlock.secret.clear()
    bench.enter()


def test_a_plain_file_has_its_own_message(start: Callable[[Path], Bench], tmp_path: Path) -> None:
    letter = tmp_path / "letter.ctdb"
    letter.write_text("Dear colleague, " * 100)
    bench = start(letter)
    assert bench.unlock.problem.isVisible()
    assert "keys file" in bench.unlock.problem.title.text()


def test_a_store_in_use_can_be_opened_for_reading(
    start: Callable[[Path], Bench], closed: Path
) -> None:
    holder = open_clinic(closed, PASSPHRASE)
    bench = start(closed)
    type_text(bench.unlock.secret, PASSPHRASE)
    press(bench.unlock.secret, Qt.Key.Key_Return)
    bench.until(bench.unlock.problem.isVisible)
    assert "Alex Demo" in bench.unlock.problem.title.text()
    bench.unlock.submit(read_only=True)
    bench.until(bench.shows_shell)
    assert bench.session.desk.clinic.store.read_only
    holder.store.close()


def test_locking_asks_for_the_passphrase_and_comes_back_to_the_same_place(bench: Bench) -> None:
    bench.enter()
    bench.session.shell.open_screen("patients")
    bench.program.lock()
    assert bench.program.locked
    assert bench.window.windowTitle() == "Locked – carttrack"
    bench.let_back()
    assert bench.window.windowTitle() == "Patients – carttrack"


def test_locking_hides_an_open_dialog_and_shows_it_again_as_it_was(bench: Bench) -> None:
    bench.enter()
    dialog = DialogFrame("Move", parent=bench.window)
    dialog.open()
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    bench.program.lock()
    assert not dialog.isVisible()
    bench.let_back()
    assert dialog.isVisible()
    assert ended == []
    dialog.accept()


def test_a_locked_screen_stays_locked_with_a_wrong_passphrase(bench: Bench) -> None:
    bench.enter()
    bench.program.lock()
    type_text(bench.unlock.secret, "lamp")
    press(bench.unlock.secret, Qt.Key.Key_Return)
    bench.until(bench.unlock.problem.isVisible)
    assert bench.program.locked


def test_the_keys_of_the_window_do_nothing_while_it_is_locked(bench: Bench) -> None:
    bench.enter()
    bench.program.lock()
    assert not [action for action in bench.window.actions() if action.isEnabled()]
    bench.let_back()
    assert [action for action in bench.window.actions() if action.isEnabled()]


def test_every_act_of_the_menu_with_a_key_is_in_the_list_of_keys(bench: Bench) -> None:
    bench.enter()
    keys = {key for _, listed in bench.session.menus.shortcuts() for key, _ in listed}
    expected = {"Ctrl+1", "Ctrl+2", "Alt+Left", "Ctrl+L", "Ctrl+B", "Ctrl+Z", "L", "N", "P", "F1"}
    assert expected | {"Ctrl+K", "?"} <= keys


def test_the_clinics_rules_are_in_the_menu_and_its_minutes_count_at_once(bench: Bench) -> None:
    bench.enter()
    acts = bench.window.findChildren(QAction)
    next(act for act in acts if act.text() == "Clinic &rules…").trigger()
    dialog = bench.window.findChild(ClinicRulesDialog)
    assert dialog is not None
    dialog.lock_minutes.clear()
    type_text(dialog.lock_minutes, "3")
    type_text(dialog.correction, "shared screen")
    dialog.save.click()
    assert bench.session.desk.clinic.record.lock_minutes == 3
    idle = bench.program.findChild(IdleLock)
    assert idle is not None
    bench.until(lambda: idle._limit == 3 * 60)


def test_leaving_closes_the_store_and_asks_again(bench: Bench, closed: Path) -> None:
    bench.enter()
    bench.program.leave()
    assert bench.unlock.store == closed
    open_clinic(closed, PASSPHRASE).store.close()
    bench.enter()
    assert bench.shows_shell()


def test_closing_the_window_lets_the_store_go(bench: Bench, closed: Path) -> None:
    bench.enter()
    bench.window.close()
    again = open_clinic(closed, PASSPHRASE)
    assert worklist.patients(again)[1] == 1
    again.store.close()


def test_closing_waits_for_running_work(bench: Bench) -> None:
    bench.enter()
    begun, go_on = Event(), Event()

    def work(tick: Tick) -> None:
        begun.set()
        go_on.wait(timeout=10)
        tick(1, 2)

    tasks = bench.session.desk.tasks
    tasks.run(work, then=lambda _: None, failed=lambda _: None, what="Exporting")
    assert begun.wait(timeout=10)
    bench.window.close()
    assert bench.window.isVisible()
    go_on.set()
    bench.until(lambda: not bench.window.isVisible())


def test_the_sample_clinic_is_marked_and_goes_when_it_is_left(
    start: Callable[[Path], Bench], tmp_path: Path
) -> None:
    bench = start(tmp_path / "none.ctdb")
    page = bench.window.page
    assert isinstance(page, FirstRunPage)
    page.sample.click()
    bench.until(bench.shows_shell)
    store = bench.session.desk.clinic.store.path
    assert bench.session.sample
    assert worklist.patients(bench.session.desk.clinic)[1] > 0
    assert bench.settings.last_store is None
    bench.window.close()
    assert not store.parent.exists()


def test_the_first_run_makes_the_store_and_enters(
    start: Callable[[Path], Bench], tmp_path: Path
) -> None:
    store = tmp_path / "new.ctdb"
    bench = start(store)
    page = bench.window.page
    assert isinstance(page, FirstRunPage)
    key = new_recovery_key()
    page.create_requested.emit(
        NewClinic(
            store=store,
            record=a_clinic_record(name="Nemocnice Příklad"),
            user=a_user(),
            passphrase=PASSPHRASE,
            recovery_key=key,
        )
    )
    bench.until(bench.shows_shell)
    assert bench.session.desk.clinic.record.name == "Nemocnice Příklad"
    bench.window.close()
    open_clinic(store, key).store.close()


def test_the_palette_is_changed_and_remembered(bench: Bench) -> None:
    bench.enter()
    bench.program.choose_look(Appearance.DARK)
    assert bench.settings.appearance is Appearance.DARK
    bench.program.choose_look(Appearance.LIGHT)


def test_a_copy_is_saved_and_checked_off_the_gui_thread(bench: Bench, tmp_path: Path) -> None:
    bench.enter()
    target = tmp_path / "copy.ctcopy"
    bench.session.keeping.save_copy(target)
    bench.until(bench.session.shell.messages.isVisible)
    assert target.exists()
    assert "1 patients" in bench.session.shell.messages.text.text()


def test_the_record_is_verified_off_the_gui_thread(bench: Bench) -> None:
    bench.enter()
    bench.session.keeping.verify()
    bench.until(bench.session.shell.messages.isVisible)
    assert bench.session.shell.messages.title.text() == "The record is whole."
