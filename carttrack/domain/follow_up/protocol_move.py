"""Moving a course to another protocol: which visits come, go, change and stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import RefusedError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.schedule import in_window, plan_visits
from carttrack.domain.follow_up.slip import redated
from carttrack.domain.follow_up.slip_dates import WhyFixed
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.kept import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChange:
    """A visit whose target or windows change."""

    name: str
    kept: Kept[Visit]
    after: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitKept:
    """A visit that is done, missed or booked, so that it stays as it is.

    `outside` tells that its day lies outside the window of the other protocol, `unknown` that
    the other protocol does not have it.
    """

    name: str
    kept: Kept[Visit]
    why: WhyFixed
    outside: bool
    unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """What is planned at a visit that stays, in words, where that changes."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolMove:
    """What a move to another protocol changes in one course.

    `added` are new visits, dated; `past` those of the new protocol whose window is over, which are
    not added; `dropped` the open visits that it does not have. Before the infusion no visit is
    dated, and all are empty.
    """

    before: str
    protocol: Protocol
    added: tuple[Visit, ...] = ()
    past: tuple[Visit, ...] = ()
    dropped: tuple[Kept[Visit], ...] = ()
    changed: tuple[VisitChange, ...] = ()
    kept: tuple[VisitKept, ...] = ()
    plans: tuple[PlanChange, ...] = ()


def protocol_move(case: CaseFile, protocol: Protocol, today: date) -> ProtocolMove:
    """Return what a move to a protocol changes.

    Raises `RefusedError` for the protocol the course is on, after a death or in a closed course.
    """
    if case.course is None or case.course.value.ended_on is not None or case.death is not None:
        raise RefusedError("The course has ended, so it stays on its protocol.")
    before = case.course.value.protocol
    if before == protocol.key:
        raise RefusedError(f"The course is on protocol {protocol.key} already; nothing changes.")
    if case.day0 is None:
        return ProtocolMove(before=before, protocol=protocol)
    dated = {visit.code: visit for visit in plan_visits(case.day0, protocol)}
    on_record = {kept.value.code for kept in case.visits}
    fresh = [visit for code, visit in dated.items() if code not in on_record]
    return ProtocolMove(
        before=before,
        protocol=protocol,
        added=tuple(visit for visit in fresh if _last_day(visit) >= today),
        past=tuple(visit for visit in fresh if _last_day(visit) < today),
        dropped=tuple(
            kept
            for kept in case.visits
            if kept.value.code not in dated and why_kept(kept.value) is None
        ),
        changed=tuple(_changes(case, protocol, dated)),
        kept=tuple(_staying(case, dated)),
        plans=tuple(_plans(case, protocol)),
    )


def why_kept(visit: Visit) -> WhyFixed | None:
    """Return why a visit stays as it is whatever the protocol, None for an open one."""
    if visit.completed_on is not None:
        return WhyFixed.DONE
    if visit.missed_on is not None:
        return WhyFixed.MISSED
    return WhyFixed.BOOKED if visit.appointment_on is not None else None


def _last_day(visit: Visit) -> date:
    return max(visit.latest, visit.query_latest or visit.latest)


def _changes(case: CaseFile, protocol: Protocol, dated: dict[str, Visit]) -> Iterator[VisitChange]:
    for kept in case.visits:
        visit = kept.value
        if why_kept(visit) is not None or visit.code not in dated:
            continue
        after = redated(visit, dated[visit.code])
        if after != visit:
            yield VisitChange(name=protocol.visit_name(visit.code), kept=kept, after=after)


def _staying(case: CaseFile, dated: dict[str, Visit]) -> Iterator[VisitKept]:
    for kept in case.visits:
        visit = kept.value
        why = why_kept(visit)
        if why is None:
            continue
        on = visit.completed_on or (None if visit.missed_on else visit.appointment_on)
        new = dated.get(visit.code)
        yield VisitKept(
            name=case.protocol.visit_name(visit.code) if case.protocol else visit.code,
            kept=kept,
            why=why,
            outside=new is not None and on is not None and not in_window(new, on),
            unknown=new is None,
        )


def _plans(case: CaseFile, protocol: Protocol) -> Iterator[PlanChange]:
    for kept in case.visits:
        visit = kept.value
        settled = visit.completed_on is not None or visit.missed_on is not None
        if settled or case.protocol is None or protocol.visit(visit.code) is None:
            continue
        before = case.protocol.planned_words(visit.code)
        after = protocol.planned_words(visit.code)
        if before != after:
            name = protocol.visit_name(visit.code)
            yield PlanChange(name=name, before=before, after=after)
