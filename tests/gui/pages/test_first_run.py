from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from carttrack.domain.clinic import MonitoringEnd
from carttrack.domain.people import Role
from carttrack.gui.pages.first_run import FirstRunPage, NewClinic
from carttrack.gui.pages.supplies import SUPPLIES
from carttrack.gui.widgets.note_line import NoteLine
from tests.gui.typing import press, type_text

PASSPHRASE = "lamp river violet"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> FirstRunPage:
    made = FirstRunPage(tmp_path / "clinic.ctdb", lambda: SUPPLIES)
    qtbot.addWidget(made)
    made.show()
    return made


def fill_clinic(page: FirstRunPage) -> None:
    type_text(page.clinic.name, "Nemocnice Příklad")
    page.clinic.time_zone.choose("Europe/Prague")
    page.advance()


def fill_you(page: FirstRunPage) -> None:
    type_text(page.you.name, "Žofie Demo")
    page.you.role.choose(Role.CLINICIAN)
    type_text(page.you.passphrase, PASSPHRASE)
    type_text(page.you.repeat, PASSPHRASE)
    page.you.lock_after.choose(15)
    page.advance()


def type_back(page: FirstRunPage) -> None:
    groups = page.recovery.key.split("-")
    for field, number in zip(page.recovery.back, page.recovery.asked, strict=True):
        field.clear()
        type_text(field, groups[number - 1].lower())


def fill_recovery(page: FirstRunPage, folder: Path) -> None:
    page.recovery.save_to(folder / "key.txt")
    type_back(page)
    page.advance()


def test_a_clinic_without_a_name_is_pointed_out_at_its_field(page: FirstRunPage) -> None:
    page.advance()
    assert page.step == 0
    assert "empty" in page.clinic.error("name")


def test_a_file_that_exists_is_never_touched(page: FirstRunPage, tmp_path: Path) -> None:
    (tmp_path / "clinic.ctdb").write_text("a letter")
    fill_clinic(page)
    assert page.step == 0
    assert "already" in page.clinic.error("file")


def test_a_short_passphrase_is_refused(page: FirstRunPage) -> None:
    fill_clinic(page)
    type_text(page.you.name, "Žofie Demo")
    type_text(page.you.passphrase, "lamp river")
    type_text(page.you.repeat, "lamp river")
    page.advance()
    assert page.step == 1
    assert "12 characters" in page.you.error("passphrase")


def test_two_different_passphrases_are_refused(page: FirstRunPage) -> None:
    fill_clinic(page)
    type_text(page.you.name, "Žofie Demo")
    type_text(page.you.passphrase, PASSPHRASE)
    type_text(page.you.repeat, PASSPHRASE + "s")
    page.advance()
    assert page.step == 1
    assert "differ" in page.you.error("repeat")


def test_the_length_of_the_passphrase_is_judged_while_typing(page: FirstRunPage) -> None:
    fill_clinic(page)
    type_text(page.you.passphrase, "lamp")
    assert page.you.judged.text == "At least 12 characters, 4 so far"
    type_text(page.you.passphrase, " river violet")
    assert page.you.judged.text == "Good length, 17 characters"


def test_the_recovery_key_must_be_printed_or_saved(page: FirstRunPage) -> None:
    fill_clinic(page)
    fill_you(page)
    type_back(page)
    page.advance()
    assert page.step == 2
    assert "first" in page.recovery.error("kept")


