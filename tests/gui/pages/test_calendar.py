from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.calendar_days import EventKind
from carttrack.domain.calendar_entries import Naming
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.papers import AccessKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.people import Role
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.booking import BookingDialog
from carttrack.gui.dialogs.calendar_file import CalendarFileDialog, CalendarWish, Scope
from carttrack.gui.models import roles
from carttrack.gui.models.calendar_agenda import AgendaLine
from carttrack.gui.models.calendar_month import DayCell
from carttrack.gui.pages.calendar import CalendarPage
from carttrack.gui.pages.calendar_export import CalendarExporting, file_name
from carttrack.gui.pages.calendar_frame import Look
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import calendar, follow_up
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import TODAY, a_user
from tests.exchange.reading import by_uid
from tests.services.builders import accepting, infused

Key = Qt.Key


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def course(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """A patient of 23 Oct 2026 whose Day +28 visit is booked for today at 10:30."""
    patient_id, course_id = infused(clinic)
    book(clinic, course_id, TODAY)
    return patient_id, course_id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, course: tuple[PatientId, CourseId]) -> CalendarPage:
    assert course, "the page has something to show"
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def book(clinic: Clinic, course_id: CourseId, on: date) -> None:
    booking = Booking(on=on, at=time(10, 30), place="Room 2")
    accepting(
        lambda accepted: follow_up.book_visit(
            clinic, course_id, "day_28", booking, accepted=accepted
        )
    )


def cell(page: CalendarPage, day: date) -> DayCell:
    found = page.frame.days.find(day).data(roles.RECORD)
    assert isinstance(found, DayCell)
    return found


def lines(page: CalendarPage, *, wide: bool = False) -> list[AgendaLine]:
    model = page.frame.agenda_model if wide else page.frame.day_model
    return [
        model.index(row, 0, model.index(group, 0)).data(roles.RECORD)
        for group in range(model.rowCount())
        for row in range(model.rowCount(model.index(group, 0)))
    ]


def press(page: CalendarPage, key: Qt.Key) -> None:
    QTest.keyClick(page.frame.month, key)


def test_the_month_holds_whole_weeks_and_the_models_keep_their_promises(
    page: CalendarPage,
) -> None:
    QAbstractItemModelTester(page.frame.days)
    QAbstractItemModelTester(page.frame.day_model)
    assert page.frame.title.text() == "November 2026"
    assert (page.frame.days.rowCount(), page.frame.days.columnCount()) == (6, 7)
    assert cell(page, TODAY).today
    assert not cell(page, date(2026, 12, 1)).in_month
    assert cell(page, date(2026, 11, 21)).off


def test_a_day_says_its_events_to_a_screen_reader(page: CalendarPage) -> None:
    said = page.frame.days.find(TODAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Fri 20 Nov 2026; Příkladová, Žofie, Day +28 visit, booked, 10:30, Room 2"
    free = page.frame.days.find(date(2026, 11, 19)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert free == "Thu 19 Nov 2026; nothing"


def test_days_of_treatment_are_one_bar_in_each_of_their_squares(page: CalendarPage) -> None:
    page.show_day(date(2026, 10, 20))
    bars = [cell(page, date(2026, 10, day)).bars for day in (19, 20, 21)]
    assert [(bar[0].before, bar[0].days) for bar in bars if bar[0]] == [(0, 3), (1, 3), (2, 3)]
    assert cell(page, date(2026, 10, 22)).bars == ()
    assert [line.event.what for line in lines(page)] == ["lymphodepletion"]


def test_keys_move_by_day_and_month_and_home_comes_back(page: CalendarPage) -> None:
    press(page, Key.Key_Left)
    assert page.day == date(2026, 11, 19)
    press(page, Key.Key_PageDown)
    assert (page.day, page.frame.title.text()) == (date(2026, 12, 19), "December 2026")
    press(page, Key.Key_PageUp)
    press(page, Key.Key_PageUp)
    assert page.frame.title.text() == "October 2026"
    press(page, Key.Key_Home)
    assert (page.day, page.frame.month.day) == (TODAY, TODAY)


def test_enter_goes_into_the_agenda_of_the_day_and_again_opens_the_patient(
    qtbot: QtBot, desk: Desk, page: CalendarPage, course: tuple[PatientId, CourseId]
) -> None:
    press(page, Key.Key_Return)
    assert page.frame.day.hasFocus()
    assert page.current_patient == course[0]
    with qtbot.waitSignal(desk.patient_requested) as asked:
        QTest.keyClick(page.frame.day, Key.Key_Return)
    assert asked.args == [course[0], "follow_up"]


def test_f6_goes_round_the_panes(page: CalendarPage) -> None:
    press(page, Key.Key_F6)
    assert page.frame.day.hasFocus()
    QTest.keyClick(page.frame.day, Key.Key_F6)
    legend = page.frame.legend.checks[EventKind.VISIT]
    assert legend.hasFocus()
    QTest.keyClick(legend, Key.Key_F6)
    assert page.frame.month.hasFocus()


def test_a_double_click_opens_the_day(page: CalendarPage) -> None:
    where: QPoint = page.frame.month.visualRect(page.frame.days.find(TODAY)).center()
    QTest.mouseClick(
        page.frame.month.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), where
    )
    QTest.mouseDClick(
        page.frame.month.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), where
    )
    # A double click ends with its button down; the next test would find it so.
    QTest.mouseRelease(
        page.frame.month.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), where
    )
    assert page.frame.day.hasFocus()


