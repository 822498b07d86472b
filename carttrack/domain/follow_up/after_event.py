"""What of the follow-up stops after a relapse, a transplantation or another cell therapy.

The visits that look for the response of the disease stop; the follow-up of survival and of second
cancers goes on. Which is which is the clinic's own setting, in its protocol.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.follow_up.protocol import PlannedVisit, Protocol
from carttrack.domain.follow_up.schedule import due_on
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.outcome.events import CourseEvent, EventKind, course_events

_NAMED = 3
_TRANSPLANTS = frozenset({EventKind.ALLOGENEIC_HSCT, EventKind.AUTOLOGOUS_HSCT})


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterEventPlan:
    """What is planned after an event: the visits that stopped, and those that go on, by name.

    `transplanted_on` is the day of the latest HSCT after the infusion.
    """

    event: CourseEvent
    stopped: tuple[str, ...]
    going_on: tuple[str, ...]
    transplanted_on: date | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words, for screen and paper.

        Registry follow-up from the day of a later HSCT: CIBMTR Forms Instruction Manual, form
        4100.
        """
        after = f"After {self.event.words} on {short_date(self.event.on)}"
        stopped = ", ".join(self.stopped) or "none was still to come"
        words = [f"{after}: visits for the response of the disease are stopped ({stopped})."]
        if self.going_on:
            words.append(
                f"Follow-up of survival and second cancers goes on: {_named(self.going_on)}."
            )
        if self.transplanted_on is not None:
            day = short_date(self.transplanted_on)
            words.append(f"Registry follow-up runs from the HSCT on {day} (CIBMTR, form 4100).")
        return tuple(words)


def _named(names: tuple[str, ...]) -> str:
    """Name a few visits; of many the first three and the last."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more, up to {names[-1]}"


def changing_event(protocol: Protocol | None, events: Iterable[CourseEvent]) -> CourseEvent | None:
    """Return the first event that the protocol names as changing the follow-up, or None."""
    rule = protocol.after_event if protocol else None
    named = [event for event in events if rule is not None and event.kind in rule.events]
    return min(named, key=lambda event: event.on, default=None)


def visits_after(
    visits: Iterable[Visit], protocol: Protocol, events: Iterable[CourseEvent]
) -> tuple[Visit, ...]:
    """Return the visits as they stand with these events: stopped, or put back.

    A visit stops when it is still open, falls due on the day of the event or later, and has one
    of the protocol's stopped assessments and none of those that keep it.
    """
    event = changing_event(protocol, events)
    return tuple(_with_event(visit, protocol, event) for visit in visits)


def planned_assessments(
    visit: Visit, protocol: Protocol, event: CourseEvent | None
) -> tuple[str, ...]:
    """Return the codes of the assessments planned at a visit, without those that stopped."""
    planned = protocol.visit(visit.code)
    wanted = planned.assessments if planned else ()
    if event is None or protocol.after_event is None or due_on(visit) < event.on:
        return wanted
    return tuple(code for code in wanted if code not in protocol.after_event.stop)


def event_of(case: CaseFile) -> CourseEvent | None:
    """Return the event that changed the follow-up of a course, or None."""
    return changing_event(case.protocol, events_of(case))


def events_of(case: CaseFile) -> tuple[CourseEvent, ...]:
    """Return the events of a course, oldest first."""
    return course_events(
        (kept.value for kept in case.relapses), (kept.value for kept in case.later_therapies)
    )


def plan_after_event(case: CaseFile, today: date) -> AfterEventPlan | None:
    """Return what is planned after the event that changed the follow-up, None without one.

    Visits that go on are named from today; after the end of the course there are none.
    """
    event = event_of(case)
    if event is None or case.protocol is None:
        return None
    protocol = case.protocol
    ended = case.death is not None or (
        case.course is not None and case.course.value.ended_on is not None
    )
    visits = [kept.value for kept in case.visits]
    going_on = [] if ended else [visit for visit in visits if _is_ahead(visit, today)]
    return AfterEventPlan(
        event=event,
        stopped=tuple(protocol.visit_name(visit.code) for visit in visits if visit.stopped_on),
        going_on=tuple(protocol.visit_name(visit.code) for visit in going_on),
        transplanted_on=max(
            (one.on for one in events_of(case) if one.kind in _TRANSPLANTS), default=None
        ),
    )


def _with_event(visit: Visit, protocol: Protocol, event: CourseEvent | None) -> Visit:
    if event is not None and _stops(visit, protocol, event):
        return replace(visit, stopped_on=event.on, stopped_reason=event.words)
    return replace(visit, stopped_on=None, stopped_reason="")


def _stops(visit: Visit, protocol: Protocol, event: CourseEvent) -> bool:
    planned = protocol.visit(visit.code)
    return (
        planned is not None
        and visit.completed_on is None
        and visit.missed_on is None
        and due_on(visit) >= event.on
        and _is_for_response(planned, protocol)
    )


def _is_for_response(planned: PlannedVisit, protocol: Protocol) -> bool:
    rule, wanted = protocol.after_event, set(planned.assessments)
    return rule is not None and bool(wanted & set(rule.stop)) and not wanted & set(rule.keep)


def _is_ahead(visit: Visit, today: date) -> bool:
    is_open = visit.completed_on is None and visit.missed_on is None and visit.stopped_on is None
    return is_open and due_on(visit) >= today
