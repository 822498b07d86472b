"""The clinic's own rows: its record, its users, its protocols."""

from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint

from carttrack.domain.clinic import Comparison, MonitoringEnd
from carttrack.domain.people import Role
from carttrack.store.tables.columns import Code, Entry, code, decimal, one_valid, since, words


class ClinicRow(Entry, table=True):
    """The one record of the clinic."""

    __tablename__ = "clinic"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    name: str
    address: str
    telephone: str
    country: str
    time_zone: str
    protocol: str
    driving_rule: str
    monitoring_end: MonitoringEnd = code(MonitoringEnd)
    interval_hours: tuple[Any, ...] = words()
    lock_minutes: int
    sample: bool
    response_counts: Comparison = since(Comparison.AT_LEAST, Code(Comparison))
    aplasia_percent: Decimal | None = decimal()
    aplasia_per_ul: Decimal | None = decimal()
    aplasia_comparison: Comparison | None = code(Comparison)
    aplasia_second_sample: bool | None
    distance_rule: str = since("")
    holiday_country: str = since("")
    holiday_region: str = since("")


class UserRow(Entry, table=True):
    """A named user."""

    __tablename__ = "user"
    __table_args__ = (one_valid("user", "name"),)

    name: str
    role: Role = code(Role)


class ProtocolRow(Entry, table=True):
    """A follow-up protocol as text, under `name@version`."""

    __tablename__ = "protocol"
    __table_args__ = (one_valid("protocol", "key"),)

    key: str
    text: str
