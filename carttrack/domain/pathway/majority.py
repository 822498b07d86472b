"""Re-consent of those who consented as minors, due at their 18th birthday."""

from dataclasses import dataclass
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.milestones import MilestoneKind

MAJORITY_AGE = 18
"""Completed years; where the law says otherwise, to be confirmed by the clinic."""
_CONSENTS = frozenset(
    {
        MilestoneKind.CONSENT_TREATMENT,
        MilestoneKind.CONSENT_LEUKAPHERESIS,
        MilestoneKind.CONSENT_DATA,
        MilestoneKind.CONSENT_LONG_TERM,
        MilestoneKind.ASSENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsentDue:
    """The consents to be given again: from which day on, and when that was done."""

    due_on: date
    consents: tuple[MilestoneKind, ...]
    done_on: date | None = None


def birthday(birth_date: date, years: int) -> date:
    """Return the day someone completes a number of years; 29 February becomes 1 March."""
    year = birth_date.year + years
    if (birth_date.month, birth_date.day) == (2, 29):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return date(year, 2, 29) if leap else date(year, 3, 1)
    return birth_date.replace(year=year)


def reconsent_due(case: CaseFile) -> ReconsentDue | None:
    """Return the re-consent at majority of a case, None where none is needed.

    None is needed of adults, of a patient who died before, nor in a course that ended before. It
    is done by a re-consent, or by each of the consents given again, on the birthday or later.
    """
    of_age = birthday(case.patient.value.birth_date, MAJORITY_AGE)
    signed = [
        (kept.value.kind, kept.value.done_on) for kept in case.milestones if kept.value.done_on
    ]
    as_minor = {kind for kind, on in signed if kind in _CONSENTS and on < of_age}
    ended = case.course.value.ended_on if case.course else None
    died = case.death.value.died_on if case.death else None
    if not as_minor or any(day is not None and day < of_age for day in (ended, died)):
        return None
    later = {kind: on for kind, on in signed if on >= of_age}
    again = as_minor - {MilestoneKind.ASSENT}
    done = later.get(MilestoneKind.RECONSENT)
    if done is None and again and again <= later.keys():
        done = max(later[kind] for kind in again)
    kinds = tuple(kind for kind in MilestoneKind if kind in as_minor)
    return ReconsentDue(due_on=of_age, consents=kinds, done_on=done)
