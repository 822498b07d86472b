"""The visit summary before it leaves the clinic: the true pages of the finished PDF."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import day_label, long_date
from carttrack.gui import words
from carttrack.gui.dialogs.room import is_narrow, room_for
from carttrack.gui.dialogs.summary_notes import SummaryNotes
from carttrack.gui.dialogs.summary_pages import PagesView
from carttrack.gui.dialogs.summary_paper import A4, LETTER, MadeSummary, SummaryWish
from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import IconLabel, Label, line

_WIDTH, _HEIGHT = 1220, 800
_AROUND = 24
_OPTIONS = 326
_LEAST_PAGES = 220
"""The height of the pages where they stand below what is chosen, on a narrow screen."""
_POINTS = {A4: 595.3, LETTER: 612.0}


class SummaryDialog(DialogFrame):
    """Visit and paper at the left, pages at the right; Print and Export below.

    It makes nothing itself: the page that opened it hears its wishes and shows it the result.

    Signals:
        wanted: a summary is wanted; carries the `SummaryWish`.
        width_wanted: pictures of the same paper, this many device pixels wide, are wanted.
        export_requested: carries the `MadeSummary` on show.
        print_requested: carries the `MadeSummary` on show.
    """

    wanted = Signal(object)
    width_wanted = Signal(int)
    export_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(
        self,
        case: CaseFile,
        days: Sequence[date],
        *,
        today: date,
        visit_on: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("PDF visit summary"), parent=parent)
        self._made: MadeSummary | None = None
        self.visit = Choice(
            [(day, self._day_words(case, day)) for day in days],
            name=self.tr("Visit"),
            empty=None,
            value=visit_on,
        )
        self.paper = Choice(
            [(paper, paper) for paper in (A4, LETTER)],
            name=self.tr("Paper"),
            empty=None,
            value=A4,
        )
        self.pages = PagesView()
        self.place = Label(tone="text2")
        self.back = IconButton("chevron-up", self.tr("Page back (PgUp)"))
        self.forward = IconButton("chevron-down", self.tr("Next page (PgDn)"))
        self.smaller = Button("−", size="small")
        self.fit = Button("", size="small")
        self.larger = Button("+", size="small")
        self.print = Button(self.tr("Print…"), icon="printer", hint="Ctrl+P")
        self.export = Button(self.tr("Export PDF…"), kind=Kind.PRIMARY, hint="Ctrl+S")
        self.notes = SummaryNotes()
        self._place_parts(case, today)
        self._join()
        self._show_place()

    @property
    def wish(self) -> SummaryWish:
        """What is chosen."""
        visit_on, paper = self.visit.value, self.paper.value
        assert visit_on is not None
        assert paper is not None
        return SummaryWish(visit_on, paper)

    @property
    def made(self) -> MadeSummary | None:
        """The summary on show, None while it is being made or could not be."""
        return self._made

    def show_summary(self, made: MadeSummary) -> None:
        """Show a finished summary; one that is no longer wished for is left aside."""
        if made.wish != self.wish:
            return
        self._made = made
        self.pages.show_pages(made.pages, points=_POINTS[made.wish.paper])
        self.notes.show_notes(made.notes)
        self._show_place()

    def show_issued(self, news: str) -> None:
        """Say that the summary left; from then on there is nothing to cancel."""
        self.message.show_news(news)
        self.cancel.setText(self.tr("Close"))
        self.cancel.setToolTip(self.tr("Close (Esc)"))

    def show_failure(self, error: Exception) -> None:
        """Say why the summary could not be made; nothing of an earlier one stays on show."""
        self._made = None
        self.pages.show_pages((), points=_POINTS[A4])
        self.notes.show_notes(())
        self._show_place()
        self.message.show_error(str(error))

    @override
    def mark_typed(self) -> None:
        """Nothing here is lost by leaving, so Esc never asks."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent else room_for(self)
        self.resize(min(_WIDTH, room.width() - _AROUND), min(_HEIGHT, room.height() - _AROUND))
        super().showEvent(event)

    @Slot()
    def _want(self) -> None:
        self._made = None
        self.message.clear()
        self._show_place()
        self.wanted.emit(self.wish)

    @Slot()
    def _export(self) -> None:
        if self._made is not None:
            self.message.clear()
            self.export_requested.emit(self._made)

    @Slot()
    def _print(self) -> None:
        if self._made is not None:
            self.message.clear()
            self.print_requested.emit(self._made)

    @Slot()
    def _show_place(self) -> None:
        count = len(self.pages.sheets)
        if self._made is None:
            self.place.setText(self.tr("Making the pages…") if self.message.isHidden() else "")
        else:
            self.place.setText(self.tr("Page {0} of {1}").format(self.pages.current + 1, count))
        fits = self.tr("Fit width, {0}%") if self.pages.fits else self.tr("{0}%")
        self.fit.setText(fits.format(self.pages.percent))
        for button in (self.back, self.forward, self.smaller, self.fit, self.larger):
            button.setEnabled(count > 0)
        for button in (self.print, self.export):
            button.setEnabled(self._made is not None)

    @staticmethod
    def _day_words(case: CaseFile, day: date) -> str:
        number = case.day(day)
        return long_date(day) if number is None else f"{day_label(number)}, {long_date(day)}"

    def _join(self) -> None:
        for choice in (self.visit, self.paper):
            choice.chosen.connect(self._want)
        self.pages.moved.connect(self._show_place)
        self.pages.width_wanted.connect(self.width_wanted)
        self.back.clicked.connect(lambda: self.pages.turn(-1))
        self.forward.clicked.connect(lambda: self.pages.turn(1))
        self.smaller.clicked.connect(lambda: self.pages.zoom(-1))
        self.larger.clicked.connect(lambda: self.pages.zoom(1))
        self.fit.clicked.connect(self.pages.fit)
        self.print.clicked.connect(self._print)
        self.export.clicked.connect(self._export)
        self.save_requested.connect(self._export)
        keys = {
            "Ctrl+P": self.print.click,
            "Ctrl+S": self.export.click,
            "PgUp": self.back.click,
            "PgDown": self.forward.click,
            "Ctrl++": self.larger.click,
            "Ctrl+-": self.smaller.click,
            "Ctrl+0": self.fit.click,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _place_parts(self, case: CaseFile, today: date) -> None:
        self.show_identity(self._identity_row(case, today))
        stacked = is_narrow()
        ways = QBoxLayout.Direction
        body = QBoxLayout(ways.TopToBottom if stacked else ways.LeftToRight)
        body.setSpacing(0)
        body.addWidget(self._options(stacked=stacked))
        body.addWidget(line(upright=not stacked))
        body.addWidget(self.pages, 1)
        self.pages.setMinimumHeight(_LEAST_PAGES)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.addLayout(body)
        warning = QWidget()
        row = QHBoxLayout(warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock"))
        told = self.tr("The PDF is not encrypted. Save it only where patient data may be kept.")
        row.addWidget(Label(told, role="small", tone="text2", wrap=stacked), 1)
        self.add_to_footer(warning)
        self.add_to_footer(self.print, at_left=False)
        self.add_to_footer(self.export, at_left=False)
        self.save.hide()

    def _identity_row(self, case: CaseFile, today: date) -> QWidget:
        made = QWidget()
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.TopToBottom if is_narrow() else ways.LeftToRight, made)
        row.setContentsMargins(20, 6, 16, 6)
        row.setSpacing(8)
        who, turning = QHBoxLayout(), QHBoxLayout()
        who.addWidget(Label(case.patient.value.name, role="section"))
        who.addSpacing(8)
        who.addWidget(Label(self._facts(case, today), tone="text2", wrap=True), 1)
        for widget in (self.place, self.back, self.forward, self.smaller, self.fit, self.larger):
            turning.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        turning.insertStretch(1)
        row.addLayout(who, 1)
        row.addLayout(turning)
        self.smaller.setAccessibleName(self.tr("Smaller"))
        self.smaller.setToolTip(self.tr("Smaller (Ctrl+−)"))
        self.larger.setAccessibleName(self.tr("Larger"))
        self.larger.setToolTip(self.tr("Larger (Ctrl++)"))
        self.fit.setToolTip(self.tr("Fit the width (Ctrl+0)"))
        return made

    def _facts(self, case: CaseFile, today: date) -> str:
        patient = case.patient.value
        age = words.age(patient.birth_date, today)
        person = self.tr("{0}, {1}").format(words.term(patient.sex), age)
        course = ", ".join(filter(None, (case.product_short, words.day_label(case.day(today)))))
        return "   ".join((self.tr("MRN {0}").format(patient.mrn), person, course))

    def _options(self, *, stacked: bool) -> QFrame:
        pane = QFrame()
        pane.setObjectName("pane")
        if not stacked:
            pane.setFixedWidth(_OPTIONS)
        column = QVBoxLayout(pane)
        column.setContentsMargins(20, 14, 16, 14)
        column.setSpacing(12)
        ways = QBoxLayout.Direction
        choices = QBoxLayout(ways.LeftToRight if stacked else ways.TopToBottom)
        choices.setSpacing(12)
        column.addLayout(choices)
        for title, choice in ((self.tr("Visit"), self.visit), (self.tr("Paper"), self.paper)):
            label = Label(title, role="small", tone="text2")
            label.setBuddy(choice)
            named = QVBoxLayout()
            named.setSpacing(4)
            named.addWidget(label)
            named.addWidget(choice)
            choices.addLayout(named)
        column.addWidget(self.notes)
        column.addStretch()
        return pane
