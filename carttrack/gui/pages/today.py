"""Today: who needs action, whose CRS record is how old, what comes in the next seven days."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from carttrack.domain.days import clock, long_date, table_date
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.topics import Topic
from carttrack.domain.worklist import ComingItem, DueItem, DueKind, TodayView
from carttrack.gui.desk import Desk
from carttrack.gui.pages.moments import present_moment
from carttrack.gui.pages.today_needs import NeedsAction
from carttrack.gui.pages.today_watch import CrsWatch
from carttrack.gui.pages.today_week import WeekStrip
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import ElidedLabel, Label
from carttrack.gui.widgets.segmented import Segmented
from carttrack.services import casefile, worklist

_EVERY_MS = 60_000
_LOW = 820
"""Below this window height the week folds to one line."""
_STACKED = 1000
"""Below this width the CRS list stands under the worklist, and both scroll."""
_LIST, _WATCH, _WATCH_LEAST = 836, 408, 390
_LEAST_HEIGHT = 280
_ANY = 16_777_215
_SHOWN = frozenset({Topic.PATIENT, Topic.PATHWAY, Topic.TOXICITY, Topic.FOLLOW_UP, Topic.CLINIC})

_COUNTED = frozenset({Topic.PATIENT, Topic.PATHWAY})
"""What changes how many patients are on the pathway."""


class TodayPage(QWidget):
    """The first screen. It reads again every minute and when something it shows changes.

    Signals:
        read: the list was read again.
    """

    read = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._counted = False
        self._times: tuple[str, ...] = ("", "")
        self.moment = ElidedLabel(tone="text2")
        self.whose = Segmented(
            [(False, self.tr("All patients")), (True, self.tr("Mine"))],
            name=self.tr("Whose patients"),
            value=False,
        )
        self.new_patient = Button(self.tr("New patient"), icon="plus")
        self.log = Button(self.tr("Log assessment"), kind=Kind.PRIMARY, hint="L")
        self.needs = NeedsAction(self)
        self.watch = CrsWatch(self)
        self.week = WeekStrip(self)
        self._lay_out()
        self._add_actions()
        self._connect()

    @property
    def current_patient(self) -> PatientId | None:
        """The patient of the current row."""
        item = self.needs.current
        return item.person.patient_id if item else None

    @Slot()
    def refresh(self) -> None:
        """Read again; the current row and the scroll stay."""
        self._stale = False
        clinic = self._desk.clinic
        view = worklist.today(clinic, mine=bool(self.whose.value))
        moment = present_moment(clinic)
        self._times = tuple(
            f"{day}, {clock(view.now, moment.zone)}"
            for day in (long_date(view.today), table_date(view.today, view.today))
        )
        self.needs.show_view(view, moment, anyone=self._has_patients(view))
        self.watch.show_view(view, moment)
        self.week.show_view(view, moment.visit)
        self._fit()
        self._desk.counted.emit("today", view.overdue)
        if not self._counted:
            self._count_patients()
        self.read.emit()

    def _lay_out(self) -> None:
        bar = QFrame(self)
        bar.setObjectName("topBar")
        head = QHBoxLayout(bar)
        head.setContentsMargins(20, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(Label(self.tr("Today"), role="title"))
        head.addWidget(self.moment, 1)
        self.whose.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for widget in (self.whose, self.new_patient, self.log):
            head.addWidget(widget)
        bar.setMinimumHeight(52)
        stage = QWidget()
        stage.setObjectName("surface")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, stage)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.needs, 1)
        self._body.addWidget(self.watch)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(stage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._area, 1)
        column.addWidget(self.week)
        self.setFocusProxy(self.needs.list)
        self.log.setEnabled(False)

    def _add_actions(self) -> None:
        for text, key, act in (
            (self.tr("Do what the row needs"), "D", self._act_on_row),
            (self.tr("Reschedule, or record as not done"), "R", self._shift_row),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def _connect(self) -> None:
        self.whose.chosen.connect(self.refresh)
        self.new_patient.clicked.connect(self._desk.registration_requested)
        self.log.clicked.connect(self._log_current)
        self.watch.log_requested.connect(self._desk.assessment_requested)
        self.watch.opened.connect(
            lambda patient: self._desk.patient_requested.emit(patient, "toxicity")
        )
        self.week.opened.connect(self._open)
        self.needs.chosen.connect(lambda item: self.log.setEnabled(item is not None))
        self.needs.registration_requested.connect(self._desk.registration_requested)
        self.needs.acted.connect(self._act)
        self.needs.shifted.connect(self._shift)
        self.needs.opened.connect(self._open)
        self._desk.changed.connect(self._hear)
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MS)
        self._minute.timeout.connect(self._read_if_seen)
        self._minute.start()

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        self._counted = self._counted and not topics & _COUNTED
        if topics & _SHOWN:
            self._read_if_seen()

    @Slot()
    def _read_if_seen(self) -> None:
        """Read when on the screen, else at the next showing."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    @Slot()
    def _log_current(self) -> None:
        if self.current_patient is not None:
            self._desk.assessment_requested.emit(self.current_patient)

    def _has_patients(self, view: TodayView) -> bool:
        if view.items or view.watch or view.coming:
            return True
        return worklist.patients(self._desk.clinic)[1] > 0

    def _count_patients(self) -> None:
        """Tell the sidebar how many patients there are, before their page is opened."""
        total = worklist.patient_count(self._desk.clinic)
        self._counted = True
        self._desk.counted.emit("patients", total)

    @Slot(object)
    def _open(self, item: DueItem | ComingItem) -> None:
        tab = {
            DueKind.ASSESSMENT: "toxicity",
            DueKind.VISIT: "follow_up",
        }.get(item.kind, "pathway")
        self._desk.patient_requested.emit(item.person.patient_id, tab)

    @Slot()
    def _act_on_row(self) -> None:
        if self.needs.current is not None:
            self._act(self.needs.current)

    @Slot()
    def _shift_row(self) -> None:
        if self.needs.current is not None:
            self._shift(self.needs.current)

    @Slot(object)
    def _act(self, item: DueItem) -> None:
        from carttrack.gui.pages import acting  # noqa: PLC0415  (dialogs are built when needed)

        if item.kind is DueKind.ASSESSMENT:
            self._desk.assessment_requested.emit(item.person.patient_id)
            return
        case = casefile.read(self._desk.clinic, item.person.patient_id, item.person.course_id)
        if item.kind is DueKind.HOLD and item.checklist is not None:
            acting.open_checklist(self._desk, case, item.checklist, self)
        elif item.kind is DueKind.STEP and item.step is Step.INFUSION:
            acting.record_infusion(self._desk, case, self)
        elif item.kind is DueKind.STEP and item.step is not None:
            acting.record_step(self._desk, case, item.step, self)
        elif item.appointment_on is None:
            acting.book_visit(self._desk, case, item.what, self)
        elif item.appointment_on > self._desk.clinic.today():
            self._open(item)
        else:
            acting.complete_visit(self._desk, case, item.what, self)

    @Slot(object)
    def _shift(self, item: DueItem) -> None:
        from carttrack.gui.pages import acting  # noqa: PLC0415  (dialogs are built when needed)

        case = casefile.read(self._desk.clinic, item.person.patient_id, item.person.course_id)
        if item.kind is DueKind.ASSESSMENT:
            acting.mark_not_done(self._desk, case, self)
        elif item.step is not None:
            acting.record_step(self._desk, case, item.step, self)
        elif item.appointment_on is None:
            acting.miss_visit(self._desk, case, item.what, self)
        else:
            acting.book_visit(self._desk, case, item.what, self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lay out for the room there is: side by side, or one under the other and scrolling."""
        stacked = self.width() < _STACKED
        self.week.fold(folded=self.window().height() < _LOW)
        self.moment.setText(self._times[stacked])
        whole = self.layout()
        if whole is not None:
            whole.activate()
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        room = max(_WATCH_LEAST, min(_WATCH, self.width() - _LIST))
        self.watch.setMinimumWidth(0 if stacked else room)
        self.watch.setMaximumWidth(_ANY if stacked else room)
        self.needs.fit(self.width() if stacked else self.width() - room)
        least = max(_LEAST_HEIGHT, self._area.height()) if stacked else 0
        self.needs.setMinimumHeight(least)
        self.watch.setMinimumHeight(least)
