"""The registries' contact windows, held against the published table and what is to be confirmed.

Published is the one-year window, Day 366 to 425 (CIBMTR manual updates, 19 December 2023). The
windows of Day 100 and Month 6 and the 30 days around each later year are to be confirmed by the
clinic, and the text says so.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack import paths
from carttrack.domain.days import local_day
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.follow_up.registry_schedule import RegistryDates, expected_forms
from carttrack.domain.follow_up.registry_text import parse_registry
from carttrack.domain.follow_up.schedule import plan_visits


def _text(name: str) -> str:
    return paths.resource(name).read_text(encoding="utf-8")


CIBMTR, EBMT = (parse_registry(_text(f"registries/{name}.toml")) for name in ("cibmtr", "ebmt"))
PROTOCOL = parse(_text("protocols/default.toml"))
PUBLISHED = {"year_1": (366, 425)}
TO_BE_CONFIRMED = {"day_100": (85, 115), "month_6": (150, 210)}
"""First and last Day number; later years are the anniversary and 30 days to each side."""
FIRST = datetime(2018, 1, 1, tzinfo=UTC)
AROUND = timedelta(days=30)
ZONES = [ZoneInfo(name) for name in ("America/Los_Angeles", "Europe/Berlin", "Pacific/Auckland")]


def windows(day0: date) -> dict[str, tuple[date, date]]:
    dates = RegistryDates(day0=day0, track=RegistryTrack.CRF_15_YEARS)
    return {
        form.time_point: (form.earliest, form.latest)
        for form in expected_forms(CIBMTR, dates)
        if form.form == "4100" and form.earliest is not None and form.latest is not None
    }


@pytest.mark.parametrize("code", [*PUBLISHED, *TO_BE_CONFIRMED])
@pytest.mark.parametrize("day0", [date(2026, 10, 23), date(2024, 2, 29), date(2027, 12, 31)])
def test_the_first_windows_are_counted_in_days_over_leap_days_and_years(
    code: str, day0: date
) -> None:
    first, last = (PUBLISHED | TO_BE_CONFIRMED)[code]
    assert windows(day0)[code] == (day0 + timedelta(first), day0 + timedelta(last))


def test_only_the_one_year_window_is_published_and_the_others_say_what_they_are() -> None:
    sourced = {point.code for point in CIBMTR.time_points if point.window_source}
    assert sourced == set(PUBLISHED)
    assert not any(point.window_source for point in EBMT.time_points)
    for name in ("cibmtr", "ebmt"):
        lines = _text(f"registries/{name}.toml").splitlines()
        unsourced = [
            line
            for line, after in zip(lines, [*lines[3:], "", "", ""], strict=True)
            if line.startswith("window =") and not after.startswith("window_source")
        ]
        assert all(line.endswith("# to be confirmed by the clinic") for line in unsourced)


YEARS = {
    date(2024, 2, 29): {2: date(2026, 2, 28), 4: date(2028, 2, 29), 15: date(2039, 2, 28)},
    date(2026, 12, 31): {2: date(2028, 12, 31), 3: date(2029, 12, 31), 15: date(2041, 12, 31)},
    date(2027, 1, 1): {2: date(2029, 1, 1), 9: date(2036, 1, 1), 15: date(2042, 1, 1)},
}


@pytest.mark.parametrize("day0", YEARS)
def test_later_years_are_anniversaries_with_thirty_days_to_each_side(day0: date) -> None:
    found = windows(day0)
    for year, target in YEARS[day0].items():
        assert found[f"year_{year}"] == (target - AROUND, target + AROUND)


def test_the_one_year_visit_is_planned_inside_the_one_year_contact_window() -> None:
    for day0 in (date(2026, 10, 23), date(2023, 3, 1), date(2024, 2, 29), date(2027, 12, 31)):
        visit = next(visit for visit in plan_visits(day0, PROTOCOL) if visit.code == "month_12")
        first, last = windows(day0)["year_1"]
        assert first <= visit.earliest <= visit.target <= visit.latest <= last
        assert (visit.target - day0).days == 372


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 16 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.sampled_from(ZONES),
)
def test_windows_count_calendar_days_of_the_clinic_whatever_its_clocks_do(
    infused_at: datetime, zone: ZoneInfo
) -> None:
    day0 = local_day(infused_at, zone)
    first, last = windows(day0)["year_1"]
    assert ((first - day0).days, (last - day0).days) == PUBLISHED["year_1"]
    day_28 = next(visit for visit in plan_visits(day0, PROTOCOL) if visit.code == "day_28")
    assert (day_28.target - day0).days == 28
    assert (day_28.latest - day_28.earliest).days == 8


@pytest.mark.parametrize(
    ("at", "zone", "day0"),
    [
        ("2026-03-29T00:30:00+00:00", "Europe/Berlin", date(2026, 3, 29)),  # before the gap
        ("2026-03-28T23:30:00+00:00", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-10-25T00:30:00+00:00", "Europe/Berlin", date(2026, 10, 25)),  # the first 02:30
        ("2026-10-25T23:30:00+00:00", "Europe/Berlin", date(2026, 10, 26)),
        ("2026-11-01T06:30:00+00:00", "America/Los_Angeles", date(2026, 10, 31)),
        ("2026-11-01T08:30:00+00:00", "America/Los_Angeles", date(2026, 11, 1)),
        ("2026-12-31T11:30:00+00:00", "Pacific/Auckland", date(2027, 1, 1)),
        ("2028-02-28T11:30:00+00:00", "Pacific/Auckland", date(2028, 2, 29)),
    ],
)
def test_day_0_is_the_calendar_day_of_the_clinic_also_when_clocks_or_years_change(
    at: str, zone: str, day0: date
) -> None:
    found = local_day(datetime.fromisoformat(at), ZoneInfo(zone))
    assert found == day0
    assert windows(found)["year_1"][0] == day0 + timedelta(366)
