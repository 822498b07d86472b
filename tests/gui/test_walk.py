"""A walk through every page and every dialog, as a user without a mouse takes it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.gui import appearance
from carttrack.gui.desk import Desk
from carttrack.gui.pages import acting, laboratory, recording
from carttrack.gui.pages.assessing import open_assessment
from carttrack.gui.pages.board import BoardPage
from carttrack.gui.pages.calendar import CalendarPage
from carttrack.gui.pages.calendar_export import CalendarExporting
from carttrack.gui.pages.clinic_rules import open_clinic_rules
from carttrack.gui.pages.first_run import FirstRunPage
from carttrack.gui.pages.outcomes import OutcomesPage
from carttrack.gui.pages.outcomes_frame import FIGURES
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_head import TABS
from carttrack.gui.pages.patients import PatientsPage
from carttrack.gui.pages.record_dialogs import RECORDS
from carttrack.gui.pages.references import ReferencesPage
from carttrack.gui.pages.registering import open_registration
from carttrack.gui.pages.summaries import open_summary
from carttrack.gui.pages.supplies import SUPPLIES
from carttrack.gui.pages.today import TodayPage
from carttrack.gui.pages.unlock import UnlockPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import Label
from carttrack.gui.window import MainWindow
from carttrack.services import casefile, cohort
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.gui.pages.patient_scene import a_full_course
from tests.gui.pages.test_first_run import fill_clinic, fill_recovery, fill_you
from tests.gui.typing import press

WIDTH, HEIGHT = 1366, 768
RAIL = 56
MOST_STOPS = 400

Value = TypeVar("Value")
Opened = Callable[[Desk, CaseFile, QWidget], QWidget | None]


def _sure(kept: Kept[Value] | None) -> Kept[Value]:
    assert kept is not None
    return kept


def _entry_dialog(kind: Entry) -> Opened:
    return lambda desk, case, over: acting.record_entry(desk, case, kind, over)


def _event_dialog(kind: Entry) -> Opened:
    return lambda desk, case, over: acting.record_event(desk, case, kind, over)


def _record_dialog(kind: Entry) -> Opened:
    return lambda desk, case, over: recording.record(desk, case, kind, over)


DIALOGS: dict[str, Opened] = {
    "registration": lambda desk, _, over: open_registration(desk, over),
    "assessment": lambda desk, case, over: open_assessment(desk, case.patient_id, over),
    "summary": lambda desk, case, over: open_summary(desk, case.patient_id, over),
    "step": lambda desk, case, over: acting.record_step(desk, case, Step.LYMPHODEPLETION, over),
    "infusion": lambda desk, case, over: acting.correct_entry(
        desk, case, Entry.INFUSION, _sure(case.infusion), over
    ),
    "milestone": acting.record_milestone,
    "setback": acting.record_setback,
    "death": acting.record_death,
    "eligibility": lambda desk, case, over: acting.open_checklist(
        desk, case, Checklist.ELIGIBILITY, over
    ),
    "booking": lambda desk, case, over: acting.book_visit(desk, case, "day_28", over),
    "visit": lambda desk, case, over: acting.complete_visit(desk, case, "day_28", over),
    "missed": lambda desk, case, over: acting.miss_visit(desk, case, "day_28", over),
    "response": acting.record_response,
    "relapse": _event_dialog(Entry.RELAPSE),
    "later therapy": _event_dialog(Entry.LATER_THERAPY),
    "second malignancy": _event_dialog(Entry.SECOND_MALIGNANCY),
    "later infusion": acting.record_later_infusion,
    "clinic rules": lambda desk, _, over: open_clinic_rules(desk, over),
    "given": acting.record_given,
    "closing": lambda desk, case, over: acting.close_episode(desk, case, Toxicity.CRS, over),
    "course": acting.open_course,
    "course end": acting.close_course,
    "not done": acting.mark_not_done,
    "results of a day": laboratory.record_results,
    **{kind.value: _record_dialog(kind) for kind in RECORDS},
    "calendar file": lambda desk, _, over: CalendarExporting(desk, over).open(
        mine=False, person=None
    ),
    "patient": acting.correct_patient,
    "void": lambda desk, case, over: acting.void_entry(
        desk, case, Entry.ALERT, case.alerts[0], over
    ),
    **{
        kind.value: _entry_dialog(kind)
        for kind in (
            Entry.WEIGHT,
            Entry.CONTACT,
            Entry.THERAPY_LINE,
            Entry.ANTIGEN_TEST,
            Entry.ALERT,
            Entry.IDENTIFIER,
        )
    },
}


@pytest.fixture
def desk(clinic: Clinic, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    appearance.apply(qapp, dark=False)
    tasks = Tasks()
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def main_window(qtbot: QtBot, desk: Desk) -> MainWindow:
    made = MainWindow(desk.settings)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("tab", TABS)
def test_a_patient_is_walked_by_key_alone(
    qtbot: QtBot, desk: Desk, main_window: MainWindow, tab: str
) -> None:
    patient_id, _ = a_full_course(desk.clinic)
    page = PatientPage(desk, patient_id)
    page.show_tab(tab)
    _show(qtbot, main_window, page)
    _check(page)


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_walked_by_key_alone(
    qtbot: QtBot, desk: Desk, window: QWidget, name: str
) -> None:
    patient_id, _ = a_full_course(desk.clinic)
    dialog = DIALOGS[name](desk, casefile.read(desk.clinic, patient_id), window)
    assert isinstance(dialog, QDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    _check(dialog)


def _today(desk: Desk) -> QWidget:
    a_full_course(desk.clinic)
    return TodayPage(desk)


def _patients(desk: Desk) -> QWidget:
    a_full_course(desk.clinic)
    return PatientsPage(desk)


def _outcomes(desk: Desk) -> QWidget:
    a_full_course(desk.clinic)
    page = OutcomesPage(desk)
    page.figures.show_picture(cohort.picture(desk.clinic))
    page.pages.setCurrentIndex(FIGURES)
    return page


def _board(desk: Desk) -> QWidget:
    a_full_course(desk.clinic)
    return BoardPage(desk)


def _calendar(desk: Desk) -> QWidget:
    a_full_course(desk.clinic)
    return CalendarPage(desk)


def _unlock(_: Desk) -> QWidget:
    page = UnlockPage()
    page.show_store(Path("northfield.ctdb"))
    page.show_users(("Alex Demo", "Bo Muster"), "Bo Muster")
    return page


def _lock(_: Desk) -> QWidget:
    page = UnlockPage()
    page.show_store(Path("northfield.ctdb"))
    page.show_locked("Alex Demo", "Northfield")
    return page


def _first_run(step: int) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        folder = desk.clinic.store.path.parent
        page = FirstRunPage(folder / "new.ctdb", lambda: SUPPLIES)
        page.show()
        steps = (fill_clinic, fill_you, lambda page: fill_recovery(page, folder))
        for fill in steps[:step]:
            fill(page)
        assert page.step == step
        return page

    return make


PAGES: dict[str, Callable[[Desk], QWidget]] = {
    "today": _today,
    "patients": _patients,
    "board": _board,
    "calendar": _calendar,
    "outcomes": _outcomes,
    "references": ReferencesPage,
    "unlock": _unlock,
    "lock": _lock,
    **{f"first run {step + 1}": _first_run(step) for step in range(4)},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_walked_by_key_alone(
    qtbot: QtBot, desk: Desk, main_window: MainWindow, name: str
) -> None:
    page = PAGES[name](desk)
    _show(qtbot, main_window, page)
    _check(page)


def _show(qtbot: QtBot, window: MainWindow, page: QWidget) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setMinimumSize(0, 0)
    window.resize(WIDTH - RAIL, HEIGHT)
    window.show_page(page)
    with qtbot.waitActive(window):
        window.show()
    page.setFocus()


def _check(screen: QWidget) -> None:
    assert not _unnamed(screen)
    assert not _clipped(screen)
    assert not _unreached(screen)
    assert not _changed_by_the_wheel(screen)


def _stops(screen: QWidget) -> list[QWidget]:
    """Return what Tab stops at, without Qt's own parts of a field."""
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if screen.isAncestorOf(widget)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]


