from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.read_field import ReadField
from tests.gui.typing import press, type_text

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField(name="Appointment", today=TODAY, day0=TODAY)
    qtbot.addWidget(made)
    return made


def test_a_date_field_starts_without_a_day(field: DateField) -> None:
    assert field.value is None
    assert field.error == ""
    assert field.note.isHidden()


def test_each_keystroke_is_read_and_the_reading_shown(field: DateField) -> None:
    type_text(field.input, "+14")
    assert field.value == TODAY + timedelta(14)
    assert field.note.text == "Fri 4 Dec 2026, Day +14"


def test_the_text_is_rewritten_on_enter(field: DateField) -> None:
    type_text(field.input, "3d")
    press(field.input, Qt.Key.Key_Return)
    assert field.input.text() == "23 Nov 2026"
    assert field.value == date(2026, 11, 23)


def test_what_is_no_date_is_an_error_and_stays_as_typed(field: DateField) -> None:
    type_text(field.input, "31 feb")
    assert field.error
    press(field.input, Qt.Key.Key_Return)
    assert field.value is None
    assert field.input.text() == "31 feb"
    assert field.input.property("state") == "error"


def _choices(field: ReadField) -> list[Button]:
    return [each for each in field.findChildren(Button) if not each.isHidden()]


def test_a_slash_date_with_two_meanings_takes_neither(field: DateField) -> None:
    type_text(field.input, "3/4/2026")
    assert field.value is None
    assert field.error
    words = {button.text() for button in _choices(field)}
    assert words == {"3 Apr 2026", "4 Mar 2026"}


def test_one_of_two_meanings_is_taken_by_choosing_it(field: DateField) -> None:
    type_text(field.input, "3/4/2026")
    next(each for each in _choices(field) if "Apr" in each.text()).click()
    assert field.value == date(2026, 4, 3)
    assert field.input.text() == "3 Apr 2026"
    assert _choices(field) == []


@pytest.fixture
def october(qtbot: QtBot) -> MomentField:
    """A field on the day when Berlin's clocks show 02:30 twice."""
    now = datetime(2026, 10, 25, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    made = MomentField(name="Assessed at", now=now)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("zone", "hour"), [("CEST", 0), ("CET", 1)])
def test_an_hour_that_the_clocks_repeat_is_chosen(
    october: MomentField, zone: str, hour: int
) -> None:
    type_text(october.input, "25 oct 2:30")
    next(each for each in _choices(october) if each.text().endswith(zone)).click()
    press(october.input, Qt.Key.Key_Return)
    assert october.value is not None
    assert october.value.astimezone(UTC) == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_a_repeated_hour_on_record_is_shown_as_it_was(october: MomentField) -> None:
    kept = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    october.show_value(kept)
    press(october.input, Qt.Key.Key_Return)
    assert october.value is not None
    assert october.value.astimezone(UTC) == kept
    assert october.note.text == "Sun 25 Oct 2026 02:30 CET"


def test_a_remark_follows_the_reading(field: DateField) -> None:
    field.remark = lambda _: ("1 d left in window", "warning")
    type_text(field.input, "3d")
    assert field.note.text.endswith("1 d left in window")
    assert field.input.property("state") == "warning"


def test_a_change_of_the_day_is_told_once(field: DateField) -> None:
    told: list[object] = []
    field.changed.connect(told.append)
    type_text(field.input, "3d")
    press(field.input, Qt.Key.Key_Return)
    assert told[-1] == date(2026, 11, 23)
    assert told.count(date(2026, 11, 23)) == 1


def test_showing_a_day_tells_nobody(qtbot: QtBot, field: DateField) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.show_value(TODAY)
    assert field.value == TODAY
    assert field.input.text() == "20 Nov 2026"


def test_emptying_the_field_takes_the_day_back(field: DateField) -> None:
    field.show_value(TODAY)
    field.input.selectAll()
    press(field.input, Qt.Key.Key_Delete)
    assert field.value is None


def test_the_error_is_spoken(field: DateField) -> None:
    type_text(field.input, "31 feb")
    assert field.input.accessibleDescription() == field.error


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar_opens_at_the_day_and_gives_one_back(field: DateField) -> None:
    field.show_value(date(2026, 12, 4))
    field.show()
    calendar = field.open_calendar()
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-12-04"
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert field.value == date(2026, 12, 5)
    assert field.input.text() == "5 Dec 2026"


def test_a_moment_needs_its_time(qtbot: QtBot) -> None:
    field = MomentField(name="Assessed at", now=NOW, day0=TODAY)
    qtbot.addWidget(field)
    type_text(field.input, "20 nov")
    assert field.value is None
    assert field.error


def test_now_is_the_minute_of_now(qtbot: QtBot) -> None:
    field = MomentField(name="Assessed at", now=NOW, day0=TODAY)
    qtbot.addWidget(field)
    type_text(field.input, "now")
    assert field.value == NOW
    assert field.note.text == "Fri 20 Nov 2026 09:12, Day 0"


def test_a_moment_is_written_as_day_and_clock(qtbot: QtBot) -> None:
    field = MomentField(name="Assessed at", now=NOW, day0=TODAY)
    qtbot.addWidget(field)
    type_text(field.input, "tomorrow 10")
    press(field.input, Qt.Key.Key_Return)
    assert field.input.text() == "21 Nov 2026 10:00"


def test_a_birth_date_shows_the_age(qtbot: QtBot) -> None:
    field = DateField(name="Birth date", today=TODAY, birth=True)
    qtbot.addWidget(field)
    type_text(field.input, "14.3.1992")
    assert field.note.text.endswith(", 34 y")
