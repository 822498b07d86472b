"""The tab Follow-up: 24 visits, and what can be done with each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.standing import Mark
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.booking import BookingDialog
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from carttrack.gui.models.visit_table import MARK, ODD_DAY, OUTER
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_split import Split
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import entries, follow_up
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import TODAY
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press
from tests.services.builders import accepting, ready_for_infusion


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, _ = a_full_course(desk.clinic)
    made = a_page(desk, patient_id, "follow_up")
    qtbot.addWidget(made)
    return made


def row(page: PatientPage, code: str) -> list[str]:
    place = page.follow_up.model.row_of(code)
    return [str(page.follow_up.model.index(place, column).data()) for column in range(7)]


def test_every_visit_of_the_protocol_has_its_row(page: PatientPage) -> None:
    assert page.follow_up.model.rowCount() == 24
    assert row(page, "day_28") == [
        "Day +28",
        "Fri 20 Nov 2026",
        "±4 d",
        "16–24 Nov",
        "",
        "Mon 23 Nov",
        "In 3 d",
    ]
    assert row(page, "year_15")[2:6] == ["±30/±90 d", "23 Sep – 22 Nov", "", "not booked"]


def test_a_target_that_is_no_working_day_is_marked_and_a_day_offered(page: PatientPage) -> None:
    model = page.follow_up.model
    target = model.index(model.row_of("day_100"), 1)
    assert target.data(ODD_DAY) is True
    assert "Mon 1 Feb 2027" in target.data(Qt.ItemDataRole.ToolTipRole)
    page.follow_up.show_visit("day_100")
    assert "Mon 1 Feb 2027" in page.follow_up.pane.offer.text()


def test_both_windows_of_the_late_years_are_known(page: PatientPage) -> None:
    model = page.follow_up.model
    assert model.index(model.row_of("year_5"), 4).data(OUTER) is None
    assert model.index(model.row_of("year_6"), 4).data(OUTER) == (
        date(2032, 7, 25),
        date(2033, 1, 21),
    )
    page.follow_up.show_visit("year_6")
    assert "25 Jul 2032 – 21 Jan 2033" in page.follow_up.pane.query.text()


def test_the_assessments_show_what_is_on_record(page: PatientPage) -> None:
    model = page.follow_up.model
    place = model.row_of("day_28")
    marks = [model.index(place, column).data(MARK) for column in range(7, model.columnCount())]
    assert marks[:4] == [Mark.OPEN, Mark.OPEN, Mark.DONE, Mark.OPEN]


def test_the_first_row_to_act_on_is_the_next_visit(page: PatientPage) -> None:
    assert page.follow_up.pane.title.text() == "Day +7 visit"
    assert page.follow_up.pane.chip.text == "20 d late"


def test_r_books_and_d_completes_the_visit_at_hand(page: PatientPage) -> None:
    page.follow_up.show_visit("month_2")
    press(page.follow_up.table, Qt.Key.Key_R)
    booking = page.window().findChild(BookingDialog)
    assert booking is not None
    booking.reject()
    assert not page.follow_up.pane.complete.isVisible()
    page.follow_up.show_visit("day_28")
    press(page.follow_up.table, Qt.Key.Key_D)
    assert page.window().findChild(VisitFormDialog) is not None


def test_a_done_visit_offers_its_entries_and_no_act(
    page: PatientPage, desk: Desk, qtbot: QtBot
) -> None:
    case = page.case
    assert case is not None
    course_id = case.course_id
    assert course_id is not None
    form = VisitForm(seen_on=TODAY, seen_by="Dr R. Demo", ecog=1)
    with qtbot.waitSignal(desk.changed):
        accepting(
            lambda accepted: follow_up.complete_visit(
                desk.clinic, course_id, "day_28", form, accepted=accepted
            )
        )
    page.follow_up.show_visit("day_28")
    pane = page.follow_up.pane
    assert not pane.book.isVisible()
    assert "Seen: 20 Nov by Dr R. Demo" in pane.form.text
    assert [entered.kind for entered in pane.entries()] == [
        Entry.VISIT,
        Entry.VISIT_FORM,
        Entry.RESPONSE,
    ]
    assert row(page, "day_28")[5:] == ["Fri 20 Nov", "Done"]


def test_f6_jumps_between_the_list_and_the_pane(page: PatientPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.follow_up.table.setFocus()
    qtbot.waitUntil(page.follow_up.table.hasFocus)
    press(page.follow_up.table, Qt.Key.Key_F6)
    assert page.follow_up.pane.isAncestorOf(page.focusWidget())
    press(page.focusWidget(), Qt.Key.Key_F6)
    assert page.follow_up.table.hasFocus()


def test_enter_presses_what_f6_jumped_to(page: PatientPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.follow_up.table.setFocus()
    qtbot.waitUntil(page.follow_up.table.hasFocus)
    press(page.follow_up.table, Qt.Key.Key_F6)
    assert page.follow_up.pane.complete.hasFocus()
    press(page.follow_up.pane.complete, Qt.Key.Key_Return)
    assert page.window().findChild(VisitFormDialog) is not None


def test_enter_opens_the_visit_after_f6_led_back_to_the_list(
    page: PatientPage, qtbot: QtBot
) -> None:
    page.activateWindow()
    page.follow_up.table.setFocus()
    qtbot.waitUntil(page.follow_up.table.hasFocus)
    press(page.follow_up.table, Qt.Key.Key_F6)
    press(page.follow_up.pane.complete, Qt.Key.Key_F6)
    assert page.follow_up.table.hasFocus()
    press(page.follow_up.table, Qt.Key.Key_Return)
    assert page.window().findChild(VisitFormDialog) is not None


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a menu takes the keyboard
def test_enter_opens_the_menu_of_a_settled_visit_from_the_pane(
    desk: Desk, page: PatientPage, qtbot: QtBot
) -> None:
    assert page.acts.course_id is not None
    follow_up.miss_visit(desk.clinic, page.acts.course_id, "day_28", "in another clinic")
    page.refresh()
    page.follow_up.show_visit("day_28")
    page.activateWindow()
    page.follow_up.table.setFocus()
    qtbot.waitUntil(page.follow_up.table.hasFocus)
    press(page.follow_up.table, Qt.Key.Key_F6)
    assert page.follow_up.pane.pencil.hasFocus()
    press(page.follow_up.pane.pencil, Qt.Key.Key_Return)
    menus = page.findChildren(QMenu)
    assert any(menu.isVisible() for menu in menus)
    for menu in menus:
        menu.close()


def test_without_room_the_pane_stands_below(page: PatientPage) -> None:
    split = page.follow_up.findChild(Split)
    assert isinstance(split, Split)
    stood = []
    for width in (1232, 680, 1232):
        page.resize(width, 700)
        stood.append(split.stacked)
    assert stood == [False, True, False]
    assert page.follow_up.pane.width() == 252


def test_before_day_0_the_infusion_can_be_recorded(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    page = a_page(desk, patient_id, "follow_up")
    qtbot.addWidget(page)
    assert page.follow_up.empty.title.text() == "Day 0 not set"
    assert page.follow_up.empty.action.isVisible()


def test_a_visit_with_a_form_on_record_goes_on_with_it(page: PatientPage, desk: Desk) -> None:
    case = page.case
    assert case is not None
    assert case.course_id is not None
    form = VisitForm(seen_on=TODAY, visit="day_28", platelets=Decimal(86), pending=("igg",))
    entries.add(desk.clinic, Entry.VISIT_FORM, case.course_id, form)
    page.refresh()
    page.follow_up.show_visit("day_28")
    press(page.follow_up.table, Qt.Key.Key_D)
    dialog = page.window().findChild(VisitFormDialog)
    assert dialog is not None
    assert dialog.platelets.number == Decimal(86)
    assert dialog.pending["igg"].isChecked()
    assert dialog.save.text() == "Save"
