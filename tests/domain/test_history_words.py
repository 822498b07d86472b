"""History in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.history import ChangeKind, FieldChange, HistoryLine
from carttrack.domain.history_words import (
    VOID,
    field_words,
    told_changes,
    value_words,
    void_entries,
)
from carttrack.domain.kept import PatientId

VIENNA = ZoneInfo("Europe/Vienna")


def line(
    *changes: FieldChange, kind: ChangeKind = ChangeKind.CHANGED, subject: str = "visit"
) -> HistoryLine:
    return HistoryLine(
        act=1,
        at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        by="Alex Demo",
        what="Visit rescheduled",
        reason="",
        subject=subject,
        entry_id=7,
        kind=kind,
        patient_id=PatientId(1),
        changes=changes,
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("appointment_on", "Appointment on"),
        ("crs_temp_c", "CRS temp (°C)"),
        ("therapy_line", "Therapy line"),
        ("mrn", "MRN"),
        ("igg", "IgG"),
        ("crs_answered", "CRS question answered"),
        ("weight_kg", "Weight (kg)"),
        (VOID, "Void, reason"),
    ],
)
def test_fields_are_named_as_people_say_them(field: str, words: str) -> None:
    assert field_words(field) == words


@pytest.mark.parametrize(
    ("subject", "field", "text", "words"),
    [
        ("patient", "disease", "b_all", "B-ALL"),
        ("visit", "target", "2026-11-20", "20 Nov 2026"),
        ("assessment", "at", "2026-10-25T13:20:00+00:00", "25 Oct 2026 14:20"),
        (
            "assessment",
            "crs_answered",
            "vasopressin_alone, home_cpap",
            "vasopressin as the only vasopressor; home CPAP",
        ),
        ("assessment", "crs_hypotension", "no_vasopressor", "no vasopressor needed"),
        ("visit", "code", "day_28", "day 28"),
        ("lab_result", "test", "anc", "ANC"),
        ("lab_result", "taken_on", "2026-11-20", "20 Nov 2026"),
        ("other_grade", "scale", "lee_2014", "Lee 2014"),
        ("iec_hs", "criteria_set", "iec_hs_2023", "IEC-HS 2023"),
        ("infection", "started_on", "2026-11-20", "20 Nov 2026"),
        ("given", "response_24h", "improved", "improved"),
        ("patient", "family_name", "b_all", "b_all"),
        ("visit", "target", "soon", "soon"),
        ("patient", "disease", "gone", "gone"),
        ("unknown", "field", "text", "text"),
        ("patient", "sex", "", ""),
    ],
)
def test_codes_dates_and_instants_are_told_in_words(
    subject: str, field: str, text: str, words: str
) -> None:
    assert value_words(subject, field, text, VIENNA) == words


def test_what_only_the_store_needs_is_not_told() -> None:
    changes = (FieldChange("course_id", "", "1"), FieldChange("place", "", "Room 2"))
    told = told_changes(line(*changes, kind=ChangeKind.ADDED), VIENNA)
    assert told == (FieldChange("Place", "", "Room 2"),)


def test_the_latest_word_says_whether_an_entry_is_void() -> None:
    made_void = line(FieldChange(VOID, "", "wrong patient"))
    brought_back = line(FieldChange(VOID, "wrong patient", ""))
    assert void_entries([made_void]) == {("visit", 7)}
    assert void_entries([brought_back, made_void]) == frozenset()
