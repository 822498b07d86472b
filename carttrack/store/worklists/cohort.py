"""Every course as cohort figures see it: a fixed number of queries, whatever the clinic's size."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.patients import CnsStatus, DeathCause, Disease, DiseaseStatus, Target
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_alive import last_alive
from carttrack.store.worklists.cohort_events import relapses, responses, therapies
from carttrack.store.worklists.cohort_grades import highest_grades
from carttrack.store.worklists.cohort_plain import coded, day, plain, rows
from carttrack.store.worklists.cohort_way import ways
from carttrack.store.worklists.people import COURSE, DEATH, INFUSION, PATIENT


def cohort_courses(
    work: Work, *, zone: ZoneInfo, targets: Mapping[str, frozenset[Target]]
) -> tuple[CohortCourse, ...]:
    """Return every valid course, in order of its number in the store.

    `zone` tells the day of an instant, `targets` what the products of the catalogue are aimed at.
    """
    entries: tuple[Mapping[int, Any], ...] = (
        ways(work),
        responses(work),
        relapses(work),
        therapies(work),
        highest_grades(work),
    )
    alive = last_alive(work, zone)
    return tuple(
        _course(row, tuple(kind.get(row[0]) for kind in entries), alive.get(row[0]), zone, targets)
        for row in rows(work, _COURSES)
    )


def _course(
    row: Any,
    entries: tuple[Any, ...],
    alive: Any,
    zone: ZoneInfo,
    targets: Mapping[str, frozenset[Target]],
) -> CohortCourse:
    course_id, patient_id, number, product, name, first, second, opened, ended, reason = row[:10]
    birth, disease, status, cns, died, cause, infused = row[10:]
    way, responded, relapsed, treated, graded = entries
    evaluated, collected, decided, made = way or _NOWHERE
    return CohortCourse(
        patient_id=patient_id,
        course_id=course_id,
        number=number,
        product=name or product,
        targets=targets.get(product) or _entered(first, second),
        opened_on=day(opened),
        ended_on=ended and day(ended),
        end_reason=coded(EndReason, reason),
        birth_date=day(birth),
        disease=Disease(disease),
        disease_status=coded(DiseaseStatus, status),
        cns_status=coded(CnsStatus, cns),
        evaluated_on=evaluated,
        collected_on=collected,
        decided_on=decided,
        made_on=made,
        infused_on=datetime.fromisoformat(infused).astimezone(zone).date() if infused else None,
        died_on=died and day(died),
        cause=coded(DeathCause, cause),
        alive_on=alive,
        responses=tuple(responded or ()),
        relapses=tuple(relapsed or ()),
        therapies=tuple(treated or ()),
        grades=tuple(graded or ()),
    )


_NOWHERE = (None, None, None, None)
_COURSES = (
    select(
        COURSE.c.id,
        COURSE.c.patient_id,
        COURSE.c.number,
        COURSE.c.product,
        COURSE.c.product_name,
        plain(COURSE.c.target),
        plain(COURSE.c.second_target),
        plain(COURSE.c.opened_on),
        plain(COURSE.c.ended_on),
        plain(COURSE.c.end_reason),
        plain(PATIENT.c.birth_date),
        plain(PATIENT.c.disease),
        plain(PATIENT.c.disease_status),
        plain(PATIENT.c.cns_status),
        plain(DEATH.c.died_on),
        plain(DEATH.c.cause),
        plain(INFUSION.c.started_at),
    )
    .select_from(
        COURSE.join(PATIENT, PATIENT.c.id == COURSE.c.patient_id)
        .outerjoin(
            INFUSION,
            and_(
                INFUSION.c.course_id == COURSE.c.id,
                INFUSION.c.number == 1,
                INFUSION.c.void_reason.is_(None),
            ),
        )
        .outerjoin(DEATH, and_(DEATH.c.patient_id == PATIENT.c.id, DEATH.c.void_reason.is_(None)))
    )
    .where(COURSE.c.void_reason.is_(None), PATIENT.c.void_reason.is_(None))
    .order_by(COURSE.c.id)
)


def _entered(*targets: str | None) -> frozenset[Target]:
    return frozenset(Target(each) for each in targets if each)
