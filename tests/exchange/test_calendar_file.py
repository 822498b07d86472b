from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.calendar_entries import (
    CalendarEntry,
    EntryKind,
    EntryState,
    Naming,
    initials,
)
from carttrack.exchange.calendar_file import (
    CalendarNotWrittenError,
    calendar_bytes,
    write_calendar,
)
from tests.exchange.reading import ReadEvent, by_uid, read_events

BERLIN = ZoneInfo("Europe/Berlin")


def an_entry(**changes: Any) -> CalendarEntry:
    entry = CalendarEntry(
        course_id=7,
        kind=EntryKind.VISIT,
        code="day_28",
        title="Day +28 visit",
        mrn="9000418",
        name="Příkladová, Žofie",
        initials="ŽP",
        first=date(2026, 11, 20),
        last=date(2026, 11, 20),
        at=time(10, 30),
        state=EntryState.BOOKED,
        place="Clinic room 2",
        sequence=2,
        changed_at=datetime(2026, 11, 12, 9, 4, tzinfo=UTC),
    )
    return replace(entry, **changes)


def written(*entries: CalendarEntry, naming: Naming = Naming.INITIALS) -> bytes:
    return calendar_bytes(entries, store_id="ab12", naming=naming, zone=BERLIN)


def event_of(naming: Naming = Naming.INITIALS, **changes: Any) -> ReadEvent:
    return read_events(written(an_entry(**changes), naming=naming))[0]


def test_an_appointment_with_a_time_stands_in_utc() -> None:
    event = event_of()
    assert event.when("DTSTART") == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert "DTEND" not in event.values
    assert (event.values["STATUS"], event.values["LOCATION"]) == ("CONFIRMED", "Clinic room 2")


def test_clocks_that_change_do_not_shift_an_appointment() -> None:
    before = event_of(first=date(2026, 10, 24), last=date(2026, 10, 24))
    after = event_of(first=date(2026, 10, 25), last=date(2026, 10, 25))
    assert before.values["DTSTART"] == "20261024T083000Z"
    assert after.values["DTSTART"] == "20261025T093000Z"


def test_whole_days_are_plain_dates_and_end_the_day_after_the_last() -> None:
    event = event_of(
        kind=EntryKind.STEP,
        code="lymphodepletion",
        title="Lymphodepletion",
        at=None,
        first=date(2026, 12, 29),
        last=date(2026, 12, 31),
    )
    assert event.parameters["DTSTART"] == {"VALUE": "DATE"}
    assert event.when("DTSTART") == date(2026, 12, 29)
    assert event.when("DTEND") == date(2027, 1, 1)
    assert event.values["SUMMARY"] == "ŽP, lymphodepletion"


def test_a_visit_without_an_appointment_is_tentative_and_says_its_window() -> None:
    event = event_of(
        at=None,
        state=EntryState.PLANNED,
        earliest=date(2026, 11, 16),
        latest=date(2026, 11, 24),
    )
    assert event.values["STATUS"] == "TENTATIVE"
    assert event.values["DESCRIPTION"] == "Not booked. Window 16–24 Nov 2026."
    assert event.values["TRANSP"] == "TRANSPARENT"


def test_what_was_cancelled_says_so_under_its_uid() -> None:
    booked, cancelled = event_of(), event_of(state=EntryState.CANCELLED, sequence=3)
    assert cancelled.values["STATUS"] == "CANCELLED"
    assert cancelled.values["UID"] == booked.values["UID"]
    assert int(cancelled.values["SEQUENCE"]) > int(booked.values["SEQUENCE"])


@pytest.mark.parametrize(
    ("naming", "who"),
    [
        (Naming.INITIALS, "ŽP"),
        (Naming.MRN, "9000418"),
        (Naming.FULL, "Příkladová, Žofie"),
    ],
)
def test_the_patient_is_named_only_as_chosen(naming: Naming, who: str) -> None:
    content = written(an_entry(), naming=naming).replace(b"\r\n ", b"").decode()
    assert read_events(written(an_entry(), naming=naming))[0].values["SUMMARY"] == (
        f"{who}, Day +28 visit"
    )
    others = {"ŽP", "9000418", "Příkladová"} - {who, who.split(",", maxsplit=1)[0]}
    assert not [other for other in others if other in content]


@pytest.mark.parametrize(
    ("given", "family", "latin", "letters"),
    [
        ("Žofie", "Příkladová", "", "ŽP"),
        ("Thị Lan", "Mẫu", "", "TLM"),
        ("小明", "示例", "Shili Xiaoming", "SX"),
        ("Anne-Marie", "Exemple", "", "AME"),
        ("7", "7", "", "–"),
    ],
)
def test_initials_put_the_given_name_first(
    given: str, family: str, latin: str, letters: str
) -> None:
    assert initials(given, family, latin) == letters


def test_the_same_record_gives_the_same_bytes() -> None:
    assert written(an_entry()) == written(an_entry())
    assert read_events(written(an_entry()))[0].values["DTSTAMP"] == "20261112T090400Z"


_LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=120).map(
    lambda text: text.strip() or "x"
)


@settings(deadline=None, max_examples=60)
@given(name=_LINE, place=_LINE, code=st.from_regex(r"[a-z]{1,12}_[0-9]{1,3}", fullmatch=True))
def test_any_text_comes_back_whole_from_an_independent_reader(
    name: str, place: str, code: str
) -> None:
    entry = an_entry(name=name, place=place, code=code, title=f"{code} visit")
    event = read_events(written(entry, naming=Naming.FULL))[0]
    assert event.values["SUMMARY"] == f"{name}, {code} visit"
    assert event.values["LOCATION"] == place
    assert event.values["UID"] == f"ab12-7-visit-{code}@carttrack"


@settings(deadline=None, max_examples=60)
@given(
    first=st.dates(date(2000, 1, 1), date(2199, 12, 1)),
    length=st.integers(0, 20),
    at=st.none() | st.times().map(lambda each: each.replace(second=0, microsecond=0)),
)
def test_any_day_and_time_comes_back(first: date, length: int, at: time | None) -> None:
    last = date.fromordinal(first.toordinal() + (0 if at else length))
    event = read_events(written(an_entry(first=first, last=last, at=at)))[0]
    start = event.when("DTSTART")
    if at is None:
        assert start == first
        assert event.when("DTEND") == date.fromordinal(last.toordinal() + 1)
    else:
        assert start == datetime.combine(first, at, BERLIN).astimezone(UTC)


def test_codes_and_courses_have_uids_of_their_own() -> None:
    entries = [an_entry(), an_entry(code="month_6"), an_entry(course_id=8)]
    assert len(by_uid(written(*entries))) == 3


def test_an_older_calendar_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "clinic.ics"
    write_calendar(written(an_entry()), target)
    write_calendar(written(an_entry(sequence=3)), target)
    assert read_events(target.read_bytes())[0].values["SEQUENCE"] == "3"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_of_another_kind_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "clinic.ctdb"
    target.write_bytes(b"a store")
    with pytest.raises(CalendarNotWrittenError, match="another kind of file"):
        write_calendar(written(an_entry()), target)
    assert target.read_bytes() == b"a store"


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CalendarNotWrittenError, match="no such file"):
        write_calendar(written(an_entry()), tmp_path / "missing" / "clinic.ics")
