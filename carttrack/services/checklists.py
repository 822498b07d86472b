"""Eligibility and go/no-go: what still holds, answers, signatures."""

from collections.abc import Sequence
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.kept import Act, CourseId, Kept
from carttrack.domain.pathway.checklists import CheckAnswer, Checklist, Clearance
from carttrack.domain.pathway.clearing import signing_questions
from carttrack.domain.pathway.eligibility import ChecklistItem, Hold, applicable, holds
from carttrack.domain.pathway.eligibility_lines import EligibilityLine, eligibility_lines
from carttrack.domain.pathway.expiry import expiry_holds
from carttrack.domain.pathway.limits import ClinicLimit
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term
from carttrack.services import catalogue, course
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic

NOBODY: frozenset[str] = frozenset()
GATES = {
    Step.LYMPHODEPLETION: Checklist.BEFORE_LYMPHODEPLETION,
    Step.INFUSION: Checklist.BEFORE_INFUSION,
}
"""The steps that need a signed checklist before they start."""


def items_of(case: CaseFile, checklist: Checklist) -> tuple[ChecklistItem, ...]:
    """Return the items of a checklist that apply to this case."""
    return applicable(catalogue.checklist_items(), case, checklist)


def open_holds(case: CaseFile, checklist: Checklist, today: date | None = None) -> tuple[Hold, ...]:
    """Return what still holds a checklist: each item names itself.

    With `today` also what has run out, or will have when the step begins.
    """
    items = holds(items_of(case, checklist), [a.value for a in case.answers], checklist)
    return items if today is None else (*items, *expiry_holds(case, checklist, today))


def lines_of(clinic: Clinic, case: CaseFile, checklist: Checklist) -> tuple[EligibilityLine, ...]:
    """Return a checklist line by line: value, limit, result, date and who.

    The clinic's own limits stand above the published examples.
    """
    answers = [kept.value for kept in case.answers]
    limits = [kept.value for kept in own_limits(clinic)]
    return eligibility_lines(items_of(case, checklist), answers, limits)


def own_limits(clinic: Clinic) -> tuple[Kept[ClinicLimit], ...]:
    """Return the limits that the clinic has set for items of its checklists."""
    with clinic.reading() as work:
        return work.clinic_limits.kept()


def set_limit(clinic: Clinic, limit: ClinicLimit) -> Act:
    """Keep the clinic's own limit for an item; one on record is replaced, the old one in history.

    Raises `NotFoundError` for an item that is on no checklist, `RefusedError` when nothing differs.
    """
    item = next((i for i in catalogue.checklist_items() if _is_for(limit, i)), None)
    if item is None:
        raise NotFoundError("This item is on none of the checklists. Nothing was saved.")
    before = _limit_on(clinic, limit.checklist, limit.item)
    if before is not None and before.value == limit:
        raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
    what = f"Limit set: {item.question}"
    with clinic.work(what) as work:
        if before is None:
            entry_id = work.clinic_limits.add(limit)
        else:
            entry_id = before.id
            work.clinic_limits.change(entry_id, limit)
    return Act(id=work.act, what=what, entry_id=entry_id)


def remove_limit(clinic: Clinic, checklist: Checklist, item: str, reason: str) -> Act:
    """Make the clinic's own limit for an item void: the published example stands again.

    Raises `NotFoundError` when there is none, `InvalidEntryError` without a reason.
    """
    before = _limit_on(clinic, checklist, item)
    if before is None:
        raise NotFoundError("The clinic has set no limit for this item. Nothing was changed.")
    what = f"Limit removed: {before.value.limit}"
    with clinic.work(what, reason=reason.strip()) as work:
        work.clinic_limits.void(before.id, reason)
    return Act(id=work.act, what=what, entry_id=before.id)


def _limit_on(clinic: Clinic, checklist: Checklist, item: str) -> Kept[ClinicLimit] | None:
    for kept in own_limits(clinic):
        if (kept.value.checklist, kept.value.item) == (checklist, item):
            return kept
    return None


def _is_for(limit: ClinicLimit, item: ChecklistItem) -> bool:
    return (item.checklist, item.code) == (limit.checklist, limit.item)


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
    clinic: Clinic,
    course_id: CourseId,
    checklist: Checklist,
    override_reason: str = "",
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Sign a checklist as the user; with open items only with the reason to go on.

    Raises `QuestionsError` for a first signature after its step began.
    """
    case = course.case_of(clinic, course_id)
    settle((), signing_questions(case, checklist, clinic.today()), accepted)
    clearance = Clearance(
        checklist=checklist,
        signed_at=clinic.now(),
        signed_by=clinic.user.name,
        holds=tuple(hold.code for hold in open_holds(case, checklist, clinic.today())),
        override_reason=override_reason,
    )
    what = f"{term(checklist)} signed, {case.patient.value.name}"
    with clinic.work(what, reason=override_reason.strip()) as work:
        entry_id = work.clearances.add(course_id, clearance)
    return Act(id=work.act, what=what, entry_id=entry_id)


def demand_clearance(case: CaseFile, step: Step, today: date) -> None:
    """Refuse a step whose go/no-go is not signed, naming every item that holds it."""
    checklist = GATES.get(step)
    if checklist is None or any(c.value.checklist is checklist for c in case.clearances):
        return
    names = ", ".join(hold.text for hold in open_holds(case, checklist, today))
    still = f"Still open: {names}." if names else "Every item is answered; it only needs signing."
    raise RefusedError(
        f"{term(checklist)} is not signed. {still} "
        "Sign it, with a reason if items stay open; nothing was changed.",
        checklist.value,
    )
