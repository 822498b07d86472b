from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack import paths
from carttrack.domain.follow_up.protocol import (
    DatedRule,
    Offset,
    OffsetUnit,
    PlannedVisit,
    Protocol,
    WindowRule,
)
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.schedule import (
    MovedDate,
    VisitState,
    distance_sentence,
    driving_sentence,
    due_on,
    plan_visits,
    replan,
    target_of,
    visit_state,
    working_day_in,
)
from carttrack.domain.follow_up.visits import Visit

PROTOCOL = parse(paths.resource("protocols/default.toml").read_text(encoding="utf-8"))
DAY0 = date(2026, 10, 23)

# code: target, first and last day of the window; the infusion is of Friday 23 October 2026.
DATED = {
    "day_7": ("2026-10-30", "2026-10-29", "2026-10-31"),
    "day_14": ("2026-11-06", "2026-11-04", "2026-11-08"),
    "day_21": ("2026-11-13", "2026-11-10", "2026-11-16"),
    "day_28": ("2026-11-20", "2026-11-16", "2026-11-24"),
    "month_2": ("2026-12-23", "2026-12-16", "2026-12-30"),
    "day_100": ("2027-01-31", "2027-01-16", "2027-02-15"),
    "month_6": ("2027-04-23", "2027-03-22", "2027-05-21"),
    "month_9": ("2027-07-23", "2027-06-23", "2027-08-22"),
    "month_12": ("2027-10-30", "2027-10-24", "2027-11-22"),
    "month_18": ("2028-04-23", "2028-03-24", "2028-05-23"),
    "year_2": ("2028-10-23", "2028-09-23", "2028-11-22"),
    "year_3": ("2029-10-23", "2029-09-23", "2029-11-22"),
    "year_4": ("2030-10-23", "2030-09-23", "2030-11-22"),
    "year_5": ("2031-10-23", "2031-09-23", "2031-11-22"),
    "year_6": ("2032-10-23", "2032-09-23", "2032-11-22"),
    "year_7": ("2033-10-23", "2033-09-23", "2033-11-22"),
    "year_8": ("2034-10-23", "2034-09-23", "2034-11-22"),
    "year_9": ("2035-10-23", "2035-09-23", "2035-11-22"),
    "year_10": ("2036-10-23", "2036-09-23", "2036-11-22"),
    "year_11": ("2037-10-23", "2037-09-23", "2037-11-22"),
    "year_12": ("2038-10-23", "2038-09-23", "2038-11-22"),
    "year_13": ("2039-10-23", "2039-09-23", "2039-11-22"),
    "year_14": ("2040-10-23", "2040-09-23", "2040-11-22"),
    "year_15": ("2041-10-23", "2041-09-23", "2041-11-22"),
}
QUERIED = {f"year_{year}" for year in range(6, 16)}

DAYS = st.dates(date(2017, 1, 1), date(2035, 12, 31))
ROOM = st.integers(0, 90)
OFFSETS = st.builds(
    Offset, st.integers(0, 240), st.sampled_from([OffsetUnit.DAYS, OffsetUnit.MONTHS])
) | st.builds(Offset, st.integers(0, 20), st.just(OffsetUnit.YEARS))


def _planned(offset: Offset, before: int, after: int) -> Protocol:
    window = WindowRule(before=before, after=after)
    visit = PlannedVisit(code="visit", name="Visit", offset=offset, window=window)
    return Protocol(name="own", version=1, title="Own", visits=(visit,), assessment_names=())


def _visit(code: str) -> Visit:
    return next(visit for visit in plan_visits(DAY0, PROTOCOL) if visit.code == code)


def test_the_default_protocol_dates_24_visits() -> None:
    assert [visit.code for visit in plan_visits(DAY0, PROTOCOL)] == list(DATED)
    assert len(DATED) == 24


@pytest.mark.parametrize("code", DATED)
def test_a_visit_of_the_default_protocol_has_its_target_and_window(code: str) -> None:
    visit = _visit(code)
    dates = tuple(day.isoformat() for day in (visit.target, visit.earliest, visit.latest))
    assert dates == DATED[code]


@pytest.mark.parametrize("code", DATED)
def test_only_years_6_to_15_have_the_wider_window_of_the_clinics_query(code: str) -> None:
    visit = _visit(code)
    wide = timedelta(days=90)
    expected = (visit.target - wide, visit.target + wide) if code in QUERIED else (None, None)
    assert (visit.query_earliest, visit.query_latest) == expected


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_the_default_protocol_fits_every_infusion_day(day0: date) -> None:
    visits = plan_visits(day0, PROTOCOL)
    assert [visit.code for visit in visits] == list(DATED)
    assert all(visit.earliest <= visit.target <= visit.latest for visit in visits)
    assert {(v.latest - v.earliest).days for v in visits if v.code == "day_100"} == {30}


