"""The sample clinic itself: its letterhead, its rules, who works there, what time it is."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from carttrack.domain.clinic import ClinicRecord, Comparison
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.limits import ClinicLimit
from carttrack.domain.people import User
from carttrack.services import catalogue

ZONE = "Europe/Vienna"
USER = User("Alex Demo")
MORNING = time(9, 12)
"""What the clinic's clock shows when no other time is asked for."""
DRIVING_RULE = "EU-2026-1"
INTERVAL_HOURS = (24, 8, 4, 4, 1)
"""The sample clinic's own rule: hours between assessments after grade 0, 1, 2, 3, 4."""

APLASIA_PERCENT = Decimal(1)
"""The sample clinic's own limit: B cells above it on two samples end B-cell aplasia."""
LIMITS = (
    ClinicLimit(checklist=Checklist.ELIGIBILITY, item="heart", limit="LVEF at least 45 %"),
    ClinicLimit(checklist=Checklist.ELIGIBILITY, item="kidney", limit="creatinine up to 1.5 mg/dL"),
)
"""The sample clinic's own limits for items of its checklists."""


def demo_record() -> ClinicRecord:
    """Return the record of the sample clinic, marked as synthetic."""
    return ClinicRecord(
        name="Northfield Demo Hospital",
        address="Cellular therapy clinic, 1 Sample Road, Exampletown",
        telephone="555 0100",
        country="Exampleland",
        time_zone=ZONE,
        protocol=catalogue.default_protocol().key,
        driving_rule=DRIVING_RULE,
        interval_hours=INTERVAL_HOURS,
        aplasia_percent=APLASIA_PERCENT,
        aplasia_comparison=Comparison.ABOVE,
        aplasia_second_sample=True,
        sample=True,
    )


def morning(today: date) -> datetime:
    """Return 09:12 of the clinic's clock on a day, in UTC."""
    return datetime.combine(today, MORNING, ZoneInfo(ZONE)).astimezone(UTC)
