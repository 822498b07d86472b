"""Acts of the pathway that want a dialog: steps, infusion, milestones, checklists, the end."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.kept import Act
from carttrack.domain.pathway.checklists import CheckAnswer, Checklist
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Death
from carttrack.gui import words
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.checklist import Answers, ChecklistDialog
from carttrack.gui.dialogs.course import CourseDialog, CourseToOpen
from carttrack.gui.dialogs.course_end import CourseEnd, CourseEndDialog
from carttrack.gui.dialogs.death import DeathDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.milestone import MilestoneDialog
from carttrack.gui.dialogs.setback import SetbackDialog
from carttrack.gui.dialogs.step import StepDialog
from carttrack.gui.pages.keeping import Codes, WaysOut, open_for, try_to_keep
from carttrack.gui.pages.occasions import course_of, occasion_of
from carttrack.gui.widgets.message_bar import Action
from carttrack.services import catalogue, checklists, infusion, intake, pathway
from carttrack.services.intake import NewCourse


def record_step(desk: Desk, case: CaseFile, step: Step, parent: QWidget) -> StepDialog:
    """Take the dates of a step; of the infusion only the plan."""
    dialog = StepDialog(occasion_of(desk, case), case, step, parent)
    course_id = course_of(case)

    def keep(record: StepRecord, accepted: Codes) -> Act:
        return pathway.record_step(
            desk.clinic, course_id, record, reason=dialog.reason, accepted=accepted
        )

    open_for(desk, dialog, keep, _to_checklist(desk, case, dialog))
    return dialog


def record_infusion(desk: Desk, case: CaseFile, parent: QWidget) -> InfusionDialog:
    """Take the infusion; a go/no-go that is not signed can be opened from its refusal."""
    dialog = InfusionDialog(occasion_of(desk, case), parent=parent)
    course_id = course_of(case)

    def keep(value: Infusion, accepted: Codes) -> Act:
        return infusion.record_infusion(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep, _to_checklist(desk, case, dialog))
    return dialog


def record_milestone(
    desk: Desk, case: CaseFile, parent: QWidget, kind: MilestoneKind | None = None
) -> MilestoneDialog:
    """Take a milestone: a consent, bridging, the product's arrival, discharge."""
    dialog = MilestoneDialog(occasion_of(desk, case), kind, parent=parent)
    course_id = course_of(case)

    def keep(value: Milestone, accepted: Codes) -> Act:
        return pathway.record_milestone(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def record_setback(
    desk: Desk, case: CaseFile, parent: QWidget, step: Step | None = None
) -> SetbackDialog:
    """Take what went wrong; the ending kinds close the course."""
    dialog = SetbackDialog(occasion_of(desk, case), step, parent=parent)
    course_id = course_of(case)

    def keep(value: Setback, accepted: Codes) -> Act:
        return pathway.record_setback(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def record_death(desk: Desk, case: CaseFile, parent: QWidget) -> DeathDialog:
    """Take the death, which ends every open course."""
    dialog = DeathDialog(occasion_of(desk, case), parent=parent)

    def keep(value: Death, accepted: Codes) -> Act:
        return intake.record_death(desk.clinic, case.patient_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def open_course(desk: Desk, case: CaseFile, parent: QWidget) -> CourseDialog:
    """Take the product of a further course."""
    dialog = CourseDialog(occasion_of(desk, case), catalogue.products(), parent)

    def keep(value: CourseToOpen, _accepted: Codes) -> Act:
        return intake.open_course(desk.clinic, case.patient_id, new_course(value))

    open_for(desk, dialog, keep)
    return dialog


def new_course(value: CourseToOpen) -> NewCourse:
    """Return what a dialog asked for as the service takes it."""
    return NewCourse(
        product=value.product,
        product_name=value.product_name,
        study=value.study,
        referred_on=value.referred_on,
        target=value.target,
        second_target=value.second_target,
    )


def close_course(desk: Desk, case: CaseFile, parent: QWidget) -> CourseEndDialog:
    """Take the end of a course."""
    dialog = CourseEndDialog(occasion_of(desk, case), parent)
    course_id = course_of(case)

    def keep(value: CourseEnd, _accepted: Codes) -> Act:
        return pathway.close_course(
            desk.clinic, course_id, value.ended_on, value.end_reason, value.end_note
        )

    open_for(desk, dialog, keep)
    return dialog


def open_checklist(
    desk: Desk, case: CaseFile, checklist: Checklist, parent: QWidget
) -> ChecklistDialog:
    """Take the answers of a checklist, and its signature, which keeps the answers first."""
    items = checklists.items_of(case, checklist)
    dialog = ChecklistDialog(occasion_of(desk, case), checklist, items, parent)
    course_id = course_of(case)

    def keep(answers: Answers, _accepted: Codes) -> Act:
        return checklists.answer_items(desk.clinic, course_id, answers)

    def sign(answers: tuple[CheckAnswer, ...], reason: str) -> None:
        def signed(accepted: Codes) -> Act:
            return checklists.sign_checklist(
                desk.clinic, course_id, checklist, reason, accepted=accepted
            )

        def after() -> None:
            try_to_keep(desk, dialog, signed, then=dialog.accept)

        try_to_keep(desk, dialog, lambda codes: keep(answers, codes), then=after)

    dialog.signed.connect(sign)
    open_for(desk, dialog, keep)
    return dialog


def _to_checklist(desk: Desk, case: CaseFile, over: EntryDialog[Any]) -> WaysOut:
    """Return the way from a refusal for an unsigned checklist to that checklist.

    Once answered or signed, the refusal goes: the next saving says what still holds.
    """

    def go(checklist: Checklist) -> None:
        open_checklist(desk, case, checklist, over).accepted.connect(over.message.clear)

    def ways(error: InvalidEntryError) -> list[Action]:
        for checklist in Checklist:
            if error.field == checklist.value:
                text = words.term(checklist)
                return [(text, partial(go, checklist))]
        return []

    return ways
