from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=60))
def test_a_kept_line_is_trimmed_and_kept_the_same_again(words: str) -> None:
    kept = fields.line("name", words)
    assert kept == kept.strip()
    assert fields.line("name", kept) == kept


def test_letters_with_marks_are_kept_composed() -> None:
    assert fields.line("name", "Z\u030cofie") == "Žofie"


@pytest.mark.parametrize(
    "words", ["a\nb", "a\tb", "a\x00b", "a\x1bb", "a\ud800b", "a\u2028b", "a\u202eb", "a\u2066b"]
)
def test_control_characters_in_a_line_are_refused(words: str) -> None:
    with pytest.raises(InvalidEntryError, match="control or invisible character"):
        fields.line("name", words)


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_nobody_sees_in_pasted_words_is_left_out(unseen: str) -> None:
    assert fields.line("mrn", f"{unseen}9000{unseen}418") == "9000418"


def test_the_joiners_of_a_script_are_kept() -> None:
    assert fields.line("name", "می\u200cخواهم") == "می\u200cخواهم"


def test_line_separators_in_a_text_become_line_breaks() -> None:
    assert fields.text("note", "a\u2028b\u2029c") == "a\nb\nc"


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2300, 1, 1), date.max])
def test_a_day_beyond_any_record_is_refused_by_name(day: date) -> None:
    with pytest.raises(InvalidEntryError, match="1900 to 2299") as refused:
        fields.day("opened_on", day)
    assert refused.value.field == "opened_on"


@pytest.mark.parametrize("hours", [-12, 12])
@pytest.mark.parametrize(
    "end", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)]
)
def test_an_instant_at_the_end_of_the_calendar_is_refused(end: datetime, hours: int) -> None:
    with pytest.raises(InvalidEntryError, match="Check the year"):
        fields.instant("started_at", end.replace(tzinfo=timezone(timedelta(hours=hours))))


def test_a_text_keeps_its_line_breaks_and_tabs() -> None:
    assert fields.text("note", "a\n\tb ") == "a\n\tb"


@pytest.mark.parametrize(("length", "right"), [(4000, True), (4001, False)])
def test_a_text_holds_4000_characters(length: int, *, right: bool) -> None:
    if right:
        assert len(fields.text("note", "x" * length)) == length
    else:
        with pytest.raises(InvalidEntryError, match="at most 4,000"):
            fields.text("note", "x" * length)


def test_a_required_field_that_is_empty_is_named_in_words() -> None:
    with pytest.raises(InvalidEntryError, match=r"^Family name is empty"):
        fields.line("family_name", " ", required=True)


@pytest.mark.parametrize("value", ["30", "38.0", "45"])
def test_a_number_inside_its_range_is_kept(value: str) -> None:
    assert fields.number("temp_c", Decimal(value), 30, 45, "°C") == Decimal(value)


@pytest.mark.parametrize("value", ["29.9", "45.1", "100.4", "NaN", "Infinity", "-Infinity"])
def test_a_number_outside_its_range_names_range_and_unit(value: str) -> None:
    with pytest.raises(InvalidEntryError, match="°C cannot be right: it must be 30 to 45"):
        fields.number("temp_c", Decimal(value), 30, 45, "°C")


def test_a_number_that_is_not_recorded_stays_so() -> None:
    assert fields.number("temp_c", None, 30, 45, "°C") is None
    assert fields.whole("ice", None, 0, 10) is None


@pytest.mark.parametrize(("value", "words"), [(11, "ICE 11"), (-1, "ICE -1")])
def test_a_whole_number_outside_its_range_is_refused(value: int, words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        fields.whole("ice", value, 0, 10, "points")


def test_an_instant_is_kept_in_utc() -> None:
    there = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    kept = fields.instant("started_at", there)
    assert (kept, kept.tzinfo) == (there, UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="no time zone"):
        fields.instant("started_at", datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001  (what is refused)


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="before its beginning"):
        fields.in_order("finished_on", date(2026, 11, 20), date(2026, 11, 19))


def test_an_order_with_a_date_missing_or_equal_is_right() -> None:
    day = date(2026, 11, 20)
    for earlier, later in ((day, day), (None, day), (day, None), (None, None)):
        fields.in_order("finished_on", earlier, later)


@pytest.mark.parametrize("words", ["", "2024", "2024-05", "2024-05-14", " 2024 "])
def test_a_date_may_lack_day_and_month(words: str) -> None:
    assert fields.partial_date("started", words) == words.strip()


@pytest.mark.parametrize("words", ["24", "2024-13", "2024-05-32", "May 2024", "2024-5"])
def test_a_partial_date_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(InvalidEntryError, match="is no date"):
        fields.partial_date("started", words)


@pytest.mark.parametrize(
    ("field", "words"),
    [("burden_percent", "Marrow blasts 101 % "), ("mrd_level", "Level of MRD 101 % ")],
)
def test_a_refusal_calls_the_field_as_the_screen_does(field: str, words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        fields.number(field, Decimal(101), 0, 100, "%")


def test_a_score_is_refused_by_its_short_name() -> None:
    with pytest.raises(InvalidEntryError, match="ICE 11 cannot be right"):
        fields.whole("ice", 11, 0, 10)
