"""The last day on which a patient is known, from each course, to have been alive."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, case, func, select

from carttrack.domain.days import local_day
from carttrack.domain.follow_up.contact_attempts import ContactOutcome
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.store.tables.care import AdmissionRow, LabResultRow
from carttrack.store.tables.columns import Entry, OfPatient, table
from carttrack.store.tables.courses import InfusionRow, MilestoneRow, StepRow
from carttrack.store.tables.duties import ContactAttemptRow
from carttrack.store.tables.events import LaterTherapyRow, RelapseRow
from carttrack.store.tables.follow_up import ResponseRow, VisitFormRow, VisitRow
from carttrack.store.tables.toxicity import AssessmentRow
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_plain import day, plain, rows
from carttrack.store.worklists.people import COURSE, STEP

ASSESSMENT, ATTEMPT = table(AssessmentRow), table(ContactAttemptRow)
MILESTONE = table(MilestoneRow)
_STEPS_WITHOUT = (Step.MANUFACTURING,)
"""Steps that go on without the patient."""
_WITHOUT_PATIENT = (
    MilestoneKind.TUMOUR_BOARD,
    MilestoneKind.APPROVAL,
    MilestoneKind.SLOT,
    MilestoneKind.PRODUCT_RECEIVED,
)
"""Milestones that go on without the patient."""
_UNSEEN = (EndReason.DIED, EndReason.LOST_TO_CONTACT)
"""Ends of a course that say nothing of the patient being alive on that day."""
_ALIVE = (ContactOutcome.REACHED, ContactOutcome.ALIVE_BY_OTHERS)


def last_alive(work: Work, zone: ZoneInfo) -> dict[int, date]:
    """Return the last day of a step, visit, result, treatment or contact, by course.

    What goes on without the patient (manufacturing, a board) does not count.
    """
    found = {}
    for course_id, *words in rows(work, _LATEST):
        days = [day(each) for each in words[:_DAYS] if each is not None]
        days += [local_day(_instant(each), zone) for each in words[_DAYS:] if each is not None]
        found[course_id] = max(days)
    return found


def _instant(words: str) -> datetime:
    return datetime.fromisoformat(words)


def _latest(
    row: type[Entry], on: str | ColumnElement[Any], *conditions: ColumnElement[bool]
) -> ColumnElement[Any]:
    """Ask for the latest of a column among the rows of the course, or of its patient."""
    kept = table(row)
    latest_on = kept.c[on] if isinstance(on, str) else on
    own = COURSE.c.patient_id if issubclass(row, OfPatient) else COURSE.c.id
    owner = kept.c["patient_id" if issubclass(row, OfPatient) else "course_id"] == own
    latest = select(func.max(plain(latest_on), type_=String))
    return latest.where(owner, kept.c.void_reason.is_(None), *conditions).scalar_subquery()


_WITH_PATIENT = STEP.c.step.not_in(_STEPS_WITHOUT)
_OF_DAYS = (
    plain(COURSE.c.opened_on),
    case((COURSE.c.end_reason.not_in(_UNSEEN), plain(COURSE.c.ended_on))),
    _latest(StepRow, func.coalesce(STEP.c.finished_on, STEP.c.started_on), _WITH_PATIENT),
    _latest(MilestoneRow, "done_on", MILESTONE.c.kind.not_in(_WITHOUT_PATIENT)),
    _latest(VisitRow, "completed_on"),
    _latest(VisitFormRow, "seen_on"),
    _latest(ResponseRow, "assessed_on"),
    _latest(RelapseRow, "happened_on"),
    _latest(LaterTherapyRow, "started_on"),
    _latest(LabResultRow, "taken_on"),
    _latest(AdmissionRow, "started_on"),
)
_OF_INSTANTS = (
    _latest(InfusionRow, "started_at"),
    _latest(AssessmentRow, "at", ASSESSMENT.c.not_done_reason == ""),
    _latest(ContactAttemptRow, "at", ATTEMPT.c.outcome.in_(_ALIVE)),
)
_DAYS = len(_OF_DAYS)
_LATEST = select(COURSE.c.id, *_OF_DAYS, *_OF_INSTANTS).where(COURSE.c.void_reason.is_(None))