def test_the_legend_counts_and_filters(page: CalendarPage) -> None:
    visits = page.frame.legend.checks[EventKind.VISIT]
    assert visits.accessibleName() == "Visits, 4"
    visits.click()
    assert cell(page, TODAY).events == ()
    assert page.frame.free_day.text() == "Friday 20 November: nothing"
    assert visits.accessibleName() == "Visits, 4"
    visits.click()
    assert len(cell(page, TODAY).events) == 1


def test_mine_leaves_out_patients_of_others(page: CalendarPage) -> None:
    page.frame.whose.choose(value=True)
    page.refresh()
    assert cell(page, TODAY).events == ()


def test_the_agenda_lists_the_month_by_day(page: CalendarPage) -> None:
    page.frame.look.choose(Look.AGENDA)
    page.refresh()
    days = [line.day for line in lines(page, wide=True)]
    assert days == sorted(days)
    assert {day.month for day in days} == {11}
    assert page.frame.agenda.isVisible()
    assert not page.frame.day.isVisible()


def test_an_agenda_without_events_says_so_and_leads_back(page: CalendarPage) -> None:
    page.frame.look.choose(Look.AGENDA)
    page.show_day(date(2020, 1, 1))
    assert page.frame.nothing.isVisible()
    page.frame.nothing.action.click()
    assert page.frame.title.text() == "November 2026"


def test_a_long_agenda_is_read_page_by_page(
    page: CalendarPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "PAGE", 2)
    page.frame.look.choose(Look.AGENDA)
    page.refresh()
    assert len(lines(page, wide=True)) == 2
    page._read_on(page.frame.agenda.verticalScrollBar().maximum())
    assert len(lines(page, wide=True)) == 4
    page.refresh()
    assert len(lines(page, wide=True)) == 4


def test_a_booking_elsewhere_shows_at_once_and_the_current_day_stays(
    clinic: Clinic, page: CalendarPage, course: tuple[PatientId, CourseId]
) -> None:
    press(page, Key.Key_Right)
    changed: list[QModelIndex] = []
    page.frame.days.dataChanged.connect(lambda index, _: changed.append(index))
    resets: list[int] = []
    page.frame.days.modelReset.connect(lambda: resets.append(1))
    book(clinic, course[1], date(2026, 11, 23))
    assert page.day == date(2026, 11, 21)
    assert page.frame.month.day == date(2026, 11, 21)
    assert cell(page, TODAY).events == ()
    assert len(cell(page, date(2026, 11, 23)).events) == 1
    assert len(changed) == 2
    assert not resets


def test_r_reschedules_the_chosen_visit(page: CalendarPage) -> None:
    press(page, Key.Key_Return)
    QTest.keyClick(page.frame.day, Key.Key_R)
    assert page.findChild(BookingDialog) is not None


def test_r_on_what_is_over_is_refused_in_words(
    qtbot: QtBot, desk: Desk, page: CalendarPage
) -> None:
    page.show_day(date(2026, 10, 23))
    press(page, Key.Key_Return)
    with qtbot.waitSignal(desk.failed) as said:
        QTest.keyClick(page.frame.day, Key.Key_R)
    assert "Choose a visit or a step to come" in said.args[0]


