"""The log of the tab Toxicity: assessments and interventions, newest first."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import day_label, local_day
from carttrack.domain.toxicity.log import course_span
from carttrack.gui import words
from carttrack.gui.models.given_words import given_name
from carttrack.gui.models.intervention_table import (
    InterventionModel,
    InterventionRow,
    intervention_rows,
)
from carttrack.gui.models.log_rows import LogRow, log_rows, score_heading
from carttrack.gui.models.other_scales import OtherScaleModel, OtherScaleRow, other_scale_rows
from carttrack.gui.models.toxicity_log import ToxicityLogModel
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_entries import EntryKeys
from carttrack.gui.pages.patient_parts import SectionHead
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.segmented import Segmented
from carttrack.gui.widgets.views import RecordTable
from carttrack.services import catalogue
from carttrack.services.entries import Entry

_NARROW = 900
_WIDTHS = {3: (140, 112), 4: (122, 100)}
"""Columns of the log with their usual and their least width."""
COURSE, ALL, INTERVENTIONS, OTHER_SCALES = "course", "all", "interventions", "other_scales"


class LogPane(QWidget):
    """Every line of the log; "Course" leaves only those from first onset to last closing.

    Signals:
        log_requested: the user wants to log the first assessment.
    """

    log_requested = Signal()

    def __init__(self, acts: CaseActs, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts, self._height = acts, row_height
        self._rows: tuple[LogRow, ...] = ()
        self._case: CaseFile | None = None
        self._zone: ZoneInfo | None = None
        self.head = SectionHead(self.tr("Log"))
        self.choice = Segmented(
            [
                (ALL, self.tr("All")),
                (COURSE, self.tr("Course")),
                (INTERVENTIONS, self.tr("Interventions")),
                (OTHER_SCALES, self.tr("Other scales")),
            ],
            name=self.tr("Lines shown"),
            value=ALL,
        )
        self.model = ToxicityLogModel("ICE")
        self.table = RecordTable(self.model, name=self.tr("Log"), height=row_height)
        self.keys = EntryKeys(self.table, acts, self.entries)
        self.given = InterventionModel()
        self.given_table = RecordTable(self.given, name=self.tr("Interventions"), height=row_height)
        self.given_keys = EntryKeys(self.given_table, acts, self.entries)
        self.others = OtherScaleModel()
        name = self.tr("Other scales and IEC-HS")
        self.other_table = RecordTable(self.others, name=name, height=row_height)
        self.other_keys = EntryKeys(self.other_table, acts, self.entries)
        self.empty = EmptyState("", "", self.tr("Log assessment"))
        self.stack = QStackedWidget()
        self.stack.setFocusProxy(self.table)
        self._score = "ICE"
        self._lay_out()
        self.choice.chosen.connect(self._filter)
        self.table.opened.connect(self.keys.correct)
        self.given_table.opened.connect(self.given_keys.correct)
        self.other_table.opened.connect(self.other_keys.correct)
        self.empty.action_requested.connect(self.log_requested)

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show the log of a case."""
        self._case, self._zone = case, moment.zone
        score = score_heading(case)
        if score != self._score:
            self._score = score
            self._remake(ToxicityLogModel(score))
        self._rows = log_rows(case, moment.zone)
        self.given.show(intervention_rows(case, moment.zone))
        self.choice.show_text(ALL, self.tr("All {0}").format(len(self._rows)))
        given = self.tr("Interventions {0}").format(len(case.given))
        self.choice.show_text(INTERVENTIONS, given)
        others = other_scale_rows(case, moment.zone, catalogue.iec_hs_text())
        self.others.show(others)
        self.choice.show_text(OTHER_SCALES, self.tr("Other scales {0}").format(len(others)))
        self._filter()

    def show_day(self, day: date) -> None:
        """Make the latest line of a day the current one; without one nothing moves."""
        self.choice.choose(ALL)
        self._filter()
        assert self._zone is not None
        for place, row in enumerate(self.model.rows):
            if local_day(row.line.at, self._zone) == day:
                self.table.setCurrentIndex(self.model.index(place, 0))
                self.table.setFocus()
                return

    def entries(self) -> tuple[Entered, ...]:
        """Return the entries of the current row: the assessment first, then what was given."""
        if self.stack.currentWidget() is self.given_table:
            row = self.given_table.current()
            if not isinstance(row, InterventionRow):
                return ()
            kept = row.numbered.kept
            return (Entered(Entry.GIVEN, kept, given_name(kept.value)),)
        if self.stack.currentWidget() is self.other_table:
            other = self.other_table.current()
            if not isinstance(other, OtherScaleRow):
                return ()
            said = f"{other.what}, {other.scale}"
            return (Entered(Entry(other.kind), other.kept, said),)
        current = self.table.current()
        return self._entries_of(current) if isinstance(current, LogRow) else ()

    def _entries_of(self, row: LogRow) -> tuple[Entered, ...]:
        found = []
        if row.line.assessment is not None:
            words_ = self.tr("Assessment of {0}").format(row.when)
            found.append(Entered(Entry.ASSESSMENT, row.line.assessment, words_))
        kepts = [*(one.kept for one in row.line.given), *row.line.stopped]
        found += [Entered(Entry.GIVEN, kept, given_name(kept.value)) for kept in kepts]
        closing = self.tr("Closing of {0}")
        found += [
            Entered(Entry.CLOSING, kept, closing.format(words.term(kept.value.toxicity)))
            for kept in row.line.closings
        ]
        return tuple(found)

    @Slot()
    def _filter(self) -> None:
        case, zone = self._case, self._zone
        assert case is not None
        assert zone is not None
        span = course_span(case)
        rows = list(self._rows)
        if self.choice.value == COURSE and span is not None:
            first, last = span
            rows = [
                row
                for row in rows
                if row.line.at >= first and (last is None or row.line.at <= last)
            ]
        self.model.show(rows)
        self._say(rows)
        if self.choice.value == INTERVENTIONS and case.given:
            self.stack.setCurrentWidget(self.given_table)
        elif self.choice.value == OTHER_SCALES and self.others.rowCount():
            self.stack.setCurrentWidget(self.other_table)
        else:
            self.stack.setCurrentWidget(self.table if self._rows else self.empty)
        for table in (self.table, self.given_table, self.other_table):
            if not table.currentIndex().isValid() and table.model().rowCount():
                table.setCurrentIndex(table.model().index(0, 0))

    def _say(self, rows: list[LogRow]) -> None:
        days = [row.day for row in rows if row.day is not None]
        text = ""
        if days and self.choice.value not in {INTERVENTIONS, OTHER_SCALES}:
            first, last = day_label(min(days)), day_label(max(days)).removeprefix("Day ")
            text = self.tr("{0} to {1}, newest first").format(first, last)
        self.head.words.setText(text)
        assert self._case is not None
        if self._case.day0 is None:
            self.empty.say(
                self.tr("Day 0 not set"),
                self.tr("CRS and ICANS are logged from the infusion on."),
            )
        else:
            self.empty.say(
                self.tr("No assessment yet"),
                self.tr("The first one opens the log, the chart and the figures."),
            )
        self.empty.action.setVisible(self._case.day0 is not None)

    def _remake(self, model: ToxicityLogModel) -> None:
        """Give the table the heading of another score."""
        old, self.model = self.table, model
        self.table = RecordTable(model, name=self.tr("Log"), height=self._height)
        self.keys = EntryKeys(self.table, self._acts, self.entries)
        self.table.opened.connect(self.keys.correct)
        self.stack.insertWidget(0, self.table)
        self.stack.setFocusProxy(self.table)
        self.stack.removeWidget(old)
        old.deleteLater()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        for column, (usual, least) in _WIDTHS.items():
            self.table.setColumnWidth(column, least if narrow else usual)

    def _lay_out(self) -> None:
        self.head.right.addWidget(self.choice)
        self.head.right.addWidget(self.keys.button())
        for page in (self.table, self.given_table, self.other_table, self.empty):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
