"""Courses as cohort figures see them: one obvious example, changed by keyword."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from carttrack.domain.outcome.cohort_course import (
    CohortCourse,
    JudgedResponse,
    ResponseBasis,
    ResponseOnRecord,
)
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.patients import Disease, Target

DAY0 = date(2025, 3, 3)


def day(number: int) -> date:
    """Return the calendar day of a Day number."""
    return DAY0 + timedelta(days=number)


def a_course(**changes: Any) -> CohortCourse:
    """An adult with B-ALL, infused on Day 0 and alive a year later, with nothing assessed."""
    course = CohortCourse(
        patient_id=1,
        course_id=1,
        number=1,
        disease=Disease.B_ALL,
        birth_date=date(1990, 1, 1),
        product="brexu_cel",
        targets=frozenset({Target.CD19}),
        opened_on=day(-80),
        evaluated_on=day(-70),
        decided_on=day(-60),
        collected_on=day(-40),
        made_on=day(-10),
        infused_on=DAY0,
        alive_on=day(400),
    )
    return replace(course, **changes)


def not_infused(**changes: Any) -> CohortCourse:
    """A course that came as far as leukapheresis."""
    return a_course(**{"made_on": None, "infused_on": None, "alive_on": day(5)} | changes)


def stated(number: int, kind: ResponseKind) -> ResponseOnRecord:
    return ResponseOnRecord(day(number), kind)


def judged(*found: tuple[int, ResponseKind]) -> tuple[JudgedResponse, ...]:
    return tuple(JudgedResponse(day(number), kind, ResponseBasis.STATED) for number, kind in found)
