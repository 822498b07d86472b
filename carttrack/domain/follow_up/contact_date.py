"""The contact date of a registry form: the evaluation in its window, else the closest one.

CIBMTR: the contact date must fall in the window; a patient not seen in it is reported with the
closest evaluation by a clinician; a later infusion ends the report on the eve of the treatment that
prepares for it (CIBMTR Forms Instruction Manual, form 4100, questions 1 to 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.follow_up.contact_attempts import ContactOutcome
from carttrack.domain.follow_up.registry_schedule import ExpectedForm, RegistryDates
from carttrack.domain.follow_up.registry_standing import ContactFit, contact_fit


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDate:
    """The contact date of a form: reported, or proposed from what is on record.

    `fit` is None where the form has no window.
    """

    on: date
    what: str
    reported: bool
    fit: ContactFit | None = None


def proposed_contact(
    case: CaseFile, expected: ExpectedForm, dates: RegistryDates, zone: tzinfo
) -> ContactDate | None:
    """Return the contact that a form would report, None when nothing suits.

    The death counts as a contact. A later infusion or HSCT ends the days to choose from on the day
    before it; where its conditioning began earlier, that day is for the clinic to correct.
    """
    if expected.earliest is None or expected.latest is None:
        return None
    last = last_reportable(expected, dates)
    days = [(on, what) for on, what in _seen(case, zone) if expected.anchor_on < on <= last]
    inside = [day for day in days if expected.earliest <= day[0] <= expected.latest]
    aim = min(max(expected.target or expected.earliest, expected.earliest), expected.latest)
    chosen = min(inside or days, key=lambda day: (abs(day[0] - aim), day), default=None)
    if chosen is None:
        return None
    on, what = chosen
    return ContactDate(on=on, what=what, reported=False, fit=contact_fit(expected, on))


def last_reportable(expected: ExpectedForm, dates: RegistryDates) -> date:
    """Return the last day a form can report: before the next infusion or HSCT, or the death."""
    later = [*dates.restarted_on, *([dates.transplanted_on] if dates.transplanted_on else [])]
    following = min((day for day in later if day > expected.anchor_on), default=None)
    last = date.max if following is None else following - timedelta(days=1)
    return min(last, dates.died_on or date.max)


def _seen(case: CaseFile, zone: tzinfo) -> Iterator[tuple[date, str]]:
    yield from ((form.value.seen_on, "visit") for form in case.visit_forms)
    yield from ((v.value.completed_on, "visit") for v in case.visits if v.value.completed_on)
    yield from (
        (local_day(assessment.value.at, zone), "assessment")
        for assessment in case.assessments
        if not assessment.value.not_done_reason
    )
    yield from (
        (local_day(attempt.value.at, zone), "contact")
        for attempt in case.contact_attempts
        if attempt.value.outcome is ContactOutcome.REACHED
    )
    if case.death is not None:
        yield case.death.value.died_on, "death"
