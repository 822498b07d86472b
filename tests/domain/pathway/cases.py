"""Cases for the tests of the pathway: a patient, a course, and steps in their order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.pathway.courses import Course, EndReason
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.products import Product, parse_products
from carttrack.domain.pathway.steps import Step, StepRecord, current_step
from carttrack.domain.patients import Death, DeathCause
from tests.builders import a_patient, an_infusion

T = TypeVar("T")
RESOURCES = Path(__file__).parents[3] / "resources"
TODAY = date(2026, 11, 20)
DAY0 = date(2026, 10, 23)
ZONE = ZoneInfo("Europe/Berlin")
CATALOGUE = (RESOURCES / "products" / "catalogue.toml").read_text(encoding="utf-8")
PRODUCTS = {product.id: product for product in parse_products(CATALOGUE)}

DONE = {
    Step.REFERRAL: (date(2026, 8, 24), date(2026, 8, 30)),
    Step.EVALUATION: (date(2026, 8, 31), date(2026, 9, 7)),
    Step.LEUKAPHERESIS: (date(2026, 9, 14), date(2026, 9, 14)),
    Step.MANUFACTURING: (date(2026, 9, 15), date(2026, 10, 9)),
    Step.LYMPHODEPLETION: (date(2026, 10, 17), date(2026, 10, 19)),
    Step.INFUSION: (DAY0, DAY0),
    Step.MONITORING: (DAY0, date(2026, 11, 20)),
}
"""When each step of the example began and ended."""


def kept(value: T, entry_id: int = 1) -> Kept[T]:
    return Kept(
        id=entry_id, value=value, entered_at=datetime(2026, 11, 1, tzinfo=UTC), entered_by="A"
    )


def done(step: Step, **changes: Any) -> StepRecord:
    started, finished = DONE[step]
    return replace(StepRecord(step=step, started_on=started, finished_on=finished), **changes)


def a_product(product_id: str = "brexu_cel") -> Product:
    return PRODUCTS[product_id]


def a_course(**changes: Any) -> Course:
    course = Course(
        number=1, product="brexu_cel", opened_on=date(2026, 8, 24), protocol="b-all-15-year@1"
    )
    return replace(course, **changes)


def signed(kind: MilestoneKind, on: date) -> Milestone:
    return Milestone(kind=kind, done_on=on)


MILESTONES = (
    signed(MilestoneKind.CONSENT_LEUKAPHERESIS, date(2026, 9, 7)),
    signed(MilestoneKind.CONSENT_TREATMENT, date(2026, 9, 7)),
    signed(MilestoneKind.PRODUCT_RECEIVED, date(2026, 10, 12)),
)


def a_case(until: Step = Step.REFERRAL, **changes: Any) -> CaseFile:
    """A case with every step before `until` done, consents signed and the product received."""
    records = [done(step) for step in DONE if step.ordinal < until.ordinal]
    infused = until.ordinal > Step.INFUSION.ordinal
    case = CaseFile(
        patient_id=PatientId(1),
        patient=kept(a_patient()),
        courses=(kept(a_course()),),
        course=kept(a_course()),
        product=a_product(),
        steps=tuple(kept(record) for record in records),
        milestones=tuple(kept(milestone) for milestone in MILESTONES),
        infusion=kept(an_infusion()) if infused else None,
        current=current_step(records),
        day0=DAY0 if infused else None,
    )
    return replace(case, **changes)


def with_step(case: CaseFile, record: StepRecord) -> CaseFile:
    others = tuple(each for each in case.steps if each.value.step is not record.step)
    return replace(case, steps=(*others, kept(record)))


def without_step(case: CaseFile, step: Step) -> CaseFile:
    return replace(case, steps=tuple(each for each in case.steps if each.value.step is not step))


def closed(case: CaseFile) -> CaseFile:
    ended = a_course(ended_on=date(2026, 11, 10), end_reason=EndReason.WITHDREW)
    return replace(case, course=kept(ended))


def dead(case: CaseFile, on: date) -> CaseFile:
    return replace(case, death=kept(Death(died_on=on, cause=DeathCause.DISEASE)))


def codes(items: Any) -> list[str]:
    """The codes of questions, holds or lacks."""
    return [item.code for item in items]
