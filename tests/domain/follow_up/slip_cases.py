"""Cases for the tests of the slip planner: planned, half-way, and infused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.registry_text import parse_registry
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import Step, StepRecord
from tests.builders import an_infusion
from tests.domain.pathway.cases import RESOURCES, a_case, kept

PROTOCOL = parse((Path(RESOURCES) / "protocols" / "default.toml").read_text(encoding="utf-8"))
CIBMTR = parse_registry((Path(RESOURCES) / "registries" / "cibmtr.toml").read_text("utf-8"))
UTC_ZONE = ZoneInfo("UTC")
PLANNED = {
    Step.LEUKAPHERESIS: date(2026, 12, 7),
    Step.MANUFACTURING: date(2026, 12, 8),
    Step.LYMPHODEPLETION: date(2027, 1, 11),
    Step.INFUSION: date(2027, 1, 15),
}
"""When each step of a course that is all planned is to come: Mondays and Fridays."""
MILESTONES = {
    MilestoneKind.TUMOUR_BOARD: date(2026, 11, 25),
    MilestoneKind.SLOT: date(2026, 12, 8),
    MilestoneKind.WASHOUT: date(2027, 1, 4),
    MilestoneKind.ADMISSION: date(2027, 1, 10),
    MilestoneKind.DISCHARGE: date(2027, 2, 1),
}


def a_planned_case(**changes: Any) -> CaseFile:
    """A case whose evaluation is done and every later step planned."""
    case = a_case(Step.LEUKAPHERESIS)
    records = [StepRecord(step=step, planned_on=day) for step, day in PLANNED.items()]
    planned = [Milestone(kind=kind, planned_on=day) for kind, day in MILESTONES.items()]
    milestones = (*(each.value for each in case.milestones), *planned)
    case = replace(
        case,
        protocol=PROTOCOL,
        planned_day0=PLANNED[Step.INFUSION],
        steps=(*case.steps, *(kept(record, 10 + n) for n, record in enumerate(records))),
        milestones=tuple(kept(each, 20 + n) for n, each in enumerate(milestones)),
    )
    return replace(case, **changes)


def an_infused_case(
    day0: date = date(2026, 10, 23), zone: ZoneInfo = UTC_ZONE, **changes: Any
) -> CaseFile:
    """A case infused at 11:20 of a day by the clinic's clock, with every visit dated."""
    started = datetime.combine(day0, time(11, 20), zone).astimezone(UTC)
    assert local_day(started, zone) == day0
    records = (
        StepRecord(step=Step.INFUSION, started_on=day0, finished_on=day0),
        StepRecord(step=Step.MONITORING, started_on=day0),
    )
    early = a_case(Step.INFUSION)
    discharge = Milestone(
        kind=MilestoneKind.DISCHARGE, planned_on=day0 + timedelta(days=21), by="Ward 4"
    )
    case = replace(
        early,
        protocol=PROTOCOL,
        day0=day0,
        infusion=kept(an_infusion(started_at=started, weighed_on=None)),
        steps=(*early.steps, *(kept(record, 30 + n) for n, record in enumerate(records))),
        milestones=(*early.milestones, kept(discharge, 40)),
        visits=tuple(kept(visit, 50 + n) for n, visit in enumerate(plan_visits(day0, PROTOCOL))),
    )
    return replace(case, **changes)


def with_visit(case: CaseFile, code: str, **changes: Any) -> CaseFile:
    """Return a case with a visit changed."""
    visits = tuple(
        replace(each, value=replace(each.value, **changes)) if each.value.code == code else each
        for each in case.visits
    )
    return replace(case, visits=visits)