def _unnamed(screen: QWidget) -> list[str]:
    return [str(widget) for widget in _stops(screen) if not _name(widget)]


def _name(widget: QWidget) -> str:
    said = widget.accessibleName()
    return said or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _clipped(screen: QWidget) -> list[str]:
    """Return the labels of one line that are narrower than their text."""
    return [
        f"{label.text()!r}: {label.width()} of {label.sizeHint().width()}"
        for label in screen.findChildren(Label)
        if type(label) is Label
        and label.isVisible()
        and not label.wordWrap()
        and label.width() < label.sizeHint().width()
    ]


def _unreached(screen: QWidget) -> set[str]:
    """Tab through the screen once; return what the focus never came to, or never left.

    It starts where the screen puts the focus, and must come round to there again.
    """
    first = QApplication.focusWidget() or screen
    wanted = {widget for widget in _stops(screen) if widget.focusProxy() is None}
    came: list[QWidget] = []
    before = first
    while len(came) < MOST_STOPS:
        press(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now is before:
            return {f"held at {_name(before)} {before}"}
        if now in came:
            break
        came.append(now)
        before = now
    left = wanted.difference(came)
    return {f"{_name(widget)} {widget}" for widget in left if not _by_arrow(widget)}


def _by_arrow(widget: QWidget) -> bool:
    """Tell whether the arrows lead there: a group of options is one stop."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None


def _changed_by_the_wheel(screen: QWidget) -> list[str]:
    changed = []
    for field in screen.findChildren(QWidget):
        if isinstance(field, (QComboBox, QLineEdit, QPlainTextEdit)) and field.isVisible():
            before = _content(field)
            field.setFocus()
            _turn_wheel(field)
            if _content(field) != before:
                changed.append(_name(field))
    return changed


def _content(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def _turn_wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  (Qt's signature)
    )
    QApplication.sendEvent(widget, event)
