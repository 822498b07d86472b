"""The patient list: searched, filtered, sorted and paged in SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, func, or_, select

from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease
from carttrack.domain.worklist import PatientLine
from carttrack.store import dialect
from carttrack.store.search import fold
from carttrack.store.tables.columns import table
from carttrack.store.tables.courses import IdentifierRow
from carttrack.store.work import Work
from carttrack.store.worklists.due import OPEN_VISIT, PLANNED_STEP, VISIT, visit_due
from carttrack.store.worklists.lines import LAST_STEP, lines, reached
from carttrack.store.worklists.people import (
    COURSE,
    INFUSION,
    ON_PATH,
    PATIENT,
    PERSON,
    STEP,
    Calendar,
    with_latest_course,
)

IDENTIFIER = table(IdentifierRow)
PAGE = 200
CHUNK = 2000
"""Patients read at a time when all are wanted."""


class PatientSort(StrEnum):
    """What the list is sorted by; equal ones by the patient's number."""

    NAME = "name"
    MRN = "mrn"
    BIRTH_DATE = "birth_date"
    DISEASE = "disease"
    PRODUCT = "product"
    STEP = "step"
    DAY = "day"
    NEXT = "next"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFilter:
    """Which patients are listed; None lets all pass.

    `on_path`: neither did the latest course end nor the patient die.
    """

    coordinator: str | None = None
    disease: Disease | None = None
    product: str | None = None
    step: Step | None = None
    on_path: bool | None = None

    @property
    def of_person(self) -> bool:
        """Whether the course does not matter."""
        return self.product is None and self.step is None and self.on_path is None


EVERYONE = PatientFilter()
_LAST_DAY = date(9999, 12, 31)


def patient_page(  # noqa: PLR0913  (what is asked for is named at the call)
    work: Work,
    *,
    today: date,
    search: str = "",
    sort: PatientSort = PatientSort.NAME,
    descending: bool = False,
    after: PatientId | None = None,
    limit: int = PAGE,
    filters: PatientFilter = EVERYONE,
) -> tuple[tuple[PatientLine, ...], int]:
    """Return one page of patients, and how many there are in all.

    `search` looks for each word in names and MRN, and for the whole in lots and identity codes,
    case and diacritics apart. `after` is the last patient of the page before.
    """
    conditions = (*found_by(search), *passing(filters))
    query = select(*PERSON, PATIENT.c.disease, COURSE.c.ended_on).where(*conditions)
    query = query.select_from(with_latest_course())
    value = _SORTS[sort]
    if after is not None:
        query = query.where(_beyond(work, value, after, descending=descending))
    order = (value.desc(), PATIENT.c.id.desc()) if descending else (value, PATIENT.c.id)
    rows = work.connection.execute(query.order_by(*order).limit(limit)).all()
    source = PATIENT if filters.of_person else with_latest_course()
    counted = select(func.count()).select_from(source).where(*conditions)
    total = work.connection.execute(counted).scalar_one()
    return lines(work, Calendar(today, work.clinic.get().zone), rows), total


def patient_lines_all(work: Work, *, today: date) -> Iterator[PatientLine]:
    """Yield every patient in order of MRN, a bounded number held at a time."""
    calendar = Calendar(today, work.clinic.get().zone)
    query = select(*PERSON, PATIENT.c.disease, COURSE.c.ended_on)
    query = query.select_from(with_latest_course()).where(PATIENT.c.void_reason.is_(None))
    query = query.order_by(PATIENT.c.mrn)
    for rows in work.connection.execute(query).partitions(CHUNK):
        yield from lines(work, calendar, rows)


def found_by(search: str) -> tuple[ColumnElement[bool], ...]:
    """Return the condition for the patients that a search finds, none for an empty one."""
    folded = fold(search)
    if not folded:
        return ()
    names = and_(
        *(
            PATIENT.c.folded.like(dialect.contains(word), escape=dialect.ESCAPE)
            for word in folded.split()
        )
    )
    marked = select(IDENTIFIER.c.patient_id).where(
        IDENTIFIER.c.folded.like(dialect.contains(folded), escape=dialect.ESCAPE),
        IDENTIFIER.c.void_reason.is_(None),
    )
    return (or_(names, PATIENT.c.id.in_(marked)),)


def passing(filters: PatientFilter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions for the patients that pass the filters."""
    yield PATIENT.c.void_reason.is_(None)
    if filters.coordinator is not None:
        yield PATIENT.c.coordinator == filters.coordinator
    if filters.disease is not None:
        yield PATIENT.c.disease == filters.disease
    if filters.product is not None:
        yield or_(COURSE.c.product == filters.product, COURSE.c.product_name == filters.product)
    if filters.step is not None:
        yield current_step == filters.step.ordinal
    if filters.on_path is not None:
        yield ON_PATH if filters.on_path else ~ON_PATH


def _beyond(
    work: Work, value: ColumnElement[Any], after: PatientId, *, descending: bool
) -> ColumnElement[bool]:
    query = select(value).select_from(with_latest_course()).where(PATIENT.c.id == after)
    key = work.connection.execute(query.limit(1)).scalar_one()
    if descending:
        return or_(value < key, and_(value == key, PATIENT.c.id < after))
    return or_(value > key, and_(value == key, PATIENT.c.id > after))


_FURTHEST = (
    select(func.coalesce(func.max(reached), 0))
    .where(STEP.c.course_id == COURSE.c.id, STEP.c.void_reason.is_(None))
    .scalar_subquery()
)
current_step: ColumnElement[int] = case(
    (COURSE.c.id.is_(None), -1),
    (COURSE.c.ended_on.is_not(None), Step.CLOSED.ordinal),
    (_FURTHEST > LAST_STEP, LAST_STEP),
    else_=_FURTHEST,
)
"""The ordinal of the step a course stands in, as `domain.pathway.steps.current_step` has it."""


def _first(due: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    query = select(func.min(due, type_=VISIT.c.latest.type)).where(*conditions)
    return func.coalesce(query.scalar_subquery(), _LAST_DAY, type_=VISIT.c.latest.type)


_FIRST_VISIT = _first(visit_due, VISIT.c.course_id == COURSE.c.id, OPEN_VISIT)
_FIRST_STEP = _first(STEP.c.planned_on, STEP.c.course_id == COURSE.c.id, PLANNED_STEP)
next_due: ColumnElement[Any] = case(
    (~ON_PATH, _LAST_DAY),
    (_FIRST_VISIT < _FIRST_STEP, _FIRST_VISIT),
    else_=_FIRST_STEP,
)
"""The day by which the next visit or planned step is due; a day far off where nothing is."""
_SORTS: dict[PatientSort, ColumnElement[Any]] = {
    PatientSort.NAME: PATIENT.c.sort_name,
    PatientSort.MRN: PATIENT.c.mrn,
    PatientSort.BIRTH_DATE: PATIENT.c.birth_date,
    PatientSort.DISEASE: PATIENT.c.disease,
    PatientSort.PRODUCT: func.coalesce(COURSE.c.product, ""),
    PatientSort.STEP: current_step,
    PatientSort.DAY: func.coalesce(INFUSION.c.started_at, "", type_=String()),
    PatientSort.NEXT: next_due,
    PatientSort.COORDINATOR: PATIENT.c.coordinator,
}
