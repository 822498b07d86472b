"""The page of one patient: band, tabs, and the case read once for all of them."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import CarttrackError
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.topics import Topic
from carttrack.gui.desk import Desk
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_care import CareTab
from carttrack.gui.pages.patient_follow_up import FollowUpTab
from carttrack.gui.pages.patient_head import (
    CARE,
    FOLLOW_UP,
    HISTORY,
    LABS,
    OVERVIEW,
    PATHWAY,
    RESPONSE,
    TOXICITY,
    PatientHead,
)
from carttrack.gui.pages.patient_history import HistoryTab
from carttrack.gui.pages.patient_labs import LabsTab
from carttrack.gui.pages.patient_outcome import ResponseTab
from carttrack.gui.pages.patient_overview import OverviewTab
from carttrack.gui.pages.patient_pathway import PathwayTab
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.pages.patient_toxicity import ToxicityTab
from carttrack.services import casefile

_TOPICS = frozenset(
    {
        Topic.PATIENT,
        Topic.PATHWAY,
        Topic.TOXICITY,
        Topic.FOLLOW_UP,
        Topic.RESPONSE,
        Topic.PAPERS,
        Topic.CLINIC,
    }
)
_MINUTE_MS = 60_000


class PatientPage(QWidget):
    """Shows one patient; every tab is shown the same case, read in one transaction."""

    def __init__(self, desk: Desk, patient_id: PatientId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._patient_id = desk, patient_id
        self._course_id: CourseId | None = None
        self._case: CaseFile | None = None
        self._shown: tuple[CaseFile, date] | None = None
        self._stale: set[str] = set()
        self.acts = CaseActs(desk, self)
        self.head = PatientHead()
        self.overview = OverviewTab(desk, self.acts)
        self.pathway = PathwayTab(desk, self.acts)
        self.toxicity = ToxicityTab(desk, self.acts)
        self.labs = LabsTab(desk, self.acts)
        self.care = CareTab(desk, self.acts)
        self.response = ResponseTab(desk, self.acts)
        self.follow_up = FollowUpTab(desk, self.acts)
        self.history = HistoryTab(desk, self.acts)
        self._tabs: dict[str, CaseTab] = {
            OVERVIEW: self.overview,
            PATHWAY: self.pathway,
            TOXICITY: self.toxicity,
            LABS: self.labs,
            CARE: self.care,
            RESPONSE: self.response,
            FOLLOW_UP: self.follow_up,
            HISTORY: self.history,
        }
        self.stack = QStackedWidget()
        self._lay_out()
        self._add_actions()
        self._connect()
        self._timer = QTimer(self, interval=_MINUTE_MS)
        self._timer.timeout.connect(self._pass_minute)
        self._timer.start()
        self.refresh()

    @property
    def current_patient(self) -> PatientId | None:
        """The patient of this page."""
        return self._patient_id

    @property
    def case(self) -> CaseFile | None:
        """The case on show."""
        return self._case

    @property
    def tab(self) -> str:
        """The key of the tab on show."""
        return list(self._tabs)[self.head.tabs.currentIndex()]

    def show_tab(self, tab: str) -> None:
        """Show a tab by its key; an unknown key changes nothing."""
        if tab in self._tabs:
            self.head.tabs.setCurrentIndex(list(self._tabs).index(tab))

    def focus_search(self) -> None:
        """Put the cursor into the filter of the history."""
        self.show_tab(HISTORY)
        self.history.search.setFocus()

    def refresh(self) -> None:
        """Read the case again; what did not change stays untouched on the screen."""
        clinic = self._desk.clinic
        try:
            case = casefile.read(clinic, self._patient_id, self._course_id)
        except CarttrackError as error:
            self._desk.failed.emit(str(error))
            return
        self._case = self.acts.case = case
        moment = self._moment()
        if self._shown != (case, moment.today):
            self._shown = (case, moment.today)
            self.head.show_case(case, moment.today, clinic.record)
            self._stale = set(self._tabs)
        self._show_current()

    def _moment(self) -> Moment:
        clinic = self._desk.clinic
        return Moment(clinic.today(), clinic.now(), clinic.record.zone, clinic.holidays)

    def _show_current(self) -> None:
        key = self.tab
        if self._case is not None and key in self._stale:
            self._stale.discard(key)
            self._tabs[key].show_case(self._case, self._moment())

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        if not topics & _TOPICS:
            return
        self._stale.add(HISTORY)
        if Topic.CLINIC in topics:  # its rules are shown beside the case
            self._shown = None
        if self.isVisible():
            self.refresh()

    @Slot()
    def _pass_minute(self) -> None:
        if self.isVisible() and self._case is not None:
            self._stale |= {self.tab} - {HISTORY}
            self.refresh()

    @Slot(int)
    def _turn(self, place: int) -> None:
        key = list(self._tabs)[place]
        self.stack.setCurrentWidget(self._tabs[key])
        for action in (self.complete, self.reschedule):
            action.setEnabled(self._tabs[key].has_visits)
        self._show_current()

    @Slot(object)
    def _choose_course(self, course_id: CourseId) -> None:
        self._course_id = course_id
        self.refresh()

    @Slot(object)
    def _open_day(self, day: date) -> None:
        self.show_tab(TOXICITY)
        self.toxicity.show_day(day)

    @Slot(object)
    def _open_step(self, step: Step) -> None:
        self.show_tab(PATHWAY)
        self.pathway.show_step(step)

    def _next_tab(self, by: int) -> None:
        self.head.tabs.setCurrentIndex(
            (self.head.tabs.currentIndex() + by) % self.head.tabs.count()
        )
        main = self._tabs[self.tab].main
        if main is not None and not self.head.tabs.hasFocus():
            main.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _add_actions(self) -> None:
        self.complete = self._action(self.tr("Complete visit…"), "D")
        self.reschedule = self._action(self.tr("Book or reschedule visit…"), "R")
        self.record = self._action(self.tr("Record an event…"), "E")
        self.next_tab = self._action(self.tr("Next tab"), "Ctrl+Tab")
        self.previous_tab = self._action(self.tr("Previous tab"), "Ctrl+Shift+Tab")
        self.complete.triggered.connect(self._complete)
        self.reschedule.triggered.connect(self._reschedule)
        self.record.triggered.connect(self._record_event)
        self.jump = self._action(self.tr("Next pane"), "F6")
        self.jump.triggered.connect(self._jump)
        self.next_tab.triggered.connect(lambda: self._next_tab(1))
        self.previous_tab.triggered.connect(lambda: self._next_tab(-1))

    def _action(self, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    @Slot()
    def _complete(self) -> None:
        self._tabs[self.tab].complete()

    @Slot()
    def _reschedule(self) -> None:
        self._tabs[self.tab].reschedule()

    @Slot()
    def _jump(self) -> None:
        self._tabs[self.tab].jump()

    @Slot()
    def _record_event(self) -> None:
        if self._tabs[self.tab].open_events() is None:
            self.show_tab(PATHWAY)
            self.pathway.open_events()

    def _connect(self) -> None:
        self.head.tabs.currentChanged.connect(self._turn)
        self.head.course.chosen.connect(self._choose_course)
        self.head.summary.clicked.connect(self.acts.issue_summary)
        self.head.log.clicked.connect(self.acts.log_assessment)
        self.overview.tab_wanted.connect(self.show_tab)
        self.overview.day_wanted.connect(self._open_day)
        self.overview.step_wanted.connect(self._open_step)
        self._desk.changed.connect(self._hear)

    def _lay_out(self) -> None:
        for tab in self._tabs.values():
            self.stack.addWidget(tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hears keys; Tab goes past it
