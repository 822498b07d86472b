"""Visits, what was recorded at them, and responses."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, func, text

from carttrack.domain.outcome.response import (
    Extramedullary,
    MrdMethod,
    MrdResult,
    ResponseKind,
)
from carttrack.domain.patients import CnsStatus
from carttrack.store.tables.columns import (
    OfCourse,
    clock_time,
    code,
    day,
    decimal,
    one_valid,
    since,
    words,
)

OPEN_VISIT = (
    "completed_on IS NULL AND missed_on IS NULL AND stopped_on IS NULL AND void_reason IS NULL"
)
"""A visit that someone still has to act on: what the worklists read by day."""


class VisitRow(OfCourse, table=True):
    """A planned visit; there is no column for overdue, it follows from the dates."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("earliest <= target AND target <= latest", name="window"),
        CheckConstraint("completed_on IS NULL OR missed_on IS NULL", name="one_end"),
        CheckConstraint("missed_on IS NULL OR length(missed_reason) > 0", name="missed"),
        one_valid("visit", "course_id", "code"),
        Index(
            "ix_visit_due",
            func.coalesce(text("appointment_on"), text("latest")),
            "course_id",
            sqlite_where=text(OPEN_VISIT),
        ),
        Index(
            "ix_visit_course_due",
            "course_id",
            func.coalesce(text("appointment_on"), text("latest")),
            sqlite_where=text(OPEN_VISIT),
        ),
        Index("ix_visit_latest", "latest", sqlite_where=text(OPEN_VISIT)),
        Index(
            "ix_visit_completed_on",
            "completed_on",
            sqlite_where=text("completed_on IS NOT NULL"),
        ),
    )

    code: str
    target: date = day()
    earliest: date = day()
    latest: date = day()
    query_earliest: date | None = day()
    query_latest: date | None = day()
    appointment_on: date | None = day()
    appointment_at: time | None = clock_time()
    place: str
    completed_on: date | None = day()
    missed_on: date | None = day()
    missed_reason: str
    stopped_on: date | None = day()
    stopped_reason: str = since("")


class VisitFormRow(OfCourse, table=True):
    """What was recorded at a visit."""

    __tablename__ = "visit_form"

    seen_on: date = day()
    visit: str
    seen_by: str
    ecog: int | None
    weight_kg: Decimal | None = decimal()
    temp_c: Decimal | None = decimal()
    counts_on: date | None = day()
    anc: Decimal | None = decimal()
    platelets: Decimal | None = decimal()
    hb: Decimal | None = decimal()
    igg: Decimal | None = decimal()
    pending: tuple[Any, ...] = words()
    plan: str


class ResponseRow(OfCourse, table=True):
    """A response: what was found and what was stated."""

    __tablename__ = "response"

    assessed_on: date = day()
    stated: ResponseKind | None = code(ResponseKind)
    stated_by: str
    marrow_blasts: Decimal | None = decimal()
    marrow_pending: bool
    mrd: MrdResult | None = code(MrdResult)
    mrd_level: Decimal | None = decimal()
    mrd_method: MrdMethod | None = code(MrdMethod)
    mrd_sensitivity: Decimal | None = decimal()
    mrd_sample: str
    extramedullary: Extramedullary | None = code(Extramedullary)
    cns: CnsStatus | None = code(CnsStatus)
    comment: str
    mrd_on: date | None = day()
    anc: Decimal | None = decimal()
    platelets: Decimal | None = decimal()
    counts_on: date | None = day()
    circulating_blasts: Decimal | None = decimal()
    transfusion_independent: bool | None
    normal_maturation: bool | None
