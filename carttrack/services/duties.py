"""Duties: what is owed by when over the whole store, and the entries that settle it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.duties import Duty, duties_of
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.pathway.validity import Validity
from carttrack.domain.terms import term
from carttrack.domain.tick import Tick, ignore
from carttrack.services import cases, catalogue, course
from carttrack.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty of one case."""

    case: CaseFile
    duty: Duty


def everything_owed(clinic: Clinic, tick: Tick = ignore) -> Iterator[DutyLine]:
    """Yield every duty that is overdue or due soon, of every course, by patient."""
    for case in cases.every_case(clinic, tick):
        for duty in duties_of(
            case, catalogue.registries(), today=clinic.today(), zone=clinic.record.zone
        ):
            yield DutyLine(case, duty)


def record_validity(clinic: Clinic, course_id: CourseId, validity: Validity) -> Act:
    """Keep until when something holds and what it blocks.

    Raises `InvalidEntryError` for something done on a day to come.
    """
    _demand_past(clinic, "done_on", validity.done_on)
    case = course.case_of(clinic, course_id)
    what = f"Validity recorded: {term(validity.kind)}, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.validities.add(course_id, validity)
    return Act(id=work.act, what=what, entry_id=entry_id)


def record_safety_report(clinic: Clinic, course_id: CourseId, report: SafetyReport) -> Act:
    """Keep an event to be reported, with the day the clinic became aware.

    Raises `InvalidEntryError` for a day to come.
    """
    _demand_past(clinic, "aware_on", report.aware_on)
    _demand_past(clinic, "sent_on", report.sent_on)
    case = course.case_of(clinic, course_id)
    what = f"Safety report recorded: {report.what}, {case.patient.value.name}"
    with clinic.work(what) as work:
        entry_id = work.safety_reports.add(course_id, report)
    return Act(id=work.act, what=what, entry_id=entry_id)


def send_safety_report(
    clinic: Clinic, entry_id: int, sent_on: date, sent_to: str, reference: str = ""
) -> Act:
    """Keep that a safety report was sent, to whom, and the number it was given.

    Raises `RefusedError` for one sent already, `InvalidEntryError` for a day to come or nobody
    named.
    """
    _demand_past(clinic, "sent_on", sent_on)
    if not sent_to.strip():
        raise InvalidEntryError("sent_to", "Name who the report was sent to.")
    with clinic.reading() as work:
        before = work.safety_reports.get(entry_id).value
        case = course.case_of(clinic, CourseId(work.safety_reports.owner(entry_id)))
    if before.sent_on is not None:
        raise RefusedError(
            f"The report was sent on {short_date(before.sent_on)} already. Correct that entry."
        )
    sent = replace(before, sent_on=sent_on, sent_to=sent_to, reference=reference)
    what = f"Safety report sent: {before.what}, {case.patient.value.name}"
    with clinic.work(what) as work:
        work.safety_reports.change(entry_id, sent)
    return Act(id=work.act, what=what, entry_id=entry_id)


def record_contact_attempt(clinic: Clinic, patient_id: PatientId, attempt: ContactAttempt) -> Act:
    """Keep an attempt to reach a patient; raises `InvalidEntryError` for one to come."""
    if attempt.at > clinic.now():
        raise InvalidEntryError("at", "The attempt lies in the future; it cannot be done yet.")
    with clinic.reading() as work:
        name = work.patients.get(patient_id).value.name
    what = f"Contact attempt recorded, {name}"
    with clinic.work(what) as work:
        entry_id = work.contact_attempts.add(patient_id, attempt)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _demand_past(clinic: Clinic, field: str, day: date | None) -> None:
    if day is not None and day > clinic.today():
        raise InvalidEntryError(
            field, f"{short_date(day)} lies in the future. Check the day; nothing was saved."
        )
