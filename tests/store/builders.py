"""One obvious example of what the store's tests keep."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Weight
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.scales import Status
from carttrack.store.opening import create_store, open_store
from carttrack.store.work import Store
from tests.builders import PASSPHRASE, Clock, a_clinic_record, a_patient, a_user, crs_findings

PROTOCOL_KEY = "b-all-15-year@1"
PROTOCOL_TEXT = 'name = "b-all-15-year"\n'
__all__ = ["a_patient"]


def a_store(path: Path, clock: Clock, **changes: Any) -> Store:
    return a_store_and_key(path, clock, **changes)[0]


def a_store_and_key(path: Path, clock: Clock, **changes: Any) -> tuple[Store, str]:
    return create_store(
        path,
        clinic=a_clinic_record(**changes),
        user=a_user(),
        passphrase=PASSPHRASE,
        protocol_text=PROTOCOL_TEXT,
        protocol_key=PROTOCOL_KEY,
        now=clock,
    )


def opened(path: Path, clock: Clock, passphrase: str = PASSPHRASE, **how: Any) -> Store:
    return open_store(path, passphrase=passphrase, user=None, now=clock, **how)


def a_course(**changes: Any) -> Course:
    course = Course(
        number=1,
        product="brexucabtagene_autoleucel",
        opened_on=date(2026, 9, 1),
        protocol=PROTOCOL_KEY,
    )
    return replace(course, **changes)


def a_weight(**changes: Any) -> Weight:
    return replace(Weight(kg=Decimal("61.40"), measured_on=date(2026, 10, 18)), **changes)


def a_step(step: Step = Step.LEUKAPHERESIS, **changes: Any) -> StepRecord:
    return replace(StepRecord(step=step), **changes)


def a_visit(code: str = "day_28", latest: date = date(2026, 11, 24), **changes: Any) -> Visit:
    visit = Visit(
        code=code,
        target=latest - timedelta(days=4),
        earliest=latest - timedelta(days=8),
        latest=latest,
    )
    return replace(visit, **changes)


def a_grade(grade: int | None = 2, **changes: Any) -> GradeOnRecord:
    found = GradeOnRecord(derived=grade, status=Status.GRADED, recorded=grade, rule_version="crs-1")
    return replace(found, **changes)


def an_assessment(
    at: datetime = datetime(2026, 11, 20, 4, tzinfo=UTC), grade: int = 2, **changes: Any
) -> Assessment:
    assessment = Assessment(
        at=at, assessor="B. Muster", crs=crs_findings(), crs_grade=a_grade(grade)
    )
    return replace(assessment, **changes)
