"""Eligibility and go/no-go: what still holds, answers, signatures."""

from collections.abc import Sequence

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.pathway.checklists import CheckAnswer, Checklist, Clearance
from carttrack.domain.pathway.eligibility import ChecklistItem, Hold, applicable, holds
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term
from carttrack.services import catalogue, course
from carttrack.services.clinic import Clinic

GATES = {
    Step.LYMPHODEPLETION: Checklist.BEFORE_LYMPHODEPLETION,
    Step.INFUSION: Checklist.BEFORE_INFUSION,
}
"""The steps that need a signed checklist before they start."""


def items_of(case: CaseFile, checklist: Checklist) -> tuple[ChecklistItem, ...]:
    """Return the items of a checklist that apply to this case."""
    return applicable(catalogue.checklist_items(), case, checklist)


def open_holds(case: CaseFile, checklist: Checklist) -> tuple[Hold, ...]:
    """Return what still holds a checklist: each item names itself."""
    return holds(items_of(case, checklist), [a.value for a in case.answers], checklist)


def answer_items(clinic: Clinic, course_id: CourseId, answers: Sequence[CheckAnswer]) -> Act:
    """Keep answers on a checklist; an answer given before is replaced, the old one in history."""
    case = course.case_of(clinic, course_id)
    known = {(kept.value.checklist, kept.value.item): kept for kept in case.answers}
    what = f"Checklist answered, {case.patient.value.name}"
    with clinic.work(what) as work:
        for answer in answers:
            kept = known.get((answer.checklist, answer.item))
            if kept is None:
                work.answers.add(course_id, answer)
            elif kept.value != answer:
                work.answers.change(kept.id, answer)
    return Act(id=work.act, what=what)


def sign_checklist(
    clinic: Clinic, course_id: CourseId, checklist: Checklist, override_reason: str = ""
) -> Act:
    """Sign a checklist as the user; with open items only with the reason to go on."""
    case = course.case_of(clinic, course_id)
    clearance = Clearance(
        checklist=checklist,
        signed_at=clinic.now(),
        signed_by=clinic.user.name,
        holds=tuple(hold.code for hold in open_holds(case, checklist)),
        override_reason=override_reason,
    )
    what = f"{term(checklist)} signed, {case.patient.value.name}"
    with clinic.work(what, reason=override_reason.strip()) as work:
        entry_id = work.clearances.add(course_id, clearance)
    return Act(id=work.act, what=what, entry_id=entry_id)


def demand_clearance(case: CaseFile, step: Step) -> None:
    """Refuse a step whose go/no-go is not signed, naming every item that holds it."""
    checklist = GATES.get(step)
    if checklist is None or any(c.value.checklist is checklist for c in case.clearances):
        return
    names = ", ".join(hold.text for hold in open_holds(case, checklist))
    still = f"Still open: {names}." if names else "Every item is answered; it only needs signing."
    raise RefusedError(
        f"{term(checklist)} is not signed. {still} "
        "Sign it, with a reason if items stay open; nothing was changed.",
        checklist.value,
    )
