"""The tab Follow-up: every visit to year 15, its window, appointment and state."""

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.schedule import VisitState
from carttrack.domain.follow_up.standing import VisitStanding, coming
from carttrack.gui.desk import Desk
from carttrack.gui.models.visit_table import BAR, RULE, VisitRow, VisitTableModel, visit_rows
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import SectionHead, empty
from carttrack.gui.pages.patient_split import Split
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.pages.patient_visit_delegate import VisitDelegate
from carttrack.gui.pages.patient_visit_marks import Legend
from carttrack.gui.pages.patient_visit_pane import VisitPane
from carttrack.gui.tokens import State
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.views import RecordTable

_LEAST = 820
_NARROW = 880
_TIGHT = """QHeaderView::section { padding: 0 1px 0 7px; font-size: 8.5pt; }
QHeaderView::section:first { padding-left: 20px; }"""
_COUNTED = (
    (VisitState.OVERDUE, State.OVERDUE),
    (VisitState.DUE_TODAY, State.DUE),
    (VisitState.CLOSING, State.CLOSING),
)


class FollowUpTab(CaseTab):
    """The schedule as a table, the visit at hand beside it."""

    has_visits = True

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._standings: tuple[VisitStanding, ...] = ()
        self.head = SectionHead(self.tr("Schedule"))
        self._assessments: tuple[tuple[str, str], ...] | None = None
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.model = VisitTableModel(())
        self.table = self._table()
        self.legend = Legend()
        self.pane = VisitPane(acts)
        self.empty = EmptyState(
            self.tr("Day 0 not set"),
            self.tr("The infusion dates every visit of the follow-up."),
            self.tr("Record infusion…"),
        )
        self.left = QFrame()
        self.stack = QStackedWidget()
        self._lay_out()
        self.empty.action_requested.connect(acts.record_infusion)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        names = case.protocol.assessment_names if case.protocol else ()
        if names != self._assessments:
            self._assessments = names
            self._remake(VisitTableModel(names))
        rows = visit_rows(case, moment.today, moment.zone, moment.holidays)
        self._standings = tuple(row.standing for row in rows)
        self.model.show(rows)
        self._show_head(case)
        self.stack.setCurrentIndex(0 if rows else 1)
        self._show_empty(case)
        self.pane.show_case(case, moment)
        if rows and not self.table.currentIndex().isValid():
            self._choose_next()
        self._show_pane()

    @override
    def complete(self) -> None:
        """Complete the visit of the current row."""
        row = self._row()
        if row is not None and not row.standing.settled:
            self.acts.complete_visit(row.code)

    @override
    def reschedule(self) -> None:
        """Book the visit of the current row, or book it again."""
        row = self._row()
        if row is not None and not row.standing.settled:
            self.acts.book_visit(row.code)

    def show_visit(self, code: str) -> None:
        """Make a visit the current one."""
        place = self.model.row_of(code)
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _row(self) -> VisitRow | None:
        row = self.table.current()
        return row if isinstance(row, VisitRow) else None

    def _choose_next(self) -> None:
        found = coming(self._standings)
        code = found[0].visit.code if found else self._standings[0].visit.code
        self.show_visit(code)

    def _show_head(self, case: CaseFile) -> None:
        count, plan = len(self._standings), case.protocol
        words = ""
        if plan is not None and count:
            words = self.tr("{0} visits, {1}, version {2}").format(count, plan.title, plan.version)
        self.head.words.setText(words)
        empty(self._chips)
        for wanted, state in _COUNTED:
            number = sum(standing.state is wanted for standing in self._standings)
            if number:
                self._chips.addWidget(Chip(state, self._count_words(wanted, number)))
        booked = sum(
            standing.visit.appointment_on is not None and not standing.settled
            for standing in self._standings
        )
        if booked:
            self._chips.addWidget(Chip(State.BOOKED, self.tr("{0} booked").format(booked)))

    def _count_words(self, state: VisitState, number: int) -> str:
        words = {
            VisitState.OVERDUE: self.tr("{0} overdue"),
            VisitState.DUE_TODAY: self.tr("{0} due today"),
            VisitState.CLOSING: self.tr("{0} within 7 days"),
        }
        return words[state].format(number)

    def _show_empty(self, case: CaseFile) -> None:
        open_course = case.course is not None and case.course.value.ended_on is None
        self.empty.action.setVisible(open_course and case.death is None)
        if open_course:
            text = self.tr("The infusion dates every visit of the follow-up.")
        else:
            text = self.tr("No course is open, so there is no follow-up.")
        self.empty.say(self.tr("Day 0 not set"), text)

    @Slot(object)
    def _show_pane(self, _row: object = None) -> None:
        row = self._row()
        self.pane.setVisible(row is not None and self.stack.currentIndex() == 0)
        if row is not None:
            self.pane.show_row(row)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        if self._row() is not None:
            self.acts.pop_up(self.pane.entries(), self, self.table.viewport().mapToGlobal(at))

    @Slot(object)
    def _open(self, _row: object) -> None:
        """Do what the visit waits for: complete it once its window is open, else book it."""
        row = self._row()
        if row is None:
            return
        if row.standing.settled:
            self.pane.correct_visit()
        elif row.today >= row.standing.visit.earliest:
            self.complete()
        else:
            self.reschedule()

    def _table(self) -> RecordTable:
        table = RecordTable(self.model, name=self.tr("Schedule"))
        self.main = table
        table.delegate = VisitDelegate(table)
        table.setItemDelegate(table.delegate)
        table.horizontalHeader().setStyleSheet(_TIGHT)
        table.set_row_height(self.desk.settings.row_height.pixels)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.chosen.connect(self._show_pane)
        table.opened.connect(self._open)
        return table

    def _remake(self, model: VisitTableModel) -> None:
        """Give the table the columns of another protocol."""
        self.model = model
        old, self.table = self.table, self._table()
        self._column.replaceWidget(old, self.table)
        old.hide()
        old.deleteLater()
        self._fit()

    def _fit(self) -> None:
        narrow = self.stack.width() < _NARROW
        for column in (RULE, BAR):
            self.table.setColumnHidden(column, narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self.head.right.addLayout(self._chips)
        self.left.setObjectName("pane")
        self._column = QVBoxLayout(self.left)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.legend)
        self.stack.addWidget(self.left)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Split(self.stack, self.pane, least=_LEAST))
