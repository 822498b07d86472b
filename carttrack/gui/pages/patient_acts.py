"""What can be done with a patient, for every tab of the page: each act opens its dialog."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import CourseId, Kept
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Target
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.gui import icons
from carttrack.gui.desk import Desk
from carttrack.gui.pages import acting, assessing
from carttrack.services.entries import Entry

ONLY_VOID = frozenset({Entry.CLEARANCE})
"""A signature cannot be corrected, only made void."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry that a menu offers to correct or to make void, by the words it is known under."""

    kind: Entry
    kept: Kept[Any]
    words: str


class CaseActs(QObject):
    """Opens the dialogs about one case, over the window of the page."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.case: CaseFile | None = None

    @property
    def _parent(self) -> QWidget:
        return self._over.window()

    @property
    def _case(self) -> CaseFile:
        assert self.case is not None, "a page acts after its first reading"
        return self.case

    def log_assessment(self) -> None:
        """Ask the window for the assessment dialog."""
        self._desk.assessment_requested.emit(self._case.patient_id)

    def issue_summary(self) -> None:
        """Ask the window for the PDF dialog."""
        self._desk.summary_requested.emit(self._case.patient_id)

    def record_step(self, step: Step) -> None:
        """Plan a step or record its dates; the infusion, once planned, with all it needs."""
        if step is Step.INFUSION and self._case.infusion is not None:
            self.correct(Entry.INFUSION, self._case.infusion)
        else:
            acting.record_step(self._desk, self._case, step, self._parent)

    def record_infusion(self) -> None:
        """Record the infusion."""
        acting.record_infusion(self._desk, self._case, self._parent)

    def record_milestone(self, kind: MilestoneKind | None = None) -> None:
        """Record a milestone."""
        acting.record_milestone(self._desk, self._case, self._parent, kind)

    def record_setback(self, step: Step | None = None) -> None:
        """Record what went wrong."""
        acting.record_setback(self._desk, self._case, self._parent, step)

    def record_death(self) -> None:
        """Record the death."""
        acting.record_death(self._desk, self._case, self._parent)

    def record_entry(self, kind: Entry, of: IdentifierKind | Target | None = None) -> None:
        """Record a weight, a contact, an earlier therapy, an antigen test, an alert, a number."""
        acting.record_entry(self._desk, self._case, kind, self._parent, of)

    def open_checklist(self, checklist: Checklist) -> None:
        """Go through a checklist and sign it."""
        acting.open_checklist(self._desk, self._case, checklist, self._parent)

    def book_visit(self, code: str) -> None:
        """Book a visit, or book it again."""
        acting.book_visit(self._desk, self._case, code, self._parent)

    def complete_visit(self, code: str) -> None:
        """Record a visit as done, with its form."""
        acting.complete_visit(self._desk, self._case, code, self._parent)

    def miss_visit(self, code: str) -> None:
        """Record a visit as missed."""
        acting.miss_visit(self._desk, self._case, code, self._parent)

    def record_response(self) -> None:
        """Record a response."""
        acting.record_response(self._desk, self._case, self._parent)

    def record_event(self, kind: Entry) -> None:
        """Record a relapse, a later therapy or a second malignancy."""
        acting.record_event(self._desk, self._case, kind, self._parent)

    def record_later_infusion(self) -> None:
        """Record a part of a split dose or a reinfusion."""
        acting.record_later_infusion(self._desk, self._case, self._parent)

    def record_given(self) -> None:
        """Record an intervention."""
        acting.record_given(self._desk, self._case, self._parent)

    def close_episode(self, toxicity: Toxicity) -> None:
        """Close the open episode of a toxicity."""
        acting.close_episode(self._desk, self._case, toxicity, self._parent)

    def mark_not_done(self) -> None:
        """Record that an assessment was due and not done."""
        acting.mark_not_done(self._desk, self._case, self._parent)

    def open_course(self) -> None:
        """Open a further course."""
        acting.open_course(self._desk, self._case, self._parent)

    def close_course(self) -> None:
        """Close the course at hand."""
        acting.close_course(self._desk, self._case, self._parent)

    def correct_patient(self) -> None:
        """Correct the patient's own data."""
        acting.correct_patient(self._desk, self._case, self._parent)

    def correct(self, kind: Entry, kept: Kept[Any]) -> None:
        """Correct an entry as a new version with its reason."""
        if kind is Entry.ASSESSMENT:
            patient_id = self._case.patient_id
            assessing.correct_assessment(self._desk, patient_id, kept.id, self._parent)
        elif kind not in ONLY_VOID:
            acting.correct_entry(self._desk, self._case, kind, kept, self._parent)

    def void(self, kind: Entry, kept: Kept[Any]) -> None:
        """Make an entry void with its reason."""
        acting.void_entry(self._desk, self._case, kind, kept, self._parent)

    def entry_menu(self, entries: Iterable[Entered], parent: QWidget) -> QMenu:
        """Return a menu to correct entries or make them void; several stand in submenus."""
        menu = QMenu(parent)
        offered = tuple(entries)
        for entered in offered:
            into = menu.addMenu(entered.words) if len(offered) > 1 else menu
            if entered.kind not in ONLY_VOID:
                correct = into.addAction(self.tr("Correct…"))
                icons.put(correct, "pencil")
                correct.triggered.connect(partial(self._correct, entered))
            void = into.addAction(self.tr("Make void…"))
            icons.put(void, "trash")
            void.triggered.connect(partial(self._void, entered))
        return menu

    def pop_up(self, entries: Iterable[Entered], parent: QWidget, at: QPoint) -> QMenu | None:
        """Show the menu of entries at a point of the screen; nothing where there are none."""
        offered = tuple(entries)
        if not offered:
            return None
        menu = self.entry_menu(offered, parent)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    @property
    def course_id(self) -> CourseId | None:
        """The course at hand."""
        return self.case.course_id if self.case else None

    def _correct(self, entered: Entered, *_checked: bool) -> None:
        self.correct(entered.kind, entered.kept)

    def _void(self, entered: Entered, *_checked: bool) -> None:
        self.void(entered.kind, entered.kept)