def test_public_holidays_are_named(clinic: Clinic, page: CalendarPage) -> None:
    with clinic.store.work("Holidays") as work:
        work.clinic.change(replace(work.clinic.get(), holiday_country="US"))
    page.show_day(date(2026, 11, 26))
    assert cell(page, date(2026, 11, 26)).holiday == "Thanksgiving Day"
    assert cell(page, date(2026, 11, 26)).off
    assert page.frame.free_day.text() == "Thursday 26 November, Thanksgiving Day: nothing"


def test_the_dialog_asks_whose_and_names_by_initials_unless_chosen(page: CalendarPage) -> None:
    press(page, Key.Key_Return)
    page.frame.file.click()
    dialog = page.findChild(CalendarFileDialog)
    assert dialog is not None
    assert dialog.wish == CalendarWish(Scope.CLINIC, Naming.INITIALS)
    dialog.whose.choose(Scope.PATIENT)
    dialog.names.choose(Naming.MRN)
    assert dialog.wish == CalendarWish(Scope.PATIENT, Naming.MRN)
    assert file_name(dialog.wish) == "calendar-patient.ics"


def exported(
    qtbot: QtBot, desk: Desk, page: CalendarPage, wish: CalendarWish, path: Path
) -> CalendarExporting:
    exporting = CalendarExporting(desk, page)
    with qtbot.waitSignal(desk.tasks.finished):
        exporting.export(wish, page._chosen_person(), path)
    return exporting


def test_a_file_is_written_and_kept_on_record(
    qtbot: QtBot, desk: Desk, clinic: Clinic, page: CalendarPage, tmp_path: Path
) -> None:
    press(page, Key.Key_Return)
    told: list[str] = []
    desk.told.connect(told.append)
    path = tmp_path / "one.ics"
    exported(qtbot, desk, page, CalendarWish(Scope.PATIENT, Naming.INITIALS), path)
    events = by_uid(path.read_bytes())
    assert {event.values["SUMMARY"].split(",")[0] for event in events.values()} == {"ŽP"}
    assert told == [f"{len(events)} entries written to {path}. The file is not encrypted."]
    with clinic.reading() as work:
        kinds = [kept.value for kept in work.accesses.kept()]
    assert kinds[-1].kind is AccessKind.CALENDAR_EXPORTED
    assert "MRN 9000418" in kinds[-1].detail


def test_a_file_of_own_patients_is_refused_where_there_are_none(
    qtbot: QtBot, desk: Desk, page: CalendarPage, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.failed.connect(said.append)
    path = tmp_path / "mine.ics"
    exported(qtbot, desk, page, CalendarWish(Scope.MINE, Naming.INITIALS), path)
    assert "No patient has Alex Demo as coordinator" in said[0]
    assert not path.exists()


def test_who_may_only_read_exports_nothing(
    qtbot: QtBot, desk: Desk, clinic: Clinic, page: CalendarPage, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.failed.connect(said.append)
    clinic.store.user = a_user(role=Role.READ_ONLY)
    path = tmp_path / "clinic.ics"
    exported(qtbot, desk, page, CalendarWish(Scope.CLINIC, Naming.INITIALS), path)
    assert "reading only" in said[0]
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_not_on_record(
    qtbot: QtBot, desk: Desk, clinic: Clinic, page: CalendarPage, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "clinic.ics"
    exported(qtbot, desk, page, CalendarWish(Scope.CLINIC, Naming.INITIALS), path)
    with clinic.reading() as work:
        kinds = {kept.value.kind for kept in work.accesses.kept()}
    assert AccessKind.CALENDAR_EXPORTED not in kinds


def test_a_planned_step_opens_on_the_pathway(
    qtbot: QtBot, desk: Desk, clinic: Clinic, page: CalendarPage
) -> None:
    with clinic.store.work("Another patient") as work:
        patient = work.patients.get(PatientId(1)).value
        other = work.patients.add(replace(patient, mrn="9000999", given_name="Eva"))
        course = work.courses.add(other, work.courses.of(1)[0].value)
        planned = StepRecord(step=Step.LEUKAPHERESIS, planned_on=date(2026, 11, 18))
        work.steps.add(course, planned)
    page.show_day(date(2026, 11, 18))
    press(page, Key.Key_Return)
    with qtbot.waitSignal(desk.patient_requested) as asked:
        QTest.keyClick(page.frame.day, Key.Key_Return)
    assert asked.args == [other, "pathway"]
