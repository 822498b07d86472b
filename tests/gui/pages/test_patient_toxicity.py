"""The tab Toxicity: chart, log and figures agree."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.days import moment
from carttrack.domain.history_words import told_changes
from carttrack.domain.toxicity.crs import Hypotension
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.dialogs.given import GivenDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.models import roles
from carttrack.gui.models.toxicity_log import ToxicityLogModel
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_log import ALL, COURSE, INTERVENTIONS
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import Label
from carttrack.services import entries, history, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import crs_findings
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press
from tests.services.builders import infused

CRS_COLUMN, TEXT_COLUMN = 6, 8


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, _ = a_full_course(desk.clinic)
    made = a_page(desk, patient_id, "toxicity")
    qtbot.addWidget(made)
    return made


def cell(model: ToxicityLogModel, row: int, column: int, role: int = 0) -> object:
    return model.index(row, column).data(role)


def test_the_log_stands_newest_first_with_all_that_happened(page: PatientPage) -> None:
    model = page.toxicity.log.model
    texts = [cell(model, row, TEXT_COLUMN) for row in range(model.rowCount())]
    assert texts == [
        "CRS closed by R. Demo",
        "Not done: in the scanner",
        "Tocilizumab 491 mg, no. 1",
        "",
    ]
    assert [cell(model, row, 0) for row in range(4)] == ["+8", "+5", "+4", "+2"]


def test_grades_are_squares_dashes_and_pencils(page: PatientPage) -> None:
    model = page.toxicity.log.model
    drawn = [
        tuple(cell(model, row, CRS_COLUMN, role) for role in (roles.GRADED, roles.GRADE))
        for row in range(4)
    ]
    assert drawn == [(False, None), (True, None), (True, 2), (True, 1)]
    assert cell(model, 3, CRS_COLUMN, roles.BY_HAND) is True
    assert cell(model, 3, TEXT_COLUMN, roles.SECOND) == "CRS set by hand from 2"


def test_an_answered_question_stands_in_the_log_and_in_history(qtbot: QtBot, desk: Desk) -> None:
    patient_id, course_id = infused(desk.clinic)
    found = crs_findings(hypotension=Hypotension.NO_VASOPRESSOR, vasopressin=True)
    at = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)
    new = NewAssessment(at=at, crs=found, crs_answered=("vasopressin_alone",))
    toxicity.log_assessment(desk.clinic, course_id, new)
    page = a_page(desk, patient_id, "toxicity")
    qtbot.addWidget(page)
    assert cell(page.toxicity.log.model, 0, TEXT_COLUMN, roles.SECOND) == (
        "CRS question answered: vasopressin as the only vasopressor, grade kept as proposed"
    )
    line = history.of_patient(desk.clinic, patient_id)[0]
    told = {change.field: change.new for change in told_changes(line, ZoneInfo("UTC"))}
    assert told["CRS question answered"] == "vasopressin as the only vasopressor"


def test_the_segments_filter_the_lines(page: PatientPage) -> None:
    log = page.toxicity.log
    log.choice.choose(COURSE)
    log.choice.chosen.emit(COURSE)
    assert log.model.rowCount() == 4
    log.choice.choose(INTERVENTIONS)
    log.choice.chosen.emit(INTERVENTIONS)
    assert log.stack.currentWidget() is log.given_table
    assert log.given.index(0, 2).data() == "Tocilizumab"
    log.choice.choose(ALL)
    log.choice.chosen.emit(ALL)
    assert log.stack.currentWidget() is log.table


def test_the_figures_are_copied_as_they_are_shown(page: PatientPage) -> None:
    page.toxicity.pane.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "CRS, maximum grade 2 (ASTCT 2019)" in text
    assert "closed by R. Demo: afebrile" in text
    assert "Onset: Day +2, Sun 25 Oct 14:20" in text
    assert "Maximum: grade 2 on Day +4; first 27 Oct 18:30" in text
    assert "Duration: 5 d 17 h (2 d with grade ≥1)" in text
    assert "Peak: 39.8 °C on Day +4" in text
    assert "Tocilizumab: 1 × 491 mg; 27 Oct 18:30" in text
    assert "derived 2, recorded 1 (rigors). Both are kept." in text
    assert "ICANS, maximum grade 1 (ASTCT 2019)" in text


def test_only_an_open_episode_can_be_closed(page: PatientPage) -> None:
    closers = page.toxicity.pane.closers
    assert not closers[Toxicity.CRS].isVisible()
    assert closers[Toxicity.ICANS].isVisible()


def test_enter_corrects_the_assessment_of_the_current_row(page: PatientPage) -> None:
    log = page.toxicity.log
    log.table.setCurrentIndex(log.model.index(3, 0))
    press(log.table, Qt.Key.Key_Return)
    assert page.window().findChild(AssessmentDialog) is not None


def test_delete_makes_the_entry_void_with_a_reason(page: PatientPage, desk: Desk) -> None:
    log = page.toxicity.log
    log.table.setCurrentIndex(log.model.index(1, 0))
    log.table.setFocus()
    press(log.table, Qt.Key.Key_Delete)
    dialog = page.window().findChild(ReasonDialog)
    assert dialog is not None
    [entered] = log.entries()
    at = moment(entered.kept.value.at, desk.clinic.record.zone)
    said = " ".join(label.text() for label in dialog.findChildren(Label))
    assert f"Assessment of {at}, entered by" in said


def test_a_line_with_several_entries_offers_each(page: PatientPage) -> None:
    log = page.toxicity.log
    log.table.setCurrentIndex(log.model.index(2, 0))
    assert [entered.kind for entered in log.entries()] == [Entry.ASSESSMENT, Entry.GIVEN]


def test_an_intervention_can_be_recorded(page: PatientPage) -> None:
    page.toxicity.pane.record.click()
    assert page.window().findChild(GivenDialog) is not None


def test_a_refresh_keeps_the_current_row(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    log = page.toxicity.log
    log.table.setCurrentIndex(log.model.index(3, 0))
    not_done = log.model.rows[1].line.assessment
    assert not_done is not None
    with qtbot.waitSignal(desk.changed):
        entries.void(desk.clinic, Entry.ASSESSMENT, not_done.id, "entered twice")
    assert log.model.rowCount() == 3
    assert log.table.currentIndex().row() == 2
    assert log.table.currentIndex().siblingAtColumn(0).data() == "+2"


def test_before_the_first_assessment_it_says_so(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = infused(desk.clinic)
    page = a_page(desk, patient_id, "toxicity")
    qtbot.addWidget(page)
    assert page.toxicity.log.empty.title.text() == "No assessment yet"
    with qtbot.waitSignal(desk.assessment_requested):
        page.toxicity.log.empty.action.click()
