"""The board over real clinics: columns, cards, arrows, completing a step, filters."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.patients import Death, DeathCause
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.step import StepDialog
from carttrack.gui.pages.board import BoardPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import casefile, intake, pathway
from carttrack.services.clinic import Clinic
from tests.gui.typing import press, type_text
from tests.services.builders import accepting, infused, ready_for_infusion, registered, step


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> BoardPage:
    made = BoardPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def show(qtbot: QtBot, page: BoardPage) -> BoardPage:
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    return page


def evaluated(clinic: Clinic) -> PatientId:
    """A second patient, in evaluation."""
    patient_id, course_id = registered(
        clinic, mrn="9000002", family_name="Örnek", given_name="Çağla", birth_date=date(1968, 2, 3)
    )
    step(clinic, course_id, Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 30))
    return patient_id


def strike(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    press(focused, key, modifier)


def names(page: BoardPage, place: object) -> list[str]:
    found = [c for key, c in page.columns.columns.items() if key == place]
    return [row.card.person.name for column in found for row in column.model.rows]


def an_open_dialog(page: BoardPage) -> EntryDialog[object]:
    (dialog,) = [each for each in page.findChildren(EntryDialog) if each.isVisible()]
    return dialog


def test_patients_stand_in_the_columns_of_their_steps(
    qtbot: QtBot, clinic: Clinic, page: BoardPage
) -> None:
    registered(clinic)
    evaluated(clinic)
    show(qtbot, page)
    assert list(page.columns.columns) == list(STEPS)
    assert names(page, Step.REFERRAL) == ["Příkladová, Žofie"]
    assert names(page, Step.EVALUATION) == ["Örnek, Çağla"]
    assert page.count.text() == "2 patients"


def test_an_empty_column_says_so(qtbot: QtBot, clinic: Clinic, page: BoardPage) -> None:
    registered(clinic)
    show(qtbot, page)
    column = page.columns.columns[Step.LEUKAPHERESIS]
    assert column.empty.isVisible()
    assert column.empty.text() == "No one in leukapheresis"
    assert not page.columns.columns[Step.REFERRAL].empty.isVisible()


def test_arrows_lead_from_column_to_column_over_empty_ones(
    qtbot: QtBot, clinic: Clinic, page: BoardPage
) -> None:
    infused(clinic)
    other = evaluated(clinic)
    show(qtbot, page)
    assert page.current_patient == other
    assert QApplication.focusWidget() is page.columns.cards
    strike(Qt.Key.Key_Right)
    assert page.current_patient != other
    assert QApplication.focusWidget() is page.columns.columns[Step.MONITORING].cards
    strike(Qt.Key.Key_Right)
    strike(Qt.Key.Key_Left)
    assert page.current_patient == other


def test_enter_opens_the_patient(qtbot: QtBot, clinic: Clinic, desk: Desk, page: BoardPage) -> None:
    patient_id, _ = registered(clinic)
    show(qtbot, page)
    with qtbot.waitSignal(desk.patient_requested) as opened:
        strike(Qt.Key.Key_Return)
    assert opened.args == [patient_id, "pathway"]


def test_completing_a_step_opens_what_it_still_lacks_and_moves_nothing(
    qtbot: QtBot, clinic: Clinic, page: BoardPage
) -> None:
    patient_id = evaluated(clinic)
    show(qtbot, page)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    strike(Qt.Key.Key_Right, keys)
    dialog = an_open_dialog(page)
    assert isinstance(dialog, StepDialog)
    assert "Eligibility" in dialog.lacks.text
    assert casefile.read(clinic, patient_id).current is Step.EVALUATION
    dialog.reject()


def test_a_card_is_followed_into_the_next_column(
    qtbot: QtBot, clinic: Clinic, page: BoardPage
) -> None:
    patient_id = evaluated(clinic)
    infused(clinic)
    show(qtbot, page)
    assert page.current_patient == patient_id
    course_id = casefile.read(clinic, patient_id).course_id
    assert course_id is not None
    step(clinic, course_id, Step.EVALUATION, date(2026, 8, 31), date(2026, 9, 7))
    assert page.current_patient == patient_id
    assert page.columns.cards is page.columns.columns[Step.LEUKAPHERESIS].cards
    assert QApplication.focusWidget() is page.columns.cards


def test_the_infusion_is_completed_by_recording_it(
    qtbot: QtBot, clinic: Clinic, page: BoardPage
) -> None:
    ready_for_infusion(clinic)
    show(qtbot, page)
    page.complete.trigger()
    dialog = an_open_dialog(page)
    assert isinstance(dialog, InfusionDialog)
    dialog.reject()


def test_follow_up_is_completed_visit_by_visit(
    qtbot: QtBot, clinic: Clinic, desk: Desk, page: BoardPage
) -> None:
    patient_id, course_id = infused(clinic)
    record = StepRecord(step=Step.FOLLOW_UP, started_on=date(2026, 11, 20))
    accepting(lambda accepted: pathway.record_step(clinic, course_id, record, accepted=accepted))
    show(qtbot, page)
    with qtbot.waitSignal(desk.patient_requested) as opened:
        page.complete.trigger()
    assert opened.args == [patient_id, "follow_up"]


def test_ways_out_are_reached_by_the_filter(qtbot: QtBot, clinic: Clinic, page: BoardPage) -> None:
    _, course_id = registered(clinic)
    other = evaluated(clinic)
    pathway.close_course(clinic, course_id, date(2026, 11, 2), EndReason.WITHDREW)
    death = Death(died_on=date(2026, 11, 3), cause=DeathCause.UNKNOWN, stated_by="B. Muster")
    accepting(lambda accepted: intake.record_death(clinic, other, death, accepted=accepted))
    show(qtbot, page)
    assert page.count.text() == "0 patients"
    page.status.choose(False)  # noqa: FBT003  (a value, not a switch)
    page.filtered.emit()
    assert list(page.columns.columns) == [SetbackKind.DIED_BEFORE_INFUSION, EndReason.WITHDREW]
    (row,) = page.columns.columns[EndReason.WITHDREW].model.rows
    assert row.since == "on 2 Nov 2026"


def test_without_anyone_off_the_pathway_it_says_so(qtbot: QtBot, page: BoardPage) -> None:
    show(qtbot, page)
    page.status.choose(False)  # noqa: FBT003  (a value, not a switch)
    page.filtered.emit()
    assert page.nobody.title.text() == "No one is off the pathway"
    assert page.nobody.isVisible()


def test_searching_leaves_the_cards_found(qtbot: QtBot, clinic: Clinic, page: BoardPage) -> None:
    registered(clinic)
    evaluated(clinic)
    show(qtbot, page)
    page.focus_search()
    type_text(page.search, "cagla")
    qtbot.waitUntil(lambda: page.count.text() == "1 patient")
    press(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.columns.columns[Step.EVALUATION].cards


def test_those_without_a_card_are_listed_in_patients(
    qtbot: QtBot, clinic: Clinic, desk: Desk, page: BoardPage
) -> None:
    registered(clinic)
    show(qtbot, page)
    column = page.columns.columns[Step.REFERRAL]
    column.show_cards(column.model.rows, 7000)
    assert column.more.text() == "6,999 more in Patients"
    with qtbot.waitSignal(desk.patients_requested) as listed:
        column.more.click()
    assert listed.args is not None
    (filters,) = listed.args
    assert (filters.step, filters.on_path) == (Step.REFERRAL, True)


def test_every_card_speaks_a_whole_sentence(qtbot: QtBot, clinic: Clinic, page: BoardPage) -> None:
    infused(clinic)
    show(qtbot, page)
    index = page.columns.columns[Step.MONITORING].model.index(0, 0)
    said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Příkladová, Žofie" in said
    assert "CRS not assessed" in said
