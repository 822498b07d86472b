"""The card of the next visits."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.standing import VisitStanding, coming, visit_standings
from carttrack.gui.models.visit_words import (
    appointment_words,
    bar_of,
    state_of,
    state_words,
    window_words,
)
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import Card, WindowBarView, empty
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import IconLabel, Label, line

_SHOWN = 3
_BAR = 76


class NextVisitsCard(Card):
    """The next three visits with their windows, each with the act it waits for."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say_title(self.tr("Next visits"))
        self._acts = acts
        self._shown: object = None
        self.all = self.add_link()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show what is still to come."""
        standings = coming(visit_standings(case, moment.today, moment.holidays))[:_SHOWN]
        self.all.setText(self.tr("All {0}").format(len(case.visits)))
        self.all.setVisible(bool(case.visits))
        if self._shown == (standings, moment.today):
            return
        self._shown = (standings, moment.today)
        empty(self._rows)
        for place, standing in enumerate(standings):
            if place:
                self._rows.addWidget(line(soft=True))
            self._rows.addWidget(self._row(standing, moment))
        if not standings:
            self._rows.addWidget(Label(self._none(case), role="small", tone="text2", wrap=True))

    def _none(self, case: CaseFile) -> str:
        if case.death is not None:
            return self.tr("None: the patient has died.")
        if case.course is not None and case.course.value.ended_on is not None:
            return self.tr("None: the course is closed.")
        if case.day0 is None:
            return self.tr("Day 0 not set. The infusion dates every visit.")
        return self.tr("Every planned visit is done or missed.")

    def _row(self, standing: VisitStanding, moment: Moment) -> QWidget:
        state = state_of(standing)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(8)
        when = appointment_words(standing, moment.today, moment.zone)
        late = state is State.OVERDUE
        glyph = IconLabel(state.glyph, f"{state.family}_fg", 16)
        glyph.setToolTip(state_words(standing))
        first.addWidget(glyph)
        first.addWidget(Label(standing.name, role="strong"))
        first.addStretch(1)
        if state in {State.OVERDUE, State.CLOSING}:
            first.addWidget(
                Label(state_words(standing), role="small_strong", tone="late" if late else "due")
            )
        first.addWidget(Label(when, role="body"))
        bar = WindowBarView(width=_BAR)
        bar.show_bar(bar_of(standing, moment.today))
        second.addSpacing(24)
        second.addWidget(bar)
        second.addWidget(Label(window_words(standing.visit), role="small", tone="text2"))
        second.addStretch(1)
        for button in self._buttons(standing, moment):
            second.addWidget(button)
        row = QWidget()
        row.setAccessibleName(f"{standing.name}, {state_words(standing)}, {when}")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        return row

    def _buttons(self, standing: VisitStanding, moment: Moment) -> list[Button]:
        code, found = standing.visit.code, []
        if standing.visit.appointment_on is None:
            book = Button(self.tr("Book…"), kind=Kind.LINK, size="small")
            book.clicked.connect(partial(self._book, code))
            found.append(book)
        if moment.today >= standing.visit.earliest:
            done = Button(self.tr("Done…"), size="small")
            done.setToolTip(self.tr("Complete the visit with its form (D)"))
            done.clicked.connect(partial(self._complete, code))
            found.append(done)
        for button in found:
            button.setAccessibleName(f"{button.text()} {standing.name}")
        return found

    def _book(self, code: str, *_checked: bool) -> None:
        self._acts.book_visit(code)

    def _complete(self, code: str, *_checked: bool) -> None:
        self._acts.complete_visit(code)
