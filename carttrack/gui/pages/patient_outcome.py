"""The tab Response: statement beside derivation, relapses, later therapies and cells, death."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.outcome.derivation import has_response_form, without_form
from carttrack.gui.desk import Desk
from carttrack.gui.models.outcome_rows import OutcomeRow, outcome_rows
from carttrack.gui.models.outcome_table import OutcomeTableModel
from carttrack.gui.pages.clinic_rules import open_clinic_rules
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_entries import EntryKeys
from carttrack.gui.pages.patient_outcome_pane import OutcomePane
from carttrack.gui.pages.patient_parts import SectionHead, empty
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.views import RecordTable
from carttrack.services.entries import Entry

_LEAST = 620
_NARROW, _WHAT, _WHAT_NARROW = 1160, 158, 118
_COLUMN, _SPANNED = 2, 3


class ResponseTab(CaseTab):
    """Everything of the disease since the infusion in order of time; the pane gives reasons."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self.head = SectionHead(self.tr("Response and what followed"))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.record = Button(self.tr("Record"), icon="plus", hint="E")
        self.model = OutcomeTableModel()
        height = desk.settings.row_height.pixels
        self.table = RecordTable(self.model, name=self.tr("Response"), height=height)
        self.main = self.table
        self.keys = EntryKeys(self.table, acts, self.entries)
        self.pane = OutcomePane(self._open_rules)
        self.empty = EmptyState("", "", self.tr("Record response…"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.record.clicked.connect(self.open_events)
        self.table.chosen.connect(self._show_pane)
        self.table.opened.connect(self.keys.correct)
        self.pane.correct.clicked.connect(self.keys.correct)
        self.pane.void.clicked.connect(self.keys.void)
        self.empty.action_requested.connect(self._act_on_nothing)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        clinic = self.desk.clinic.record
        had = self.table.currentIndex().isValid()
        self._case = case
        rows = outcome_rows(case, moment.zone, clinic.response_counts)
        self.model.show(rows)
        self._span(rows)
        note = without_form(case.patient.value.disease)
        self._show_head(rows, note)
        self._say_empty(case, note)
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self.record.setVisible(bool(self._choices()))
        self.pane.show_case(case, moment, clinic, note)
        if rows and not (had and self.table.currentIndex().isValid()):
            self.table.setCurrentIndex(self.model.index(len(rows) - 1, 0))
        self._show_pane()

    def entries(self) -> tuple[Entered, ...]:
        """Return the entry of the current row."""
        row = self._row()
        return (Entered(Entry(row.kind), row.kept, row.what),) if row is not None else ()

    @Slot()
    @override
    def open_events(self) -> QMenu | None:
        """Open the menu of what can be recorded here; None where there is nothing."""
        if not self._choices():
            return None
        menu = self.events_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.record.mapToGlobal(QPoint(0, self.record.height())))
        return menu

    def events_menu(self) -> QMenu:
        """Return the menu of what can be recorded here."""
        menu = QMenu(self)
        for text, act in self._choices():
            menu.addAction(text).triggered.connect(partial(_run, act))
        return menu

    def _choices(self) -> list[tuple[str, Callable[[], object]]]:
        case, acts = self._case, self.acts
        if case is None or case.course is None:
            return []
        found: list[tuple[str, Callable[[], object]]] = []
        if has_response_form(case.patient.value.disease):
            found.append((self.tr("Response…"), acts.record_response))
        if case.day0 is not None:
            found += [
                (self.tr("Relapse…"), partial(acts.record_event, Entry.RELAPSE)),
                (self.tr("Later therapy…"), partial(acts.record_event, Entry.LATER_THERAPY)),
                (self.tr("Later infusion…"), acts.record_later_infusion),
                (
                    self.tr("Second malignancy…"),
                    partial(acts.record_event, Entry.SECOND_MALIGNANCY),
                ),
            ]
        if case.death is None:
            found.append((self.tr("Death…"), acts.record_death))
        return found

    def _row(self) -> OutcomeRow | None:
        row = self.table.current()
        return row if isinstance(row, OutcomeRow) else None

    def _show_head(self, rows: tuple[OutcomeRow, ...], note: str) -> None:
        self.head.words.setText(note)
        empty(self._chips)
        differing = sum(row.differs for row in rows)
        if differing:
            words = self.tr("1 differs") if differing == 1 else self.tr("{0} differ")
            chip = Chip(State.BLOCKED, words.format(differing))
            whole = self.tr("{0} stated otherwise than derived").format(differing)
            chip.setAccessibleName(whole)
            chip.setToolTip(whole)
            self._chips.addWidget(chip)

    def _say_empty(self, case: CaseFile, note: str) -> None:
        can_record = case.course is not None and not note
        self.empty.action.setVisible(can_record)
        if case.course is None:
            self.empty.say(
                self.tr("No course yet"),
                self.tr("Responses belong to a course, and none is open."),
            )
        elif note:
            self.empty.say(note, self.tr("Relapses, later therapies and cells are kept here."))
        else:
            self.empty.say(
                self.tr("No response yet"),
                self.tr("Responses, relapses, later therapies and cells are listed here."),
            )

    def _span(self, rows: tuple[OutcomeRow, ...]) -> None:
        """Give the words of an event the room of the two columns that only responses have."""
        self.table.clearSpans()
        for place, row in enumerate(rows):
            if row.assessed is None:
                self.table.setSpan(place, _COLUMN, 1, _SPANNED)

    @Slot()
    def _act_on_nothing(self) -> None:
        self.acts.record_response()

    @Slot()
    def _open_rules(self) -> None:
        open_clinic_rules(self.desk, self.window())

    @Slot(object)
    def _show_pane(self, _row: object = None) -> None:
        self.pane.show_row(self._row())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self.table.setColumnWidth(_COLUMN, _WHAT_NARROW if narrow else _WHAT)

    def _lay_out(self) -> None:
        self.head.right.addLayout(self._chips)
        self.head.right.addWidget(self.record)
        self.head.right.addWidget(self.keys.button())
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        split_page(self, (self.head, self.stack), self.pane, least=_LEAST)


def _run(act: Callable[[], object], *_checked: bool) -> None:
    act()
