from dataclasses import replace
from datetime import date, time

from pytestqt.qtbot import QtBot

from carttrack.gui.dialogs.booking import Appointment, BookingDialog
from tests.gui.dialogs.builders import (
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    refused,
    saved,
)
from tests.gui.typing import type_text


def opened(qtbot: QtBot, code: str) -> BookingDialog:
    case = an_infused_case()
    visit = next(kept.value for kept in case.visits if kept.value.code == code)
    dialog = BookingDialog(an_occasion(case), visit, code)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_an_appointment_in_the_window_is_given(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "month_2")
    enter(dialog.day, "23 dec 2026")
    type_text(dialog.at, "9.30")
    type_text(dialog.place, "Clinic 2")
    assert saved(qtbot, dialog) == Appointment(
        appointment_on=date(2026, 12, 23), appointment_at=time(9, 30), place="Clinic 2"
    )


def test_the_reading_says_where_the_day_lies(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "month_2")
    enter(dialog.day, "+61")
    assert dialog.day.note.text == "Wed 23 Dec 2026, Day +61, in window"


def test_a_day_outside_the_window_needs_a_reason(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "month_2")
    assert not dialog.outside.isEnabled()
    enter(dialog.day, "15 jan 2027")
    assert "outside the window" in dialog.day.note.text
    refused(qtbot, dialog)
    assert "reason" in error_at(dialog, "reason")
    type_text(dialog.outside, "family abroad")
    assert saved(qtbot, dialog).reason == "family abroad"


def test_the_nearest_working_day_of_a_sunday_target_is_offered(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "day_100")
    assert dialog.offer.text() == "Take Mon 1 Feb 2027"
    dialog.offer.click()
    assert dialog.day.value == date(2027, 2, 1)


def test_nothing_is_offered_once_the_window_has_passed(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "day_7")
    assert dialog.offer.text() == ""


def test_the_day_is_required(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "month_2")
    refused(qtbot, dialog)
    assert error_at(dialog, "appointment_on")


def test_the_clinics_query_window_needs_no_reason(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "year_6")
    enter(dialog.day, "10 dec 2032")
    assert saved(qtbot, dialog).appointment_on == date(2032, 12, 10)


def test_a_visit_that_is_booked_already_is_rescheduled(qtbot: QtBot) -> None:
    case = an_infused_case()
    visit = next(kept.value for kept in case.visits if kept.value.code == "month_2")
    booked = replace(visit, appointment_on=date(2026, 12, 23))
    for value, title in ((visit, "Book visit: Month 2"), (booked, "Reschedule visit: Month 2")):
        dialog = BookingDialog(an_occasion(case), value, "Month 2")
        qtbot.addWidget(dialog)
        assert dialog.windowTitle() == title


def test_a_target_on_a_holiday_of_the_clinic_is_marked(qtbot: QtBot) -> None:
    case = an_infused_case()
    visit = next(kept.value for kept in case.visits if kept.value.code == "month_2")
    occasion = replace(an_occasion(case), holidays={visit.target})
    dialog = BookingDialog(occasion, visit, "Month 2")
    qtbot.addWidget(dialog)
    assert dialog.offer.text() == "Take Tue 22 Dec 2026"
    enter(dialog.day, "23 dec 2026")
    assert "no working day" in dialog.day.note.text
