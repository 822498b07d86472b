"""Entries of the record in general: add, correct with a reason, make void with a reason."""

from enum import StrEnum
from typing import Any

from carttrack.domain.days import short_date
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.kept import Act, PatientId
from carttrack.domain.supportive_care import Admission, Infection
from carttrack.services import consequences, corrections
from carttrack.services.clinic import Clinic
from carttrack.store.entries import Entries
from carttrack.store.work import Work


class Entry(StrEnum):
    """The kinds of entry, named as in the unit of work."""

    WEIGHT = "weights"
    CONTACT = "contacts"
    THERAPY_LINE = "therapy_lines"
    ANTIGEN_TEST = "antigen_tests"
    ALERT = "alerts"
    DEATH = "deaths"
    COURSE = "courses"
    STEP = "steps"
    MILESTONE = "milestones"
    SETBACK = "setbacks"
    IDENTIFIER = "identifiers"
    ANSWER = "answers"
    CLEARANCE = "clearances"
    INFUSION = "infusions"
    ASSESSMENT = "assessments"
    GIVEN = "given"
    CLOSING = "closings"
    VISIT = "visits"
    VISIT_FORM = "visit_forms"
    RESPONSE = "responses"
    LAB_RESULT = "lab_results"
    MEDICINE = "medicines"
    INFECTION = "infections"
    ADMISSION = "admissions"
    TRANSFUSION = "transfusions"
    CONTACT_ATTEMPT = "contact_attempts"
    OTHER_GRADE = "other_grades"
    IEC_HS = "iec_hs_records"
    RELAPSE = "relapses"
    LATER_THERAPY = "later_therapies"
    SECOND_MALIGNANCY = "second_malignancies"
    REGISTRY_FORM = "registry_forms"
    VALIDITY = "validities"
    SAFETY_REPORT = "safety_reports"
    ACCEPTED_FINDING = "accepted_findings"


WORDS = {
    Entry.WEIGHT: "Weight",
    Entry.CONTACT: "Contact",
    Entry.THERAPY_LINE: "Earlier therapy",
    Entry.ANTIGEN_TEST: "Antigen test",
    Entry.ALERT: "Alert",
    Entry.DEATH: "Death",
    Entry.COURSE: "Course",
    Entry.STEP: "Step",
    Entry.MILESTONE: "Milestone",
    Entry.SETBACK: "Setback",
    Entry.IDENTIFIER: "Identifier",
    Entry.ANSWER: "Checklist answer",
    Entry.CLEARANCE: "Checklist signature",
    Entry.INFUSION: "Infusion",
    Entry.ASSESSMENT: "Assessment",
    Entry.GIVEN: "Intervention",
    Entry.CLOSING: "Episode closing",
    Entry.VISIT: "Visit",
    Entry.VISIT_FORM: "Visit form",
    Entry.RESPONSE: "Response",
    Entry.LAB_RESULT: "Laboratory result",
    Entry.MEDICINE: "Medicine",
    Entry.INFECTION: "Infection",
    Entry.ADMISSION: "Hospital stay",
    Entry.TRANSFUSION: "Transfusion",
    Entry.CONTACT_ATTEMPT: "Contact attempt",
    Entry.OTHER_GRADE: "Grade on another scale",
    Entry.IEC_HS: "IEC-HS record",
    Entry.RELAPSE: "Relapse",
    Entry.LATER_THERAPY: "Later therapy",
    Entry.SECOND_MALIGNANCY: "Second malignancy",
    Entry.REGISTRY_FORM: "Registry form",
    Entry.VALIDITY: "Validity",
    Entry.SAFETY_REPORT: "Safety report",
    Entry.ACCEPTED_FINDING: "Accepted finding",
}
"""What each kind is called in history and in the Undo bar."""

NOBODY: frozenset[str] = frozenset()
_PAST = (
    *("measured_on", "tested_on", "burden_on", "cns_on", "referred_on", "assent_on"),
    *("taken_on", "given_on", "graded_on"),
)
"""Days of what has happened: they cannot lie in the future."""
_PAST_OF_STAYS = ("started_on", "stopped_on")
_PAST_TIMES = ("at", "taken_at", "graded_at", "started_at", "closed_at")


