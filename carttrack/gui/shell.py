"""The open clinic: sidebar, pages, messages, progress, undo."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.kept import PatientId
from carttrack.domain.topics import Topic
from carttrack.gui.corner import Corner
from carttrack.gui.desk import Desk
from carttrack.gui.nav import nav_items
from carttrack.gui.page_stack import PageStack
from carttrack.gui.recent import RecentPatients
from carttrack.gui.ribbon import Ribbon
from carttrack.gui.screens import (
    BOARD,
    CALENDAR,
    PATIENT,
    PATIENTS,
    TODAY,
    Screens,
    list_only,
    patient_of,
    search_in,
    tab_of,
    turn_to,
)
from carttrack.gui.tokens import State
from carttrack.gui.trail import Place, Trail
from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import line
from carttrack.gui.widgets.message_bar import MessageBar
from carttrack.gui.widgets.sidebar import Sidebar
from carttrack.gui.widgets.task_bar import TaskBar
from carttrack.gui.widgets.undo_bar import UndoBar
from carttrack.services.worklist import PatientFilter

NARROW_BELOW = 1400
_RAIL_FIRST = frozenset({BOARD, CALENDAR})
"""Screens that need the width: they start with the rail."""
_TASK_WIDTH = 460


class Shell(QWidget):
    """Shows one page at a time beside the sidebar, and everything pages have to say.

    Signals:
        lock_requested: lock the screen.
        copy_requested: save a copy of the store.
        place_changed: another page is on show; carries its `Place`.
    """

    lock_requested = Signal()
    copy_requested = Signal()
    place_changed = Signal(object)

    def __init__(self, desk: Desk, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._screens = desk, screens
        self._trail = Trail()
        self.recent = RecentPatients(desk)
        self.items = nav_items(screens)
        self.sidebar = Sidebar(self.items)
        self.copy = Button(self.tr("Save a copy…"), kind=Kind.QUIET, icon="database", size="small")
        self.rail_copy = IconButton("database", self.tr("Save a copy…"), size=20)
        self.rail_menu = IconButton("menu-2", self.tr("Sidebar or rail (Ctrl+B)"), size=20)
        self.stack = PageStack(desk, screens)
        self.messages = MessageBar()
        self.undo_bar = UndoBar(self.stack)
        self.task_bar = TaskBar(desk.tasks, parent=self.stack)
        self._corner = Corner(self.task_bar, self.stack, width=_TASK_WIDTH)
        self._lay_out()
        self._connect()
        self.sidebar.show_clinic(desk.clinic.record.name)
        self.sidebar.show_user(desk.clinic.user.name)

    @property
    def page(self) -> QWidget | None:
        """The page on show."""
        return self.stack.currentWidget()

    @property
    def place(self) -> Place | None:
        """Where the user is."""
        return self._trail.here

    @property
    def current_patient(self) -> PatientId | None:
        """The patient at hand on the page on show."""
        return patient_of(self.page)

    @Slot(str)
    def open_screen(self, key: str) -> None:
        """Show a screen of the sidebar."""
        self._go(Place(key))

    @Slot(int, str)
    def open_patient(self, patient_id: int, tab: str = "") -> None:
        """Show a patient, at a tab or where the page stood."""
        self._go(Place(PATIENT, patient_id, tab or "overview"))

    @Slot()
    def go_back(self) -> None:
        """Show the place before this one."""
        self._step(-1)

    @Slot()
    def go_forward(self) -> None:
        """Show the place after this one."""
        self._step(1)

    @Slot(object)
    def list_patients(self, filters: PatientFilter) -> None:
        """Show Patients, with only some of them."""
        self.open_screen(PATIENTS)
        list_only(self.page, filters)

    @Slot()
    def open_registration(self) -> None:
        """Register a new patient."""
        self._screens.open_registration(self._desk, self.window())

    @Slot()
    def open_assessment(self, patient_id: int | None = None) -> None:
        """Log an assessment of a patient, of the one at hand where none is named."""
        chosen = self.current_patient if patient_id is None else PatientId(patient_id)
        if chosen is None:
            self._choose_first()
        else:
            self._screens.open_assessment(self._desk, chosen, self.window())

    @Slot()
    def open_summary(self, patient_id: int | None = None) -> None:
        """Open the PDF dialog for a patient, for the one at hand where none is named."""
        chosen = self.current_patient if patient_id is None else PatientId(patient_id)
        if chosen is None:
            self._choose_first()
        else:
            self._screens.open_summary(self._desk, chosen, self.window())

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the page's search; Patients is shown where it has none."""
        if not search_in(self.page):
            self.open_screen(PATIENTS)
            search_in(self.page)

    @Slot()
    def toggle_sidebar(self) -> None:
        """Switch between sidebar and rail; the choice is remembered for the screen."""
        narrow = not self.sidebar.narrow
        self._desk.settings.choose_sidebar(self._screen, narrow=narrow)
        self._narrow(on=narrow)

    def show_ribbon(self, state: State, title: str, text: str) -> None:
        """Say something over every page, all the time."""
        self._column.insertWidget(0, Ribbon(state, title, text))

    @Slot(str)
    def show_failure(self, text: str) -> None:
        """Say what could not be done, in the open dialog where there is one."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, DialogFrame):
            dialog.show_error(text)
        else:
            self.messages.show_error(text)

    @property
    def _screen(self) -> str:
        here = self._trail.here
        return here.key if here else TODAY

    def _go(self, place: Place) -> None:
        self._keep_tab()
        self._trail.visit(place)
        self._show(place)

    def _step(self, by: int) -> None:
        self._keep_tab()
        place = self._trail.step(by)
        if place is not None:
            self._show(place)

    def _keep_tab(self) -> None:
        here = self._trail.here
        if here is not None and here.key == PATIENT:
            self._trail.amend(Place(PATIENT, here.patient_id, tab_of(self.page)))

    def _show(self, place: Place) -> None:
        page = self.stack.page_of(place)
        turn_to(page, place.tab)
        self.messages.clear()
        self.stack.setCurrentWidget(page)
        page.setFocus()
        if place.patient_id is not None:
            self.recent.opened(place.patient_id)
        self.sidebar.show_page("" if place.key == PATIENT else place.key)
        self.sidebar.show_recent(self.recent.lines, place.patient_id)
        self._fit()
        self.place_changed.emit(place)

    def _choose_first(self) -> None:
        self.messages.show_warning(
            self.tr("No patient is chosen. Choose a patient in the list, then try again.")
        )

    @Slot(object)
    def _news(self, topics: frozenset[Topic]) -> None:
        saved: datetime = self._desk.clinic.local_now()
        self.sidebar.show_saved(self.tr("Encrypted, saved {0}").format(f"{saved:%H:%M}"))
        if Topic.CLINIC in topics:
            self.sidebar.show_clinic(self._desk.clinic.record.name)
        self.recent.read_again()
        here = self._trail.here
        self.sidebar.show_recent(self.recent.lines, here.patient_id if here else None)

    @Slot(str, int)
    def _count(self, key: str, count: int) -> None:
        late = key == TODAY
        self.sidebar.show_count(key, count if count or not late else None, late=late)

    def _narrow(self, *, on: bool) -> None:
        self.sidebar.set_narrow(on=on)
        self.copy.setVisible(not on)
        self.rail_copy.setVisible(on)
        self.rail_menu.setVisible(on)

    def _fit(self) -> None:
        chosen = self._desk.settings.narrow_sidebar(self._screen)
        tight = self.width() < NARROW_BELOW or self._screen in _RAIL_FIRST
        self._narrow(on=tight if chosen is None else chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        desk = self._desk
        desk.changed.connect(self._news)
        desk.failed.connect(self.show_failure)
        desk.told.connect(self.messages.show_news)
        desk.counted.connect(self._count)
        desk.patient_requested.connect(self.open_patient)
        desk.assessment_requested.connect(self.open_assessment)
        desk.summary_requested.connect(self.open_summary)
        desk.registration_requested.connect(self.open_registration)
        desk.patients_requested.connect(self.list_patients)
        desk.undo.done.connect(self.undo_bar.show_act)
        self.undo_bar.undo_requested.connect(desk.undo.undo)
        self.sidebar.page_requested.connect(self.open_screen)
        self.sidebar.patient_requested.connect(self.open_patient)
        self.sidebar.lock_requested.connect(self.lock_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.rail_copy.clicked.connect(self.copy_requested)
        self.rail_menu.clicked.connect(self.toggle_sidebar)

    def _lay_out(self) -> None:
        foot = self.sidebar.layout()
        assert isinstance(foot, QVBoxLayout)
        place = QHBoxLayout()
        place.setContentsMargins(2, 0, 2, 0)
        place.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        place.addWidget(self.rail_copy, 0, Qt.AlignmentFlag.AlignHCenter)
        foot.insertLayout(foot.count() - 1, place)
        foot.insertWidget(0, self.rail_menu, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(line(upright=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.messages)
        self._column.addWidget(self.stack, 1)
        row.addLayout(self._column, 1)
