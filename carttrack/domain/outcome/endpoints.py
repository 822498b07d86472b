"""Time-to-event endpoints in B-ALL: from which day, until what, and what ends the watching."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from carttrack.domain.outcome.cohort_course import CohortCourse, JudgedResponse
from carttrack.domain.outcome.cohort_filter import Start
from carttrack.domain.outcome.derivation import REMISSIONS
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.pathway.courses import EndReason

SOURCE = (
    "UK National CAR T Clinical Panel, tisagenlecleucel in ALL, November 2018 to July 2020, "
    "abstract; Oporto Espuelas M, et al. Blood Cancer J 2024;14:66"
)
NO_RESPONSE_DAYS = 30
"""No response by this day is treatment failure in event-free survival. Source: `SOURCE`."""

UNASSESSED_DAYS = 182
"""Half a year: alive so much longer than the disease was assessed is told with the figure. This
program's choice."""


class Endpoint(StrEnum):
    """An endpoint with its definition; two definitions are never one line.

    Source: `SOURCE`.
    """

    OVERALL = "os"
    EVENT_FREE = "efs"
    STRINGENT_EVENT_FREE = "efs_stringent"


class EndedBy(StrEnum):
    """Why a patient's time ends; an event, or what censors."""

    DEATH = "death"
    RELAPSE = "relapse"
    NO_RESPONSE = "no_response"
    NOT_INFUSED = "not_infused"
    MRD_RELAPSE = "mrd_relapse"
    FURTHER_THERAPY = "further_therapy"
    LAST_ALIVE = "last_alive"
    LAST_ASSESSMENT = "last_assessment"


@dataclass(frozen=True, slots=True)
class Watched:
    """One patient's time under an endpoint: days from the start, and what ended them.

    `event` tells an event from being censored.
    """

    days: int
    event: bool
    by: EndedBy


_DEFINITIONS = {
    Endpoint.OVERALL: ("Event: death from any cause. Censored on the last day known alive."),
    Endpoint.EVENT_FREE: (
        "Event: death, relapse, or no response by Day 30, dated on the last assessment up to then "
        "(on the first one after it where none was made by then); MLFS is no failure. Disease "
        "stated again after a remission is a relapse; an MRD relapse alone is none. Censored on "
        "the last assessment of the disease; further therapy, transplantation included, censors "
        "on the last assessment before it."
    ),
    Endpoint.STRINGENT_EVENT_FREE: (
        "Event: as in event-free survival, and also an MRD relapse as the clinician entered it, "
        "and any further therapy, transplantation included. B-cell recovery, which the report of "
        "2020 added, is not counted. Censored on the last assessment of the disease."
    ),
}
_FROM_LEUKAPHERESIS = (
    " Who was not infused: the end of the course is an event, unless by transfer or lost contact; "
    "censored on the last day known alive."
)


def definition(endpoint: Endpoint, start: Start) -> str:
    """Return the definition that is printed with every figure of an endpoint."""
    words = f"From {start.value}. {_DEFINITIONS[endpoint]}"
    if start is Start.LEUKAPHERESIS and endpoint is not Endpoint.OVERALL:
        return words + _FROM_LEUKAPHERESIS
    return words


def watched(
    course: CohortCourse, judged: tuple[JudgedResponse, ...], endpoint: Endpoint, start: Start
) -> Watched:
    """Return a patient's time under an endpoint; the course has the day it starts on.

    `judged` are the course's assessments after the infusion, oldest first. Raises `ValueError`
    for a course that has not come to the start.
    """
    began = start.day(course)
    if began is None:
        raise ValueError(f"the course has not come to its {start.value}")
    if endpoint is Endpoint.OVERALL:
        return _overall(course, began)
    if course.infused_on is None:
        return _not_infused(course, began)
    return _event_free(course, judged, began, stringent=endpoint is not Endpoint.EVENT_FREE)


def _overall(course: CohortCourse, began: date) -> Watched:
    if course.died_on is not None:
        return _time(began, course.died_on, EndedBy.DEATH)
    return _time(began, course.alive_on or began, EndedBy.LAST_ALIVE)


