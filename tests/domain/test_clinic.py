from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.clinic import ClinicRecord, MonitoringEnd
from carttrack.domain.errors import InvalidEntryError
from tests.builders import a_clinic_record


def test_a_new_clinic_has_set_no_rule() -> None:
    clinic = ClinicRecord(name="Northfield Demo Hospital")
    assert clinic.driving_rule == ""
    assert clinic.interval_hours == (None, None, None, None, None)
    assert clinic.monitoring_end is MonitoringEnd.DAY_28_VISIT


def test_the_time_zone_is_found_by_its_name() -> None:
    assert a_clinic_record(time_zone="Europe/Prague").zone == ZoneInfo("Europe/Prague")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "UTC\x00"])
def test_a_time_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        a_clinic_record(time_zone=zone)
    assert caught.value.field == "time_zone"


def test_a_clinic_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        a_clinic_record(name=" ")
    assert caught.value.field == "name"


@pytest.mark.parametrize("hours", [0, 169])
def test_an_interval_outside_1_to_168_hours_is_refused(hours: int) -> None:
    with pytest.raises(InvalidEntryError, match="1 to 168"):
        a_clinic_record(interval_hours=(None, None, hours, None, None))


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_lock_outside_1_to_240_minutes_is_refused(minutes: int) -> None:
    with pytest.raises(InvalidEntryError, match="1 to 240"):
        a_clinic_record(lock_minutes=minutes)


def test_a_region_of_holidays_needs_its_country() -> None:
    assert a_clinic_record(holiday_country="DE", holiday_region="BY").holiday_region == "BY"
    with pytest.raises(InvalidEntryError) as caught:
        a_clinic_record(holiday_region="BY")
    assert caught.value.field == "holiday_country"
