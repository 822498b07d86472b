"""The outline of a synthetic course: its dates, from which everything usual follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion, InfusionKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.patients import Disease
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.reading import Table, document

_DAY = timedelta(days=1)
_DONE_BY = {
    Step.REFERRAL: "Alex Demo",
    Step.EVALUATION: "R. Demo",
    Step.LEUKAPHERESIS: "Apheresis unit",
    Step.MANUFACTURING: "Cell laboratory",
    Step.LYMPHODEPLETION: "Ward 4",
    Step.INFUSION: "B. Muster",
    Step.MONITORING: "Ward 4",
    Step.FOLLOW_UP: "Alex Demo",
}
_LIGHT_KG = 50
_INPATIENT_DAYS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """When which step of a course began and ended, for which patient and product.

    `planned` holds day and local time of steps still to come; `ended` closes the course before
    `today`. `monitored_until` is the day the Day 28 visit was completed.
    """

    mrn: str
    product: str
    disease: Disease
    kg: Decimal
    began: Mapping[Step, date]
    finished: Mapping[Step, date] = field(default_factory=dict)
    planned: Mapping[Step, tuple[date, time | None]] = field(default_factory=dict)
    running: bool = False
    infused: datetime | None = None
    day0: date | None = None
    ended: date | None = None
    monitored_until: date | None = None


def steps(outline: Outline, frame: Frame) -> tuple[StepRecord, ...]:
    """Return the record of every step that has begun or is planned, in order."""
    records = []
    for step in STEPS:
        started = _began(outline, step)
        planned_on, planned_at = outline.planned.get(step, (started, None))
        if started is None and planned_on is None:
            continue
        records.append(
            StepRecord(
                step=step,
                planned_on=planned_on,
                planned_at=planned_at,
                started_on=started,
                finished_on=_over(outline, step, frame.today) if started else None,
                by=_DONE_BY[step],
                detail=_regimen(outline)["lymphodepletion"]
                if started and step is Step.LYMPHODEPLETION
                else "",
            )
        )
    return tuple(records)


def _began(outline: Outline, step: Step) -> date | None:
    if step in {Step.INFUSION, Step.MONITORING}:
        return outline.day0
    return outline.monitored_until if step is Step.FOLLOW_UP else outline.began.get(step)


def _over(outline: Outline, step: Step, today: date) -> date | None:
    """Return when a step that began was over: finished, or cut short by the course's end."""
    finished = finished_on(outline, step, today)
    return finished if finished or step is Step.FOLLOW_UP else outline.ended


def finished_on(outline: Outline, step: Step, today: date) -> date | None:
    """Return when a step that began was finished; one still running or cut short was not."""
    if step in outline.finished:
        return outline.finished[step]
    if step is Step.MONITORING:
        return outline.monitored_until
    started = _began(outline, step)
    if started is None or (outline.running and step is max(outline.began, key=STEPS.index)):
        return None
    if step in {Step.LEUKAPHERESIS, Step.INFUSION}:
        return started
    if step is Step.LYMPHODEPLETION:
        last = started + 2 * _DAY
        return last if last < today else None
    following = outline.began.get(STEPS[step.ordinal + 1]) if step is not Step.FOLLOW_UP else None
    return max(started, following - _DAY) if following is not None else None


def milestones(
    outline: Outline, frame: Frame, without: Collection[str] = ()
) -> tuple[Milestone, ...]:
    """Return the usual milestones up to where the course stands, but for those named."""
    evaluated = _ended(outline, Step.EVALUATION, frame)
    received = _ended(outline, Step.MANUFACTURING, frame)
    admitted = outline.began.get(Step.LYMPHODEPLETION)
    home = outline.day0 + _INPATIENT_DAYS * _DAY if outline.day0 else None
    last = min(frame.today, outline.ended or frame.today)
    happened = (
        (MilestoneKind.CONSENT_TREATMENT, evaluated, "R. Demo", "3.1"),
        (MilestoneKind.CONSENT_LEUKAPHERESIS, evaluated, "R. Demo", "2.0"),
        (MilestoneKind.CONSENT_LONG_TERM, evaluated, "R. Demo", "1.2"),
        (MilestoneKind.ELIGIBILITY, evaluated, "R. Demo", ""),
        (MilestoneKind.SLOT, evaluated, "Alex Demo", ""),
        (MilestoneKind.PRODUCT_RECEIVED, received, "Cell laboratory", ""),
        (MilestoneKind.ADMISSION, admitted, "Ward 4", ""),
        (MilestoneKind.DISCHARGE, home, "Ward 4", ""),
    )
    return tuple(
        Milestone(kind=kind, done_on=on, by=by, version=version)
        for kind, on, by, version in happened
        if on is not None and on <= last and kind not in without
    )