def test_the_recovery_key_must_be_typed_back(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    page.recovery.save_to(tmp_path / "key.txt")
    for field in page.recovery.back:
        type_text(field, "????")
    page.advance()
    assert page.step == 2
    assert "not group" in page.recovery.error("group_0")


def test_the_saved_recovery_key_is_only_for_its_owner(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    saved = tmp_path / "key.txt"
    page.recovery.save_to(saved)
    assert page.recovery.key in saved.read_text(encoding="utf-8")
    assert saved.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_not_overwritten_by_the_key(
    page: FirstRunPage, tmp_path: Path
) -> None:
    fill_clinic(page)
    fill_you(page)
    saved = tmp_path / "key.txt"
    saved.write_text("a letter", encoding="utf-8")
    page.recovery.save_to(saved)
    assert "already" in page.recovery.error("kept")
    assert saved.read_text(encoding="utf-8") == "a letter"


def test_what_is_empty_is_not_said_to_be_saved_again(page: FirstRunPage) -> None:
    page.advance()
    assert "save" not in page.clinic.error("name")


def test_a_place_that_cannot_be_written_is_named(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    page.recovery.save_to(tmp_path / "missing" / "key.txt")
    assert "key.txt" in page.recovery.error("kept")


def test_going_back_and_forth_keeps_the_same_key(page: FirstRunPage) -> None:
    fill_clinic(page)
    fill_you(page)
    key = page.recovery.key
    page.retreat()
    page.advance()
    assert page.recovery.key == key


def test_no_clinic_rule_is_chosen_beforehand(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    assert page.rules.protocol.text() == "B-ALL, 15 years, version 1"
    assert page.rules.driving_rule.value is None
    assert page.rules.interval_hours == (None,) * 5


def test_hours_that_are_no_number_are_pointed_out(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    type_text(page.rules.hours[2], "often")
    page.advance()
    assert "no number" in page.rules.error("interval_hours")


def test_a_region_whose_holidays_are_not_known_is_pointed_out(
    page: FirstRunPage, tmp_path: Path
) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    type_text(page.rules.holiday_country, "DE")
    type_text(page.rules.holiday_region, "ZZ")
    page.advance()
    assert "Region ZZ of DE is not known here" in page.rules.error("holiday_country")


def test_after_four_steps_the_whole_clinic_is_handed_on(
    page: FirstRunPage, qtbot: QtBot, tmp_path: Path
) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    page.rules.driving_rule.choose("EU-2026-1")
    page.rules.monitoring_end.choose(MonitoringEnd.DISCHARGE)
    page.rules.distance_rule.choose("EU-2026-NEAR")
    type_text(page.rules.holiday_country, "cz")
    type_text(page.rules.hours[1], "8")
    with qtbot.waitSignal(page.create_requested) as asked:
        page.advance()
    (new,) = asked.args
    assert isinstance(new, NewClinic)
    assert (new.store, new.passphrase) == (tmp_path / "clinic.ctdb", PASSPHRASE)
    assert (new.user.name, new.user.role) == ("Žofie Demo", Role.CLINICIAN)
    assert new.recovery_key == page.recovery.key
    record = new.record
    assert (record.name, record.time_zone) == ("Nemocnice Příklad", "Europe/Prague")
    assert (record.driving_rule, record.monitoring_end) == ("EU-2026-1", MonitoringEnd.DISCHARGE)
    assert (record.distance_rule, record.holiday_country) == ("EU-2026-NEAR", "CZ")
    assert record.interval_hours == (None, 8, None, None, None)
    assert (record.lock_minutes, record.protocol) == (15, "b-all-15-year@1")


def test_nothing_is_written_before_the_last_step(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    assert not list(tmp_path.glob("clinic.ctdb*"))


def test_a_store_that_cannot_be_made_leaves_everything_as_entered(
    page: FirstRunPage, tmp_path: Path
) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    page.show_busy(busy=True)
    page.show_problem("The drive is full. Nothing was written.")
    assert page.problem.isVisible()
    assert page.go_on.isEnabled()
    assert page.clinic.name.value == "Nemocnice Příklad"


def test_enter_in_a_field_goes_on(page: FirstRunPage) -> None:
    type_text(page.clinic.name, "Nemocnice Příklad")
    press(page.clinic.name, Qt.Key.Key_Return)
    assert page.step == 1


def test_an_error_leaves_the_field_beside_it_in_its_line(page: FirstRunPage) -> None:
    fill_clinic(page)
    page.advance()
    page.grab()
    name, role = page.you.name, page.you.role
    assert page.you.error("name")
    assert (
        name.mapTo(page, name.rect().topLeft()).y() == role.mapTo(page, role.rect().topLeft()).y()
    )


def test_what_is_wrong_with_a_passphrase_is_said_once(page: FirstRunPage) -> None:
    fill_clinic(page)
    type_text(page.you.name, "Žofie Demo")
    type_text(page.you.passphrase, "short")
    page.advance()
    said = [note.text for note in page.you.findChildren(NoteLine) if note.text]
    assert said == ["At least 12 characters, 5 so far"]


def test_hours_that_are_no_number_get_the_cursor(page: FirstRunPage, tmp_path: Path) -> None:
    fill_clinic(page)
    fill_you(page)
    fill_recovery(page, tmp_path)
    type_text(page.rules.hours[1], "99x")
    page.advance()
    assert "for example 12" in page.rules.error("interval_hours")
    assert page.rules.focusWidget() is page.rules.hours[1]


def test_the_card_fits_a_narrow_window(page: FirstRunPage) -> None:
    page.resize(683, 364)
    page.grab()
    area = page.findChildren(QScrollArea)[0]
    assert area.horizontalScrollBar().maximum() == 0
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    fill_clinic(page)
    assert (page.step, bar.value()) == (1, 0)
