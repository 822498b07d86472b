"""The series of one test: drawn, in rows, and what the record derives from it."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.charts.lab_series import lab_chart
from carttrack.charts.marks import Chart
from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.lab_groups import LabGroup
from carttrack.domain.lab_units import result_words
from carttrack.gui.models.lab_derived import Derived, derived_from
from carttrack.gui.models.lab_results import (
    LabResultModel,
    LabResultRow,
    lab_result_rows,
    result_facts,
)
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_entries import EntryKeys
from carttrack.gui.pages.patient_parts import Facts, SidePane, empty
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.timeline_view import TimelineView
from carttrack.gui.widgets.views import RecordTable
from carttrack.services.entries import Entry

_WIDTH = 316
_ROW, _HEAD, _MOST_ROWS = 24, 30, 7
_GRADE = 24


class LabPane(SidePane):
    """Shows a test as chart, rows and derived values; its rows are corrected and made void.

    Signals:
        add_requested: the user wants to enter a further result of the test.
    """

    add_requested = Signal()

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self._group: LabGroup | None = None
        self.title = Label(role="section", wrap=True)
        self.chart = TimelineView()
        self.remark = Label(role="small", tone="text2", wrap=True)
        self.model = LabResultModel()
        self.rows = RecordTable(self.model, name=self.tr("Results"), height=_ROW)
        self.keys = EntryKeys(self.rows, acts, self.entries)
        self.facts = Facts(key_width=72)
        self.add = Button(self.tr("Enter a result…"), icon="plus")
        self._derived = QVBoxLayout()
        self._shown: tuple[Derived, ...] | None = None
        self._lay_out()
        self.rows.opened.connect(self.keys.correct)
        self.rows.chosen.connect(self._show_facts)
        self.chart.day_opened.connect(self.show_day)
        self.add.clicked.connect(self.add_requested)

    def show_group(
        self, case: CaseFile, group: LabGroup, moment: Moment, clinic: ClinicRecord
    ) -> None:
        """Show a test; the current row stays while the test does."""
        other = self._group is None or self._group.key != group.key
        changed = other or (self._case, self._group) != (case, group)
        self._case, self._group, self._moment = case, group, moment
        self.title.setText(group.title)
        self.chart.setAccessibleName(self.tr("{0} over time").format(group.title))
        self.rows.setAccessibleName(self.tr("{0}, results").format(group.title))
        self.model.show(lab_result_rows(case, group, moment.today, moment.zone))
        shown = min(_MOST_ROWS, self.model.rowCount())
        self.rows.setFixedHeight(_HEAD + max(_ROW, self.rows.rowHeight(0)) * shown + 2)
        self._say_left_out(group)
        if changed:
            self.chart.show_chart(self._chart)
        if other or not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self.model.index(0, 0))
            self.rows.scrollToTop()
        self._show_facts()
        self._show_derived(derived_from(case, group.test, clinic))

    def entries(self) -> tuple[Entered, ...]:
        """Return the result of the current row."""
        row = self._row()
        if row is None:
            return ()
        words = f"{result_words(row.kept.value)}, {row.taken}"
        return (Entered(Entry.LAB_RESULT, row.kept, words),)

    @Slot(object)
    def show_day(self, day: date) -> None:
        """Make the latest result of a day the current row."""
        for place, row in enumerate(self.model.rows):
            if row.kept.value.taken_on == day:
                self.rows.setCurrentIndex(self.model.index(place, 0))
                return

    def _row(self) -> LabResultRow | None:
        row = self.rows.current()
        return row if isinstance(row, LabResultRow) else None

    def _chart(self, width: float) -> Chart:
        assert self._case is not None
        assert self._group is not None
        assert self._moment is not None
        moment = self._moment
        return lab_chart(self._case, self._group, width, zone=moment.zone, today=moment.today)

    def _say_left_out(self, group: LabGroup) -> None:
        count = group.not_drawn
        one = self.tr("1 result is in a unit that cannot be drawn with the others.")
        many = self.tr("{0} results are in units that cannot be drawn with the others.")
        self.remark.setText("" if not count else one if count == 1 else many.format(count))
        self.remark.setVisible(bool(count))

    @Slot(object)
    def _show_facts(self, _row: object = None) -> None:
        row = self._row()
        if row is not None and self._moment is not None:
            self.facts.show_facts(result_facts(row, self._moment.zone))

    def _show_derived(self, found: tuple[Derived, ...]) -> None:
        if self._shown == found:
            return
        self._shown = found
        empty(self._derived)
        for each in found:
            self._derived.addWidget(line())
            self._derived.addWidget(_derived(each))

    def _lay_out(self) -> None:
        self.inner.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.keys.button())
        self._derived.setSpacing(6)
        self.inner.addLayout(head)
        for widget in (self.chart, self.remark, self.rows, self.facts):
            self.inner.addWidget(widget)
        self.inner.addLayout(self._derived)
        self.inner.addStretch(1)
        self.add_buttons(self.add)


def _derived(found: Derived) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(10)
    if found.graded:
        square = GradeLabel(found.grade, name=found.title.partition(",")[0], side=_GRADE)
        head.addWidget(square, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(found.title, role="strong", wrap=True))
    if found.scale:
        texts.addWidget(Label(found.scale, role="small", tone="text2", wrap=True))
    head.addLayout(texts, 1)
    column.addLayout(head)
    for reason in found.reasons:
        role, tone = ("small_strong", "") if reason.deciding else ("small", "text2")
        column.addWidget(Label(reason.text, role=role, tone=tone, wrap=True))
    if found.next_grade:
        column.addWidget(Label(found.next_grade, role="small", tone="text2", wrap=True))
    return made