_FAILED = frozenset(EndReason) - {
    EndReason.DIED,
    EndReason.TRANSFERRED,
    EndReason.LOST_TO_CONTACT,
}


def _not_infused(course: CohortCourse, began: date) -> Watched:
    """Return the time of a patient without an infusion: the course's end is the failure."""
    failed = course.ended_on if course.end_reason in _FAILED else None
    if failed is not None and (course.died_on is None or failed <= course.died_on):
        return _time(began, failed, EndedBy.NOT_INFUSED)
    return _overall(course, began)


def _event_free(
    course: CohortCourse, judged: tuple[JudgedResponse, ...], began: date, *, stringent: bool
) -> Watched:
    infused_on = course.infused_on or began
    therapy = min((day for day in course.therapies if day >= infused_on), default=None)
    events = [*_disease_events(course, judged, infused_on)]
    if stringent:
        events += _molecular(course, infused_on)
        events += [(therapy, EndedBy.FURTHER_THERAPY)] if therapy is not None else []
        therapy = None
    first = min(events, key=lambda event: event[0], default=None)
    if first is not None and (therapy is None or first[0] <= therapy):
        return _time(began, *first)
    assessed = (one.on for one in judged if therapy is None or one.on <= therapy)
    by = EndedBy.LAST_ASSESSMENT if therapy is None else EndedBy.FURTHER_THERAPY
    last = max(assessed, default=infused_on)
    return Watched((last - began).days, event=False, by=by)


def is_seen_later(course: CohortCourse, time: Watched, start: Start) -> bool:
    """Tell whether a patient censored on an assessment was seen alive half a year after it.

    Deaths count however late, so that survival without such patients' assessments reads too low.
    """
    began = start.day(course)
    if time.by is not EndedBy.LAST_ASSESSMENT or course.alive_on is None or began is None:
        return False
    return (course.alive_on - began).days - time.days > UNASSESSED_DAYS


def _disease_events(
    course: CohortCourse, judged: tuple[JudgedResponse, ...], infused_on: date
) -> Iterator[tuple[date, EndedBy]]:
    if course.died_on is not None:
        yield course.died_on, EndedBy.DEATH
    for relapse in course.relapses:
        if relapse.kind is not RelapseKind.MRD and relapse.on >= infused_on:
            yield relapse.on, EndedBy.RELAPSE
    failed = no_response(judged, infused_on)
    if failed is not None:
        yield failed, EndedBy.NO_RESPONSE
    back = _disease_again(judged)
    if back is not None:
        yield back, EndedBy.RELAPSE


def _molecular(course: CohortCourse, infused_on: date) -> list[tuple[date, EndedBy]]:
    return [
        (relapse.on, EndedBy.MRD_RELAPSE)
        for relapse in course.relapses
        if relapse.kind is RelapseKind.MRD and relapse.on >= infused_on
    ]


def no_response(judged: Iterable[JudgedResponse], infused_on: date) -> date | None:
    """Return the day of the assessment that shows treatment failure, None where none does.

    It is the last assessment up to Day 30, or the first one where all came later; a remission at
    or before it is a response.
    """
    limit = infused_on + timedelta(days=NO_RESPONSE_DAYS)
    deciding = None
    for one in judged:
        if one.on > limit and deciding is not None:
            break
        if one.kind in REMISSIONS:
            return None
        deciding = one.on
        if one.on > limit:
            break
    return deciding


def _disease_again(judged: Iterable[JudgedResponse]) -> date | None:
    """Return the first assessment after a remission that states disease, or a relapse."""
    remission = False
    for one in judged:
        if one.kind is ResponseKind.RELAPSE or (remission and one.kind not in REMISSIONS):
            return one.on
        remission = remission or one.kind in REMISSIONS
    return None


def _time(began: date, ended: date, by: EndedBy) -> Watched:
    return Watched(max((ended - began).days, 0), by in _EVENTS, by)


_EVENTS = frozenset(
    {
        EndedBy.DEATH,
        EndedBy.RELAPSE,
        EndedBy.NO_RESPONSE,
        EndedBy.NOT_INFUSED,
        EndedBy.MRD_RELAPSE,
        EndedBy.FURTHER_THERAPY,
    }
)