@settings(max_examples=100, deadline=None)
@given(DAYS, OFFSETS, ROOM, ROOM)
def test_a_target_is_its_anchor_and_offset_and_the_offered_day_lies_in_the_window(
    day0: date, offset: Offset, before: int, after: int
) -> None:
    (visit,) = plan_visits(day0, _planned(offset, before, after))
    assert visit.target == target_of(offset, day0)
    offered = working_day_in(visit.earliest, visit.latest, visit.target)
    assert offered is None or visit.earliest <= offered <= visit.latest
    assert offered is None or offered.weekday() < 5


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 240))
def test_an_anniversary_keeps_its_day_or_falls_on_the_last_of_its_month(
    day0: date, months: int
) -> None:
    target = target_of(Offset(months, OffsetUnit.MONTHS), day0)
    assert (target.year * 12 + target.month) - (day0.year * 12 + day0.month) == months
    assert target.day == day0.day or (target + timedelta(days=1)).day == 1 <= target.day < day0.day


@pytest.mark.parametrize(
    ("day0", "offset", "target"),
    [
        (date(2027, 12, 31), Offset(2, OffsetUnit.MONTHS), date(2028, 2, 29)),
        (date(2026, 12, 31), Offset(2, OffsetUnit.MONTHS), date(2027, 2, 28)),
        (date(2028, 2, 29), Offset(2, OffsetUnit.YEARS), date(2030, 2, 28)),
        (date(2028, 2, 29), Offset(4, OffsetUnit.YEARS), date(2032, 2, 29)),
        (date(2026, 11, 30), Offset(3, OffsetUnit.MONTHS), date(2027, 2, 28)),
        (date(2026, 12, 25), Offset(7), date(2027, 1, 1)),
        (date(2027, 12, 25), Offset(372), date(2028, 12, 31)),
    ],
)
def test_leap_years_month_ends_and_year_ends_are_counted_by_the_calendar(
    day0: date, offset: Offset, target: date
) -> None:
    assert target_of(offset, day0) == target


def test_a_working_target_is_offered_itself() -> None:
    day = date(2026, 11, 20)
    assert working_day_in(date(2026, 11, 16), date(2026, 11, 24), day) == day


@pytest.mark.parametrize(("target", "offered"), [(21, 20), (22, 23)])
def test_a_target_on_a_weekend_is_offered_the_nearest_working_day(
    target: int, offered: int
) -> None:
    window = date(2026, 11, 16), date(2026, 11, 27)
    assert working_day_in(*window, date(2026, 11, target)) == date(2026, 11, offered)


def test_of_two_working_days_equally_near_the_earlier_is_offered() -> None:
    window = date(2026, 11, 16), date(2026, 11, 27)
    holiday = date(2026, 11, 18)
    assert working_day_in(*window, holiday, {holiday}) == date(2026, 11, 17)


def test_nothing_is_offered_in_a_window_without_a_working_day() -> None:
    assert working_day_in(date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 21)) is None


def test_a_corrected_day_0_moves_open_visits_only() -> None:
    visits = (
        replace(_visit("day_7"), completed_on=date(2026, 10, 30)),
        replace(_visit("day_14"), missed_on=date(2026, 11, 9), missed_reason="in hospital"),
        replace(_visit("day_28"), appointment_on=date(2026, 11, 20)),
        _visit("day_100"),
        replace(_visit("day_21"), code="extra"),
    )
    moved = replan(visits, DAY0 + timedelta(days=1), PROTOCOL)
    assert moved == (MovedDate("day_100", date(2027, 1, 31), date(2027, 2, 1)),)


def test_an_unchanged_day_0_moves_nothing() -> None:
    assert replan(plan_visits(DAY0, PROTOCOL), DAY0, PROTOCOL) == ()


def test_a_visit_whose_window_alone_moves_is_named() -> None:
    visits = plan_visits(date(2026, 8, 30), PROTOCOL)
    moved = {move.code: move for move in replan(visits, date(2026, 8, 31), PROTOCOL)}
    assert moved["month_6"].old == moved["month_6"].new == date(2027, 2, 28)


@settings(max_examples=40, deadline=None)
@given(DAYS, DAYS)
def test_replanning_names_the_targets_of_the_new_day_0(old: date, new: date) -> None:
    planned = {visit.code: visit.target for visit in plan_visits(new, PROTOCOL)}
    for move in replan(plan_visits(old, PROTOCOL), new, PROTOCOL):
        assert move.new == planned[move.code]


