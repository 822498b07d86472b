"""Where each registry form of a course stands today; nothing of it is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.follow_up.registry_forms import RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_schedule import (
    ExpectedForm,
    RegistryDates,
    expected_forms,
)
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.later_therapy import TRANSPLANTS
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion, ReinfusionReason


class FormState(StrEnum):
    """Where a registry form stands; computed, never stored."""

    SENT = "sent"
    LATE = "late"
    OPEN = "open"
    LATER = "later"
    UNDATED = "undated"


class ContactFit(StrEnum):
    """Whether a contact date lies in the contact window."""

    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStanding:
    """One expected form with what is on record of it.

    `days_left` counts from today to the due day, negative when it is past, None without one.
    `fit` tells where the reported contact date lies, None without a date or a window.
    """

    expected: ExpectedForm
    kept: Kept[RegistryForm] | None
    state: FormState
    days_left: int | None = None
    fit: ContactFit | None = None

    @property
    def on_time(self) -> bool:
        """Whether the form was sent by its due day."""
        sent = self.kept.value.submitted_on if self.kept else None
        return sent is not None and sent <= (self.expected.due_on or date.max)


def registry_dates(case: CaseFile, track: RegistryTrack, zone: tzinfo) -> RegistryDates | None:
    """Return what of a case decides which forms are asked for, None before the infusion.

    A course closed as lost to contact is still asked about; any other end stops its forms.
    """
    if case.day0 is None or case.course is None:
        return None
    later = [kept.value for kept in case.later_infusions]
    transplants = [
        kept.value.started_on
        for kept in case.later_therapies
        if kept.value.kind in TRANSPLANTS and kept.value.started_on > case.day0
    ]
    course = case.course.value
    still_asked = {EndReason.LOST_TO_CONTACT, EndReason.DIED, None}
    return RegistryDates(
        day0=case.day0,
        track=track,
        infused_on=_days(later, zone),
        restarted_on=_days([i for i in later if i.reason is ReinfusionReason.RELAPSE], zone),
        transplanted_on=min(transplants, default=None),
        died_on=case.death.value.died_on if case.death else None,
        ended_on=None if course.end_reason in still_asked else course.ended_on,
    )


def form_standings(
    case: CaseFile, plan: RegistryPlan, *, today: date, zone: tzinfo
) -> tuple[FormStanding, ...]:
    """Return every form the registry asks for as it stands today, by due day.

    Nothing before the infusion, without a track, or for a track of another registry.
    """
    track = case.course.value.registry_track if case.course else None
    dates = registry_dates(case, track, zone) if track else None
    if dates is None:
        return ()
    forms = [kept for kept in case.registry_forms if kept.value.registry is plan.registry]
    return standings(expected_forms(plan, dates), forms, today)


def standings(
    expected: Iterable[ExpectedForm], forms: Iterable[Kept[RegistryForm]], today: date
) -> tuple[FormStanding, ...]:
    """Return expected forms as they stand today beside those on record."""
    known = {_key(kept.value): kept for kept in forms}
    return tuple(
        _standing(form, known.get(form.key) or _by_anchor(form, known), today) for form in expected
    )


def contact_fit(expected: ExpectedForm, contact_on: date | None) -> ContactFit | None:
    """Return whether a contact date lies in the window, None without a date or a window."""
    if contact_on is None or expected.earliest is None or expected.latest is None:
        return None
    inside = expected.earliest <= contact_on <= expected.latest
    return ContactFit.INSIDE if inside else ContactFit.OUTSIDE


_Key = tuple[str, str, date | None]


def _key(form: RegistryForm) -> _Key:
    return form.form, form.time_point, form.about_on


def _by_anchor(
    expected: ExpectedForm, known: dict[_Key, Kept[RegistryForm]]
) -> Kept[RegistryForm] | None:
    """Return the entry that names Day 0 itself as the date it is about."""
    if expected.about_on is not None:
        return None
    return known.get((expected.form, expected.time_point, expected.anchor_on))


def _standing(expected: ExpectedForm, kept: Kept[RegistryForm] | None, today: date) -> FormStanding:
    due = expected.due_on
    return FormStanding(
        expected=expected,
        kept=kept,
        state=_state(expected, kept.value.submitted_on if kept else None, today),
        days_left=None if due is None else (due - today).days,
        fit=contact_fit(expected, kept.value.contact_on if kept else None),
    )


def _state(expected: ExpectedForm, sent: date | None, today: date) -> FormState:
    if sent is not None:
        return FormState.SENT
    if expected.due_on is None:
        return FormState.UNDATED
    if today > expected.due_on:
        return FormState.LATE
    opens = expected.earliest or expected.anchor_on
    return FormState.OPEN if today >= opens else FormState.LATER


def _days(infusions: Iterable[Infusion], zone: tzinfo) -> tuple[date, ...]:
    return tuple(local_day(infusion.started_at, zone) for infusion in infusions)
