"""The head of the patient page: band, tabs with their counts, courses, and what is always there."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.days import short_date
from carttrack.domain.follow_up.schedule import distance_sentence, driving_sentence
from carttrack.domain.follow_up.standing import follow_up_ended
from carttrack.domain.kept import CourseId
from carttrack.domain.toxicity.course_summary import done_count
from carttrack.gui import words
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.patient_band import PatientBand, Precaution
from carttrack.gui.widgets.tab_strip import TabStrip

OVERVIEW, PATHWAY, TOXICITY, LABS, CARE, RESPONSE, FOLLOW_UP, HISTORY = (
    "overview",
    "pathway",
    "toxicity",
    "labs",
    "care",
    "response",
    "follow_up",
    "history",
)
"""The keys of the tabs, in their order."""
TABS = (OVERVIEW, PATHWAY, TOXICITY, LABS, CARE, RESPONSE, FOLLOW_UP, HISTORY)


class PatientHead(QFrame):
    """Who the patient is, and which part of the record is on show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.band = PatientBand()
        self.tabs = TabStrip(name=self.tr("Parts of the record"))
        self.course = Choice[CourseId](name=self.tr("Course"), empty=None)
        self.summary = Button(self.tr("PDF summary"), icon="file-type-pdf", hint="P")
        self.log = Button(self.tr("Log assessment"), kind=Kind.PRIMARY, hint="L")
        titles = {
            OVERVIEW: self.tr("Overview"),
            PATHWAY: self.tr("Pathway"),
            TOXICITY: self.tr("Toxicity"),
            LABS: self.tr("Labs"),
            CARE: self.tr("Medicines and infections"),
            RESPONSE: self.tr("Response"),
            FOLLOW_UP: self.tr("Follow-up"),
            HISTORY: self.tr("History"),
        }
        for key in TABS:
            self.tabs.add(titles[key])
        self.tabs.setToolTip(self.tr("Next tab (Ctrl+Tab)"))
        self._saved = 0
        self._lay_out()

    def show_case(self, case: CaseFile, today: date, clinic: ClinicRecord) -> None:
        """Show who it is, and count what the tabs hold."""
        self.band.show_case(case, today=today, precautions=self._precautions(case, clinic))
        counts: Mapping[str, int | None] = {
            TOXICITY: done_count(case) or None,
            LABS: len(case.lab_results) or None,
            CARE: sum(
                len(entries)
                for entries in (
                    case.medicines,
                    case.infections,
                    case.admissions,
                    case.transfusions,
                )
            )
            or None,
            RESPONSE: len(case.responses) or None,
            FOLLOW_UP: len(case.visits) or None,
        }
        for place, key in enumerate(TABS):
            self.tabs.show_count(place, counts.get(key))
        opened = self.tr("Course {0}, opened {1}")
        names = [
            (
                CourseId(kept.id),
                opened.format(kept.value.number, short_date(kept.value.opened_on)),
            )
            for kept in case.courses
        ]
        self.course.offer(names, case.course_id)
        self.course.setVisible(len(names) > 1)
        self._fit()

    def _precautions(self, case: CaseFile, clinic: ClinicRecord) -> list[Precaution]:
        found = []
        if case.death is not None:
            death = case.death.value
            died = self.tr("Died {0}: {1}")
            text = died.format(short_date(death.died_on), words.term(death.cause))
            found.append(Precaution(text, "info-circle"))
        course = case.course.value if case.course else None
        if course and course.ended_on and course.end_reason and case.death is None:
            closed = self.tr("Course closed {0}: {1}")
            text = closed.format(short_date(course.ended_on), words.term(course.end_reason))
            found.append(Precaution(text, "info-circle"))
        sentence = driving_sentence(case.protocol, clinic.driving_rule, case.day0)
        if sentence and follow_up_ended(case) is None:
            found.append(Precaution(sentence, "car-off"))
        near = distance_sentence(case.protocol, clinic.distance_rule, case.day0)
        if near and follow_up_ended(case) is None:
            found.append(Precaution(near, "info-circle"))
        return found

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Take no more width than short words need: long ones must not hold the window wide."""
        row = self._row.minimumSize().width() - self._saved
        least = max(row, self.band.minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Shorten the words of the buttons, and the tabs, where they would cover one another."""
        self._shorten(short=False)
        whole = self._needed()
        self._shorten(short=True)
        self._saved = whole - self._needed()
        if whole <= self.width():
            self._shorten(short=False)
        else:
            self._saved = 0
        self._row.invalidate()

    def _needed(self) -> int:
        self._row.invalidate()
        return self._row.sizeHint().width()

    def _shorten(self, *, short: bool) -> None:
        self.summary.setText(self.tr("PDF") if short else self.tr("PDF summary"))
        self.log.setText(self.tr("Log") if short else self.tr("Log assessment"))
        self.tabs.set_tight(on=short)

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout()
        row.setContentsMargins(11, 0, 16, 4)
        row.setSpacing(8)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        for widget in (self.course, self.summary, self.log):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(row)
