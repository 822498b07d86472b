from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.gui.desk import Desk
from carttrack.gui.screens import PATIENTS, TODAY, Screens
from carttrack.gui.settings import Settings
from carttrack.gui.shell import Shell
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import State
from carttrack.gui.trail import Place
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.services import intake
from carttrack.services.clinic import Clinic
from carttrack.services.intake import Registration
from tests.builders import a_patient


class ListPage(QWidget):
    """The least a list must have."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.current_patient: PatientId | None = None
        self.search = QLineEdit(self)
        desk.counted.emit("today", 2)

    def focus_search(self) -> None:
        self.search.setText("searched")


class CasePage(QWidget):
    """The least a patient page must have."""

    def __init__(self, _desk: Desk, patient_id: PatientId) -> None:
        super().__init__()
        self.current_patient = patient_id
        self.tab = "overview"

    def show_tab(self, tab: str) -> None:
        self.tab = tab


class Opened:
    """Remembers which dialogs were opened."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def assessment(self, _desk: Desk, patient_id: PatientId, _parent: QWidget) -> None:
        self.calls.append(("assessment", patient_id))

    def summary(self, _desk: Desk, patient_id: PatientId, _parent: QWidget) -> None:
        self.calls.append(("summary", patient_id))

    def registration(self, _desk: Desk, _parent: QWidget) -> None:
        self.calls.append(("registration", 0))


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, opened: Opened) -> Shell:
    screens = Screens(
        today=ListPage,
        patients=ListPage,
        patient=CasePage,
        open_assessment=opened.assessment,
        open_summary=opened.summary,
        open_registration=opened.registration,
    )
    made = Shell(desk, screens)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.open_screen(TODAY)
    return made


@pytest.fixture
def patient(clinic: Clinic) -> PatientId:
    return intake.register(clinic, Registration(patient=a_patient()))[0]


def case_page(shell: Shell) -> CasePage:
    page = shell.page
    assert isinstance(page, CasePage)
    return page


def list_page(shell: Shell) -> ListPage:
    page = shell.page
    assert isinstance(page, ListPage)
    return page


def is_rail(shell: Shell) -> bool:
    return shell.sidebar.narrow


def test_a_page_is_made_once(shell: Shell) -> None:
    page = shell.page
    shell.open_screen(PATIENTS)
    shell.open_screen(TODAY)
    assert shell.page is page


def test_a_patient_is_opened_at_the_tab_asked_for(
    shell: Shell, desk: Desk, patient: PatientId
) -> None:
    desk.patient_requested.emit(patient, "toxicity")
    assert case_page(shell).tab == "toxicity"
    assert shell.place == Place("patient", patient, "toxicity")


def test_back_and_forward_lead_to_the_tab_that_was_left(shell: Shell, patient: PatientId) -> None:
    shell.open_patient(patient)
    case_page(shell).show_tab("history")
    shell.go_back()
    assert list_page(shell).isVisible()
    shell.go_forward()
    assert case_page(shell).tab == "history"


def test_the_patients_opened_last_stand_in_the_sidebar(shell: Shell, patient: PatientId) -> None:
    shell.open_patient(patient)
    assert [line.name for line in shell.recent.lines] == ["Příkladová, Žofie"]


def test_only_the_last_few_patient_pages_are_kept(shell: Shell) -> None:
    for patient_id in range(1, 9):
        shell.open_patient(patient_id)
    pages = [shell.stack.widget(n) for n in range(shell.stack.count())]
    assert len([page for page in pages if isinstance(page, CasePage)]) == 4


def test_dialogs_open_for_the_patient_at_hand(
    shell: Shell, opened: Opened, patient: PatientId
) -> None:
    shell.open_patient(patient)
    shell.open_assessment()
    shell.open_summary()
    shell.open_registration()
    assert opened.calls == [
        ("assessment", patient),
        ("summary", patient),
        ("registration", 0),
    ]


def test_a_dialog_opens_for_the_patient_that_a_page_names(
    desk: Desk, shell: Shell, opened: Opened
) -> None:
    assert shell.isVisible()
    desk.assessment_requested.emit(7)
    desk.summary_requested.emit(8)
    desk.registration_requested.emit()
    assert opened.calls == [("assessment", 7), ("summary", 8), ("registration", 0)]


def test_without_a_patient_at_hand_it_says_what_to_do(shell: Shell, opened: Opened) -> None:
    shell.open_assessment()
    assert opened.calls == []
    assert shell.messages.isVisible()
    assert "Choose a patient" in shell.messages.text.text()


def test_the_search_of_the_page_gets_the_cursor(shell: Shell, patient: PatientId) -> None:
    shell.open_patient(patient)
    shell.focus_search()
    assert list_page(shell).search.text() == "searched"


def test_a_narrow_window_has_the_rail_and_a_wide_one_the_sidebar(shell: Shell) -> None:
    assert not is_rail(shell)
    shell.resize(1366, 768)
    assert is_rail(shell)


def test_the_choice_of_sidebar_or_rail_is_remembered_for_the_screen(shell: Shell) -> None:
    shell.toggle_sidebar()
    assert is_rail(shell)
    shell.open_screen(PATIENTS)
    assert not is_rail(shell)
    shell.open_screen(TODAY)
    assert is_rail(shell)


def test_what_is_kept_shows_when_it_was_saved(shell: Shell, desk: Desk) -> None:
    desk.do(lambda _: intake.register(desk.clinic, Registration(patient=a_patient()))[1])
    assert shell.sidebar.saved.text() == "Encrypted, saved 09:12"
    assert shell.undo_bar.isVisible()


def test_undo_in_the_bar_takes_the_act_back(shell: Shell, desk: Desk) -> None:
    desk.do(lambda _: intake.register(desk.clinic, Registration(patient=a_patient()))[1])
    shell.undo_bar.undo.click()
    assert not desk.undo.canUndo()


def test_a_failure_stands_in_the_message_bar_until_the_page_changes(
    shell: Shell, desk: Desk
) -> None:
    desk.failed.emit("The drive is full. Nothing was saved.")
    assert shell.messages.isVisible()
    shell.open_screen(PATIENTS)
    assert not shell.messages.isVisible()


def test_a_failure_stands_in_the_open_dialog(shell: Shell, desk: Desk, qtbot: QtBot) -> None:
    dialog = DialogFrame("Move", parent=shell)
    qtbot.addWidget(dialog)
    dialog.open()
    desk.failed.emit("The drive is full. Nothing was saved.")
    assert dialog.message.isVisible()
    assert not shell.messages.isVisible()


def test_what_is_special_about_the_store_is_said_over_every_page(shell: Shell) -> None:
    shell.show_ribbon(State.INFO, "Synthetic sample data", "No one is real.")
    shell.open_screen(PATIENTS)
    names = [child.accessibleName() for child in shell.findChildren(QWidget)]
    assert "Synthetic sample data. No one is real." in names
