"""Assessments, what was given, closings of episodes, IEC-HS, grades on other scales."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, text

from carttrack.domain.toxicity.crs import (
    Hypotension,
    Hypoxia,
    OxygenDevice,
    VentilationReason,
)
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.icans import Consciousness, IceState, Motor, RaisedIcp, Seizure
from carttrack.domain.toxicity.iec_hs import CriteriaSet
from carttrack.domain.toxicity.interventions import Drug, Indication, ResponseAt24h
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale
from carttrack.domain.toxicity.scales import Status
from carttrack.store.tables.columns import OfCourse, code, day, decimal, instant, since, words

CRS_FOUND = "crs_recorded >= 1 AND void_reason IS NULL"
ICANS_FOUND = "icans_recorded >= 1 AND void_reason IS NULL"
"""What can hold an episode open."""


class AssessmentRow(OfCourse, table=True):
    """One assessment, its findings flattened.

    `crs_status` is NULL when CRS was not assessed, `icans_status` when ICANS was not; every other
    column of that scale is NULL then too.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("crs_recorded IS NULL OR crs_recorded BETWEEN 0 AND 5", name="crs"),
        CheckConstraint("icans_recorded IS NULL OR icans_recorded BETWEEN 0 AND 5", name="icans"),
        Index("ix_assessment_at", "at"),
        Index("ix_assessment_course_id_at", "course_id", "at"),
        Index("ix_assessment_crs", "course_id", "at", sqlite_where=text(CRS_FOUND)),
        Index("ix_assessment_icans", "course_id", "at", sqlite_where=text(ICANS_FOUND)),
    )

    at: datetime = instant()
    assessor: str
    temp_now_c: Decimal | None = decimal()
    systolic: int | None
    diastolic: int | None
    spo2: int | None
    note: str
    not_done_reason: str

    crs_derived: int | None
    crs_status: Status | None = code(Status)
    crs_at_least: bool | None
    crs_recorded: int | None
    crs_override_reason: str | None
    crs_scale: str | None
    crs_rule_version: str | None
    crs_age_years: Decimal | None = decimal()
    crs_temp_c: Decimal | None = decimal()
    crs_fever_attributed_to_other: bool | None
    crs_fever_treated: bool | None
    crs_episode_open: bool | None
    crs_steroid_before_fever: bool | None
    crs_hypotension: Hypotension | None = code(Hypotension)
    crs_vasopressin: bool | None
    crs_inotrope: str | None
    crs_hypotension_attributed_to_other: bool | None
    crs_sbp_mmhg: int | None
    crs_hypoxia: Hypoxia | None = code(Hypoxia)
    crs_hypoxia_attributed_to_other: bool | None
    crs_o2_device: OxygenDevice | None = code(OxygenDevice)
    crs_o2_flow_lpm: Decimal | None = decimal()
    crs_ventilation_reason: VentilationReason | None = code(VentilationReason)
    crs_infection_proven: bool | None
    crs_death_due_to_crs: bool | None
    crs_organ_toxicity: str | None

    icans_derived: int | None
    icans_status: Status | None = code(Status)
    icans_at_least: bool | None
    icans_recorded: int | None
    icans_override_reason: str | None
    icans_scale: str | None
    icans_rule_version: str | None
    icans_age_years: Decimal | None = decimal()
    icans_ice_state: IceState | None = code(IceState)
    icans_ice: int | None
    icans_ice_items: str | None
    icans_baseline_ice: int | None
    icans_capd: int | None
    icans_baseline_capd: int | None
    icans_developmental_delay: bool | None
    icans_consciousness: Consciousness | None = code(Consciousness)
    icans_consciousness_attributed_to_other: bool | None
    icans_sedated: bool | None
    icans_seizure: Seizure | None = code(Seizure)
    icans_seizure_minutes: Decimal | None = decimal()
    icans_motor: Motor | None = code(Motor)
    icans_icp: RaisedIcp | None = code(RaisedIcp)
    icans_score_attributed_to_other: bool | None
    icans_other_findings: str | None
    icans_death_due_to_icans: bool | None

    crs_answered: tuple[Any, ...] | None = words()
    icans_answered: tuple[Any, ...] | None = words()


class GivenRow(OfCourse, table=True):
    """One administration, or one run of a device."""

    __tablename__ = "given"

    drug: Drug = code(Drug)
    started_at: datetime = instant()
    stopped_at: datetime | None = instant()
    indication: Indication | None = code(Indication)
    name: str
    dose: Decimal | None = decimal()
    unit: str
    weight_kg: Decimal | None = decimal()
    route: str
    device: OxygenDevice | None = code(OxygenDevice)
    flow_lpm: Decimal | None = decimal()
    ordered_by: str
    given_by: str
    note: str
    response_24h: ResponseAt24h | None = code(ResponseAt24h)
    stop_reason: str = since("")
    lot: str = since("")


class ClosingRow(OfCourse, table=True):
    """A statement that an episode is over."""

    __tablename__ = "closing"

    toxicity: Toxicity = code(Toxicity)
    closed_at: datetime = instant()
    closed_by: str
    note: str


class OtherGradeRow(OfCourse, table=True):
    """A grade that arrived on another scale."""

    __tablename__ = "other_grade"

    event: GradedEvent = code(GradedEvent)
    value: int
    scale: GradingScale = code(GradingScale)
    graded_on: date = day()
    version: str
    graded_at: datetime | None = instant()
    is_maximum: bool
    assessor: str
    source: str
    note: str


class IecHsRow(OfCourse, table=True):
    """What was found of IEC-HS, and its grade."""

    __tablename__ = "iec_hs"

    at: datetime = instant()
    by: str
    criteria_set: CriteriaSet = code(CriteriaSet)
    met: tuple[Any, ...] = words()
    absent: tuple[Any, ...] = words()
    fulfilled: bool | None
    attributable: bool | None
    grade: int | None
    note: str
