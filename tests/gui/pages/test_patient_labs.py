"""The tab Labs: tests with their latest results, the series of one, entry, correction, undo."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.lab_result import LabResultDialog
from carttrack.gui.dialogs.lab_sheet import LabSheetDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.models import roles
from carttrack.gui.pages import laboratory as pages_laboratory
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import Label
from carttrack.services import casefile, entries, laboratory
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.gui.dialogs.builders import enter
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press, type_text

DAY_0 = date(2026, 10, 23)
LIMITS = {"limit_low": Decimal("1.8"), "limit_high": Decimal("7.7")}


def a_result(test: LabTest, day: int, value: str, unit: str, **changes: Any) -> LabResult:
    on = DAY_0 + timedelta(day)
    return LabResult(test=test, taken_on=on, value=Decimal(value), unit=unit, **changes)


RESULTS = (
    a_result(LabTest.ANC, 0, "2.0", "10⁹/L", **LIMITS),
    *(a_result(LabTest.ANC, day, "0.3", "10⁹/L", **LIMITS) for day in range(4, 13)),
    a_result(LabTest.ANC, 20, "1.1", "10⁹/L", **LIMITS),
    a_result(LabTest.CRP, 20, "3", "mg/L", limit_high=Decimal(5)),
    a_result(LabTest.B_CELLS, 21, "0", "/µL"),
    a_result(LabTest.BILIRUBIN, 20, "17", "µmol/L"),
    a_result(LabTest.BILIRUBIN, 21, "1", "mg/dL"),
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
    laboratory.record_results(desk.clinic, patient_id, RESULTS)
    made = a_page(desk, patient_id, "labs")
    qtbot.addWidget(made)
    return made


def cells(page: PatientPage, row: int) -> list[str]:
    model = page.labs.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def choose(page: PatientPage, test: LabTest) -> None:
    places = [row.group.test for row in page.labs.model.rows]
    page.labs.table.setCurrentIndex(page.labs.model.index(places.index(test), 0))


def said(page: PatientPage) -> str:
    return "\n".join(label.text() for label in page.labs.pane.findChildren(Label))


def test_each_test_stands_with_its_latest_result_and_limits_in_words(page: PatientPage) -> None:
    assert cells(page, 0)[:6] == [
        "ANC",
        "1.1 10⁹/L",
        "below 1.8",
        "1100 per µL",
        "+20",
        "Thu 12 Nov",
    ]
    assert cells(page, 1)[:4] == ["CRP", "3 mg/L", "within up to 5", ""]
    assert page.labs.head.words.text() == "15 results, 1 of the latest outside their limits"
    assert page.labs.model.index(0, 6).data(roles.SERIES).key == ("anc", "", "")


def test_a_row_is_spoken_as_a_sentence(page: PatientPage) -> None:
    spoken = page.labs.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "ANC, 1.1 10⁹/L, below 1.8, 1100 per µL, Day +20, Thu 12 Nov, 11 results"


def test_the_pane_shows_the_series_of_the_current_test(page: PatientPage) -> None:
    pane = page.labs.pane
    assert pane.title.text() == "ANC"
    assert pane.model.rowCount() == 11
    assert len(pane.chart.chart.spots) == 11
    assert "Limits: below 1.8 (1.8–7.7)" in pane.facts.text
    choose(page, LabTest.BILIRUBIN)
    assert pane.title.text() == "Bilirubin"
    assert pane.remark.text() == "1 result is in a unit that cannot be drawn with the others."


def test_icaht_stands_in_the_pane_of_the_anc_with_every_choice(page: PatientPage) -> None:
    text = said(page)
    assert "Early ICAHT, grade 2" in text
    assert "ICAHT, EHA/EBMT 2023" in text
    assert "Choice: the lowest value of each day is used" in text
    assert "Late ICAHT, not graded" in text


def test_b_cell_aplasia_stands_in_the_pane_of_the_b_cells(page: PatientPage) -> None:
    choose(page, LabTest.B_CELLS)
    QApplication.processEvents()
    text = said(page)
    assert "the clinic has set no definition of B-cell aplasia" in text


def test_a_day_of_the_chart_makes_its_result_the_current_one(page: PatientPage) -> None:
    pane = page.labs.pane
    pane.chart.day_opened.emit(DAY_0)
    assert pane.rows.currentIndex().row() == 10
    assert "Taken: Fri 23 Oct, Day 0" in pane.facts.text


def test_enter_takes_a_further_result_of_the_test_at_hand(page: PatientPage, desk: Desk) -> None:
    press(page.labs.table, Qt.Key.Key_Return)
    dialog = page.window().findChild(LabResultDialog)
    assert dialog is not None
    assert dialog.test.value is LabTest.ANC
    type_text(dialog.number, "2.4")
    enter(dialog.taken_on, "t")
    dialog.save.click()
    assert cells(page, 0)[1] == "2.4 10⁹/L"
    assert desk.settings.lab_unit("anc") == "10⁹/L"
    desk.undo.undo()
    assert cells(page, 0)[1] == "1.1 10⁹/L"


def test_the_results_of_a_day_are_one_act_and_undone_as_one(
    qtbot: QtBot, desk: Desk, patient_id: PatientId
) -> None:
    page = a_page(desk, patient_id, "labs")
    qtbot.addWidget(page)
    page.labs.empty.action.click()
    dialog = page.window().findChild(LabSheetDialog)
    assert dialog is not None
    enter(dialog.taken_on, "t")
    for test, unit in ((LabTest.ANC, "10⁹/L"), (LabTest.CRP, "mg/L")):
        type_text(dialog.row(test).value, "4")
        dialog.row(test).unit.show_value(unit)
    dialog.save.click()
    assert page.labs.model.rowCount() == 2
    assert desk.undo.undoText() == "2 laboratory results entered"
    desk.undo.undo()
    assert page.labs.model.rowCount() == 0
    assert page.labs.stack.currentWidget() is page.labs.empty


def test_the_unit_is_remembered_for_the_next_patient(
    qtbot: QtBot, desk: Desk, patient_id: PatientId
) -> None:
    desk.settings.choose_lab_unit("ferritin", "ng/mL")
    case = casefile.read(desk.clinic, patient_id)
    page = a_page(desk, patient_id, "labs")
    qtbot.addWidget(page)
    dialog = pages_laboratory.record_result(desk, case, page, LabTest.FERRITIN)
    assert dialog.unit.value == "ng/mL"


def test_a_result_is_corrected_by_enter_and_made_void_by_delete(page: PatientPage) -> None:
    pane = page.labs.pane
    press(pane.rows, Qt.Key.Key_Return)
    dialog = page.window().findChild(LabResultDialog)
    assert dialog is not None
    dialog.number.clear()
    type_text(dialog.number, "<1.1")
    type_text(dialog.correction, "misread")
    dialog.save.click()
    assert cells(page, 0)[1] == "<1.1 10⁹/L"
    pane.rows.setFocus()
    press(pane.rows, Qt.Key.Key_Delete)
    assert page.window().findChild(ReasonDialog) is not None


def test_a_refresh_keeps_test_and_result_at_hand(
    page: PatientPage, desk: Desk, patient_id: PatientId
) -> None:
    choose(page, LabTest.CRP)
    entries.add(
        desk.clinic,
        Entry.LAB_RESULT,
        patient_id,
        a_result(LabTest.PLATELETS, 20, "50", "10⁹/L"),
    )
    assert page.labs.pane.title.text() == "CRP"
    row = page.labs.table.current()
    assert getattr(row, "group").key[0] == "crp"  # noqa: B009


def test_f6_goes_to_the_results_and_back(qtbot: QtBot, page: PatientPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.labs.table.setFocus()
    page.jump.trigger()
    assert page.labs.pane.rows.hasFocus()
    page.jump.trigger()
    assert page.labs.table.hasFocus()


def test_the_menu_of_the_tab_takes_one_result_or_those_of_a_day(page: PatientPage) -> None:
    many, one = page.labs.events_menu().actions()
    assert (many.text(), one.text()) == ("Results of one day…", "One result…")
    one.trigger()
    assert page.window().findChild(LabResultDialog) is not None
