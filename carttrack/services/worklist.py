"""Who needs action today, and the patient list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.checklists import CheckAnswer
from carttrack.domain.pathway.eligibility import holds
from carttrack.domain.patients import age_on
from carttrack.domain.worklist import (
    DueItem,
    DueKind,
    DueState,
    PatientLine,
    TodayView,
    due_state,
)
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic
from carttrack.store import worklists
from carttrack.store.work import Work
from carttrack.store.worklists import FilterChoices, PatientFilter, PatientSort

__all__ = [
    "EVERYONE",
    "ON_PATH",
    "Due",
    "FilterChoices",
    "PatientFilter",
    "PatientSort",
    "Standing",
    "choices",
    "everyone",
    "patients",
    "today",
]

EVERYONE = PatientFilter()
ON_PATH = PatientFilter(on_path=True)
"""Patients who are alive, with an open course."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that must have happened by a day, and where that stands."""

    what: str
    on: date
    state: DueState


@dataclass(frozen=True, slots=True)
class Standing:
    """One patient with everything due, the next thing to come included."""

    line: PatientLine
    due: tuple[Due, ...]


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
        return replace(view, items=_with_holds(work, view.items))


def patients(
    clinic: Clinic,
    *,
    search: str = "",
    sort: PatientSort = PatientSort.NAME,
    descending: bool = False,
    after: PatientId | None = None,
    filters: PatientFilter = EVERYONE,
) -> tuple[tuple[PatientLine, ...], int]:
    """Return one page of the patient list and how many match in all."""
    with clinic.reading() as work:
        return worklists.patient_page(
            work,
            today=clinic.today(),
            search=search,
            sort=sort,
            descending=descending,
            after=after,
            filters=filters,
        )


def choices(clinic: Clinic) -> FilterChoices:
    """Return the coordinators and products the patient list can be filtered by."""
    with clinic.reading() as work:
        return worklists.filter_choices(work)


def patient_count(clinic: Clinic) -> int:
    """Return how many patients are registered."""
    with clinic.reading() as work:
        return work.patients.count()


def everyone(clinic: Clinic) -> Iterator[Standing]:
    """Yield every patient in order of MRN with what is due."""
    today = clinic.today()
    with clinic.reading() as work:
        listed: dict[PatientId, list[Due]] = defaultdict(list)
        for item in worklists.due_items(
            work, today=today, now=clinic.now(), zone=clinic.record.zone, rules=clinic.record
        ):
            state = item.state(today, clinic.now())
            listed[item.person.patient_id].append(Due(item.what, item.due_on, state))
        for line in worklists.patient_lines_all(work, today=today):
            due = listed[line.person.patient_id]
            if line.next_on is not None:
                due += _unlisted(
                    Due(line.next_what, line.next_on, due_state(line.next_on, today)), due
                )
            yield Standing(line, tuple(due))


def _unlisted(following: Due, listed: list[Due]) -> list[Due]:
    known = {(due.what, due.on) for due in listed}
    return [] if (following.what, following.on) in known else [following]


def _with_holds(work: Work, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    courses = [i.person.course_id for i in items if i.kind is DueKind.HOLD and i.person.course_id]
    if not courses:
        return items
    answers: dict[int, list[CheckAnswer]] = defaultdict(list)
    for course_id, answer in work.answers.of_many(courses):
        answers[course_id].append(answer)
    return tuple(_with_open_items(item, answers[item.person.course_id or 0]) for item in items)


def _with_open_items(item: DueItem, answers: Iterable[CheckAnswer]) -> DueItem:
    if item.kind is not DueKind.HOLD or item.checklist is None:
        return item
    age = age_on(item.person.birth_date, item.due_on)
    asked = [each for each in catalogue.checklist_items() if each.applies_at(age)]
    return replace(item, holds=tuple(hold.text for hold in holds(asked, answers, item.checklist)))
