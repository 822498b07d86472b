"""Days and times are written one way everywhere, in English, whatever the machine's locale."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.days import (
    add_months,
    clock,
    day_label,
    day_number,
    elapsed,
    local_day,
    long_date,
    moment,
    partial_words,
    short_date,
    signed,
    span,
    table_date,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 10, 23), "Day 0"),
        (date(2026, 11, 20), "Day +28"),
        (date(2026, 10, 16), "Day −7"),
    ],
)
def test_a_day_is_labelled_from_day_0(on: date, label: str) -> None:
    assert day_label(day_number(date(2026, 10, 23), on)) == label


def test_a_negative_number_carries_a_true_minus() -> None:
    assert signed(-7) == "\N{MINUS SIGN}7"


@given(DAYS, st.integers(-5000, 5000))
@settings(deadline=None, max_examples=50)
def test_a_day_number_undoes_adding_days(day0: date, count: int) -> None:
    assert day_number(day0, day0 + timedelta(days=count)) == count


def test_the_calendar_day_is_the_clinics_not_utcs() -> None:
    assert local_day(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), BERLIN) == date(2026, 11, 21)


def test_dates_are_written_with_english_names() -> None:
    day = date(2026, 11, 20)
    assert (short_date(day), long_date(day)) == ("20 Nov 2026", "Fri 20 Nov 2026")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "Fri 20 Nov"),
        (date(2027, 5, 20), "Thu 20 May"),
        (date(2027, 5, 21), "21 May 2027"),
        (date(2026, 5, 20), "Wed 20 May"),
        (date(2026, 5, 19), "19 May 2026"),
        (date(2027, 12, 23), "23 Dec 2027"),
    ],
)
def test_a_table_keeps_the_year_beyond_six_months(day: date, words: str) -> None:
    assert table_date(day, date(2026, 11, 20)) == words


def test_a_table_date_at_the_end_of_the_calendar_is_written_too() -> None:
    assert table_date(date.max, date.max) == "Fri 31 Dec"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 24), "16–24 Nov 2026"),
        (date(2027, 1, 16), date(2027, 2, 15), "16 Jan – 15 Feb 2027"),
        (date(2027, 10, 24), date(2028, 11, 22), "24 Oct 2027 – 22 Nov 2028"),
        (date(2026, 11, 16), date(2026, 11, 16), "16 Nov 2026"),
        (date(2026, 11, 16), date(2027, 11, 20), "16 Nov 2026 – 20 Nov 2027"),
    ],
)
def test_a_span_names_month_and_year_as_often_as_needed(
    first: date, last: date, words: str
) -> None:
    assert span(first, last) == words


def test_a_clock_shows_the_zones_time_in_24_hours() -> None:
    instant = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)
    assert clock(instant, BERLIN) == "14:20"
    assert moment(instant, BERLIN) == "20 Nov 2026 14:20"


def test_a_local_time_is_shown_as_it_is() -> None:
    assert clock(time(9, 5), BERLIN) == "09:05"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=42), "42 min"),
        (timedelta(hours=5, minutes=42), "5 h 42 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=23, minutes=59, seconds=59), "23 h 59 min"),
        (timedelta(days=3, hours=4, minutes=50), "3 d 4 h"),
        (timedelta(days=1, minutes=50), "1 d"),
        (-timedelta(minutes=5), "−5 min"),
        (-timedelta(seconds=5), "0 min"),
    ],
)
def test_elapsed_time_is_cut_to_two_units(length: timedelta, words: str) -> None:
    assert elapsed(length) == words


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_are_clipped_to_the_end_of_the_month(day: date, count: int, after: date) -> None:
    assert add_months(day, count) == after


@given(DAYS, st.integers(-500, 500))
@settings(deadline=None, max_examples=50)
def test_adding_months_moves_the_month_by_so_many(day: date, count: int) -> None:
    after = add_months(day, count)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == count
    assert after.day <= day.day


@pytest.mark.parametrize("count", [12, -12 * 9999])
def test_months_beyond_the_calendar_are_refused(count: int) -> None:
    with pytest.raises(OverflowError):
        add_months(date.max, count)


@pytest.mark.parametrize(
    ("iso", "words"), [("2024", "2024"), ("2024-05", "May 2024"), ("2024-05-04", "4 May 2024")]
)
def test_a_date_is_written_as_far_as_it_is_known(iso: str, words: str) -> None:
    assert partial_words(iso) == words
