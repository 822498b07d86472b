"""Booking, completing, missing visits; responses."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.pathway.steps import Step
from carttrack.services import casefile, entries, follow_up, undo
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.follow_up import Booking
from tests.builders import TODAY, a_response
from tests.services.builders import infused

PATIENT = "Příkladová, Žofie"


def visit(clinic: Clinic, code: str) -> Visit:
    case = casefile.read(clinic, casefile.find(clinic, "9000418"))
    return next(kept.value for kept in case.visits if kept.value.code == code)


def test_a_booking_is_kept_and_can_be_undone(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    booking = Booking(on=date(2026, 12, 23), at=time(9, 30), place="Clinic 2")
    act = follow_up.book_visit(clinic, course_id, "month_2", booking)
    assert act.what == f"Month 2 visit booked, {PATIENT}"
    assert visit(clinic, "month_2").appointment_at == time(9, 30)
    undo.take_back(clinic, act)
    assert visit(clinic, "month_2").appointment_on is None


def test_a_day_outside_the_window_is_asked_and_wants_a_reason(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    booking = Booking(on=date(2027, 1, 15))
    with pytest.raises(QuestionsError, match="outside the window"):
        follow_up.book_visit(clinic, course_id, "month_2", booking)
    yes = frozenset({"outside-window"})
    with pytest.raises(InvalidEntryError) as error:
        follow_up.book_visit(clinic, course_id, "month_2", booking, accepted=yes)
    assert error.value.field == "reason"
    booking = Booking(on=date(2027, 1, 15), reason="family abroad")
    follow_up.book_visit(clinic, course_id, "month_2", booking, accepted=yes)
    assert visit(clinic, "month_2").appointment_on == date(2027, 1, 15)


def test_a_past_day_cannot_be_booked(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(InvalidEntryError, match="past"):
        follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 19)))


def test_completing_the_day_28_visit_keeps_the_form_and_ends_monitoring(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    form = VisitForm(seen_on=TODAY, seen_by="Dr R. Demo", ecog=1, pending=("igg",))
    act = follow_up.complete_visit(clinic, course_id, "day_28", form)
    case = casefile.read(clinic, patient_id)
    assert case.visit_forms[0].value.ecog == 1
    assert case.current is Step.FOLLOW_UP
    undo.take_back(clinic, act)
    case = casefile.read(clinic, patient_id)
    assert (case.visit_forms, case.current) == ((), Step.MONITORING)


def test_a_visit_cannot_be_done_tomorrow_or_twice(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(InvalidEntryError, match="future"):
        follow_up.complete_visit(clinic, course_id, "day_28", VisitForm(seen_on=date(2026, 11, 21)))
    follow_up.complete_visit(clinic, course_id, "day_28", VisitForm(seen_on=TODAY))
    with pytest.raises(RefusedError, match="already done"):
        follow_up.complete_visit(clinic, course_id, "day_28", VisitForm(seen_on=TODAY))


def test_a_missed_visit_keeps_its_reason(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(InvalidEntryError):
        follow_up.miss_visit(clinic, course_id, "day_21", " ")
    follow_up.miss_visit(clinic, course_id, "day_21", "snowed in")
    assert visit(clinic, "day_21").missed_reason == "snowed in"


def test_a_visit_whose_window_is_not_open_cannot_be_missed(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    with pytest.raises(RefusedError, match="not opened"):
        follow_up.miss_visit(clinic, course_id, "year_2", "moved away")


def test_a_response_in_the_future_is_refused(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    follow_up.record_response(clinic, course_id, a_response())
    assert casefile.read(clinic, patient_id).responses[0].value == a_response()
    with pytest.raises(InvalidEntryError, match="future"):
        follow_up.record_response(clinic, course_id, a_response(assessed_on=date(2026, 11, 21)))


def test_completing_a_visit_goes_on_with_the_form_on_record(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    begun = VisitForm(seen_on=TODAY, visit="day_28", platelets=Decimal(86), pending=("igg",))
    entries.add(clinic, Entry.VISIT_FORM, course_id, begun)
    act = follow_up.complete_visit(clinic, course_id, "day_28", replace(begun, ecog=1))
    forms = casefile.read(clinic, patient_id).visit_forms
    assert [(kept.value.ecog, kept.value.platelets) for kept in forms] == [(1, Decimal(86))]
    undo.take_back(clinic, act)
    assert [kept.value for kept in casefile.read(clinic, patient_id).visit_forms] == [begun]
