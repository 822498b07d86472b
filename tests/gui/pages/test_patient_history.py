"""The tab History: who changed what, when, from what to what, and why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.history import ChangeKind, FieldChange, HistoryLine
from carttrack.gui.desk import Desk
from carttrack.gui.models.history_table import STRUCK, HistoryRow, HistoryTableModel, history_rows
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import entries, follow_up
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.follow_up import Booking
from tests.builders import NOW
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import type_text

CHANGES = 4


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, course_id = a_full_course(desk.clinic)
    follow_up.book_visit(desk.clinic, course_id, "day_28", Booking(on=date(2026, 11, 24)))
    made = a_page(desk, patient_id, "history")
    qtbot.addWidget(made)
    return made


def first(page: PatientPage) -> HistoryRow:
    return page.history.model.rows[0]


def test_the_newest_change_tells_from_what_to_what(page: PatientPage) -> None:
    cells = [page.history.model.index(0, column).data() for column in range(6)]
    assert cells == [
        "20 Nov 2026 09:12",
        "Alex Demo",
        "Day +28 visit rescheduled, Příkladová, Žofie",
        "Visit",
        "Appointment on: 23 Nov 2026 → 24 Nov 2026",
        "",
    ]


def test_the_list_is_filtered_by_kind_and_by_text(page: PatientPage, qtbot: QtBot) -> None:
    history = page.history
    total = history.model.rowCount()
    history.subject.choose("visit")
    history.subject.chosen.emit("visit")
    assert {row.line.subject for row in history.model.rows} == {"visit"}
    history.clear_filters()
    type_text(history.search, "příkladová resched")
    qtbot.waitUntil(lambda: history.model.rowCount() < total)
    assert [row.line.what for row in history.model.rows] == [first(page).line.what]
    history.search.clear()
    type_text(history.search, "no such words")
    qtbot.waitUntil(history.empty.isVisible)
    history.empty.action.click()
    assert history.model.rowCount() == total


def test_a_void_entry_is_struck_through_with_its_reason(
    page: PatientPage, desk: Desk, qtbot: QtBot
) -> None:
    case = page.case
    assert case is not None
    with qtbot.waitSignal(desk.changed):
        entries.void(desk.clinic, Entry.RESPONSE, case.responses[0].id, "wrong patient")
    row = first(page)
    assert (row.void, row.line.reason) == (True, "wrong patient")
    assert page.history.model.index(0, CHANGES).data(STRUCK) is True
    struck = [each for each in page.history.model.rows if each.void]
    assert len(struck) == 2


def test_the_pane_tells_the_change_in_full(page: PatientPage) -> None:
    assert page.history.detail.title.text() == "Visit: changed"
    assert page.history.detail.facts.text == "Appointment on: 23 Nov 2026 → 24 Nov 2026"


def test_ten_thousand_changes_are_shown_and_filtered_at_once(qapp: object, clinic: Clinic) -> None:
    assert qapp
    change = FieldChange("appointment_on", "2026-11-20", "2026-11-23")
    lines = [
        HistoryLine(
            act=10_000 - n,
            at=NOW,
            by="Alex Demo",
            what="Visit rescheduled",
            reason="",
            subject="visit",
            entry_id=n % 24,
            kind=ChangeKind.CHANGED,
            patient_id=None,
            changes=(change,),
        )
        for n in range(10_000)
    ]
    model = HistoryTableModel()
    rows = history_rows(lines, clinic.record.zone)
    model.show(rows)
    found = [row for row in rows if "23 nov" in row.searched]
    assert len(found) == model.rowCount() == 10_000
    assert Visit.__name__.lower() == rows[0].subject.lower()
