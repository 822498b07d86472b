"""Registry forms of the synthetic patients: sent as the registry asks, but where said otherwise."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carttrack.domain.days import local_day
from carttrack.domain.follow_up.registry_forms import RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_schedule import (
    AT_INFUSION,
    ExpectedForm,
    RegistryDates,
    expected_forms,
)
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.outcome.later_therapy import TRANSPLANTS, LaterTherapy
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion, ReinfusionReason
from carttrack.services import catalogue
from carttrack.services.demo.frame import Frame

_AFTER_INFUSION = timedelta(days=21)
_AFTER_CONTACT = timedelta(days=9)
_FILLED_IN_BEFORE = timedelta(days=2)
_LATE_BY = timedelta(days=12)
_OUTSIDE_BY = timedelta(days=6)
_ASKED_ON = frozenset({EndReason.DIED, EndReason.LOST_TO_CONTACT, None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Which forms, by number and time point (`4100 day_100`), were not sent as asked.

    `unsent` were not sent, `late` after their due day, `outside` report a contact outside the
    window.
    """

    unsent: Collection[str] = ()
    late: Collection[str] = ()
    outside: Collection[str] = ()


def dates_of(  # noqa: PLR0913  (everything of a course that decides which forms are asked for)
    day0: date,
    track: RegistryTrack,
    *,
    later: Iterable[Infusion] = (),
    therapies: Iterable[LaterTherapy] = (),
    died_on: date | None = None,
    ended: tuple[date | None, EndReason | None] = (None, None),
    frame: Frame,
) -> RegistryDates:
    """Return what decides which forms a course needs, from what is made of it."""
    again = [(local_day(one.started_at, frame.zone), one.reason) for one in later]
    ended_on, reason = ended
    return RegistryDates(
        day0=day0,
        track=track,
        infused_on=tuple(on for on, _ in again),
        restarted_on=tuple(on for on, why in again if why is ReinfusionReason.RELAPSE),
        transplanted_on=min(
            (one.started_on for one in therapies if one.kind in TRANSPLANTS), default=None
        ),
        died_on=died_on,
        ended_on=None if reason in _ASKED_ON else ended_on,
    )


def forms(
    dates: RegistryDates, visits: Sequence[Visit], today: date, habits: Habits
) -> tuple[RegistryForm, ...]:
    """Return the forms sent up to today of all that the registry asks for."""
    plan = catalogue.registries()[dates.track.registry]
    done = [visit.completed_on for visit in visits if visit.completed_on is not None]
    sent = (
        _form(expected, done, habits, dates)
        for expected in expected_forms(plan, dates)
        if f"{expected.form} {expected.time_point}" not in habits.unsent
    )
    return tuple(form for form in sent if form.submitted_on and form.submitted_on <= today)


def _form(
    expected: ExpectedForm, done: Sequence[date], habits: Habits, dates: RegistryDates
) -> RegistryForm:
    name = f"{expected.form} {expected.time_point}"
    contact = None
    if expected.time_point == AT_INFUSION:
        sent = expected.anchor_on + _AFTER_INFUSION
    else:
        seen = _contact(expected, done, dates.died_on)
        contact = seen if expected.earliest is None or seen >= expected.earliest else None
        if name in habits.outside and expected.earliest is not None:
            contact = expected.earliest - _OUTSIDE_BY
        sent = (contact or seen) + _AFTER_CONTACT
    if name in habits.late and expected.due_on is not None:
        sent = expected.due_on + _LATE_BY
    elif expected.due_on is not None:
        sent = min(sent, expected.due_on)
    return RegistryForm(
        registry=expected.registry,
        form=expected.form,
        time_point=expected.time_point,
        about_on=expected.about_on,
        contact_on=contact,
        completed_on=max(sent - _FILLED_IN_BEFORE, contact or expected.anchor_on),
        submitted_on=sent,
    )


def _contact(expected: ExpectedForm, done: Sequence[date], died_on: date | None) -> date:
    """Return the visit inside the contact window that lies nearest its target, else the target."""
    assert expected.target is not None
    target = expected.target
    if died_on is not None and died_on <= target:
        return died_on
    first, last = expected.earliest or target, expected.latest or target
    inside = [on for on in done if first <= on <= last]
    near = min(inside, key=lambda on: abs(on - target), default=target)
    return max(min(near, last), first)
