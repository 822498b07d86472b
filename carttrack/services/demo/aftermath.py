"""What relapse and later therapy do to the visits of a synthetic course."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from carttrack.domain.follow_up.after_event import changing_event, visits_after
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.outcome.events import course_events
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse


def stopped_visits(
    visits: Sequence[Visit],
    protocol: Protocol,
    relapses: Sequence[Relapse],
    therapies: Sequence[LaterTherapy],
) -> tuple[Visit, ...]:
    """Return the visits with those stopped that the protocol stops after the course's events.

    A visit that would have been kept after the event was never kept when it stopped.
    """
    event = changing_event(protocol, course_events(relapses, therapies))
    if event is None:
        return tuple(visits)
    open_since = [_without_what_followed(visit, event.on) for visit in visits]
    after = visits_after(open_since, protocol, course_events(relapses, therapies))
    return tuple(
        now if now.stopped_on else before for before, now in zip(visits, after, strict=True)
    )


def first_event(
    protocol: Protocol, relapses: Sequence[Relapse], therapies: Sequence[LaterTherapy]
) -> date | None:
    """Return the day that ends the assessments of the response, None without such an event."""
    event = changing_event(protocol, course_events(relapses, therapies))
    return event.on if event else None


def _without_what_followed(visit: Visit, on: date) -> Visit:
    if visit.completed_on is None or visit.completed_on < on:
        return visit
    return replace(visit, appointment_on=None, appointment_at=None, completed_on=None)
