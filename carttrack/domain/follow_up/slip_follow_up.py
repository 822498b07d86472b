"""The follow-up of a slip: visits, registry forms, monitoring, driving and distance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date, span
from carttrack.domain.follow_up.protocol import RuleKind
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_schedule import ExpectedForm
from carttrack.domain.follow_up.registry_standing import ContactFit, FormStanding, form_standings
from carttrack.domain.follow_up.schedule import in_window, plan_visits, rule_end
from carttrack.domain.follow_up.slip_dates import SlipKind, SlipLine, WhyFixed
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.kept import Kept
from carttrack.domain.terms import term


def anchors(case: CaseFile, after: CaseFile) -> tuple[date, date] | None:
    """Return Day 0 before and after, done or planned, None where it does not move."""
    before, then = case.day0 or case.planned_day0, after.day0 or after.planned_day0
    return None if before is None or then is None or before == then else (before, then)


def visit_lines(case: CaseFile, after: CaseFile) -> Iterator[SlipLine]:
    """Yield the visits that move, and with Day 0 those that stay.

    Before the infusion the visits are reckoned from its planned day.
    """
    days = anchors(case, after)
    if days is not None and case.day0 is None and case.protocol is not None:
        pairs = zip(
            plan_visits(days[0], case.protocol), plan_visits(days[1], case.protocol), strict=True
        )
        for before, then in sorted(pairs, key=lambda pair: pair[1].target):
            yield replace(_visit_line(case, before, then), projected=True)
        return
    dated = _dated(after) if days is not None else {}
    for kept, moved in zip(case.visits, after.visits, strict=True):
        if kept.value.appointment_on != moved.value.appointment_on:
            yield _appointment_line(case, kept, moved.value)
        elif days is not None:
            yield _stored_line(case, kept, moved.value, dated)


def _dated(case: CaseFile) -> dict[str, Visit]:
    if case.protocol is None or case.day0 is None:
        return {}
    return {visit.code: visit for visit in plan_visits(case.day0, case.protocol)}


def _visit_line(case: CaseFile, before: Visit, then: Visit) -> SlipLine:
    return SlipLine(
        kind=SlipKind.VISIT,
        code=before.code,
        name=case.protocol.visit_name(before.code) if case.protocol else before.code,
        old=before.target,
        new=then.target,
        old_window=(before.earliest, before.latest),
        window=(then.earliest, then.latest),
        place=before.place,
    )


def _appointment_line(case: CaseFile, kept: Kept[Visit], then: Visit) -> SlipLine:
    visit = kept.value
    assert visit.appointment_on is not None
    assert then.appointment_on is not None
    return replace(
        _visit_line(case, visit, then),
        old=visit.appointment_on,
        new=then.appointment_on,
        leaves_window=not in_window(then, then.appointment_on),
        booked=True,
        entry_id=kept.id,
    )


def _stored_line(
    case: CaseFile, kept: Kept[Visit], then: Visit, dated: dict[str, Visit]
) -> SlipLine:
    """Return the line of a visit on record when Day 0 moves: what is settled or booked stays."""
    visit = kept.value
    line = replace(_visit_line(case, visit, then), entry_id=kept.id)
    why = _why_fixed(visit, dated)
    if why is None:
        return line
    stands = visit.completed_on or visit.missed_on or visit.appointment_on or visit.target
    fresh = dated.get(visit.code, visit)
    outside = why in {WhyFixed.DONE, WhyFixed.BOOKED} and not in_window(fresh, stands)
    return replace(
        line,
        old=stands,
        new=stands,
        window=(fresh.earliest, fresh.latest),
        why_fixed=why,
        leaves_window=outside,
        booked=why is WhyFixed.BOOKED,
    )


def _why_fixed(visit: Visit, dated: dict[str, Visit]) -> WhyFixed | None:
    if visit.completed_on is not None:
        return WhyFixed.DONE
    if visit.missed_on is not None:
        return WhyFixed.MISSED
    if visit.appointment_on is not None:
        return WhyFixed.BOOKED
    return None if visit.code in dated else WhyFixed.NOT_IN_PROTOCOL


def form_lines(
    case: CaseFile, after: CaseFile, plan: RegistryPlan | None, zone: tzinfo
) -> Iterator[SlipLine]:
    """Yield the registry forms whose due day or contact window moves with Day 0.

    A form that was sent stays; one whose reported contact date falls out of the window is told.
    """
    days = anchors(case, after)
    if days is None or plan is None:
        return
    today = days[0]  # a form's dates do not depend on it
    before = form_standings(replace(case, day0=days[0]), plan, today=today, zone=zone)
    then = form_standings(replace(after, day0=days[1]), plan, today=today, zone=zone)
    moved = {standing.expected.key: standing for standing in then}
    for standing in before:
        other = moved.get(standing.expected.key)
        if other is not None and _dates(standing.expected) != _dates(other.expected):
            yield replace(_form_line(standing, other), projected=case.day0 is None)


def contact_notes(
    case: CaseFile, after: CaseFile, plan: RegistryPlan | None, zone: tzinfo
) -> Iterator[str]:
    """Yield a sentence for each contact window that a moved appointment falls out of."""
    pairs = zip(case.visits, after.visits, strict=True)
    moved = [(kept.value.appointment_on, then.value.appointment_on) for kept, then in pairs]
    days = [(old, new) for old, new in moved if old is not None and new is not None and old != new]
    if plan is None or not days or case.day0 is None:
        return
    for standing in form_standings(case, plan, today=case.day0, zone=zone):
        window = _window(standing.expected)
        for old, new in days:
            if window and window[0] <= old <= window[1] and not window[0] <= new <= window[1]:
                yield (
                    f"{short_date(new)} lies outside the contact window {span(*window)} of "
                    f"{_form_name(standing.expected)}."
                )


def _form_name(expected: ExpectedForm) -> str:
    return f"{term(expected.registry)} {expected.form}, {expected.time_point_name}"


def _form_line(standing: FormStanding, then: FormStanding) -> SlipLine:
    expected, other = standing.expected, then.expected
    assert expected.due_on is not None
    assert other.due_on is not None
    sent = standing.kept is not None and standing.kept.value.submitted_on is not None
    left = then.fit is ContactFit.OUTSIDE and standing.fit is ContactFit.INSIDE
    return SlipLine(
        kind=SlipKind.REGISTRY_FORM,
        code=f"{expected.form} {expected.time_point}",
        name=_form_name(expected),
        old=expected.due_on,
        new=expected.due_on if sent else other.due_on,
        old_window=_window(expected),
        window=_window(other),
        why_fixed=WhyFixed.SENT if sent else None,
        leaves_window=left,
        entry_id=standing.kept.id if standing.kept else 0,
    )


def _dates(expected: ExpectedForm) -> tuple[date | None, ...]:
    """Return the dates of a form, all None for one that has no due day."""
    if expected.due_on is None:
        return None, None, None
    return expected.earliest, expected.latest, expected.due_on


def _window(expected: ExpectedForm) -> tuple[date, date] | None:
    if expected.earliest is None or expected.latest is None:
        return None
    return expected.earliest, expected.latest


def period_lines(
    case: CaseFile, after: CaseFile, driving_rule: str, distance_rule: str
) -> Iterator[SlipLine]:
    """Yield the last days of monitoring, driving and distance where Day 0 moves."""
    days, protocol = anchors(case, after), case.protocol
    if days is None or protocol is None:
        return
    for duty in protocol.monitoring:
        yield SlipLine(
            kind=SlipKind.MONITORING,
            code=duty.code,
            name=duty.name,
            old=days[0] + timedelta(days=duty.last_day),
            new=days[1] + timedelta(days=duty.last_day),
            projected=case.day0 is None,
        )
    for kind, rule_id in ((RuleKind.DRIVING, driving_rule), (RuleKind.DISTANCE, distance_rule)):
        before, then = (protocol.rule(kind, rule_id, day) for day in days)
        if before is not None and then is not None:
            yield SlipLine(
                kind=SlipKind.RULE,
                code=rule_id,
                name=f"{kind.value.capitalize()} rule",
                old=rule_end(before, days[0]),
                new=rule_end(then, days[1]),
                projected=case.day0 is None,
            )


def infusion_lines(case: CaseFile, after: CaseFile, zone: tzinfo) -> Iterator[SlipLine]:
    """Yield the later infusions of the course, which are done and stay, where Day 0 moves."""
    if anchors(case, after) is None:
        return
    for kept in case.later_infusions:
        on = local_day(kept.value.started_at, zone)
        kind = term(kept.value.kind)
        yield SlipLine(
            kind=SlipKind.INFUSION,
            code=kept.value.kind.value,
            name=f"{kind[:1].upper()}{kind[1:]} {kept.value.number}",
            old=on,
            new=on,
            why_fixed=WhyFixed.DONE,
            entry_id=kept.id,
        )
