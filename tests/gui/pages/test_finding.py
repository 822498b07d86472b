"""Find or do over a real clinic, driven by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.find import FindDialog
from carttrack.gui.pages.finding import Offer, open_finding
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services.clinic import Clinic
from tests.gui.typing import press, type_text
from tests.services.builders import registered


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def patient_id(clinic: Clinic) -> PatientId:
    return registered(clinic)[0]


@pytest.fixture
def acts(window: QWidget) -> dict[str, QAction]:
    made = {}
    for text, key in (("&Today", "Ctrl+1"), ("&PDF summary…", "P"), ("&Primary colours", "")):
        made[text] = QAction(text, window)
        made[text].setShortcut(key)
    return made


@pytest.fixture
def dialog(
    qtbot: QtBot, desk: Desk, window: QWidget, acts: dict[str, QAction], patient_id: PatientId
) -> FindDialog:
    assert patient_id
    today, pdf, colours = acts.values()
    offers = (Offer(colours, "View"), Offer(today, "View"), Offer(pdf, "Patient", of_patient=True))
    made = open_finding(desk, lambda: offers, window)
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def texts(dialog: FindDialog) -> list[str]:
    return [row.text for row in dialog.model.rows]


def test_nothing_typed_lists_every_act_those_on_the_patient_first(dialog: FindDialog) -> None:
    assert texts(dialog) == ["PDF summary", "Primary colours", "Today"]


def test_patients_come_first_then_acts_on_the_patient_then_the_others(dialog: FindDialog) -> None:
    type_text(dialog.field, "pří")
    assert texts(dialog) == ["Příkladová, Žofie", "Primary colours"]
    dialog.field.clear()
    type_text(dialog.field, "p")
    assert texts(dialog) == ["Příkladová, Žofie", "PDF summary", "Primary colours"]


def test_a_line_says_its_key(dialog: FindDialog) -> None:
    assert [row.keys for row in dialog.model.rows] == ["P", "", "Ctrl+1"]


def test_enter_opens_the_patient(
    qtbot: QtBot, desk: Desk, dialog: FindDialog, patient_id: PatientId
) -> None:
    type_text(dialog.field, "zofie")
    with qtbot.waitSignal(desk.patient_requested) as opened:
        press(dialog.field, Qt.Key.Key_Return)
    assert opened.args == [patient_id, ""]


def test_an_act_is_done_after_the_dialog_has_gone(
    qtbot: QtBot, dialog: FindDialog, acts: dict[str, QAction]
) -> None:
    type_text(dialog.field, "tod")
    with qtbot.waitSignal(acts["&Today"].triggered):
        press(dialog.field, Qt.Key.Key_Return)
        assert not dialog.isVisible()


def test_arrows_choose_and_the_keyboard_stays_in_the_line(dialog: FindDialog) -> None:
    press(dialog.field, Qt.Key.Key_Down)
    press(dialog.field, Qt.Key.Key_Down)
    assert dialog.table.currentIndex().row() == 2
    assert QApplication.focusWidget() is dialog.field
    assert dialog.field.accessibleDescription() == "Today, View, Ctrl+1"
    press(dialog.field, Qt.Key.Key_PageUp)
    assert dialog.table.currentIndex().row() == 0


def test_it_says_when_nothing_is_found_and_enter_does_nothing(dialog: FindDialog) -> None:
    type_text(dialog.field, "zzz")
    assert dialog.nothing.isVisible()
    press(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_esc_leaves_at_once(dialog: FindDialog) -> None:
    type_text(dialog.field, "prik")
    press(dialog.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
