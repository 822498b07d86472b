"""The entry at hand in full, what can be done with it, and the figures of them all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.gui.models.care_rows import CareRow
from carttrack.gui.models.care_table import care_facts, care_figures
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import Facts, SidePane
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import Label, line
from carttrack.services.entries import Entry

_WIDTH = 300


class CarePane(SidePane):
    """Shows one entry; corrects it, makes it void, and records its end where it goes on.

    Signals:
        end_requested: the user wants to record the end of the entry at hand.
    """

    end_requested = Signal()

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._acts = acts
        self._row: CareRow | None = None
        self.title = Label(role="section", wrap=True)
        self.second = Label(role="small", tone="text2", wrap=True)
        self.facts = Facts(key_width=74)
        self.figures_title = Label(self.tr("In figures"), role="strong")
        self.figures = Facts(key_width=96)
        self.end = Button(self.tr("Record end…"), kind=Kind.PRIMARY)
        self.correct = Button(self.tr("Correct…"))
        self.void = Button(self.tr("Make void…"))
        self._lay_out()
        self.end.clicked.connect(self.end_requested)
        self.correct.clicked.connect(self._correct)
        self.void.clicked.connect(self._void)

    def show_row(self, row: CareRow | None, case: CaseFile, moment: Moment) -> None:
        """Show an entry, and the figures of the case."""
        self._row = row
        self.title.setText(row.what if row else "")
        self.second.setText(row.second if row else "")
        self.second.setVisible(bool(row and row.second))
        self.facts.show_facts(care_facts(row, moment.zone) if row else ())
        for button in (self.correct, self.void):
            button.setVisible(row is not None)
        self.end.setVisible(bool(row and row.goes_on))
        figures = care_figures(case, moment.today)
        self.figures.show_facts(figures)
        for widget in (self.figures_title, self.figures):
            widget.setVisible(bool(figures))

    def _correct(self) -> None:
        if self._row is not None:
            self._acts.correct(Entry(self._row.kind), self._row.kept)

    def _void(self) -> None:
        if self._row is not None:
            self._acts.void(Entry(self._row.kind), self._row.kept)

    def _lay_out(self) -> None:
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.second)
        self.inner.addSpacing(4)
        self.inner.addWidget(self.facts)
        self.inner.addSpacing(8)
        self.inner.addWidget(line())
        self.inner.addSpacing(4)
        self.inner.addWidget(self.figures_title)
        self.inner.addWidget(self.figures)
        self.inner.addStretch(1)
        self.add_buttons(self.end)
        self.add_buttons(self.correct, self.void)
