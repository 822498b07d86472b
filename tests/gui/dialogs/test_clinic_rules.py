"""The clinic's rules: every one of them taken in, none with a default of ours."""

from dataclasses import replace
from decimal import Decimal

from pytestqt.qtbot import QtBot

from carttrack.domain.clinic import ClinicRecord, Comparison
from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.dialogs.clinic_rules import ClinicRulesDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.services import catalogue
from tests.builders import NOW, a_clinic_record
from tests.gui.dialogs.builders import error_at, refused, saved, shown
from tests.gui.typing import type_text


def a_dialog(qtbot: QtBot, record: ClinicRecord | None = None) -> ClinicRulesDialog:
    dialog = ClinicRulesDialog(
        Occasion(now=NOW, user="Alex Demo"),
        catalogue.default_protocol(),
        kept=record or a_clinic_record(),
    )
    shown(qtbot, dialog)
    return dialog


def test_the_definition_of_aplasia_is_taken_in(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    dialog.aplasia_comparison.choose(Comparison.ABOVE)
    type_text(dialog.aplasia_percent, "1")
    dialog.aplasia_second_sample.choose(value=True)
    type_text(dialog.correction, "set by the physicians")
    assert saved(qtbot, dialog) == a_clinic_record(
        aplasia_percent=Decimal(1),
        aplasia_comparison=Comparison.ABOVE,
        aplasia_second_sample=True,
    )


def test_what_is_not_a_rule_stays_as_it_is(qtbot: QtBot) -> None:
    record = a_clinic_record(interval_hours=(24, 12, 8, 4, 4), holiday_country="DE")
    dialog = a_dialog(qtbot, record)
    assert [hours.whole for hours in dialog.hours] == [24, 12, 8, 4, 4]
    dialog.response_counts.choose(Comparison.ABOVE)
    type_text(dialog.correction, "as published")
    assert saved(qtbot, dialog) == replace(record, response_counts=Comparison.ABOVE)


def test_a_dated_rule_shows_its_source(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    rule = catalogue.default_protocol().driving_rules[0]
    dialog.driving_rule.choose(rule.id)
    dialog.driving_rule.chosen.emit(rule.id)
    type_text(dialog.correction, "chosen")
    assert saved(qtbot, dialog).driving_rule == rule.id


def test_a_rule_that_the_protocol_has_no_more_stays_on_offer(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot, a_clinic_record(driving_rule="us_2019"))
    assert dialog.driving_rule.value == "us_2019"


def test_a_country_is_kept_in_capitals(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    type_text(dialog.holiday_country, "de")
    type_text(dialog.holiday_region, "BY")
    type_text(dialog.correction, "holidays")
    found = saved(qtbot, dialog)
    assert (found.holiday_country, found.holiday_region) == ("DE", "BY")


def test_hours_that_cannot_be_are_refused_at_their_row(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    type_text(dialog.hours[2], "900")
    type_text(dialog.correction, "typed wrongly")
    refused(qtbot, dialog)
    assert "must be 1 to 168" in error_at(dialog, "hours_0")


def test_a_refusal_of_a_service_stands_at_its_field(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    dialog.show_refused(InvalidEntryError("holiday_region", "Region XX is not known here."))
    assert error_at(dialog, "holiday_region") == "Region XX is not known here."


def test_the_lock_needs_its_minutes_and_a_change_its_reason(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    dialog.lock_minutes.clear()
    refused(qtbot, dialog)
    assert "Type the minutes" in error_at(dialog, "lock_minutes")
    type_text(dialog.lock_minutes, "5")
    refused(qtbot, dialog)
    assert "reason" in error_at(dialog, "correction")