def _ended(outline: Outline, step: Step, frame: Frame) -> date | None:
    return finished_on(outline, step, frame.today) if _began(outline, step) else None


def identifiers(
    outline: Outline, frame: Frame, *, registered: bool = False
) -> tuple[Identifier, ...]:
    """Return what was issued so far: donation, chain of identity, lot, the registry's number."""
    collected = outline.began.get(Step.LEUKAPHERESIS)
    if collected is None or collected > frame.today:
        return ()
    number = outline.mrn[-6:]
    issued = [
        Identifier(kind=IdentifierKind.DIN, value=f"W9999 {collected:%y} {number}"),
        Identifier(kind=IdentifierKind.CHAIN_OF_IDENTITY, value=f"COI-DEMO-{number}"),
    ]
    received = _ended(outline, Step.MANUFACTURING, frame)
    if received is not None or (outline.ended and Step.MANUFACTURING in outline.began):
        lot, expires = f"DEMO-{collected:%y}-{number}", received + 365 * _DAY if received else None
        issued.append(Identifier(kind=IdentifierKind.LOT, value=lot, expires_on=expires))
    if registered:
        issued.append(Identifier(kind=IdentifierKind.REGISTRY, value=f"DEMO-REG-{number}"))
    return tuple(issued)


def infusion(outline: Outline) -> Infusion | None:
    """Return the infusion as given, None where there was none yet."""
    if outline.infused is None:
        return None
    regimen = _regimen(outline)
    per_kg, total = regimen.get("per_kg"), regimen.get("total")
    by_weight = per_kg is not None and (total is None or outline.kg <= _LIGHT_KG)
    said = per_kg if by_weight else total
    dose = None if said is None else Decimal(said)
    unit = DoseUnit.MILLION_PER_KG if by_weight else DoseUnit.MILLION_TOTAL
    return Infusion(
        started_at=outline.infused,
        ended_at=outline.infused + timedelta(minutes=22),
        dose=dose,
        dose_unit=unit if dose is not None else None,
        total=round(dose * outline.kg, 1) if by_weight and dose is not None else dose,
        weight_kg=outline.kg,
        weighed_on=outline.began.get(Step.LYMPHODEPLETION),
        bags=regimen.get("bags", 1),
        volume_ml=Decimal(68),
        infused_by="B. Muster",
        checked_by="R. Demo",
    )


def second_part(outline: Outline, today: date) -> tuple[Infusion, ...]:
    """Return the second part of a dose that is split, where its day has come."""
    regimen = _regimen(outline)
    if outline.infused is None or outline.day0 is None or "second" not in regimen:
        return ()
    after = regimen["second_day"] * _DAY
    if outline.day0 + after > min(today - _DAY, outline.ended or today):
        return ()
    started = outline.infused + after
    return (
        Infusion(
            kind=InfusionKind.SPLIT_DOSE,
            number=2,
            started_at=started,
            ended_at=started + timedelta(minutes=48),
            dose=Decimal(regimen["second"]),
            dose_unit=DoseUnit.MILLION_TOTAL,
            total=Decimal(regimen["second"]),
            bags=regimen["second_bags"],
            infused_by="B. Muster",
            checked_by="R. Demo",
        ),
    )


def _regimen(outline: Outline) -> Table:
    """Return how a product is given: for the disease where that differs, else as usual."""
    regimens = document("regimens.toml")
    names = (f"{outline.product}-{outline.disease.value}", outline.product, "other")
    regimen: Table = next(regimens[name] for name in names if name in regimens)
    return regimen
