"""Which visits are still to come, for the box under the title and the list of appointments."""

from datetime import date

from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.summary import VisitSummary


def open_visits(summary: VisitSummary) -> tuple[Visit, ...]:
    """Return the visits neither completed nor missed, without the one at hand, soonest first.

    After a death or the end of the course there are none.
    """
    case = summary.case
    ended = case.course is not None and case.course.value.ended_on is not None
    if case.death is not None or ended:
        return ()
    at_hand = summary.visit.code if summary.visit else None
    return tuple(
        sorted(
            (
                kept.value
                for kept in case.visits
                if kept.value.completed_on is None
                and kept.value.missed_on is None
                and kept.value.code != at_hand
            ),
            key=_soonest,
        )
    )


def is_overdue(visit: Visit, today: date) -> bool:
    """Whether its window has closed, and no appointment lies ahead."""
    return visit.latest < today and (visit.appointment_on is None or visit.appointment_on < today)


def _soonest(visit: Visit) -> date:
    return visit.appointment_on or visit.target
