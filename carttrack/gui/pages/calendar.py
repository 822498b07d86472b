"""The calendar: visits, steps and products by month or as an agenda."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.calendar_days import CalendarEvent, CalendarView, EventKind, EventState
from carttrack.domain.days import MONTHS, add_months
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.topics import Topic
from carttrack.domain.worklist import Person
from carttrack.gui.desk import Desk
from carttrack.gui.models import roles
from carttrack.gui.models.calendar_agenda import AgendaLine, agenda_lines, day_title
from carttrack.gui.models.calendar_month import DayCell
from carttrack.gui.pages.calendar_export import CalendarExporting
from carttrack.gui.pages.calendar_frame import CalendarFrame, Look
from carttrack.gui.pages.moments import present_moment
from carttrack.gui.widgets.views import WorkList
from carttrack.services import calendar, casefile
from carttrack.services.calendar import CalendarFilter

_SHOWN = frozenset({Topic.PATIENT, Topic.PATHWAY, Topic.FOLLOW_UP, Topic.CLINIC})
_ON_FOLLOW_UP = frozenset({EventKind.VISIT, EventKind.WINDOW_CLOSES})


class CalendarPage(QWidget):
    """Reads the weeks of one month, and again when something it shows changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = self._month = desk.clinic.today()
        self._view: CalendarView | None = None
        self._listed: list[CalendarEvent] = []
        self._stale, self._more = True, False
        self.frame = CalendarFrame(self)
        self._exporting = CalendarExporting(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.frame.month)
        self._add_actions()
        self._connect()

    @property
    def day(self) -> date:
        """The current day."""
        return self._day

    @property
    def current_patient(self) -> PatientId | None:
        """The patient of the agenda's current line, None while a month's square is at hand."""
        person = self._person
        return person.patient_id if person else None

    @Slot()
    def refresh(self) -> None:
        """Read again; the current day, line and scroll stay."""
        self._stale = False
        clinic, frame = self._desk.clinic, self.frame
        self._view = view = calendar.month(clinic, self._month, self._filter)
        moment = present_moment(clinic)
        kinds = self._filter.kinds
        frame.title.setText(f"{MONTHS[self._month.month - 1]} {self._month.year}")
        frame.days.show(view, kinds, moment, month=self._month, holidays=clinic.holidays)
        listed = self._days_of_month if frame.look.value is Look.AGENDA else (view.first, view.last)
        frame.legend.show_counts({kind: view.count(kind, *listed) for kind in EventKind})
        frame.note.setText(clinic.holidays.note)
        frame.note.setVisible(bool(clinic.holidays.note))
        frame.month.go_to(self._day)
        if frame.look.value is Look.AGENDA:
            self._list_month()
        else:
            frame.turn_to(frame.month)
            self._list_day()

    def show_day(self, day: date) -> None:
        """Make a day the current one, its month on show."""
        self._day = self._month = day
        self.refresh()

    @property
    def _filter(self) -> CalendarFilter:
        return CalendarFilter(kinds=self.frame.legend.kinds, mine=bool(self.frame.whose.value))

    @property
    def _list(self) -> WorkList:
        return self.frame.agenda if self.frame.look.value is Look.AGENDA else self.frame.day

    @property
    def _event(self) -> CalendarEvent | None:
        """The event of the current line of a list with the focus."""
        found = self._list.current() if self._list.hasFocus() else None
        return found.event if isinstance(found, AgendaLine) else None

    @property
    def _person(self) -> Person | None:
        event = self._event
        return event.person if event else None

    def _list_day(self) -> None:
        """List the current day: from the month where that holds all of it, else read."""
        cell = self.frame.days.find(self._day).data(roles.RECORD)
        events: Sequence[CalendarEvent] = ()
        if isinstance(cell, DayCell):
            events = [*(bar.event for bar in cell.bars if bar), *cell.events]
            if len(events) < cell.total:
                clinic = self._desk.clinic
                events = calendar.agenda(clinic, self._day, self._day, self._filter)
        lines = agenda_lines(events, self._day, present_moment(self._desk.clinic))
        self.frame.day_model.show(lines)
        title = ", ".join(
            part for part in (day_title(self._day), getattr(cell, "holiday", "")) if part
        )
        self.frame.free_day.setText(self.tr("{0}: nothing").format(title))
        self.frame.free_day.setVisible(not events)
        self.frame.day.setVisible(bool(events))

    def _list_month(self) -> None:
        """List the month from its first day on, as many pages as were read before."""
        pages = max(1, -(-len(self._listed) // calendar.PAGE))
        self._listed = []
        for _ in range(pages):
            self._read_page()
            if not self._more:
                break
        self._show_listed()

    def _read_page(self) -> None:
        first, last = self._days_of_month
        read = calendar.agenda(
            self._desk.clinic, first, last, self._filter, after=len(self._listed)
        )
        self._listed += read
        self._more = len(read) == calendar.PAGE

    def _show_listed(self) -> None:
        frame, (first, _) = self.frame, self._days_of_month
        moment = present_moment(self._desk.clinic)
        frame.agenda_model.show(agenda_lines(self._listed, first, moment))
        frame.turn_to(frame.agenda if self._listed else frame.nothing)

    @property
    def _days_of_month(self) -> tuple[date, date]:
        first = self._month.replace(day=1)
        return first, add_months(first, 1) - timedelta(days=1)

    @Slot(int)
    def _read_on(self, value: int) -> None:
        if self._more and value == self.frame.agenda.verticalScrollBar().maximum():
            self._read_page()
            self._show_listed()

    def _step(self, months: int) -> None:
        try:
            day = add_months(self._day, months)
            add_months(day, months)
        except OverflowError:
            return
        self._listed = []
        self.show_day(day)

    @Slot()
    def _to_today(self) -> None:
        self._listed = []
        self.show_day(self._desk.clinic.today())

    @Slot(object)
    def _choose(self, day: date) -> None:
        self._day = day
        self._list_day()

    @Slot(object)
    def _open_day(self, day: date) -> None:
        """Go into the agenda of a day; its first line is the current one."""
        self._choose(day)
        self.frame.go_into_day()

    @Slot(object)
    def _open_event(self, line: AgendaLine) -> None:
        tab = "follow_up" if line.event.kind in _ON_FOLLOW_UP else "pathway"
        self._desk.patient_requested.emit(line.event.person.patient_id, tab)

    @Slot()
    def _reschedule(self) -> None:
        from carttrack.gui.pages import acting  # noqa: PLC0415  (dialogs are built when needed)

        event = self._event
        if event is None or event.state is EventState.DONE or event.kind is EventKind.PRODUCT:
            self._desk.failed.emit(
                self.tr("Choose a visit or a step to come in the agenda, then try again.")
            )
            return
        person = event.person
        case = casefile.read(self._desk.clinic, person.patient_id, person.course_id)
        if event.kind in _ON_FOLLOW_UP:
            acting.book_visit(self._desk, case, event.what, self)
        else:
            acting.record_step(self._desk, case, Step(event.what), self)

    @Slot()
    def _ask_for_file(self) -> None:
        self._exporting.open(mine=self._filter.mine, person=self._chosen_person())

    def _chosen_person(self) -> Person | None:
        found = self._list.current()
        return found.event.person if isinstance(found, AgendaLine) else None

    @Slot(object)
    def _read_anew(self, _choice: object) -> None:
        self._listed = []
        self.refresh()
        focused = QApplication.focusWidget()
        if focused is None or not focused.isVisible():
            self._list.setFocus()

    def _add_actions(self) -> None:
        for text, key, act in (
            (self.tr("Today"), "Home", self._to_today),
            (self.tr("Month back"), "PgUp", lambda: self._step(-1)),
            (self.tr("Month forward"), "PgDown", lambda: self._step(1)),
            (self.tr("Book or reschedule what is chosen"), "R", self._reschedule),
            (self.tr("Calendar file (.ics)…"), "Ctrl+S", self._ask_for_file),
            (self.tr("Next pane"), "F6", self.frame.to_next_pane),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)

    def _connect(self) -> None:
        frame = self.frame
        frame.back.clicked.connect(lambda: self._step(-1))
        frame.forward.clicked.connect(lambda: self._step(1))
        frame.today.clicked.connect(self._to_today)
        frame.nothing.action_requested.connect(self._to_today)
        for choice in (frame.look.chosen, frame.whose.chosen, frame.legend.changed):
            choice.connect(self._read_anew)
        frame.file.clicked.connect(self._ask_for_file)
        frame.month.chosen.connect(self._choose)
        frame.month.opened.connect(self._open_day)
        frame.day.opened.connect(self._open_event)
        frame.agenda.opened.connect(self._open_event)
        frame.agenda.verticalScrollBar().valueChanged.connect(self._read_on)
        self._desk.changed.connect(self._hear)

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        if not topics & _SHOWN:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fit(self.width())
