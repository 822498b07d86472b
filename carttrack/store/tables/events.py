"""What happened after the infusion: relapse, later therapy, second malignancy."""

from datetime import date
from decimal import Decimal

from carttrack.domain.outcome.later_therapy import LaterTherapyKind
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, TransgeneTest
from carttrack.domain.patients import AntigenStatus
from carttrack.store.tables.columns import OfCourse, code, day, decimal


class RelapseRow(OfCourse, table=True):
    """A relapse."""

    __tablename__ = "relapse"

    happened_on: date = day()
    kind: RelapseKind = code(RelapseKind)
    site: str
    marrow_blasts: Decimal | None = decimal()
    blood_blasts: Decimal | None = decimal()
    threshold: Decimal | None = decimal()
    mrd_level: Decimal | None = decimal()
    confirmed_on: date | None = day()
    cd19: AntigenStatus | None = code(AntigenStatus)
    cd22: AntigenStatus | None = code(AntigenStatus)
    stated_by: str
    detail: str


class LaterTherapyRow(OfCourse, table=True):
    """A transplantation or another therapy after the infusion."""

    __tablename__ = "later_therapy"

    kind: LaterTherapyKind = code(LaterTherapyKind)
    started_on: date = day()
    stopped_on: date | None = day()
    name: str
    in_remission: bool | None
    place: str
    detail: str


class SecondMalignancyRow(OfCourse, table=True):
    """A second malignancy."""

    __tablename__ = "second_malignancy"

    diagnosed_on: date = day()
    kind: MalignancyKind = code(MalignancyKind)
    name: str
    transgene: TransgeneTest | None = code(TransgeneTest)
    tested_on: date | None = day()
    reported_on: date | None = day()
    reported_to: str
    detail: str