def test_a_visit_is_due_on_the_last_day_of_its_window_until_it_is_booked() -> None:
    visit = _visit("day_28")
    assert due_on(visit) == date(2026, 11, 24)
    assert due_on(replace(visit, appointment_on=date(2026, 11, 20))) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 16), VisitState.LATER),
        (date(2026, 11, 17), VisitState.CLOSING),
        (date(2026, 11, 23), VisitState.CLOSING),
        (date(2026, 11, 24), VisitState.DUE_TODAY),
        (date(2026, 11, 25), VisitState.OVERDUE),
    ],
)
def test_an_open_visit_stands_by_the_end_of_its_window(today: date, state: VisitState) -> None:
    assert visit_state(_visit("day_28"), today, ended=None) is state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 12), VisitState.BOOKED),
        (date(2026, 11, 20), VisitState.DUE_TODAY),
        (date(2026, 11, 21), VisitState.OVERDUE),
    ],
)
def test_a_booked_visit_stands_by_its_appointment(today: date, state: VisitState) -> None:
    booked = replace(
        _visit("day_28"), appointment_on=date(2026, 11, 20), appointment_at=time(10, 30)
    )
    assert visit_state(booked, today, ended=None) is state


def test_a_completed_visit_is_done_and_a_missed_one_missed_whatever_the_day() -> None:
    done = replace(_visit("day_7"), completed_on=date(2026, 10, 30))
    missed = replace(_visit("day_7"), missed_on=date(2026, 11, 2), missed_reason="ill")
    long_after = date(2030, 1, 1)
    assert visit_state(done, long_after, ended=long_after) is VisitState.DONE
    assert visit_state(missed, long_after, ended=long_after) is VisitState.MISSED


@pytest.mark.parametrize("code", ["day_28", "year_15"])
def test_an_ended_course_ends_its_open_visits_at_once(code: str) -> None:
    ended = date(2026, 11, 25)
    assert visit_state(_visit(code), ended, ended=ended) is VisitState.ENDED


def test_an_end_still_ahead_ends_only_the_visits_after_it() -> None:
    ended, today = date(2026, 12, 1), date(2026, 11, 24)
    assert visit_state(_visit("day_28"), today, ended=ended) is VisitState.DUE_TODAY
    assert visit_state(_visit("month_2"), today, ended=ended) is VisitState.ENDED


def test_the_driving_rule_is_one_sentence_with_its_last_day() -> None:
    assert driving_sentence(PROTOCOL, "EU-2026-1", DAY0) == (
        "No driving up to and including 18 Dec 2026 (8 weeks, clinic rule EU-2026-1), "
        "and not until a clinician has cleared it"
    )


def test_the_united_states_rule_is_two_weeks_from_27_june_2025() -> None:
    assert "11 Jul 2025 (2 weeks, " in driving_sentence(PROTOCOL, "US-2025-1", date(2025, 6, 27))
    assert driving_sentence(PROTOCOL, "US-2025-1", date(2025, 6, 26)) == ""
    assert "21 Aug 2025 (8 weeks, " in driving_sentence(PROTOCOL, "US-2018-1", date(2025, 6, 26))
    assert driving_sentence(PROTOCOL, "US-2018-1", date(2025, 6, 27)) == ""


def test_the_distance_rule_stands_beside_the_driving_rule() -> None:
    assert distance_sentence(PROTOCOL, "EU-2026-NEAR", DAY0) == (
        "To stay near a treating centre up to and including 20 Nov 2026 "
        "(4 weeks, clinic rule EU-2026-NEAR)"
    )
    assert "11 Jul 2025 (2 w" in distance_sentence(PROTOCOL, "US-2025-NEAR", date(2025, 6, 27))
    assert "24 Jul 2025 (4 w" in distance_sentence(PROTOCOL, "US-2018-NEAR", date(2025, 6, 26))
    assert distance_sentence(PROTOCOL, "US-2018-NEAR", date(2025, 6, 27)) == ""
    assert distance_sentence(PROTOCOL, "", DAY0) == ""


def test_nothing_is_said_on_driving_without_rule_day_0_or_protocol() -> None:
    assert driving_sentence(PROTOCOL, "", DAY0) == ""
    assert driving_sentence(PROTOCOL, "EU-2026-1", None) == ""
    assert driving_sentence(None, "EU-2026-1", DAY0) == ""


@pytest.mark.parametrize(("days", "words"), [(7, "1 week"), (1, "1 day"), (10, "10 days")])
def test_a_rule_that_is_no_whole_weeks_is_written_in_days(days: int, words: str) -> None:
    rule = DatedRule(id="own", title="Own", days=days, jurisdiction="", source="clinic")
    protocol = replace(PROTOCOL, driving_rules=(rule,))
    assert f"({words}, clinic rule own)" in driving_sentence(protocol, "own", DAY0)
