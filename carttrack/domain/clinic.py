"""The clinic: letterhead and the rules it has set for itself."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

_LINES = (
    "address",
    "telephone",
    "country",
    "time_zone",
    "protocol",
    "driving_rule",
    "distance_rule",
    "holiday_country",
    "holiday_region",
)


class MonitoringEnd(StrEnum):
    """What ends the monitoring step."""

    DAY_28_VISIT = "day_28_visit"
    DISCHARGE = "discharge"


class Comparison(StrEnum):
    """How a value is held against a limit: at least (≥) or above (>)."""

    AT_LEAST = "at_least"
    ABOVE = "above"

    def holds(self, value: Decimal, limit: Decimal) -> bool:
        """Tell whether a value meets the limit."""
        return value >= limit if self is Comparison.AT_LEAST else value > limit


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRecord:
    """The one record of the clinic itself.

    `driving_rule` and `distance_rule` are ids of dated rules in the protocol, each empty while
    none was chosen.
    `interval_hours` are hours between assessments by the last grade 0 to 4, each None while the
    clinic has set none: there is no default. `sample` marks synthetic data, on screen and paper.
    `protocol` is the `name@version` that new courses are enrolled on.

    `response_counts` is how ANC and platelets are held against the limits of a complete
    response; published tables print both. `aplasia_percent` (of the sample's lymphocytes) and
    `aplasia_per_ul` (CD19+ cells per µL of blood) are the clinic's own limits of B-cell recovery,
    either of which ends B-cell aplasia, compared by `aplasia_comparison`;
    `aplasia_second_sample` says whether a second sample must confirm it. Definitions differ, so
    there is no default.

    `holiday_country` and `holiday_region` are codes (ISO 3166: `DE` and `BY`) of the public
    holidays the clinic keeps, empty where weekends alone are no working days.
    """

    name: str
    address: str = ""
    telephone: str = ""
    country: str = ""
    time_zone: str = "UTC"
    protocol: str = ""
    driving_rule: str = ""
    monitoring_end: MonitoringEnd = MonitoringEnd.DAY_28_VISIT
    interval_hours: tuple[int | None, int | None, int | None, int | None, int | None] = (
        None,
        None,
        None,
        None,
        None,
    )
    lock_minutes: int = 10
    sample: bool = False
    response_counts: Comparison = Comparison.AT_LEAST
    aplasia_percent: Decimal | None = None
    aplasia_per_ul: Decimal | None = None
    aplasia_comparison: Comparison | None = None
    aplasia_second_sample: bool | None = None
    distance_rule: str = ""
    holiday_country: str = ""
    holiday_region: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", fields.line("name", self.name, required=True))
        for field in _LINES:
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        if self.holiday_region and not self.holiday_country:
            raise InvalidEntryError("holiday_country", "A region needs its country.")
        fields.whole("lock_minutes", self.lock_minutes, 1, 240, "min")
        fields.number("aplasia_percent", self.aplasia_percent, 0, 100, "%")
        fields.number("aplasia_per_ul", self.aplasia_per_ul, 0, 10_000, "cells/µL")
        for hours in self.interval_hours:
            fields.whole("interval_hours", hours, 1, 168, "h")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidEntryError(
                "time_zone", f"{self.time_zone} is no time zone. Choose one from the list."
            ) from error

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.time_zone)
