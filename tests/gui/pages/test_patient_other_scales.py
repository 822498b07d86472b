"""Grades on other scales and IEC-HS in the tab Toxicity, apart from the ASTCT strips."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.iec_hs import IecHsDialog
from carttrack.gui.dialogs.other_grade import OtherGradeDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.models import roles
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_log import OTHER_SCALES
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import entries
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press, type_text
from tests.services.builders import registered

GRADE = OtherGrade(
    event=GradedEvent.CRS,
    value=3,
    scale=GradingScale.PENN,
    graded_on=date(2026, 10, 28),
    is_maximum=True,
    source="registry form",
)
RECORD = IecHsRecord(
    at=datetime(2026, 11, 11, 8, tzinfo=UTC), by="R. Demo", met=("ferritin",), grade=2
)


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, course_id = a_full_course(desk.clinic)
    entries.add(desk.clinic, Entry.OTHER_GRADE, course_id, GRADE)
    entries.add(desk.clinic, Entry.IEC_HS, course_id, RECORD)
    made = a_page(desk, patient_id, "toxicity")
    qtbot.addWidget(made)
    made.toxicity.log.choice.choose(OTHER_SCALES)
    made.toxicity.log.choice.chosen.emit(OTHER_SCALES)
    return made


def test_they_stand_in_a_table_of_their_own_with_their_scale(page: PatientPage) -> None:
    log = page.toxicity.log
    assert log.stack.currentWidget() is log.other_table
    model = log.others
    cells = [[model.index(row, column).data() for column in range(6)] for row in range(2)]
    assert cells[0][:5] == ["+19", "Wed 11 Nov 08:00", "IEC-HS", "2", "IEC-HS 2023"]
    assert "(to be confirmed by the clinic)" in cells[0][5]
    assert cells[1] == [
        "+5",
        "Wed 28 Oct",
        "CRS",
        "3",
        "Penn",
        "highest of the course, as reported, registry form",
    ]
    assert not any(model.index(row, 3).data(roles.GRADED) for row in range(2))


def test_neither_chart_nor_astct_figures_know_them(page: PatientPage) -> None:
    page.toxicity.pane.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "CRS, maximum grade 2 (ASTCT 2019)" in text
    assert "CRS grade 3, Penn; highest of the course" in text
    assert "not converted, not compared with ASTCT grades" in text
    assert "Penn" not in page.toxicity.chart.chart.description
    assert "maximum grade 3" not in text


def test_they_are_corrected_by_enter_and_made_void_by_delete(page: PatientPage) -> None:
    log = page.toxicity.log
    log.other_table.setCurrentIndex(log.others.index(1, 0))
    press(log.other_table, Qt.Key.Key_Return)
    dialog = page.window().findChild(OtherGradeDialog)
    assert dialog is not None
    dialog.grade.choose(2)
    type_text(dialog.correction, "misread")
    dialog.save.click()
    assert log.others.index(1, 3).data() == "2"
    log.other_table.setFocus()
    press(log.other_table, Qt.Key.Key_Delete)
    assert page.window().findChild(ReasonDialog) is not None


def test_the_menu_records_them_and_what_is_kept_is_undone(page: PatientPage, desk: Desk) -> None:
    actions = page.toxicity.events_menu().actions()
    texts = [action.text() for action in actions if not action.isSeparator()]
    assert texts == [
        "Assessment…",
        "Assessment not done…",
        "Intervention…",
        "Grade on another scale…",
        "IEC-HS…",
    ]
    actions[-1].trigger()
    dialog = page.window().findChild(IecHsDialog)
    assert dialog is not None
    type_text(dialog.at.input, "t 8:00")
    dialog.at.input.editingFinished.emit()
    type_text(dialog.by, "R. Demo")
    dialog.save.click()
    assert page.toxicity.log.others.rowCount() == 3
    desk.undo.undo()
    assert page.toxicity.log.others.rowCount() == 2


def test_before_day_0_only_what_others_report_is_offered(qtbot: QtBot, desk: Desk) -> None:
    patient_id, _ = registered(desk.clinic)
    page = a_page(desk, patient_id, "toxicity")
    qtbot.addWidget(page)
    texts = [action.text() for action in page.toxicity.events_menu().actions()]
    assert texts == ["Grade on another scale…", "IEC-HS…"]
