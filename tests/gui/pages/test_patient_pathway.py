"""The tab Pathway: every step with what is on record and what it lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.patients import Target
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.antigen_test import AntigenTestDialog
from carttrack.gui.dialogs.checklist import ChecklistDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.identifier import IdentifierDialog
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.milestone import MilestoneDialog
from carttrack.gui.dialogs.step import StepDialog
from carttrack.gui.models.pathway_row import PathwayRow
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press
from tests.services.builders import ready_for_infusion


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, _ = a_full_course(desk.clinic)
    made = a_page(desk, patient_id, "pathway")
    qtbot.addWidget(made)
    return made


def rows(page: PatientPage) -> dict[str, PathwayRow]:
    model = page.pathway.model
    found = {}
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for place in range(model.rowCount(parent)):
            row = model.record(model.index(place, 0, parent))
            assert row is not None
            found[row.what] = row
    return found


def go_to(page: PatientPage, what: str) -> None:
    page.pathway.list.setCurrentIndex(page.pathway.model.find(rows(page)[what].key))


def test_every_step_is_a_group_and_the_patient_the_last(page: PatientPage) -> None:
    model = page.pathway.model
    titles = [str(model.index(n, 0).data()).split(",")[0] for n in range(model.rowCount())]
    assert len(titles) == len(STEPS) + 1
    assert (titles[0], titles[-1]) == ("Referral", "Patient")


def test_rows_say_planned_done_who_and_state(page: PatientPage) -> None:
    found = rows(page)
    assert (found["Leukapheresis"].done, found["Leukapheresis"].status) == ("14 Sep", "Done")
    assert found["Cells infused"].who == "B. Muster, checked by R. Demo"
    assert (found["Admission"].done, found["Admission"].who) == ("18 Oct", "Ward 4")
    assert found["Go/no-go before infusion"].status == "Signed"
    assert found["Eligibility"].status.endswith("open")
    assert found["Monitoring"].status == "Current"


def test_the_step_at_hand_names_what_it_lacks(page: PatientPage) -> None:
    page.pathway.show_step(Step.LEUKAPHERESIS)
    pane = page.pathway.pane
    assert pane.lacks_title.text() == "Still missing"
    names = [button.accessibleName() for button in pane.findChildren(QPushButton)]
    assert "Record DIN" in names
    assert "Record Consent to leukapheresis" in names


def test_a_lack_opens_the_dialog_that_fills_it(page: PatientPage) -> None:
    page.pathway.show_step(Step.LEUKAPHERESIS)
    buttons = page.pathway.pane.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == "Record Consent to leukapheresis").click()
    assert page.window().findChild(MilestoneDialog) is not None


def test_enter_opens_dates_checklist_or_entry(page: PatientPage) -> None:
    for what, dialog in (
        ("Leukapheresis", StepDialog),
        ("Go/no-go before lymphodepletion", ChecklistDialog),
        ("Admission", MilestoneDialog),
    ):
        go_to(page, what)
        press(page.pathway.list, Qt.Key.Key_Return)
        found = page.window().findChild(dialog)
        assert isinstance(found, EntryDialog)
        found.reject()


def test_every_entry_can_be_corrected_or_made_void(page: PatientPage) -> None:
    go_to(page, "Allergy")
    (entered,) = page.pathway.entries()
    assert entered.kind is Entry.ALERT
    menu = page.acts.entry_menu([entered], page)
    assert [action.text() for action in menu.actions()] == ["Correct…", "Make void…"]
    go_to(page, "Go/no-go before infusion")
    signature = page.acts.entry_menu(page.pathway.entries(), page)
    assert [action.text() for action in signature.actions()] == ["Make void…"]


def test_the_pane_shows_the_entry_in_full_with_who_entered_it(page: PatientPage) -> None:
    go_to(page, "Admission")
    assert page.pathway.pane.entry_title.text() == "Admission"
    assert "Entered: 20 Nov 2026 09:12, Alex Demo" in page.pathway.pane.entry.text


def test_the_infusion_is_recorded_from_its_step(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    page = a_page(desk, patient_id, "pathway")
    qtbot.addWidget(page)
    assert page.pathway.pane.title.text() == "Infusion"
    page.pathway.pane.dates_button.click()
    assert page.window().findChild(InfusionDialog) is not None


def test_arrows_home_and_end_pass_the_headings_over(page: PatientPage) -> None:
    press(page.pathway.list, Qt.Key.Key_Home)
    assert page.pathway.list.current() == rows(page)["Referral"]
    press(page.pathway.list, Qt.Key.Key_Up)
    assert page.pathway.list.current() == rows(page)["Referral"]
    came = []
    for _ in rows(page):
        came.append(page.pathway.list.current())
        press(page.pathway.list, Qt.Key.Key_Down)
    assert None not in came
    press(page.pathway.list, Qt.Key.Key_End)
    assert page.pathway.list.current() is not None


@pytest.mark.parametrize("tab", ["pathway", "toxicity"])
def test_after_f6_from_the_pane_enter_opens_the_row(
    qtbot: QtBot, page: PatientPage, tab: str
) -> None:
    page.show_tab(tab)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()
    page.jump.trigger()
    page.jump.trigger()
    at = page.focusWidget()
    assert isinstance(at, QAbstractItemView)
    press(at, Qt.Key.Key_Home)
    press(at, Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


@pytest.mark.parametrize("width", [870, 1036, 1310])
def test_the_state_of_a_row_is_never_cut_away(page: PatientPage, width: int) -> None:
    page.resize(width, 600)
    page.show()
    page.grab()
    rows = page.pathway.list
    state = rows.header()
    last = state.count() - 1
    end = state.sectionViewportPosition(last) + state.sectionSize(last)
    assert end <= rows.viewport().width()


@pytest.mark.parametrize(
    ("step", "lack", "chosen"),
    [
        (Step.EVALUATION, "CD19 test", Target.CD19),
        (Step.LEUKAPHERESIS, "DIN", IdentifierKind.DIN),
        (Step.MANUFACTURING, "Lot", IdentifierKind.LOT),
        (Step.INFUSION, "Chain of identity", IdentifierKind.CHAIN_OF_IDENTITY),
    ],
)
def test_recording_what_is_lacking_opens_its_dialog_with_that_kind(
    qtbot: QtBot, desk: Desk, step: Step, lack: str, chosen: IdentifierKind | Target
) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    page = a_page(desk, patient_id, "pathway")
    qtbot.addWidget(page)
    page.pathway.show_step(step)
    buttons = page.pathway.pane.findChildren(QPushButton)
    next(each for each in buttons if each.accessibleName() == f"Record {lack}").click()
    dialog = page.findChildren(EntryDialog)[-1]
    assert isinstance(dialog, AntigenTestDialog | IdentifierDialog)
    field = dialog.target if isinstance(dialog, AntigenTestDialog) else dialog.kind
    assert field.value is chosen
    assert not field.hasFocus()
