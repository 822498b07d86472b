"""The tab Pathway: every step with all that is on record of it, and what it still lacks."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import (
    QMenu,
    QStackedWidget,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.gui.desk import Desk
from carttrack.gui.models import roles
from carttrack.gui.models.pathway_row import PathwayModel, PathwayRow
from carttrack.gui.models.pathway_table import pathway_groups
from carttrack.gui.pages.moments import short_name
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_entries import EntryKeys
from carttrack.gui.pages.patient_parts import SectionHead
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_step_pane import StepPane
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.row_delegate import Index
from carttrack.gui.widgets.two_line_delegate import TwoLineDelegate
from carttrack.gui.widgets.views import WorkList
from carttrack.services import checklists
from carttrack.services.entries import Entry

_LEAST = 860


class PathwayTab(CaseTab):
    """The record of a course under its steps; the pane acts on the step at hand."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self.head = SectionHead(self.tr("Pathway"))
        self.events = Button(self.tr("Record"), icon="plus", hint="E")
        self.model = PathwayModel()
        self.list = WorkList(self.model, name=self.tr("Pathway"))
        self.list.setItemDelegate(PathwayDelegate(self.list))
        self.main = self.list
        self.keys = EntryKeys(self.list, acts, self.entries)
        self.pane = StepPane(acts)
        self.empty = EmptyState(
            self.tr("No course yet"),
            self.tr("A course begins with its product and the day of referral."),
            self.tr("Open course…"),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self.events.clicked.connect(self.open_events)
        self.list.chosen.connect(self._show_pane)
        self.list.opened.connect(self._open)
        self.empty.action_requested.connect(acts.open_course)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        self._case = case
        holds = {}
        if case.course is not None:
            holds = {each: checklists.open_holds(case, each, moment.today) for each in Checklist}
        self.model.show(pathway_groups(case, holds, moment.today, moment.zone, short_name))
        self.head.words.setText(self._words(case))
        self.stack.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        self.pane.show_case(case, moment, holds)
        if not self.list.currentIndex().isValid():
            self.show_step(case.current if case.current in STEPS else Step.REFERRAL)
        self._show_pane()

    def show_step(self, step: Step) -> None:
        """Make a step the current one."""
        index = self.model.find(("step", step.value))
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, WorkList.ScrollHint.PositionAtCenter)

    def entries(self) -> tuple[Entered, ...]:
        """Return the entry of the current row, none where nothing is on record."""
        row = self._row()
        if row is None or row.kept is None:
            return ()
        return (Entered(Entry(row.kind), row.kept, row.what),)

    @Slot()
    @override
    def open_events(self) -> QMenu:
        menu = self.pane.events_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.events.mapToGlobal(self.events.rect().bottomLeft()))
        return menu

    def _row(self) -> PathwayRow | None:
        row = self.list.current()
        return row if isinstance(row, PathwayRow) else None

    def _words(self, case: CaseFile) -> str:
        if case.course is None:
            return self.tr("no course yet")
        parts = [case.product_name, case.course.value.study]
        return ", ".join(part for part in parts if part)

    @Slot(object)
    def _show_pane(self, _row: object = None) -> None:
        self.pane.show_row(self._row())

    @Slot(object)
    def _open(self, _row: object) -> None:
        """Open what the row stands for: its dates, its checklist, or its entry to correct."""
        row = self._row()
        if row is None:
            return
        if row.step is not None:
            self.acts.record_step(row.step)
        elif row.checklist is not None:
            self.acts.open_checklist(row.checklist)
        else:
            self.keys.correct()

    def _lay_out(self) -> None:
        self.head.right.addWidget(self.events)
        self.head.right.addWidget(self.keys.button())
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        split_page(self, (self.head, self.stack), self.pane, least=_LEAST)


class PathwayDelegate(TwoLineDelegate):
    """Rows of one line under the headings of the steps."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(roles.GROUP) is not None:
            return hint
        return QSize(hint.width(), max(self.height, option.fontMetrics.height() + 6))
