"""The response or event at hand: its facts, what is derived of it, and the state of B cells."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.days import day_label, short_date
from carttrack.domain.follow_up.after_event import event_of, plan_after_event
from carttrack.domain.outcome.b_cell_aplasia import AplasiaState, aplasia_definition
from carttrack.domain.outcome.b_cell_series import aplasia_of
from carttrack.domain.outcome.derivation import Agreement
from carttrack.domain.outcome.event_words import aplasia_words, definition_words
from carttrack.gui.models.outcome_facts import outcome_facts
from carttrack.gui.models.outcome_rows import OutcomeRow
from carttrack.gui.pages.patient_parts import Facts, SidePane
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.criteria_box import CriteriaBox
from carttrack.gui.widgets.labels import Label, line

_WIDTH = 316
_KEY = 92
_APLASIA = {
    AplasiaState.APLASIA: State.DONE,
    AplasiaState.LOST: State.BLOCKED,
    AplasiaState.RECOVERY_TO_CONFIRM: State.DUE,
}


class OutcomePane(SidePane):
    """Shows one row of the tab Response, and below it what holds for the course."""

    def __init__(self, rules_wanted: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self.title = Label(role="section", wrap=True)
        self.when = Label(role="small", tone="text2", wrap=True)
        self.chip = Chip(State.BLOCKED, self.tr("differs"))
        self.facts = Facts(key_width=_KEY)
        self.derived = CriteriaBox()
        self.no_form = Label(role="small", tone="text2", wrap=True)
        self.plan_title = Label(self.tr("Follow-up since"), role="strong")
        self.plan = Label(role="small", wrap=True)
        self.aplasia_title = Label(self.tr("B cells"), role="strong")
        self.aplasia = Label(role="small", wrap=True)
        self.aplasia_state = Chip(State.LATER, "")
        self.definition = Label(role="small", tone="text2", wrap=True)
        self.rules = Button(self.tr("Clinic rules…"), kind=Kind.LINK, size="small")
        self.correct = Button(self.tr("Correct…"), kind=Kind.PRIMARY, hint="Enter")
        self.void = Button(self.tr("Make void…"), hint="Del")
        self._lay_out()
        self.rules.clicked.connect(rules_wanted)

    def show_case(self, case: CaseFile, moment: Moment, clinic: ClinicRecord, note: str) -> None:
        """Show what holds for the course; `note` says that the disease has no form here."""
        self._case, self._moment = case, moment
        self.setAccessibleName(self.tr("Response of {0}").format(case.patient.value.name))
        _say(self.no_form, note)
        self._show_aplasia(case, clinic)
        plan = plan_after_event(case, moment.today)
        _say(self.plan, "\n".join(plan.sentences) if plan else "")
        self.plan_title.setVisible(event_of(case) is not None)

    def show_row(self, row: OutcomeRow | None) -> None:
        """Show an entry, or none."""
        for part in (self.title, self.when, self.facts, self.correct, self.void):
            part.setVisible(row is not None)
        self.chip.setVisible(row is not None and row.assessed is not None)
        self.derived.setVisible(False)
        if row is None or self._moment is None:
            return
        self.title.setText(row.what)
        day = "" if row.day is None else f", {day_label(row.day)}"
        self.when.setText(f"{short_date(row.on)}{day}")
        self.facts.show_facts(outcome_facts(row, self._moment.zone))
        if row.assessed is not None:
            self._show_agreement(row)
            self.derived.setVisible(row.assessed.derived is not None)
            self.derived.show_assessed(row.assessed)

    def _show_agreement(self, row: OutcomeRow) -> None:
        assert row.assessed is not None
        words = {
            Agreement.AGREES: self.tr("agrees"),
            Agreement.DIFFERS: self.tr("differs"),
            Agreement.POSSIBLE: self.tr("possible"),
            Agreement.NOT_DERIVED: self.tr("as stated"),
            Agreement.NOT_STATED: self.tr("not stated"),
        }
        self.chip.show_state(row.state or State.LATER, words[row.assessed.agreement])

    def _show_aplasia(self, case: CaseFile, clinic: ClinicRecord) -> None:
        state, rule = aplasia_of(case, clinic), aplasia_definition(clinic)
        shown = state is not None
        for part in (self.aplasia_title, self.aplasia, self.aplasia_state):
            part.setVisible(shown)
        if state is not None:
            words = {
                AplasiaState.APLASIA: self.tr("aplasia"),
                AplasiaState.LOST: self.tr("lost"),
                AplasiaState.RECOVERY_TO_CONFIRM: self.tr("recovering"),
            }
            named = words.get(state.state, "")
            self.aplasia_state.setVisible(bool(named))
            self.aplasia_state.show_state(_APLASIA.get(state.state, State.LATER), named)
            self.aplasia.setText(aplasia_words(state))
        said = definition_words(rule) if rule is not None else ""
        _say(self.definition, f"{said[:1].upper()}{said[1:]}" if shown else "")
        self.rules.setVisible(shown and rule is None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        cells = QHBoxLayout()
        cells.addWidget(self.aplasia_title, 1)
        cells.addWidget(self.aplasia_state)
        self.inner.addLayout(head)
        for part in (self.when, self.facts):
            self.inner.addWidget(part)
        self.inner.addSpacing(6)
        self.inner.addWidget(self.derived)
        self.inner.addWidget(self.no_form)
        self.inner.addSpacing(6)
        self.inner.addWidget(line(soft=True))
        self.inner.addWidget(self.plan_title)
        self.inner.addWidget(self.plan)
        self.inner.addSpacing(6)
        self.inner.addLayout(cells)
        for part in (self.aplasia, self.definition):
            self.inner.addWidget(part)
        self.inner.addWidget(self.rules, 0, Qt.AlignmentFlag.AlignLeft)
        self.inner.addStretch(1)
        self.add_buttons(self.correct, self.void)


def _say(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
