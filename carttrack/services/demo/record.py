"""The sample clinic itself: its letterhead, its rules, who works there, what time it is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.people import User
from carttrack.services import catalogue

ZONE = "Europe/Vienna"
USER = User("Alex Demo")
MORNING = time(9, 12)
"""What the clinic's clock shows when no other time is asked for."""
DRIVING_RULE = "EU-2026-1"
INTERVAL_HOURS = (24, 8, 4, 4, 1)
"""The sample clinic's own rule: hours between assessments after grade 0, 1, 2, 3, 4."""


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
        sample=True,
    )


def morning(today: date) -> datetime:
    """Return 09:12 of the clinic's clock on a day, in UTC."""
    return datetime.combine(today, MORNING, ZoneInfo(ZONE)).astimezone(UTC)
