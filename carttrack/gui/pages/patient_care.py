"""The tab Medicines and infections: what goes on beside the course, in one list."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.gui.desk import Desk
from carttrack.gui.models.care_rows import CareRow, care_groups
from carttrack.gui.models.care_table import CareModel
from carttrack.gui.pages import recording
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_care_pane import CarePane
from carttrack.gui.pages.patient_entries import EntryKeys
from carttrack.gui.pages.patient_parts import SectionHead
from carttrack.gui.pages.patient_pathway import PathwayDelegate
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.views import WorkList
from carttrack.services.entries import Entry

_LEAST = 900


class CareTab(CaseTab):
    """Medicines, infections, hospital stays and transfusions; what goes on stands first."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self.head = SectionHead(self.tr("Medicines and infections"))
        self.record = Button(self.tr("Record"), icon="plus", hint="E")
        self.model = CareModel()
        self.list = WorkList(self.model, name=self.tr("Medicines and infections"))
        self.list.setItemDelegate(PathwayDelegate(self.list))
        self.main = self.list
        self.keys = EntryKeys(self.list, acts, self.entries)
        self.pane = CarePane(acts)
        self.empty = EmptyState(
            self.tr("Nothing on record beside the course"),
            self.tr("Medicines, infections, hospital stays and transfusions stand here."),
            self.tr("Record a medicine…"),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self.record.clicked.connect(self.open_events)
        self.list.chosen.connect(self._show_pane)
        self.list.opened.connect(self.keys.correct)
        self.pane.end_requested.connect(self._record_end)
        self.empty.action_requested.connect(partial(self._record, Entry.MEDICINE))

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        self._case, self._moment = case, moment
        groups = care_groups(case, moment.today)
        self.model.show(groups)
        self.head.words.setText(self._words([row for _, rows in groups for row in rows]))
        self.stack.setCurrentWidget(self.list if groups else self.empty)
        self.pane.setVisible(bool(groups))
        if groups and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.find(groups[0][1][0].key))
        self._show_pane()

    def entries(self) -> tuple[Entered, ...]:
        """Return the entry of the current row."""
        row = self._row()
        return () if row is None else (Entered(Entry(row.kind), row.kept, row.what),)

    def events_menu(self) -> QMenu:
        """Return the menu of what is recorded here."""
        menu = QMenu(self)
        for kind, text in (
            (Entry.MEDICINE, self.tr("Medicine…")),
            (Entry.INFECTION, self.tr("Infection…")),
            (Entry.ADMISSION, self.tr("Hospital stay…")),
            (Entry.TRANSFUSION, self.tr("Transfusion…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._record, kind))
        return menu

    @Slot()
    @override
    def open_events(self) -> QMenu:
        menu = self.events_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.record.mapToGlobal(self.record.rect().bottomLeft()))
        return menu

    def _row(self) -> CareRow | None:
        row = self.list.current()
        return row if isinstance(row, CareRow) else None

    def _words(self, rows: list[CareRow]) -> str:
        going = sum(bool(row.goes_on) for row in rows)
        return self.tr("{0} ongoing").format(going) if going else ""

    @Slot(object)
    def _show_pane(self, _row: object = None) -> None:
        if self._case is not None and self._moment is not None:
            self.pane.show_row(self._row(), self._case, self._moment)

    def _record(self, kind: Entry, *_checked: bool) -> None:
        assert self._case is not None
        recording.record(self.desk, self._case, kind, self.window())

    @Slot()
    def _record_end(self) -> None:
        row = self._row()
        if row is not None and self._case is not None:
            kind = Entry(row.kind)
            recording.record_end(self.desk, self._case, kind, row.kept, self.window())

    def _lay_out(self) -> None:
        self.head.right.addWidget(self.record)
        self.head.right.addWidget(self.keys.button())
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        split_page(self, (self.head, self.stack), self.pane, least=_LEAST)
