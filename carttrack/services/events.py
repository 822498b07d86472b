"""What happens to the disease after the infusion: relapse, later therapy, a second malignancy."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import NotFoundError
from carttrack.domain.follow_up.after_event import (
    AfterEventPlan,
    events_of,
    plan_after_event,
    visits_after,
)
from carttrack.domain.kept import Act, CourseId, Kept
from carttrack.domain.outcome.event_checks import (
    check_later_therapy,
    check_relapse,
    check_second_malignancy,
)
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.pathway.verdicts import MoveCheck
from carttrack.services import course, entries
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry

NOBODY: frozenset[str] = frozenset()
Event = Relapse | LaterTherapy | SecondMalignancy


def record_event(
    clinic: Clinic, course_id: CourseId, event: Event, *, accepted: frozenset[str] = NOBODY
) -> Act:
    """Keep a relapse, a later therapy or a second malignancy.

    A relapse, a transplantation or another cell therapy stops the visits for the response in the
    same act, as the protocol says. Raises `RefusedError` or `QuestionsError` as the checks
    demand.
    """
    case = course.case_of(clinic, course_id)
    check = _check(clinic, case, event)
    settle(check.refusals, check.questions, accepted)
    return entries.add(clinic, _kind(event), course_id, event)


def correct_event(
    clinic: Clinic,
    course_id: CourseId,
    entry_id: int,
    event: Event,
    reason: str,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Correct an event with a reason; the visits stop and go on by the corrected day.

    Raises `NotFoundError` when the course has no such entry.
    """
    case = _without(course.case_of(clinic, course_id), event, entry_id)
    check = _check(clinic, case, event)
    settle(check.refusals, check.questions, accepted)
    return entries.correct(clinic, _kind(event), entry_id, event, reason)


def plan_with(
    clinic: Clinic, course_id: CourseId, event: Event, *, instead_of: int | None = None
) -> AfterEventPlan | None:
    """Return what would be planned with an event that is not kept yet, None where it changes none.

    It is what the screen shows before the event is saved; `instead_of` is the id of the entry
    that it corrects. Raises `NotFoundError` when the course has no such entry.
    """
    case = course.case_of(clinic, course_id)
    if instead_of is not None:
        case = _without(case, event, instead_of)
    case = _with(case, event)
    if case.protocol is None:
        return None
    visits = visits_after((kept.value for kept in case.visits), case.protocol, events_of(case))
    planned = tuple(
        replace(kept, value=visit) for kept, visit in zip(case.visits, visits, strict=True)
    )
    return plan_after_event(replace(case, visits=planned), clinic.today())


def _kind(event: Event) -> Entry:
    if isinstance(event, Relapse):
        return Entry.RELAPSE
    return Entry.LATER_THERAPY if isinstance(event, LaterTherapy) else Entry.SECOND_MALIGNANCY


def _check(clinic: Clinic, case: CaseFile, event: Event) -> MoveCheck:
    today = clinic.today()
    if isinstance(event, Relapse):
        return check_relapse(case, event, today=today, counts=clinic.record.response_counts)
    if isinstance(event, LaterTherapy):
        return check_later_therapy(case, event, today=today)
    return check_second_malignancy(case, event, today=today)


def _without(case: CaseFile, event: Event, entry_id: int) -> CaseFile:
    field = _kind(event).value
    on_record = getattr(case, field)
    others = tuple(kept for kept in on_record if kept.id != entry_id)
    if len(others) == len(on_record):
        raise NotFoundError("This entry is no longer on record. Open the patient again.")
    return _replaced(case, field, others)


def _with(case: CaseFile, event: Event) -> CaseFile:
    field = _kind(event).value
    new = Kept(id=0, value=event, entered_at=datetime.min.replace(tzinfo=UTC), entered_by="")
    return _replaced(case, field, (*getattr(case, field), new))


def _replaced(case: CaseFile, field: str, entries_of_kind: tuple[object, ...]) -> CaseFile:
    changes: dict[str, Any] = {field: entries_of_kind}
    return replace(case, **changes)
