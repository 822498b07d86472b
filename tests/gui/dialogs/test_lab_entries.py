"""Laboratory results typed: one with its comparator, or those of a day from row to row."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.gui.dialogs.lab_result import LabResultDialog
from carttrack.gui.dialogs.lab_sheet import LabSheetDialog
from tests.gui.dialogs.builders import (
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    kept,
    refused,
    saved,
    shown,
)
from tests.gui.typing import press, type_text


def a_result(**changes: Any) -> LabResult:
    values: dict[str, Any] = {
        "test": LabTest.ANC,
        "taken_on": date(2026, 11, 18),
        "value": Decimal("0.4"),
        "unit": "10⁹/L",
        "limit_low": Decimal("1.8"),
        "laboratory": "Main",
    }
    return LabResult(**(values | changes))


@pytest.fixture
def dialog(qtbot: QtBot) -> LabResultDialog:
    case = an_infused_case(lab_results=(kept(a_result()),))
    made = LabResultDialog(an_occasion(case), units={LabTest.CRP: "mg/L"})
    shown(qtbot, made)
    return made


@pytest.fixture
def sheet(qtbot: QtBot) -> LabSheetDialog:
    case = an_infused_case(lab_results=(kept(a_result()),))
    made = LabSheetDialog(an_occasion(case), units={LabTest.CRP: "mg/L"})
    shown(qtbot, made)
    return made


def test_a_result_is_kept_as_it_is_printed(qtbot: QtBot, dialog: LabResultDialog) -> None:
    dialog.choose(LabTest.CRP)
    type_text(dialog.number, "<5")
    enter(dialog.taken_on, "t")
    type_text(dialog.time, "612")
    assert saved(qtbot, dialog) == LabResult(
        test=LabTest.CRP,
        taken_on=date(2026, 11, 20),
        taken_at=datetime(2026, 11, 20, 6, 12, tzinfo=UTC),
        value=Decimal(5),
        comparator=Comparator.BELOW,
        unit="mg/L",
    )


def test_a_test_brings_unit_limits_and_laboratory_but_no_value(dialog: LabResultDialog) -> None:
    dialog.choose(LabTest.ANC)
    assert (dialog.unit.value, dialog.laboratory.value) == ("10⁹/L", "Main")
    assert (dialog.limit_low.number, dialog.limit_high.number) == (Decimal("1.8"), None)
    assert (dialog.number.value, dialog.taken_on.typed) == ("", "")


def test_another_test_takes_what_was_proposed_away_and_keeps_what_was_typed(
    dialog: LabResultDialog,
) -> None:
    dialog.choose(LabTest.ANC)
    dialog.unit.clear()
    type_text(dialog.unit, "G/L")
    dialog.choose(LabTest.CRP)
    assert (dialog.unit.value, dialog.laboratory.value) == ("G/L", "")
    assert dialog.limit_low.number is None


def test_the_row_says_how_the_result_reads_in_its_series(dialog: LabResultDialog) -> None:
    dialog.choose(LabTest.ANC)
    type_text(dialog.number, "0.5")
    note = dialog.sheet.row_of("value").note
    assert note.text == "= 500 per µL"
    dialog.unit.clear()
    type_text(dialog.unit, "spoons")
    assert "not known" in note.text


def test_what_is_no_result_is_refused_at_its_field(qtbot: QtBot, dialog: LabResultDialog) -> None:
    dialog.choose(LabTest.ANC)
    enter(dialog.taken_on, "t")
    type_text(dialog.number, "five")
    refused(qtbot, dialog)
    assert "no result" in error_at(dialog, "value")
    dialog.number.clear()
    refused(qtbot, dialog)
    assert error_at(dialog, "value") == "Type the result."


def test_a_test_of_the_clinics_own_needs_its_name(qtbot: QtBot, dialog: LabResultDialog) -> None:
    assert not dialog.test_name.isVisible()
    dialog.choose(LabTest.OTHER)
    assert dialog.test_name.isVisible()
    type_text(dialog.number, "12")
    type_text(dialog.unit, "pg/mL")
    enter(dialog.taken_on, "t")
    refused(qtbot, dialog)
    assert error_at(dialog, "name") == "Type what was measured."


def test_a_correction_keeps_comparator_and_instant_that_were_not_touched(qtbot: QtBot) -> None:
    was = a_result(
        comparator=Comparator.BELOW, taken_at=datetime(2026, 11, 18, 6, 12, 30, tzinfo=UTC)
    )
    dialog = LabResultDialog(an_occasion(an_infused_case()), kept=was)
    shown(qtbot, dialog)
    assert (dialog.number.value, dialog.time.value) == ("<0.4", "06:12")
    type_text(dialog.note_text, "haemolytic")
    type_text(dialog.correction, "remark of the laboratory")
    found = saved(qtbot, dialog)
    assert (found.comparator, found.taken_at) == (was.comparator, was.taken_at)
    assert found.note == "haemolytic"


def test_the_results_of_a_day_are_typed_from_row_to_row(
    qtbot: QtBot, sheet: LabSheetDialog
) -> None:
    enter(sheet.taken_on, "t")
    first = sheet.rows[0]
    assert first.test is LabTest.ANC
    first.value.setFocus()
    type_text(first.value, "0.6")
    press(first.value, Qt.Key.Key_Return)
    second = sheet.rows[1]
    assert second.value.hasFocus()
    press(second.value, Qt.Key.Key_Up)
    assert first.value.hasFocus()
    crp = sheet.row(LabTest.CRP)
    type_text(crp.value, "<5")
    anc, other = saved(qtbot, sheet)
    assert (anc.value, anc.unit, anc.limit_low) == (Decimal("0.6"), "10⁹/L", Decimal("1.8"))
    assert (other.test, other.comparator, other.unit) == (LabTest.CRP, Comparator.BELOW, "mg/L")
    assert {anc.taken_on, other.taken_on} == {date(2026, 11, 20)}


def test_a_row_says_what_is_wrong_with_it(qtbot: QtBot, sheet: LabSheetDialog) -> None:
    enter(sheet.taken_on, "t")
    row = sheet.row(LabTest.FERRITIN)
    type_text(row.value, "400")
    refused(qtbot, sheet)
    assert "unit" in error_at(sheet, f"{row.key}unit")
    type_text(row.unit, "µg/L")
    row.value.clear()
    type_text(row.value, "x")
    refused(qtbot, sheet)
    assert "no result" in error_at(sheet, f"{row.key}value")


def test_a_day_without_results_is_refused(qtbot: QtBot, sheet: LabSheetDialog) -> None:
    enter(sheet.taken_on, "t")
    refused(qtbot, sheet)
    assert error_at(sheet, f"{sheet.rows[0].key}value") == "Type a result."
