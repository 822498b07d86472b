"""Follow-up: book, complete, reschedule, mark missed, and record the response."""

from dataclasses import dataclass, replace
from datetime import date, time

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import MonitoringEnd
from carttrack.domain.days import short_date, span
from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.schedule import in_window
from carttrack.domain.follow_up.standing import form_of
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import Act, CourseId, Kept
from carttrack.domain.outcome.event_checks import check_response
from carttrack.domain.outcome.response import Response
from carttrack.domain.questions import Question
from carttrack.services import course
from carttrack.services.asking import settle
from carttrack.services.clinic import Clinic
from carttrack.store.work import Work

NOBODY: frozenset[str] = frozenset()
_MONITORING_VISIT = "day_28"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An appointment to make: a day, a local time where one is known, a place.

    `reason` is required for a day outside the visit's window.
    """

    on: date
    at: time | None = None
    place: str = ""
    reason: str = ""


def book_visit(
    clinic: Clinic,
    course_id: CourseId,
    code: str,
    booking: Booking,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Book a visit, or book it again on another day.

    A day outside the window is asked about and then wants a reason; a past day is refused.
    """
    case, kept = _open_visit(clinic, course_id, code)
    visit = kept.value
    _demand_going_on(visit)
    if booking.on < clinic.today():
        raise InvalidEntryError(
            "appointment_on", f"{short_date(booking.on)} is past. Choose a later day."
        )
    questions = window_questions(visit, booking.on)
    settle((), questions, accepted)
    if questions and not booking.reason.strip():
        raise InvalidEntryError("reason", "Give the reason for a day outside the window.")
    verb = "booked" if visit.appointment_on is None else "rescheduled"
    what = f"{_name(case, code)} visit {verb}, {case.patient.value.name}"
    with clinic.work(what, reason=booking.reason.strip()) as work:
        booked = replace(
            visit, appointment_on=booking.on, appointment_at=booking.at, place=booking.place
        )
        work.visits.change(kept.id, booked)
    return Act(id=work.act, what=what, entry_id=kept.id)


def complete_visit(
    clinic: Clinic,
    course_id: CourseId,
    code: str,
    form: VisitForm,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Mark a visit done on the day of its form and keep the form.

    A form that is on record for it already is gone on with: the visit keeps one form.
    The Day 28 visit ends monitoring where the clinic's rule says so.
    """
    case, kept = _open_visit(clinic, course_id, code)
    if form.seen_on > clinic.today():
        raise InvalidEntryError("seen_on", "The visit lies in the future; it cannot be done yet.")
    if case.day0 is not None and form.seen_on < case.day0:
        raise InvalidEntryError("seen_on", "The visit lies before the infusion. Check the day.")
    settle((), window_questions(kept.value, form.seen_on), accepted)
    what = f"{_name(case, code)} visit marked done, {case.patient.value.name}"
    with clinic.work(what) as work:
        done = replace(kept.value, completed_on=form.seen_on, stopped_on=None, stopped_reason="")
        work.visits.change(kept.id, done)
        _keep_form(work, course_id, form_of(case, code), replace(form, visit=code))
        if code == _MONITORING_VISIT:
            rule = MonitoringEnd.DAY_28_VISIT
            course.end_monitoring(work, course_id, clinic, rule, form.seen_on)
    return Act(id=work.act, what=what, entry_id=kept.id)


def miss_visit(clinic: Clinic, course_id: CourseId, code: str, reason: str) -> Act:
    """Mark a visit missed today, with the reason."""
    case, kept = _open_visit(clinic, course_id, code)
    _demand_going_on(kept.value)
    if clinic.today() < kept.value.earliest:
        raise RefusedError("The visit's window has not opened yet; it cannot be missed.")
    missed = replace(kept.value, missed_on=clinic.today(), missed_reason=reason)
    what = f"{_name(case, code)} visit marked missed, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        work.visits.change(kept.id, missed)
    return Act(id=work.act, what=what, entry_id=kept.id)


def record_response(clinic: Clinic, course_id: CourseId, response: Response) -> Act:
    """Keep an assessment of response as stated by the clinician."""
    case = course.case_of(clinic, course_id)
    if response.assessed_on > clinic.today():
        raise InvalidEntryError("assessed_on", "The assessment lies in the future. Check the day.")
    check = check_response(case, response, today=clinic.today())
    settle(check.refusals, check.questions, NOBODY)
    what = f"Response recorded, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.responses.add(course_id, response)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _keep_form(
    work: Work, course_id: CourseId, begun: Kept[VisitForm] | None, form: VisitForm
) -> None:
    if begun is None:
        work.visit_forms.add(course_id, form)
    elif begun.value != form:
        work.visit_forms.change(begun.id, form)


def _demand_going_on(visit: Visit) -> None:
    """Refuse to plan a visit that an event has stopped."""
    if visit.stopped_on is not None:
        raise RefusedError(
            f"This visit was stopped after {visit.stopped_reason} on "
            f"{short_date(visit.stopped_on)}, so nothing is planned. Mark it done if it took place "
            "all the same."
        )


def window_questions(visit: Visit, on: date) -> tuple[Question, ...]:
    """Return what to ask about a visit on a day: one question outside its window."""
    """Ask about a day outside the window of a visit."""
    if in_window(visit, on):
        return ()
    window = span(visit.earliest, visit.latest)
    text = f"{short_date(on)} lies outside the window {window}."
    return (Question("outside-window", text),)


def _open_visit(clinic: Clinic, course_id: CourseId, code: str) -> tuple[CaseFile, Kept[Visit]]:
    case = course.case_of(clinic, course_id)
    if case.death is not None:
        raise RefusedError("The patient has died; the follow-up has ended.")
    if case.course is not None and case.course.value.ended_on is not None:
        raise RefusedError("The course is closed; its follow-up has ended.")
    for kept in case.visits:
        if kept.value.code == code:
            if kept.value.completed_on or kept.value.missed_on:
                raise RefusedError("This visit is already done or missed. Correct or undo it.")
            return case, kept
    raise NotFoundError("This visit is not in the patient's follow-up. Open the patient again.")


def _name(case: CaseFile, code: str) -> str:
    return case.protocol.visit_name(code) if case.protocol else code
