"""What is typed into a date or time field is read without guessing between two meanings."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.dates import DateReading, read_date, read_moment
from carttrack.domain.days import day_label, long_date, moment, short_date, table_date

TODAY = date(2026, 11, 20)  # a Friday
DAY0 = date(2026, 10, 23)
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 14, 20, 33, tzinfo=BERLIN)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789 .:/-+−dwmytn", max_size=14),
    st.from_regex(r"(fri |d|\+|-)?[0-9]{1,5}( nov|\.|/|d|w|m|y)?( ?[0-9:./]{0,6})", fullmatch=True),
)


def read(text: str) -> DateReading:
    return read_date(text, today=TODAY, day0=DAY0)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("t", TODAY),
        ("today", TODAY),
        ("Now", TODAY),
        ("n", TODAY),
        (" yesterday ", date(2026, 11, 19)),
        ("TOMORROW", date(2026, 11, 21)),
        ("3d", date(2026, 11, 23)),
        ("2w", date(2026, 12, 4)),
        ("3m", date(2027, 2, 20)),
        ("1y", date(2027, 11, 20)),
        ("-3d", date(2026, 11, 17)),
        ("−3d", date(2026, 11, 17)),
        ("+3d", date(2026, 11, 23)),
        ("3 days", date(2026, 11, 23)),
        ("1 month", date(2026, 12, 20)),
        ("mon", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("last fri", date(2026, 11, 13)),
        ("thursday", date(2026, 11, 26)),
        ("+14", date(2026, 11, 6)),
        ("day +14", date(2026, 11, 6)),
        ("d-5", date(2026, 10, 18)),
        ("-5", date(2026, 10, 18)),
        ("D28", date(2026, 11, 20)),
        ("Day −7", date(2026, 10, 16)),
        ("day 0", DAY0),
        ("2026-11-20", TODAY),
        ("2026/11/20", TODAY),
        ("20.11.2026", TODAY),
        ("20. 11. 2026", TODAY),
        ("9.12.", date(2026, 12, 9)),
        ("9.12", date(2026, 12, 9)),
        ("20 nov", TODAY),
        ("20nov", TODAY),
        ("20 November 2027", date(2027, 11, 20)),
        ("20th nov", TODAY),
        ("Nov 20, 2026", TODAY),
        ("5 mar", date(2027, 3, 5)),
        ("5 jul", date(2026, 7, 5)),
        ("Fri 20 Nov", TODAY),
        ("20/11/2026", TODAY),
        ("4/4/2026", date(2026, 4, 4)),
        ("fri 3/4/2026", date(2026, 4, 3)),
        ("２０ Nov ２０２６", TODAY),
    ],
)
def test_a_typed_day_is_read(typed: str, day: date) -> None:
    assert read(typed) == DateReading(value=day)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("31 feb", "No such date. Try 28 Feb."),
        ("31 feb 2028", "No such date. Try 29 Feb 2028."),
        ("31.4.2027", "No such date. Try 30 Apr 2027."),
        ("0 nov", "No such date. Try 1 Nov."),
        ("20.13.2026", "No such date: there is no month 13."),
        ("29 feb", "No such date. Try 28 Feb."),
        ("20.11.26", "Type the year with four digits, like 2026."),
        ("20 nov 26", "Type the year with four digits, like 2026."),
        ("3/4/26", "Type the year with four digits, like 2026."),
        ("20.11.0026", "The year 26 cannot be right. Check it."),
        ("Mon 20 Nov 2026", "20 Nov 2026 is a Friday, not a Monday. Check both."),
        ("9:12", "This is a time. Type a date here, like 20 Nov 2026."),
        ("9999y", "This is too far away. Type a date."),
    ],
)
def test_what_cannot_be_a_day_says_why(typed: str, error: str) -> None:
    assert read(typed) == DateReading(error=error)


@pytest.mark.parametrize(
    "typed", ["soon", "14", "912", "20 foo", "foo 20", "next", "next foo", "foo 20 nov", "3q", "_d"]
)
def test_what_is_no_date_shows_how_to_type_one(typed: str) -> None:
    assert read(typed).error == "This is no date. Type it like 20 Nov 2026, 3d or +14."


def test_a_weekday_before_words_is_no_date() -> None:
    assert read("fri tomorrow").error.startswith("This is no date.")


def test_an_empty_field_gives_an_empty_reading() -> None:
    assert read("  ") == DateReading()


def test_a_slash_date_offers_both_meanings_and_takes_neither() -> None:
    assert read("3/4/2026") == DateReading(choices=(date(2026, 4, 3), date(2026, 3, 4)))


def test_a_slash_date_without_a_meaning_is_no_date() -> None:
    assert read("31/31/2026").error == "No such date: there is no month 31."


def test_a_day_number_needs_day_0() -> None:
    reading = read_date("+14", today=TODAY, day0=None)
    assert reading == DateReading(error="No infusion date yet. Type a date.")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 mar", date(2026, 3, 5)),
        ("21 nov", date(2025, 11, 21)),
        ("20 nov", TODAY),
        ("fri", date(2026, 11, 13)),
        ("mon", date(2026, 11, 16)),
        ("next mon", date(2026, 11, 23)),
    ],
)
def test_a_past_field_looks_back(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY, day0=None, past=True).value == day


def test_a_missing_leap_day_is_named_in_a_past_field() -> None:
    reading = read_date("29 feb", today=date(2026, 1, 5), day0=None, past=True)
    assert reading.error == "No such date. Try 28 Feb."


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14.3.92", date(1992, 3, 14)),
        ("14 mar 26", date(2026, 3, 14)),
        ("24.12.26", date(1926, 12, 24)),
        ("14 Mar 1992", date(1992, 3, 14)),
        ("31/12/92", date(1992, 12, 31)),
    ],
)
def test_a_birth_date_takes_two_digits_for_the_year(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY, day0=None, birth=True).value == day


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("14 mar 2027", "This birth date lies in the future. Check the year."),
        ("tomorrow", "This birth date lies in the future. Check the year."),
        ("14 mar", "The year is missing. Type it with the date."),
    ],
)
def test_a_birth_date_needs_its_year_and_lies_in_the_past(typed: str, error: str) -> None:
    assert read_date(typed, today=TODAY, day0=None, birth=True).error == error


@given(DAYS, DAYS)
@settings(deadline=None, max_examples=100)
def test_every_shown_date_reads_back_as_itself(day: date, today: date) -> None:
    for shown in (short_date(day), long_date(day), day.isoformat(), f"{day:%d.%m.%Y}"):
        assert read_date(shown, today=today, day0=None) == DateReading(value=day)


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)), st.integers(-190, 190))
@settings(deadline=None, max_examples=200)
def test_every_date_of_a_table_reads_back_as_itself(today: date, offset: int) -> None:
    day = today + timedelta(days=offset)
    assert read_date(table_date(day, today), today=today, day0=None).value == day


@given(DAYS, st.integers(-400, 400))
@settings(deadline=None, max_examples=50)
def test_every_day_label_reads_back_as_its_day(day0: date, number: int) -> None:
    day = day0 + timedelta(days=number)
    if 1900 <= day.year <= 2199:
        assert read_date(day_label(number), today=TODAY, day0=day0).value == day


@given(TYPED, st.sampled_from(["", "past", "birth"]), st.sampled_from([TODAY, date.min, date.max]))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_the_date_field_fail(text: str, kind: str, today: date) -> None:
    reading = read_date(text, today=today, day0=DAY0, past=kind == "past", birth=kind == "birth")
    assert sum([reading.value is not None, bool(reading.error), bool(reading.choices)]) <= 1
    assert reading == read_date(
        f" {text} ", today=today, day0=DAY0, past=kind == "past", birth=kind == "birth"
    )


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("now", at(2026, 11, 20, 14, 20)),
        ("n", at(2026, 11, 20, 14, 20)),
        ("912", at(2026, 11, 20, 9, 12)),
        ("0912", at(2026, 11, 20, 9, 12)),
        ("9:12", at(2026, 11, 20, 9, 12)),
        ("9.12", at(2026, 11, 20, 9, 12)),
        ("10", at(2026, 11, 20, 10, 0)),
        ("tomorrow 10", at(2026, 11, 21, 10, 0)),
        ("tomorrow at 10", at(2026, 11, 21, 10, 0)),
        ("10:30 tomorrow", at(2026, 11, 21, 10, 30)),
        ("yesterday 2350", at(2026, 11, 19, 23, 50)),
        ("20 nov 9.12", at(2026, 11, 20, 9, 12)),
        ("20 nov 10", at(2026, 11, 20, 10, 0)),
        ("20 nov 1930", at(2026, 11, 20, 19, 30)),
        ("9.12. 10", at(2026, 12, 9, 10, 0)),
        ("20.11.2026 9:12", at(2026, 11, 20, 9, 12)),
        ("20 Nov 2026, 14:20", at(2026, 11, 20, 14, 20)),
        ("2026-11-20T09:12", at(2026, 11, 20, 9, 12)),
        ("+14 10", at(2026, 11, 6, 10, 0)),
        ("day +14 9:12", at(2026, 11, 6, 9, 12)),
        ("fri 10", at(2026, 11, 27, 10, 0)),
    ],
)
def test_a_typed_moment_is_read(typed: str, instant: datetime) -> None:
    reading = read_moment(typed, now=NOW, day0=DAY0)
    assert (reading.value, reading.error) == (instant, "")
    assert reading.value is not None
    assert (reading.day, reading.at) == (reading.value.date(), reading.value.time())


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2460", "No such time. The clock runs from 0:00 to 23:59."),
        ("25:00", "No such time. The clock runs from 0:00 to 23:59."),
        ("tomorrow 24", "No such time. The clock runs from 0:00 to 23:59."),
        ("tomorrow", "Add the time, for example 21 Nov 2026 09:12."),
        ("20 nov 2026", "Add the time, for example 20 Nov 2026 09:12."),
        ("31 feb 10", "No such date. Try 28 Feb."),
        ("31 feb", "No such date. Try 28 Feb."),
        ("3/4/2026", "This date has two meanings. Write the month as a word, and add the time."),
        ("soon", "This is no date and time. Type them like 20 Nov 14:20."),
        ("soon 10", "This is no date and time. Type them like 20 Nov 14:20."),
        ("29 mar 2026 2:30", "29 Mar 2026 has no 02:30: the clocks go forward. Check the time."),
    ],
)
def test_what_cannot_be_a_moment_says_why(typed: str, error: str) -> None:
    reading = read_moment(typed, now=NOW, day0=DAY0)
    assert (reading.value, reading.error) == (None, error)


def test_an_empty_moment_gives_an_empty_reading() -> None:
    reading = read_moment("", now=NOW, day0=None)
    assert (reading.value, reading.day, reading.error, reading.choices) == (None, None, "", ())


def test_a_day_alone_is_enough_where_no_time_is_needed() -> None:
    reading = read_moment("tomorrow", now=NOW, day0=None, time_needed=False)
    assert (reading.day, reading.at, reading.error) == (date(2026, 11, 21), None, "")


def test_an_hour_that_the_clocks_repeat_offers_both() -> None:
    reading = read_moment("25 oct 2026 2:30", now=NOW, day0=None)
    assert reading.value is None
    assert [choice.astimezone(UTC).hour for choice in reading.choices] == [0, 1]


def test_a_slash_date_with_a_time_offers_both_meanings() -> None:
    reading = read_moment("3/4/2026 9:12", now=NOW, day0=None)
    assert reading.choices == (at(2026, 4, 3, 9, 12), at(2026, 3, 4, 9, 12))
    assert reading.at == time(9, 12)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))  # noqa: DTZ001  (a wall clock)
@settings(deadline=None, max_examples=100)
def test_every_shown_moment_reads_back_as_itself(wall: datetime) -> None:
    instant = wall.replace(second=0, microsecond=0, tzinfo=UTC)
    reading = read_moment(moment(instant, BERLIN), now=NOW, day0=None)
    meant = reading.choices if reading.value is None else (reading.value,)
    assert instant in [each.astimezone(UTC) for each in meant]


@given(TYPED)
@settings(deadline=None, max_examples=300)
def test_no_text_makes_the_moment_field_fail(text: str) -> None:
    reading = read_moment(text, now=NOW, day0=None)
    assert sum([reading.value is not None, bool(reading.error), bool(reading.choices)]) <= 1
