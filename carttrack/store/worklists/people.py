"""Who a line is about: the columns every list shows of a patient and the course at hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, and_, exists, select

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.worklist import Person
from carttrack.store.tables.columns import table
from carttrack.store.tables.courses import CourseRow, InfusionRow, StepRow
from carttrack.store.tables.patients import DeathRow, PatientRow
from carttrack.store.work import Work

PATIENT, COURSE, INFUSION = table(PatientRow), table(CourseRow), table(InfusionRow)
STEP, DEATH = table(StepRow), table(DeathRow)
PLANNED = STEP.alias("planned_infusion")
LATER = COURSE.alias("later_course")

PERSON: tuple[Any, ...] = (
    PATIENT.c.id.label("p_id"),
    COURSE.c.id.label("c_id"),
    PATIENT.c.mrn.label("p_mrn"),
    PATIENT.c.family_name.label("p_family"),
    PATIENT.c.given_name.label("p_given"),
    PATIENT.c.latin_name.label("p_latin"),
    PATIENT.c.birth_date.label("p_birth"),
    PATIENT.c.coordinator.label("p_coordinator"),
    COURSE.c.product.label("c_product"),
    COURSE.c.product_name.label("c_product_name"),
    INFUSION.c.started_at.label("i_started_at"),
    PLANNED.c.planned_on.label("i_planned_on"),
)
"""The columns `person_of` reads."""

ALIVE = ~exists().where(DEATH.c.patient_id == PATIENT.c.id, DEATH.c.void_reason.is_(None))
ON_PATH = and_(
    COURSE.c.ended_on.is_(None),
    COURSE.c.void_reason.is_(None),
    PATIENT.c.void_reason.is_(None),
    ALIVE,
)
"""The course is open, and its patient alive."""
_LATEST_COURSE = and_(
    COURSE.c.patient_id == PATIENT.c.id,
    COURSE.c.void_reason.is_(None),
    ~exists().where(
        LATER.c.patient_id == PATIENT.c.id,
        LATER.c.void_reason.is_(None),
        LATER.c.number > COURSE.c.number,
    ),
)
_INFUSED = and_(
    INFUSION.c.course_id == COURSE.c.id,
    INFUSION.c.number == 1,
    INFUSION.c.void_reason.is_(None),
)
_PLANNED_INFUSION = and_(
    PLANNED.c.course_id == COURSE.c.id,
    PLANNED.c.step == Step.INFUSION,
    PLANNED.c.void_reason.is_(None),
)


def with_infusion(source: FromClause) -> FromClause:
    """Add the infusion done and the one planned to rows that have their course."""
    return source.outerjoin(INFUSION, _INFUSED).outerjoin(PLANNED, _PLANNED_INFUSION)


def of_course(rows: FromClause, *, infusion: bool = True) -> FromClause:
    """Add course, patient and (unless only counting) infusion to rows that belong to a course."""
    joined = rows.join(COURSE, COURSE.c.id == rows.c.course_id)
    joined = joined.join(PATIENT, PATIENT.c.id == COURSE.c.patient_id)
    return with_infusion(joined) if infusion else joined


def with_latest_course() -> FromClause:
    """Return patients with their latest course, where there is one."""
    return with_infusion(PATIENT.outerjoin(COURSE, _LATEST_COURSE))


def name_of(row: Any) -> str:
    """Return the full name of a row that selected the name's three columns as `PERSON` does."""
    if row.p_latin:
        return f"{row.p_family} {row.p_given} ({row.p_latin})"
    return f"{row.p_family}, {row.p_given}"


def minded_by(coordinator: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return the condition for one coordinator's patients, none for all."""
    return () if coordinator is None else (PATIENT.c.coordinator == coordinator,)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The clinic's today and zone, by which Day numbers are counted."""

    today: date
    zone: ZoneInfo

    def person_of(self, row: Any) -> Person:
        """Return the person of a row that selected `PERSON`."""
        day, planned = self._day(row)
        return Person(
            patient_id=PatientId(row.p_id),
            course_id=None if row.c_id is None else CourseId(row.c_id),
            mrn=row.p_mrn,
            name=name_of(row),
            birth_date=row.p_birth,
            product=row.c_product_name or row.c_product or "",
            coordinator=row.p_coordinator,
            day=day,
            day_planned=planned,
        )

    def _day(self, row: Any) -> tuple[int | None, bool]:
        if row.i_started_at is not None:
            return (self.today - row.i_started_at.astimezone(self.zone).date()).days, False
        if row.i_planned_on is not None:
            return (self.today - row.i_planned_on).days, True
        return None, False


def person(work: Work, patient_id: PatientId, *, today: date) -> Person:
    """Return what lists show of a patient and the latest course; raises `NotFoundError`."""
    work.patients.get(patient_id)
    query = select(*PERSON).select_from(with_latest_course()).where(PATIENT.c.id == patient_id)
    row = work.connection.execute(query.limit(1)).one()
    return Calendar(today, work.clinic.get().zone).person_of(row)
