"""Who needs action today, and the patient list."""

from collections.abc import Iterator
from dataclasses import replace

from carttrack.domain.kept import CourseId
from carttrack.domain.worklist import DueItem, DueKind, PatientLine, TodayView
from carttrack.services import course
from carttrack.services.checklists import open_holds
from carttrack.services.clinic import Clinic
from carttrack.store import worklists
from carttrack.store.worklists import PageKey, PatientOrder


def today(clinic: Clinic, *, mine: bool = False) -> TodayView:
    """Return the first screen's content as of now; `mine` keeps the user's own patients.

    Holds on the list name their open items; nothing of this is stored.
    """
    with clinic.reading() as work:
        view = worklists.today(
            work,
            today=clinic.today(),
            now=clinic.now(),
            zone=clinic.record.zone,
            coordinator=clinic.user.name if mine else None,
            rules=clinic.record,
        )
    return replace(view, items=tuple(_with_holds(clinic, item) for item in view.items))


def patients(
    clinic: Clinic,
    *,
    search: str = "",
    order: PatientOrder = PatientOrder.NAME,
    after: PageKey | None = None,
    limit: int = 200,
) -> tuple[tuple[PatientLine, ...], int]:
    """Return one page of the patient list and how many match in all."""
    with clinic.reading() as work:
        return worklists.patient_page(
            work,
            today=clinic.today(),
            zone=clinic.record.zone,
            search=search,
            order=order,
            after=after,
            limit=limit,
        )


def everyone(clinic: Clinic) -> Iterator[PatientLine]:
    """Yield every patient in order of MRN, as `carttrack list` prints them."""
    with clinic.reading() as work:
        yield from worklists.patient_lines_all(work, today=clinic.today(), zone=clinic.record.zone)


def _with_holds(clinic: Clinic, item: DueItem) -> DueItem:
    if item.kind is not DueKind.HOLD or item.checklist is None or item.person.course_id is None:
        return item
    case = course.case_of(clinic, CourseId(item.person.course_id))
    return replace(item, holds=tuple(hold.text for hold in open_holds(case, item.checklist)))
