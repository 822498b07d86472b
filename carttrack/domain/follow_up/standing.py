"""Where each visit of a course stands: state, offered day, and what of its plan is on record."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.after_event import event_of, planned_assessments
from carttrack.domain.follow_up.schedule import (
    VisitState,
    due_on,
    is_working_day,
    visit_state,
    working_day_in,
)
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.response import MrdResult, Response

_SETTLED = frozenset({VisitState.DONE, VisitState.MISSED, VisitState.ENDED, VisitState.STOPPED})


class Mark(StrEnum):
    """What is on record of one planned assessment of a visit."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    OPEN = "open"
    PENDING = "pending"
    DONE = "done"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStanding:
    """One visit with all that is derived of it for a day.

    `name` is the protocol's. `marks` holds a mark for every assessment of the protocol, in its
    order. `working_day` tells whether the target is one; `offered` is the working day of the
    window nearest to it, None when the window has none. `days_left` counts from today to the day
    by which the visit must have happened, `window_left` to the last day of the window; negative
    when that is past. `form` is the latest kept form of the visit and `responses` what was
    assessed inside its window.
    """

    kept: Kept[Visit]
    name: str
    state: VisitState
    marks: tuple[tuple[str, Mark], ...]
    working_day: bool
    offered: date | None
    days_left: int
    window_left: int
    form: Kept[VisitForm] | None = None
    responses: tuple[Kept[Response], ...] = ()

    @property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.kept.value

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done any more: done, missed, stopped or ended."""
        return self.state in _SETTLED


def follow_up_ended(case: CaseFile) -> date | None:
    """Return the day the follow-up ended: of the death or of the course's end; None while it runs.

    The earlier of the two counts.
    """
    death = case.death.value.died_on if case.death else None
    course = case.course.value.ended_on if case.course else None
    return min((day for day in (death, course) if day is not None), default=None)


def visit_standings(
    case: CaseFile, today: date, holidays: Container[date] = ()
) -> tuple[VisitStanding, ...]:
    """Return every visit of the course as it stands today, in order of target.

    `holidays` are the clinic's; without them weekends alone are no working days.
    """
    ended = follow_up_ended(case)
    return tuple(_standing(case, kept, today, ended, holidays) for kept in case.visits)


def coming(standings: tuple[VisitStanding, ...]) -> tuple[VisitStanding, ...]:
    """Return the visits still to happen, overdue ones included, soonest first."""
    still_open = [standing for standing in standings if not standing.settled]
    return tuple(sorted(still_open, key=lambda s: s.visit.appointment_on or s.visit.target))


def form_of(case: CaseFile, code: str) -> Kept[VisitForm] | None:
    """Return the latest form on record for a visit, None without one."""
    forms = [form for form in case.visit_forms if form.value.visit == code]
    return forms[-1] if forms else None


def _standing(
    case: CaseFile,
    kept: Kept[Visit],
    today: date,
    ended: date | None,
    holidays: Container[date],
) -> VisitStanding:
    visit = kept.value
    state = visit_state(visit, today, ended=ended)
    form = form_of(case, visit.code)
    responses = tuple(r for r in case.responses if _within(visit, r.value.assessed_on))
    return VisitStanding(
        kept=kept,
        name=case.protocol.visit_name(visit.code) if case.protocol else visit.code,
        state=state,
        marks=_marks(case, visit, _Recorded(form, responses), _without(visit, state, today)),
        working_day=is_working_day(visit.target, holidays),
        offered=working_day_in(visit.earliest, visit.latest, visit.target, holidays),
        days_left=(due_on(visit) - today).days,
        window_left=(visit.latest - today).days,
        form=form,
        responses=responses,
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    form: Kept[VisitForm] | None
    responses: tuple[Kept[Response], ...]


def _within(visit: Visit, day: date) -> bool:
    return visit.earliest <= day <= visit.latest


def _without(visit: Visit, state: VisitState, today: date) -> Mark:
    """Return the mark of a planned assessment of which nothing is on record.

    What was planned for a visit that will not come any more is not planned.
    """
    if state in {VisitState.ENDED, VisitState.STOPPED}:
        return Mark.NOT_PLANNED
    if state in _SETTLED:
        return Mark.NOT_RECORDED
    return Mark.OPEN if today >= visit.earliest else Mark.PLANNED


def _marks(
    case: CaseFile, visit: Visit, recorded: _Recorded, otherwise: Mark
) -> tuple[tuple[str, Mark], ...]:
    if case.protocol is None:
        return ()
    wanted = planned_assessments(visit, case.protocol, event_of(case))
    return tuple(
        (code, _mark(code, recorded, otherwise) if code in wanted else Mark.NOT_PLANNED)
        for code, _ in case.protocol.assessment_names
    )


def _mark(code: str, recorded: _Recorded, otherwise: Mark) -> Mark:
    find = _FOUND.get(code)
    return (find(recorded) if find else None) or otherwise


def _clinic(recorded: _Recorded) -> Mark | None:
    return Mark.DONE if recorded.form else None


def _blood(recorded: _Recorded) -> Mark | None:
    return _result(recorded, ("anc", "platelets", "hb"))


def _igg(recorded: _Recorded) -> Mark | None:
    return _result(recorded, ("igg",))


def _result(recorded: _Recorded, names: tuple[str, ...]) -> Mark | None:
    form = recorded.form.value if recorded.form else None
    if form is None:
        return None
    if any(getattr(form, name) is not None for name in names):
        return Mark.DONE
    return Mark.PENDING if any(name in form.pending for name in names) else None


def _marrow(recorded: _Recorded) -> Mark | None:
    if any(kept.value.marrow_blasts is not None for kept in recorded.responses):
        return Mark.DONE
    return Mark.PENDING if any(kept.value.marrow_pending for kept in recorded.responses) else None


def _mrd(recorded: _Recorded) -> Mark | None:
    results = {kept.value.mrd for kept in recorded.responses}
    if results - {None, MrdResult.NOT_DONE, MrdResult.PENDING}:
        return Mark.DONE
    return Mark.PENDING if MrdResult.PENDING in results else None


_FOUND: dict[str, Callable[[_Recorded], Mark | None]] = {
    "clinic": _clinic,
    "blood": _blood,
    "b_cells_igg": _igg,
    "marrow": _marrow,
    "mrd": _mrd,
}
"""Which assessment codes of a protocol leave an entry; of all others only the plan is known."""
