"""The tab Medicines and infections: one list by kind, what goes on first."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.supportive_care import (
    Admission,
    BloodProduct,
    Infection,
    Medicine,
    MedicineKind,
    Transfusion,
    Unit,
)
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.ending import EndingDialog
from carttrack.gui.dialogs.infection import InfectionDialog
from carttrack.gui.dialogs.medicine import MedicineDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.models.care_rows import CareRow
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import entries, intake
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import TODAY
from tests.gui.dialogs.builders import enter
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press, type_text

ACICLOVIR = Medicine(
    name="aciclovir",
    kind=MedicineKind.ANTI_INFECTIVE,
    reason="prophylaxis",
    started="2026-10-18",
    dose=Decimal(400),
    unit="mg",
    schedule="twice a day",
)
RECORDS = (
    (Entry.MEDICINE, ACICLOVIR),
    (Entry.MEDICINE, Medicine(name="allopurinol", started="2026-09", stopped="2026-11")),
    (Entry.INFECTION, Infection(site="blood", started_on=date(2026, 10, 29))),
    (
        Entry.ADMISSION,
        Admission(unit=Unit.WARD, started_on=date(2026, 10, 18), stopped_on=date(2026, 11, 5)),
    ),
    (
        Entry.ADMISSION,
        Admission(unit=Unit.ICU, started_on=date(2026, 10, 28), stopped_on=date(2026, 10, 29)),
    ),
    (
        Entry.TRANSFUSION,
        Transfusion(
            product=BloodProduct.PLATELETS, given_on=date(2026, 11, 1), units=1, irradiated=True
        ),
    ),
)


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def patient_id(desk: Desk) -> PatientId:
    made, _ = a_full_course(desk.clinic)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, patient_id: PatientId) -> PatientPage:
    for kind, value in RECORDS:
        entries.add(desk.clinic, kind, patient_id, value)
    made = a_page(desk, patient_id, "care")
    qtbot.addWidget(made)
    return made


def rows(page: PatientPage) -> dict[str, CareRow]:
    model = page.care.model
    found = {}
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for place in range(model.rowCount(parent)):
            row = model.record(model.index(place, 0, parent))
            assert row is not None
            found[row.entry] = row
    return found


def go_to(page: PatientPage, entry: str) -> None:
    page.care.list.setCurrentIndex(page.care.model.find(rows(page)[entry].key))


def test_entries_stand_by_kind_what_goes_on_first(page: PatientPage) -> None:
    model = page.care.model
    assert [model.index(n, 0).data() for n in range(model.rowCount())] == [
        "Medicines",
        "Infections",
        "Hospital stays: 19 d on a ward, 2 d in ICU",
        "Transfusions",
    ]
    assert list(rows(page)) == [
        "aciclovir",
        "allopurinol",
        "Not identified, blood",
        "ICU, 2 d",
        "Ward, 19 d",
        "Platelets",
    ]


def test_a_row_says_from_until_detail_and_state(page: PatientPage) -> None:
    found = rows(page)
    first = found["aciclovir"]
    assert (first.since, first.until, first.status) == ("18 Oct (Day −5)", "", "Ongoing")
    assert (first.detail, first.reason) == ("400 mg twice a day", "prophylaxis")
    assert (found["allopurinol"].since, found["allopurinol"].until) == ("Sep 2026", "Nov 2026")
    assert found["Not identified, blood"].detail == "proof not recorded"
    assert found["Platelets"].detail == "1 unit, irradiated"
    assert found["Platelets"].state is None


def test_the_pane_shows_the_entry_in_full_and_the_figures_of_all(page: PatientPage) -> None:
    pane = page.care.pane
    assert pane.title.text() == "aciclovir"
    assert "Entered: 20 Nov 2026 09:12, Alex Demo" in pane.facts.text
    assert pane.figures.text == (
        "Stays: 19 d on a ward, 2 d in ICU\n"
        "Since Day 0: 14 d on a ward, 2 d in ICU\n"
        "Platelets: once, 1 unit"
    )


def test_only_what_goes_on_can_be_ended(page: PatientPage) -> None:
    assert page.care.pane.end.isVisible()
    for entry in ("allopurinol", "Platelets"):
        go_to(page, entry)
        assert not page.care.pane.end.isVisible()


def test_an_end_is_recorded_and_undone(page: PatientPage, desk: Desk) -> None:
    page.care.pane.end.click()
    dialog = page.window().findChild(EndingDialog)
    assert dialog is not None
    enter(dialog.stopped, "t")
    type_text(dialog.why, "counts recovered")
    dialog.save.click()
    ended = rows(page)["aciclovir"]
    assert (ended.until, ended.status) == ("20 Nov (Day +28)", "Ended")
    assert "Because: counts recovered" in page.care.pane.facts.text
    desk.undo.undo()
    assert rows(page)["aciclovir"].status == "Ongoing"


def test_enter_corrects_and_delete_makes_void(page: PatientPage) -> None:
    go_to(page, "Not identified, blood")
    press(page.care.list, Qt.Key.Key_Return)
    dialog = page.window().findChild(InfectionDialog)
    assert dialog is not None
    dialog.reject()
    page.care.list.setFocus()
    press(page.care.list, Qt.Key.Key_Delete)
    assert page.window().findChild(ReasonDialog) is not None


def test_each_kind_is_recorded_from_the_menu(page: PatientPage) -> None:
    texts = [action.text() for action in page.care.events_menu().actions()]
    assert texts == ["Medicine…", "Infection…", "Hospital stay…", "Transfusion…"]
    page.care.events_menu().actions()[1].trigger()
    assert page.window().findChild(InfectionDialog) is not None


def test_an_empty_tab_offers_the_first_entry(
    qtbot: QtBot, desk: Desk, patient_id: PatientId
) -> None:
    page = a_page(desk, patient_id, "care")
    qtbot.addWidget(page)
    assert not page.care.pane.isVisible()
    page.care.empty.action.click()
    dialog = page.window().findChild(MedicineDialog)
    assert dialog is not None
    type_text(dialog.drug, "aciclovir")
    dialog.save.click()
    assert list(rows(page)) == ["aciclovir"]
    desk.undo.undo()
    assert page.care.stack.currentWidget() is page.care.empty


def test_nothing_goes_on_after_a_death(page: PatientPage, desk: Desk) -> None:
    assert page.case is not None
    death = Death(died_on=TODAY, cause=DeathCause.DISEASE)
    intake.record_death(desk.clinic, page.case.patient_id, death)
    page.refresh()
    assert rows(page)["aciclovir"].status == "No end on record"