def repository(work: Work, kind: Entry) -> Entries[Any]:
    """Return the repository of a kind of entry."""
    entries: Entries[Any] = getattr(work, kind.value)
    return entries


def add(
    clinic: Clinic,
    kind: Entry,
    owner_id: int,
    value: Any,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Keep a new entry of a patient or a course, with what follows from it.

    Raises `QuestionsError` for a donation number whose check character does not fit.
    """
    demand_past(clinic, value)
    corrections.settle_addition(value, accepted)
    with clinic.reading() as work:
        what = f"{WORDS[kind]} entered, {_name(work, kind, owner_id)}"
    with clinic.work(what) as work:
        entry_id = repository(work, kind).add(owner_id, value)
        consequences.of_addition(work, owner_id, value)
    return Act(id=work.act, what=what, entry_id=entry_id)


def correct(
    clinic: Clinic,
    kind: Entry,
    entry_id: int,
    value: Any,
    reason: str,
    *,
    accepted: frozenset[str] = NOBODY,
) -> Act:
    """Replace an entry's value; the old one stays in history with the reason.

    What a corrected death had closed follows it. Raises `InvalidEntryError` without a reason,
    `RefusedError` when nothing differs, and what entering the same value would raise: a
    correction passes the same checks.
    """
    _demand(reason, "changed")
    demand_past(clinic, value)
    with clinic.reading() as work:
        kept, owner = repository(work, kind).get(entry_id), repository(work, kind).owner(entry_id)
        what = f"{WORDS[kind]} corrected, {_name(work, kind, owner)}"
    corrections.settle_correction(clinic, kept, owner, value, accepted)
    with clinic.work(what, reason=reason.strip()) as work:
        entries = repository(work, kind)
        before = entries.get(entry_id).value
        if before == value:
            raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
        entries.change(entry_id, value)
        consequences.of_correction(work, entries.owner(entry_id), before, value)
    return Act(id=work.act, what=what, entry_id=entry_id)


def void(clinic: Clinic, kind: Entry, entry_id: int, reason: str) -> Act:
    """Make an entry void; it stays in history with the reason, and so does what it had written.

    Raises `InvalidEntryError` without a reason, and `RefusedError` for an infusion after which
    something was recorded.
    """
    _demand(reason, "made void")
    with clinic.reading() as work:
        owner = repository(work, kind).owner(entry_id)
        what = f"{WORDS[kind]} made void, {_name(work, kind, owner)}"
    with clinic.work(what, reason=reason.strip()) as work:
        entries = repository(work, kind)
        value = entries.get(entry_id).value
        entries.void(entry_id, reason.strip())
        consequences.of_void(work, owner, value, reason.strip())
    return Act(id=work.act, what=what, entry_id=entry_id)


def demand_past(clinic: Clinic, value: object) -> None:
    """Refuse what is said to have happened later; raises `InvalidEntryError` naming the field."""
    stays = _PAST_OF_STAYS if isinstance(value, Infection | Admission) else ()
    for field in (*_PAST, *stays):
        day = getattr(value, field, None)
        if day is not None and day > clinic.today():
            raise InvalidEntryError(
                field, f"{short_date(day)} lies in the future. Check the day; nothing was saved."
            )
    for field in _PAST_TIMES:
        at = getattr(value, field, None)
        if at is not None and at > clinic.now():
            raise InvalidEntryError(
                field, "This time lies in the future. Correct it; nothing was saved."
            )


def _name(work: Work, kind: Entry, owner: int) -> str:
    """Return whose entry it is; raises `NotFoundError` for an unknown patient or course."""
    patient_id = work.courses.owner(owner) if repository(work, kind).of_course else owner
    return work.patients.get(PatientId(patient_id)).value.name


def _demand(reason: str, done: str) -> None:
    if not reason.strip():
        raise InvalidEntryError("reason", f"Give the reason why the entry is {done}.")
