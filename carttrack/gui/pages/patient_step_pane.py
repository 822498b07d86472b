"""The step at hand: what it still lacks, each lack with the act that fills it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.eligibility import Hold
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.lacks import Lack, missing_for
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.sections import STEP_OF_CHECKLIST
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.patients import Target
from carttrack.gui import words
from carttrack.gui.models.pathway_row import PathwayRow, entry_facts
from carttrack.gui.models.step_words import step_marks
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import Facts, SidePane, empty
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import IconLabel, Label, line
from carttrack.services.entries import Entry

_WIDTH = 290
_STEPS = frozenset(step.value for step in STEPS)
_DATES = frozenset({"started_on", "finished_on", "detail"})
_OF_INFUSION = frozenset({"dose", "infused_by", "checked_by"})
Act = Callable[[], object]


class StepPane(SidePane):
    """Shows one step of the course, and opens what can be recorded of it and of the course."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._acts = acts
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self._step: Step | None = None
        self._holds: Mapping[Checklist, tuple[Hold, ...]] = {}
        self.title = Label(role="section", wrap=True)
        self.dates = Label(role="small", tone="text2", wrap=True)
        self.lacks_title = Label(role="strong")
        self.dates_button = Button(self.tr("Record dates…"), kind=Kind.PRIMARY)
        self.milestone = Button(self.tr("Milestone…"))
        self.setback = Button(self.tr("Setback…"))
        self.checklist = Button(self.tr("Checklist…"))
        self.course = Button(self.tr("Open course…"))
        self._lacks = QVBoxLayout()
        self.entry_title = Label(role="strong", wrap=True)
        self.entry = Facts(key_width=62)
        self._lay_out()
        self.dates_button.clicked.connect(self._record_dates)
        self.milestone.clicked.connect(self._record_milestone)
        self.setback.clicked.connect(lambda: acts.record_setback(self._step))
        self.checklist.clicked.connect(self._open_checklist)
        self.course.clicked.connect(acts.open_course)

    def show_case(
        self, case: CaseFile, moment: Moment, holds: Mapping[Checklist, tuple[Hold, ...]]
    ) -> None:
        """Take the case; the row follows by `show_row`."""
        self._case, self._moment, self._holds = case, moment, holds

    def show_row(self, row: PathwayRow | None) -> None:
        """Show the entry of a row in full, and the step that it stands in."""
        assert self._moment is not None
        self._show_step(Step(row.group) if row is not None and row.group in _STEPS else None)
        facts = entry_facts(row, self._moment.zone) if row is not None else ()
        self.entry_title.setText(row.what if row is not None else "")
        self.entry_title.setVisible(bool(facts))
        self.entry.setVisible(bool(facts))
        self.entry.show_facts(facts)

    def _show_step(self, step: Step | None) -> None:
        assert self._case is not None
        assert self._moment is not None
        self._step = step
        case = self._case
        marks = step_marks(case, self._moment.today, self._moment.zone)
        lines = next((mark.lines for mark in marks if mark.value is step), ())
        self.title.setText(words.heading(step) if step else self.tr("Patient"))
        own = self.tr("What belongs to the patient, whatever the course.")
        self.dates.setText(", ".join(lines) if step else own)
        self.dates.setVisible(bool(self.dates.text()))
        self._show_lacks(step)
        is_open = case.course is not None and case.course.value.ended_on is None
        for button in (self.milestone, self.setback):
            button.setVisible(is_open and step is not None)
        self.dates_button.setVisible(step is not None)
        infuse = step is Step.INFUSION and case.infusion is None and is_open
        text = self.tr("Record infusion…") if infuse else self.tr("Record dates…")
        if step is Step.INFUSION and case.infusion is not None:
            text = self.tr("Correct infusion…")
        self.dates_button.setText(text)
        self.checklist.setVisible(self._checklist() is not None)
        self.course.setVisible(not is_open and case.death is None)

    def events_menu(self, parent: QWidget) -> QMenu:
        """Return the menu of everything that can be recorded of patient and course."""
        menu, acts, case = QMenu(parent), self._acts, self._case
        assert case is not None
        if case.course is not None and case.course.value.ended_on is None:
            self._course_events(menu, case)
            menu.addSeparator()
        for kind, text in (
            (Entry.WEIGHT, self.tr("Weight…")),
            (Entry.THERAPY_LINE, self.tr("Earlier therapy…")),
            (Entry.ANTIGEN_TEST, self.tr("Antigen test…")),
            (Entry.CONTACT, self.tr("Contact…")),
            (Entry.ALERT, self.tr("Allergy or precaution…")),
        ):
            _add(menu, text, partial(acts.record_entry, kind))
        _add(menu, self.tr("Patient's own data…"), acts.correct_patient)
        menu.addSeparator()
        if case.death is None:
            another = self.tr("Open another course…") if case.courses else self.tr("Open course…")
            _add(menu, another, acts.open_course)
            _add(menu, self.tr("Death…"), acts.record_death)
        return menu

    def _course_events(self, menu: QMenu, case: CaseFile) -> None:
        acts = self._acts
        step = self._step or case.current or Step.REFERRAL
        if step is not Step.CLOSED:
            dates = self.tr("Dates of {0}…").format(words.heading(step).lower())
            _add(menu, dates, partial(acts.record_step, step))
        if case.infusion is None:
            _add(menu, self.tr("Infusion…"), acts.record_infusion)
        _add(menu, self.tr("Milestone…"), acts.record_milestone)
        into = menu.addMenu(self.tr("Checklist"))
        for checklist in Checklist:
            _add(into, words.heading(checklist), partial(acts.open_checklist, checklist))
        _add(menu, self.tr("Identifier…"), partial(acts.record_entry, Entry.IDENTIFIER))
        _add(menu, self.tr("Setback…"), partial(acts.record_setback, self._step))
        _add(menu, self.tr("Response…"), acts.record_response)
        if case.day0 is not None:
            _add(menu, self.tr("Relapse…"), partial(acts.record_event, Entry.RELAPSE))
            therapy = partial(acts.record_event, Entry.LATER_THERAPY)
            _add(menu, self.tr("Later therapy…"), therapy)
            _add(menu, self.tr("Later infusion…"), acts.record_later_infusion)
            malignancy = partial(acts.record_event, Entry.SECOND_MALIGNANCY)
            _add(menu, self.tr("Second malignancy…"), malignancy)
            _add(menu, self.tr("Intervention…"), acts.record_given)
        menu.addSeparator()
        _add(menu, self.tr("Close course…"), acts.close_course)

    def _show_lacks(self, step: Step | None) -> None:
        empty(self._lacks)
        case = self._case
        today = self._moment.today if self._moment else None
        lacks = missing_for(case, step, today) if case and case.course and step else ()
        checklist = self._checklist()
        holds = self._holds.get(checklist, ()) if checklist else ()
        self.lacks_title.setText(self._lacks_words(step, is_lacking=bool(lacks or holds)))
        self.lacks_title.setVisible(step is not None)
        for lack in lacks:
            self._lacks.addWidget(self._lack(lack))
            self._lacks.addWidget(line(soft=True))
        for hold in holds:
            words = Label(hold.text, role="small", tone="text2", wrap=True)
            words.setContentsMargins(0, 4, 0, 4)
            self._lacks.addWidget(words)
            self._lacks.addWidget(line(soft=True))

    def _lacks_words(self, step: Step | None, *, is_lacking: bool) -> str:
        if not is_lacking:
            return self.tr("Nothing is missing")
        current = self._case.current if self._case else None
        is_past = step and current and step.ordinal < current.ordinal
        return self.tr("Still missing") if is_past else self.tr("Still to do")

    def _lack(self, lack: Lack) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(8)
        row.addWidget(IconLabel("circle", "due_fg", 14))
        row.addWidget(Label(lack.text, wrap=True), 1)
        act = self._act_for(lack.code)
        if act is not None:
            button = Button(self.tr("Record…"), kind=Kind.LINK, size="small")
            button.setAccessibleName(self.tr("Record {0}").format(lack.text))
            button.clicked.connect(partial(_run, act))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _act_for(self, code: str) -> Act | None:
        acts = self._acts
        others: dict[str, Act] = {
            "weight": partial(acts.record_entry, Entry.WEIGHT),
            "infusion": acts.record_infusion,
        }
        if self._step is not None:
            others |= dict.fromkeys(_DATES, partial(acts.record_step, self._step))
        others |= dict.fromkeys(_OF_INFUSION, partial(acts.record_step, Step.INFUSION))
        others |= {kind: partial(acts.record_milestone, kind) for kind in MilestoneKind}
        others |= {each: partial(acts.open_checklist, each) for each in Checklist}
        record = acts.record_entry
        others |= {each: partial(record, Entry.IDENTIFIER, each) for each in IdentifierKind}
        others |= {f"antigen_{t.value}": partial(record, Entry.ANTIGEN_TEST, t) for t in Target}
        return others.get(code)

    def _checklist(self) -> Checklist | None:
        places = STEP_OF_CHECKLIST.items()
        has_course = self._case is not None and self._case.course is not None
        found = (checklist for checklist, step in places if step is self._step and has_course)
        return next(found, None)

    def _open_checklist(self) -> None:
        checklist = self._checklist()
        if checklist is not None:
            self._acts.open_checklist(checklist)

    def _record_milestone(self) -> None:
        self._acts.record_milestone()

    def _record_dates(self) -> None:
        assert self._case is not None
        if self._step is Step.INFUSION and self._case.infusion is None:
            self._acts.record_infusion()
        elif self._step is not None:
            self._acts.record_step(self._step)

    def _lay_out(self) -> None:
        self._lacks.setSpacing(0)
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.dates)
        self.inner.addSpacing(8)
        self.inner.addWidget(self.lacks_title)
        self.inner.addLayout(self._lacks)
        self.inner.addSpacing(12)
        self.inner.addWidget(self.entry_title)
        self.inner.addWidget(self.entry)
        self.inner.addStretch(1)
        self.add_buttons(self.dates_button, self.checklist)
        self.add_buttons(self.milestone, self.setback)
        self.add_buttons(self.course)


def _add(menu: QMenu, text: str, act: Act) -> None:
    menu.addAction(text).triggered.connect(partial(_run, act))


def _run(act: Act, *_checked: bool) -> None:
    act()
