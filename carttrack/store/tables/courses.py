"""Courses and what happens on the way to the infusion."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, text

from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.pathway.checklists import Answer, Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, InfusionKind, ReinfusionReason
from carttrack.domain.pathway.milestones import MilestoneKind, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Target
from carttrack.store.tables.columns import (
    Code,
    OfCourse,
    OfPatient,
    clock_time,
    code,
    day,
    decimal,
    derived,
    instant,
    one_valid,
    since,
    words,
)

PLANNED_STEP = (
    "planned_on IS NOT NULL AND started_on IS NULL AND finished_on IS NULL "
    "AND skipped_reason = '' AND void_reason IS NULL"
)
"""A step that is planned and has not begun: what the worklists read by day."""


class CourseRow(OfPatient, table=True):
    """One product for one patient."""

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="end"),
        one_valid("course", "patient_id", "number"),
    )

    number: int
    product: str
    product_name: str
    study: str
    opened_on: date = day()
    protocol: str
    ended_on: date | None = day()
    end_reason: EndReason | None = code(EndReason)
    end_note: str
    target: Target | None = code(Target)
    second_target: Target | None = code(Target)
    registry_track: RegistryTrack | None = code(RegistryTrack)


class StepRow(OfCourse, table=True):
    """Planned and done dates of one step; one valid row a course and step."""

    __tablename__ = "step"
    __table_args__ = (
        CheckConstraint(
            "finished_on IS NULL OR started_on IS NULL OR finished_on >= started_on", name="order"
        ),
        one_valid("step", "course_id", "step"),
        Index("ix_step_planned", "planned_on", sqlite_where=text(PLANNED_STEP)),
        Index("ix_step_finished_on", "finished_on"),
    )

    step: Step = code(Step)
    planned_on: date | None = day()
    planned_at: time | None = clock_time()
    started_on: date | None = day()
    finished_on: date | None = day()
    by: str
    detail: str
    skipped_reason: str


class MilestoneRow(OfCourse, table=True):
    """A milestone inside a step."""

    __tablename__ = "milestone"

    kind: MilestoneKind = code(MilestoneKind)
    planned_on: date | None = day()
    done_on: date | None = day()
    until_on: date | None = day()
    by: str
    version: str
    detail: str


class SetbackRow(OfCourse, table=True):
    """Something that went wrong."""

    __tablename__ = "setback"

    kind: SetbackKind = code(SetbackKind)
    step: Step = code(Step)
    happened_on: date = day()
    reason: str


class IdentifierRow(OfCourse, table=True):
    """An identifier of the cells; `folded` is what searching reads."""

    __tablename__ = "identifier"

    kind: IdentifierKind = code(IdentifierKind)
    value: str
    expires_on: date | None = day()
    folded: str = derived()


class AnswerRow(OfCourse, table=True):
    """The answer to one item of a checklist."""

    __tablename__ = "answer"
    __table_args__ = (one_valid("answer", "course_id", "checklist", "item"),)

    checklist: Checklist = code(Checklist)
    item: str
    answer: Answer = code(Answer)
    value: str
    limit: str
    checked_on: date | None = day()
    by: str


class ClearanceRow(OfCourse, table=True):
    """A signed checklist."""

    __tablename__ = "clearance"

    checklist: Checklist = code(Checklist)
    signed_at: datetime = instant()
    signed_by: str
    holds: tuple[Any, ...] = words()
    override_reason: str


class InfusionRow(OfCourse, table=True):
    """An infusion; the first is number 1, one valid row a course, so there is one Day 0."""

    __tablename__ = "infusion"
    __table_args__ = (
        one_valid("infusion", "course_id", "number"),
        Index("ix_infusion_started_at", "started_at"),
    )

    started_at: datetime = instant()
    ended_at: datetime | None = instant()
    dose: Decimal | None = decimal()
    dose_unit: DoseUnit | None = code(DoseUnit)
    total: Decimal | None = decimal()
    weight_kg: Decimal | None = decimal()
    weighed_on: date | None = day()
    bags: int | None
    volume_ml: Decimal | None = decimal()
    infused_by: str
    checked_by: str
    note: str
    kind: InfusionKind = since(InfusionKind.FIRST, Code(InfusionKind))
    number: int = since(1)
    reason: ReinfusionReason | None = code(ReinfusionReason)
