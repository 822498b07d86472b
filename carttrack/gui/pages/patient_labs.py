"""The tab Labs: every test with its latest result, and the series of the one at hand."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.gui.desk import Desk
from carttrack.gui.models.lab_tests import LabTestModel, LabTestRow, is_outside, lab_test_rows
from carttrack.gui.pages import laboratory
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_lab_pane import LabPane
from carttrack.gui.pages.patient_parts import SectionHead
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.spark_delegate import SparkDelegate
from carttrack.gui.widgets.views import RecordTable

_LEAST = 800


class LabsTab(CaseTab):
    """The tests in a table; Enter takes a further result of the current one."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self.head = SectionHead(self.tr("Laboratory"))
        self.record = Button(self.tr("Record"), icon="plus", hint="E")
        self.model = LabTestModel()
        height = desk.settings.row_height.pixels
        self.table = RecordTable(self.model, name=self.tr("Laboratory tests"), height=height)
        self.table.delegate = SparkDelegate(self.table, height=height)
        self.table.setItemDelegate(self.table.delegate)
        self.main = self.table
        self.pane = LabPane(acts)
        self.empty = EmptyState(
            self.tr("No laboratory result yet"),
            self.tr("Results are kept as the laboratory prints them, with unit and limits."),
            self.tr("Enter results of one day…"),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self.record.clicked.connect(self.open_events)
        self.table.chosen.connect(self._show_pane)
        self.table.opened.connect(self._add_to_test)
        self.pane.add_requested.connect(self._add_to_test)
        self.empty.action_requested.connect(self._record_results)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        self._case, self._moment = case, moment
        rows = lab_test_rows(case, moment.today, moment.zone)
        self.model.show(rows)
        self.head.words.setText(self._words(rows))
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self.pane.setVisible(bool(rows))
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_pane()

    @Slot()
    @override
    def open_events(self) -> QMenu:
        menu = self.events_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.record.mapToGlobal(self.record.rect().bottomLeft()))
        return menu

    def events_menu(self) -> QMenu:
        """Return the menu of what is recorded here."""
        menu = QMenu(self)
        menu.addAction(self.tr("Results of one day…")).triggered.connect(self._record_results)
        menu.addAction(self.tr("One result…")).triggered.connect(self._record_result)
        return menu

    @override
    def jump(self) -> None:
        """Jump from the tests to the results of the one at hand, and back."""
        focused: QWidget | None = QApplication.focusWidget()
        in_pane = focused is not None and self.pane.isAncestorOf(focused)
        there = self.table if in_pane else self.pane.rows
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self) -> LabTestRow | None:
        row = self.table.current()
        return row if isinstance(row, LabTestRow) else None

    def _words(self, rows: tuple[LabTestRow, ...]) -> str:
        if not rows:
            return ""
        count = sum(len(row.group.results) for row in rows)
        outside = sum(is_outside(row.result) for row in rows)
        parts = [
            self.tr("1 result") if count == 1 else self.tr("{0} results").format(count),
            self.tr("{0} of the latest outside their limits").format(outside) if outside else "",
        ]
        return ", ".join(part for part in parts if part)

    @Slot(object)
    def _show_pane(self, _row: object = None) -> None:
        row = self._row()
        if row is not None and self._case is not None and self._moment is not None:
            self.pane.show_group(self._case, row.group, self._moment, self.desk.clinic.record)

    @Slot(object)
    def _add_to_test(self, _row: object = None) -> None:
        row = self._row()
        if row is not None and self._case is not None:
            group = row.group
            laboratory.record_result(self.desk, self._case, self.window(), group.test, group.name)

    @Slot()
    def _record_result(self) -> None:
        assert self._case is not None
        laboratory.record_result(self.desk, self._case, self.window())

    @Slot()
    def _record_results(self) -> None:
        assert self._case is not None
        laboratory.record_results(self.desk, self._case, self.window())

    def _lay_out(self) -> None:
        self.head.right.addWidget(self.record)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        split_page(self, (self.head, self.stack), self.pane, least=_LEAST)
