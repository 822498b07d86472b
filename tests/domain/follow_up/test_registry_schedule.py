"""Registry forms follow from a course's dates and its track."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack import paths
from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_schedule import (
    ExpectedForm,
    RegistryDates,
    expected_forms,
)
from carttrack.domain.follow_up.registry_text import parse_registry


def plan(name: str = "cibmtr") -> RegistryPlan:
    text = paths.resource(f"registries/{name}.toml").read_text(encoding="utf-8")
    return parse_registry(text)


CIBMTR = plan()
EBMT = plan("ebmt")
DAY0 = date(2026, 3, 2)


def forms(
    track: RegistryTrack = RegistryTrack.CRF_15_YEARS,
    day0: date = DAY0,
    which: RegistryPlan = CIBMTR,
    **changes: Any,
) -> tuple[ExpectedForm, ...]:
    return expected_forms(which, replace(RegistryDates(day0=day0, track=track), **changes))


def follow_up(found: tuple[ExpectedForm, ...], form: str = "4100") -> list[str]:
    return [each.time_point for each in found if each.form == form]


YEARS = [f"year_{year}" for year in range(1, 16)]


@pytest.mark.parametrize(
    ("track", "points"),
    [
        (RegistryTrack.CRF_15_YEARS, ["day_100", "month_6", *YEARS]),
        (
            RegistryTrack.TED_OR_CRF,
            [
                "day_100",
                "month_6",
                "year_1",
                "year_2",
                "year_3",
                "year_4",
                "year_5",
                "year_6",
                "year_8",
                "year_10",
                "year_12",
                "year_14",
            ],
        ),
        (RegistryTrack.HUNDRED_DAYS, ["day_100"]),
        (RegistryTrack.NONE, []),
        (RegistryTrack.CTRM, []),
        (RegistryTrack.EBMT_MED_A, []),
    ],
)
def test_each_track_asks_for_its_time_points(track: RegistryTrack, points: list[str]) -> None:
    assert follow_up(forms(track)) == points


def test_ebmt_asks_at_day_100_month_6_and_every_year() -> None:
    found = forms(RegistryTrack.EBMT_MED_A, which=EBMT)
    assert follow_up(found, "MED-A") == ["day_100", "month_6", *YEARS]


@pytest.mark.parametrize(
    ("day0", "point", "earliest", "latest"),
    [
        # Day 85 to 115
        (date(2026, 3, 2), "day_100", date(2026, 5, 26), date(2026, 6, 25)),
        (date(2023, 12, 1), "day_100", date(2024, 2, 24), date(2024, 3, 25)),
        (date(2025, 12, 1), "day_100", date(2026, 2, 24), date(2026, 3, 26)),
        # Day 150 to 210
        (date(2026, 3, 2), "month_6", date(2026, 7, 30), date(2026, 9, 28)),
        (date(2026, 8, 31), "month_6", date(2027, 1, 28), date(2027, 3, 29)),
        # Day 366 to 425
        (date(2026, 3, 2), "year_1", date(2027, 3, 3), date(2027, 5, 1)),
        (date(2023, 3, 2), "year_1", date(2024, 3, 2), date(2024, 4, 30)),
        (date(2024, 2, 29), "year_1", date(2025, 3, 1), date(2025, 4, 29)),
        (date(2026, 12, 31), "year_1", date(2028, 1, 1), date(2028, 2, 29)),
        # 30 days about the anniversary
        (date(2024, 2, 29), "year_2", date(2026, 1, 29), date(2026, 3, 30)),
        (date(2024, 2, 29), "year_4", date(2028, 1, 30), date(2028, 3, 30)),
        (date(2026, 1, 15), "year_15", date(2040, 12, 16), date(2041, 2, 14)),
    ],
)
def test_contact_windows_hold_over_leap_years_and_year_ends(
    day0: date, point: str, earliest: date, latest: date
) -> None:
    [found] = [f for f in forms(day0=day0) if f.form == "4100" and f.time_point == point]
    assert (found.earliest, found.latest) == (earliest, latest)


def test_only_the_one_year_window_is_published() -> None:
    published = [f.time_point for f in forms() if f.form == "4100" and f.published]
    assert published == ["year_1"]


@pytest.mark.parametrize(
    ("day0", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 1)),
        (date(2024, 1, 31), date(2024, 3, 1)),
        (date(2023, 1, 31), date(2023, 3, 2)),
        (date(2026, 12, 15), date(2027, 1, 14)),
    ],
)
def test_pre_infusion_and_disease_forms_are_due_30_days_after_the_infusion(
    day0: date, due: date
) -> None:
    found = {f.form: f.due_on for f in forms(day0=day0) if f.form in {"4000", "2402"}}
    assert found == {"4000": due, "2402": due}


def test_forms_without_a_published_date_have_no_due_day() -> None:
    assert {f.form for f in forms() if f.due_on is None} == {"2814", "4001", "4003", "4006"}


def test_a_split_dose_is_one_product_with_two_infusion_forms() -> None:
    found = forms(infused_on=(DAY0 + timedelta(days=10),))
    assert [f.about_on for f in found if f.form == "4003"] == [None]
    assert [f.about_on for f in found if f.form == "4006"] == [None, date(2026, 3, 12)]


def test_two_infusions_on_one_date_need_one_form() -> None:
    assert [f.about_on for f in forms(infused_on=(DAY0,)) if f.form == "4006"] == [None]


def test_a_reinfusion_for_loss_of_aplasia_needs_no_new_pre_infusion_form() -> None:
    again = date(2026, 10, 5)
    found = forms(infused_on=(again,))
    assert [f.about_on for f in found if f.form == "4000"] == [None]
    assert follow_up(found) == ["day_100", "month_6", *YEARS]


def test_a_reinfusion_for_relapse_starts_the_sequence_again() -> None:
    again = date(2026, 10, 5)
    found = forms(infused_on=(again,), restarted_on=(again,))
    assert [f.about_on for f in found if f.form == "4000"] == [None, again]
    assert follow_up(found) == ["day_100", "month_6", "day_100", "month_6", *YEARS]


def test_after_a_transplantation_the_follow_up_runs_from_its_date() -> None:
    transplanted = date(2026, 7, 1)
    found = [f for f in forms(transplanted_on=transplanted) if f.form == "4100"]
    assert [(f.time_point, f.anchor_on) for f in found[:3]] == [
        ("day_100", DAY0),
        ("day_100", transplanted),
        ("month_6", transplanted),
    ]
    assert found[1].earliest == date(2026, 9, 24)


def test_a_transplantation_needs_no_new_pre_infusion_form() -> None:
    found = forms(transplanted_on=date(2026, 7, 1))
    assert len([f for f in found if f.form == "4000"]) == 1


def test_the_first_form_after_the_death_reports_it_and_none_follows() -> None:
    assert follow_up(forms(died_on=date(2027, 8, 1))) == ["day_100", "month_6", "year_1", "year_2"]


def test_no_form_is_asked_for_a_time_point_after_the_course_ended() -> None:
    assert follow_up(forms(ended_on=date(2026, 9, 30))) == ["day_100", "month_6"]


@given(
    day0=st.dates(date(2018, 1, 1), date(2040, 12, 31)),
    track=st.sampled_from(list(RegistryTrack)),
)
@settings(deadline=None, max_examples=60)
def test_no_form_is_due_before_its_window_ends_nor_its_target_outside_it(
    day0: date, track: RegistryTrack
) -> None:
    for which in (CIBMTR, EBMT):
        for form in forms(track, day0, which):
            if form.latest is not None and form.earliest is not None:
                assert form.due_on is not None
                assert form.due_on >= form.latest
                assert form.earliest <= form.latest
                assert form.time_point == "year_1" or form.earliest <= (form.target or day0)
