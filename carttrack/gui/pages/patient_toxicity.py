"""The tab Toxicity: CRS and ICANS drawn, logged and in figures."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.charts.lanes import Lane
from carttrack.charts.marks import Chart
from carttrack.charts.timeline import View, course_timeline
from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import day_label, elapsed, local_day
from carttrack.domain.toxicity.course_summary import done_count, last_done
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.scales import ScalesDialog
from carttrack.gui.pages import recording
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_course_pane import CoursePane
from carttrack.gui.pages.patient_log import LogPane
from carttrack.gui.pages.patient_parts import SectionHead
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import line
from carttrack.gui.widgets.segmented import Segmented
from carttrack.gui.widgets.timeline_view import TimelineView
from carttrack.services import catalogue
from carttrack.services.entries import Entry

_LEAST = 760
_FORTNIGHT, _ALL = "fortnight", "all"
_LANES = tuple(lane for lane in Lane if lane not in {Lane.PATHWAY, Lane.INPATIENT})
_LOW, _TALL, _LOW_SCREEN = 84, 118, 720


class ToxicityTab(CaseTab):
    """The chart over the log, the figures beside both."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self.head = SectionHead(self.tr("CRS and ICANS course"))
        self.range = Segmented(
            [(_FORTNIGHT, self.tr("Day 0 to +14")), (_ALL, self.tr("All"))],
            name=self.tr("Days shown"),
            value=_FORTNIGHT,
        )
        self.scales = Button(self.tr("CRS scales"), kind=Kind.LINK)
        self.record = Button(self.tr("Record"), icon="plus", hint="E")
        self.chart = TimelineView()
        self.log = LogPane(acts, desk.settings.row_height.pixels)
        self.main = self.log.stack
        self.pane = CoursePane(acts)
        self._drawing = QWidget()
        self._lay_out()
        self.range.chosen.connect(self._draw)
        self.scales.clicked.connect(self.show_scales)
        self.record.clicked.connect(self.open_events)
        self.chart.day_opened.connect(self.show_day)
        self.log.log_requested.connect(acts.log_assessment)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        shown = None if self._moment is None else (self._case, self._moment.today)
        self._case, self._moment = case, moment
        self.head.words.setText(self._words(case, moment))
        has_course = case.day0 is not None
        self._drawing.setVisible(has_course)
        self.range.setVisible(has_course)
        self.record.setVisible(case.course is not None)
        self.log.show_case(case, moment)
        self.pane.show_case(case, moment)
        if shown != (case, moment.today):
            self._draw()

    def show_day(self, day: date) -> None:
        """Make the latest line of a day the current one of the log."""
        self.log.show_day(day)

    def events_menu(self) -> QMenu:
        """Return the menu of what is recorded of toxicity; what Day 0 opens only after it."""
        menu, acts = QMenu(self), self.acts
        if self._case is not None and self._case.day0 is not None:
            menu.addAction(self.tr("Assessment…")).triggered.connect(acts.log_assessment)
            not_done = menu.addAction(self.tr("Assessment not done…"))
            not_done.triggered.connect(acts.mark_not_done)
            menu.addAction(self.tr("Intervention…")).triggered.connect(acts.record_given)
            menu.addSeparator()
        for kind, text in (
            (Entry.OTHER_GRADE, self.tr("Grade on another scale…")),
            (Entry.IEC_HS, self.tr("IEC-HS…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._record, kind))
        return menu

    @Slot()
    @override
    def open_events(self) -> QMenu | None:
        if self._case is None or self._case.course is None:
            return None
        menu = self.events_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.record.mapToGlobal(self.record.rect().bottomLeft()))
        return menu

    def _record(self, kind: Entry, *_checked: bool) -> None:
        assert self._case is not None
        recording.record(self.desk, self._case, kind, self.window())

    @Slot()
    def show_scales(self) -> None:
        """Open the panel that says how the CRS scales differ."""
        ScalesDialog(catalogue.scale_help(), self).open()

    def _words(self, case: CaseFile, moment: Moment) -> str:
        done = done_count(case)
        missed = len(case.assessments) - done
        last = last_done(case)
        if last is None:
            return self.tr("Day 0 not set") if case.day0 is None else self.tr("no assessment yet")
        days = [case.day(local_day(kept.value.at, moment.zone)) for kept in case.assessments]
        known = [day for day in days if day is not None]
        parts = [
            self.tr("1 assessment") if done == 1 else self.tr("{0} assessments").format(done),
            self.tr("{0} not done").format(missed) if missed else "",
            self._span(known),
            self.tr("the last {0} ago").format(elapsed(moment.now - last.value.at))
            if case.death is None
            else "",
        ]
        return ", ".join(part for part in parts if part)

    def _span(self, days: list[int]) -> str:
        if not days:
            return ""
        first, last = day_label(min(days)), day_label(max(days))
        if first == last:
            return first
        return self.tr("{0} to {1}").format(first, last.removeprefix("Day "))

    def _draw(self) -> None:
        if self._case is not None and self._case.day0 is not None:
            self.chart.show_chart(self._chart)

    def _chart(self, width: float) -> Chart:
        assert self._case is not None
        assert self._moment is not None
        first, last = (-1, 14) if self.range.value == _FORTNIGHT else (-1, None)
        tall = _LOW if self.height() < _LOW_SCREEN else _TALL
        view = View(width=width, first=first, last=last, lanes=_LANES, temperature_height=tall)
        return course_timeline(self._case, view, zone=self._moment.zone, today=self._moment.today)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._draw()

    def _lay_out(self) -> None:
        self.head.right.addWidget(self.scales)
        self.head.right.addWidget(self.range)
        self.head.right.addWidget(self.record)
        frame = QVBoxLayout(self._drawing)
        frame.setContentsMargins(20, 0, 16, 6)
        frame.addWidget(self.chart)
        split_page(self, (self.head, self._drawing, line(), self.log), self.pane, least=_LEAST)
