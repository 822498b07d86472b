from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.errors import NotFoundError
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.patients import Disease
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.registration import RegistrationDialog
from carttrack.gui.pages.registering import open_registration
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import casefile
from carttrack.services.clinic import Clinic
from tests.gui.dialogs.builders import enter, error_at
from tests.gui.typing import type_text
from tests.services.builders import registered


@pytest.fixture
def desk(clinic: Clinic, tmp_path: Path, qapp: object) -> Iterator[Desk]:
    assert qapp
    tasks = Tasks()
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: False)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(desk: Desk, page: QWidget) -> RegistrationDialog:
    registered(desk.clinic)
    return open_registration(desk, page)


def fill(dialog: RegistrationDialog, mrn: str, family: str, given: str, born: str) -> None:
    type_text(dialog.fields.mrn, mrn)
    type_text(dialog.fields.family_name, family)
    type_text(dialog.fields.given_name, given)
    enter(dialog.fields.birth_date, born)
    dialog.fields.disease.choose(Disease.B_ALL)


def press(dialog: RegistrationDialog, words: str) -> None:
    buttons = dialog.message.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words and b.isVisible()).click()


def test_a_new_patient_is_registered_and_shown(
    qtbot: QtBot, desk: Desk, dialog: RegistrationDialog
) -> None:
    fill(dialog, "9000501", "示例", "小明", "1.5.2001")
    type_text(dialog.fields.latin_name, "Shili, Xiaoming")
    dialog.course.product.choose("obe_cel")
    enter(dialog.course.referred_on, "1 nov 2026")
    with qtbot.waitSignal(desk.patient_requested, timeout=1000) as asked:
        dialog.save.click()
    case = casefile.read(desk.clinic, asked.args[0])
    assert case.patient.value.name == "示例 小明 (Shili, Xiaoming)"
    assert case.course is not None
    assert case.course.value.opened_on == date(2026, 11, 1)


def test_a_twin_is_asked_at_saving(desk: Desk, dialog: RegistrationDialog) -> None:
    fill(dialog, "9000501", "Příkladová", "Anna", "14.3.1992")
    dialog.save.click()
    assert dialog.isVisible()
    assert "twin" in dialog.message.text.text()
    press(dialog, "Save it so")
    assert casefile.find(desk.clinic, "9000501")


def test_a_taken_mrn_offers_the_patient_who_has_it(
    qtbot: QtBot, desk: Desk, dialog: RegistrationDialog
) -> None:
    fill(dialog, "9000418", "Sampel", "Ada", "1.5.2001")
    dialog.save.click()
    assert "same MRN" in error_at(dialog, "mrn")
    with qtbot.waitSignal(desk.patient_requested, timeout=1000) as asked:
        press(dialog, "Open that patient")
    assert asked.args == [casefile.find(desk.clinic, "9000418"), "overview"]
    assert not dialog.isVisible()


def test_who_is_alike_is_pointed_out_while_typing(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    enter(dialog.fields.birth_date, "14.3.1992")
    type_text(dialog.fields.family_name, "Prikladova")
    qtbot.waitUntil(lambda: "9000418" in dialog.likeness.text, timeout=2000)


def test_the_assent_of_a_minor_becomes_a_milestone(
    qtbot: QtBot, desk: Desk, dialog: RegistrationDialog
) -> None:
    fill(dialog, "9000502", "Sampel", "Ben", "1.5.2014")
    dialog.course.product.choose("tisa_cel")
    enter(dialog.assent_on, "18 nov 2026")
    with qtbot.waitSignal(desk.patient_requested, timeout=1000) as asked:
        dialog.save.click()
    (assent,) = casefile.read(desk.clinic, asked.args[0]).milestones
    assert assent.value.kind is MilestoneKind.ASSENT
    assert assent.value.done_on == date(2026, 11, 18)


def test_an_assent_in_the_future_is_refused_before_anyone_is_registered(
    desk: Desk, dialog: RegistrationDialog
) -> None:
    fill(dialog, "9000502", "Voorbeeld", "Mia", "14.3.2017")
    dialog.course.product.choose("tisa_cel")
    enter(dialog.assent_on, "tomorrow")
    dialog.save.click()
    assert "future" in error_at(dialog, "assent_on")
    with pytest.raises(NotFoundError):
        casefile.find(desk.clinic, "9000502")
