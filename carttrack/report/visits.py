"""Which visits are still to come, for the box under the title and the list of appointments."""

from datetime import date

from carttrack.domain.follow_up.schedule import VisitState, visit_state
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.summary import VisitSummary

_PAST = frozenset({VisitState.DONE, VisitState.MISSED, VisitState.ENDED, VisitState.STOPPED})


def open_visits(summary: VisitSummary) -> tuple[Visit, ...]:
    """Return the visits still to come or overdue, without the one at hand, soonest first.

    After a death or the end of the course there are none.
    """
    at_hand = summary.visit.code if summary.visit else None
    visits = (kept.value for kept in summary.case.visits)
    return tuple(
        sorted(
            (
                visit
                for visit in visits
                if visit.code != at_hand and state(summary, visit) not in _PAST
            ),
            key=_soonest,
        )
    )


def state(summary: VisitSummary, visit: Visit) -> VisitState:
    """Return where a visit stands on the day of printing."""
    return visit_state(visit, summary.today, ended=_ended(summary))


def _ended(summary: VisitSummary) -> date | None:
    death, course = summary.case.death, summary.case.course
    days = (death.value.died_on if death else None, course.value.ended_on if course else None)
    return min((day for day in days if day is not None), default=None)


def _soonest(visit: Visit) -> date:
    return visit.appointment_on or visit.target
