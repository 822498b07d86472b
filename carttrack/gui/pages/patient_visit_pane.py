"""The visit at hand: its window, what is planned and on record, and what can be done."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.follow_up.standing import Mark, VisitStanding
from carttrack.domain.outcome.wording import mrd_words, response_words
from carttrack.gui.models.facts import near_date
from carttrack.gui.models.response_facts import form_facts
from carttrack.gui.models.visit_table import VisitRow, mark_words
from carttrack.gui.models.visit_words import (
    appointment_words,
    bar_of,
    offer_words,
    query_words,
    state_of,
    state_words,
)
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_parts import Facts, SidePane, WindowBarView, empty
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.pages.patient_visit_marks import MarkView
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.labels import Label, line
from carttrack.services.entries import Entry

_WIDTH = 252


class VisitPane(SidePane):
    """Shows one visit; the buttons act on it, the pencil corrects its entries."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._acts = acts
        self._row: VisitRow | None = None
        self._moment: Moment | None = None
        self.title = Label(role="section", wrap=True)
        self.chip = Chip(State.LATER, "")
        self.when = Label(role="small", tone="text2", wrap=True)
        self.bar = WindowBarView()
        self.first = Label(role="axis", tone="text3")
        self.last = Label(role="axis", tone="text3")
        self.query = Label(role="small", tone="text2", wrap=True)
        self.offer = Label(role="small", tone="due", wrap=True)
        self.missed = Label(role="small", tone="text2", wrap=True)
        self.form_title = Label(self.tr("Visit form"), role="strong")
        self.form = Facts(key_width=78)
        self.complete = Button(self.tr("Complete visit…"), kind=Kind.PRIMARY, hint="D")
        self.book = Button(self.tr("Book…"), hint="R")
        self.miss = Button(self.tr("Missed…"))
        self.pencil = IconButton("pencil", self.tr("Correct or make void"))
        self._marks = QVBoxLayout()
        self._lay_out()
        self.complete.clicked.connect(lambda: self._acts.complete_visit(self._code))
        self.book.clicked.connect(lambda: self._acts.book_visit(self._code))
        self.miss.clicked.connect(lambda: self._acts.miss_visit(self._code))
        self.pencil.clicked.connect(self.open_menu)

    @property
    def row(self) -> VisitRow | None:
        """The visit on show."""
        return self._row

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Take the moment of the case; the row follows by `show_row`."""
        self._moment = moment
        self.setAccessibleName(self.tr("Visit of {0}").format(case.patient.value.name))

    def show_row(self, row: VisitRow) -> None:
        """Show a visit."""
        self._row = row
        standing = row.standing
        self.title.setText(self.tr("{0} visit").format(standing.name))
        self.chip.show_state(state_of(standing), state_words(standing))
        self.when.setText(self._when(row))
        self.bar.show_bar(bar_of(standing, row.today))
        self.first.setText(near_date(standing.visit.earliest, row.today))
        self.last.setText(near_date(standing.visit.latest, row.today))
        query = query_words(standing.visit)
        _say(self.query, self.tr("Clinic's query window {0}").format(query) if query else "")
        booked = standing.visit.appointment_on is not None
        _say(self.offer, "" if standing.settled or booked else offer_words(standing))
        reason = standing.visit.missed_reason
        _say(self.missed, self.tr("Missed: {0}").format(reason) if reason else "")
        self._show_marks(row)
        self._show_form(row)
        self.complete.setVisible(not standing.settled and row.today >= standing.visit.earliest)
        self.miss.setVisible(self.complete.isVisibleTo(self))
        self.book.setVisible(not standing.settled)
        self.book.setText(self.tr("Reschedule…") if booked else self.tr("Book…"))

    def entries(self) -> tuple[Entered, ...]:
        """Return the visit, its form and the responses in its window."""
        if self._row is None:
            return ()
        standing = self._row.standing
        found = [Entered(Entry.VISIT, standing.kept, self.tr("Visit {0}").format(standing.name))]
        if standing.form is not None:
            on = near_date(standing.form.value.seen_on, self._row.today)
            form = self.tr("Visit form of {0}").format(on)
            found.append(Entered(Entry.VISIT_FORM, standing.form, form))
        for kept in standing.responses:
            on = near_date(kept.value.assessed_on, self._row.today)
            found.append(Entered(Entry.RESPONSE, kept, f"{on}: {response_words(kept.value)}"))
        return tuple(found)

    def correct_visit(self) -> None:
        """Correct what was recorded at the visit: its form, else the visit itself."""
        if self._row is not None:
            standing = self._row.standing
            if standing.form is not None:
                self._acts.correct(Entry.VISIT_FORM, standing.form)
            else:
                self._acts.correct(Entry.VISIT, standing.kept)

    def open_menu(self) -> QMenu | None:
        """Open the menu of the visit's entries under the pencil."""
        below = self.pencil.mapToGlobal(QPoint(0, self.pencil.height()))
        return self._acts.pop_up(self.entries(), self, below)

    @property
    def _code(self) -> str:
        assert self._row is not None
        return self._row.code

    def _when(self, row: VisitRow) -> str:
        standing = row.standing
        when = appointment_words(standing, row.today, row.zone)
        when = when[:1].upper() + when[1:]
        place = standing.visit.place
        if place:
            when = f"{when}, {place}"
        if standing.settled:
            return when
        if standing.window_left < 0:
            late = self.tr("{0}, window closed {1} d ago")
            return late.format(when, -standing.window_left)
        if row.today >= standing.visit.earliest:
            return self.tr("{0}, {1} d left in the window").format(when, standing.window_left)
        opens = short_date(standing.visit.earliest)
        return self.tr("{0}, window opens {1}").format(when, opens)

    def _show_marks(self, row: VisitRow) -> None:
        empty(self._marks)
        for code, mark in row.standing.marks:
            if mark is Mark.NOT_PLANNED:
                continue
            name = row.protocol.assessment_name(code) if row.protocol else code
            self._marks.addWidget(self._mark(name, mark, self._result(code, row.standing)))
            self._marks.addWidget(line(soft=True))

    @staticmethod
    def _mark(name: str, mark: Mark, result: str) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{name}: {result or mark_words(mark)}")
        made.setToolTip(mark_words(mark))
        inner = QHBoxLayout(made)
        inner.setContentsMargins(0, 4, 0, 4)
        inner.setSpacing(8)
        inner.addWidget(MarkView(mark), 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(Label(name), 0, Qt.AlignmentFlag.AlignTop)
        words = Label(result or mark_words(mark), role="small", tone="text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(words, 1)
        return made

    @staticmethod
    def _result(code: str, standing: VisitStanding) -> str:
        """Return the result that stands behind a mark, empty without one."""
        latest = standing.responses[-1].value if standing.responses else None
        if code == "marrow" and latest is not None:
            return response_words(latest)
        if code == "mrd" and latest is not None and latest.mrd is not None:
            return mrd_words(latest)
        return ""

    def _show_form(self, row: VisitRow) -> None:
        kept = row.standing.form
        self.form_title.setVisible(kept is not None)
        self.form.setVisible(kept is not None)
        if kept is not None:
            self.form.show_facts(form_facts(kept.value, row.today))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        ends = QHBoxLayout()
        ends.addWidget(self.first)
        ends.addStretch(1)
        ends.addWidget(self.last)
        self.inner.addLayout(head)
        self.inner.addWidget(self.when)
        self.inner.addWidget(self.bar)
        self.inner.addLayout(ends)
        for label in (self.query, self.offer, self.missed):
            self.inner.addWidget(label)
        self.inner.addSpacing(6)
        self.inner.addWidget(Label(self.tr("Assessments"), role="strong"))
        self._marks.setSpacing(0)
        self.inner.addLayout(self._marks)
        self.inner.addSpacing(8)
        self.inner.addWidget(self.form_title)
        self.inner.addWidget(self.form)
        self.inner.addStretch(1)
        self.add_buttons(self.complete, self.pencil)
        self.add_buttons(self.book, self.miss)


def _say(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
