"""What a slip does to a record: every date that moves, what cannot, and whom it touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.errors import RefusedError
from carttrack.domain.follow_up.protocol import RuleKind
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.slip import Slip, anchor_day, is_done, slipped
from carttrack.domain.follow_up.slip_dates import SlipLine, marked
from carttrack.domain.follow_up.slip_follow_up import (
    anchors,
    contact_notes,
    form_lines,
    infusion_lines,
    period_lines,
    visit_lines,
)
from carttrack.domain.follow_up.slip_pathway import milestone_lines, step_lines
from carttrack.domain.pathway.expiry import Expiry, pending
from carttrack.domain.pathway.steps import Step
from carttrack.domain.public_holidays import NO_HOLIDAYS, PublicHolidays


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRules:
    """What of the clinic and its registry a plan needs.

    `driving_rule` and `distance_rule` are ids in the protocol, empty where none was chosen;
    `registry` is None for a course without a track.
    """

    zone: tzinfo
    driving_rule: str = ""
    distance_rule: str = ""
    registry: RegistryPlan | None = None
    holidays: PublicHolidays = NO_HOLIDAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsOut:
    """Something that will have run out when the step it blocks begins on its new day.

    `newly` tells that it would have held on the day before the slip.
    """

    expiry: Expiry
    step: Step
    on: date
    newly: bool


class Role(StrEnum):
    """Why someone is told of a slip."""

    COORDINATOR = "coordinator"
    PERSON = "person"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Someone or some place that must be told, and the names of the dates that move for them."""

    role: Role
    who: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPlan:
    """A slip with all that follows; nothing of it is stored.

    `moved` are the dates that move, soonest first; `fixed` those that hang on the moved one and
    cannot move, each with the reason. `done` tells that the moved date is one of something done,
    so that the slip is a correction. `notes` are sentences on what is not known.
    """

    slip: Slip
    old: date
    done: bool
    moved: tuple[SlipLine, ...]
    fixed: tuple[SlipLine, ...]
    runs_out: tuple[RunsOut, ...] = ()
    affected: tuple[Affected, ...] = ()
    notes: tuple[str, ...] = ()


def slip_plan(case: CaseFile, slip: Slip, rules: SlipRules) -> SlipPlan:
    """Return everything that a slip moves, from what to what.

    Raises `RefusedError` where the date cannot move, after a death or in a closed course.
    """
    if case.death is not None or case.course is None or case.course.value.ended_on is not None:
        raise RefusedError("The course has ended, so no date of it can slip. Nothing was changed.")
    old = anchor_day(case, slip)
    if slip.to == old:
        raise RefusedError("It is the same day, so nothing moves.")
    after = slipped(case, slip, rules.zone)
    lines = [marked(line, rules.holidays) for line in _lines(case, after, slip, rules)]
    moved = sorted((line for line in lines if not line.why_fixed), key=lambda line: line.new)
    fixed = tuple(line for line in lines if line.why_fixed)
    return SlipPlan(
        slip=slip,
        old=old,
        done=is_done(case, slip),
        moved=tuple(moved),
        fixed=fixed,
        runs_out=tuple(_running_out(case, after)),
        affected=tuple(_affected(case, (*moved, *fixed))),
        notes=tuple(_notes(case, after, rules)),
    )


def _lines(case: CaseFile, after: CaseFile, slip: Slip, rules: SlipRules) -> Iterator[SlipLine]:
    if slip.step is not None:
        yield from step_lines(case, after, slip.step)
        yield from milestone_lines(case, after, slip.step)
    yield from visit_lines(case, after)
    yield from form_lines(case, after, rules.registry, rules.zone)
    yield from period_lines(case, after, rules.driving_rule, rules.distance_rule)
    yield from infusion_lines(case, after, rules.zone)


def _running_out(case: CaseFile, after: CaseFile) -> Iterator[RunsOut]:
    for expiry in pending(after):
        step = expiry.blocks
        on = after.step(step).planned_on if step else None
        if step is None or on is None or not expiry.expired(on):
            continue
        before = case.step(step).planned_on
        if on != before:
            newly = before is not None and not expiry.expired(before)
            yield RunsOut(expiry=expiry, step=step, on=on, newly=newly)


def _affected(case: CaseFile, lines: tuple[SlipLine, ...]) -> Iterator[Affected]:
    own = [line.name for line in lines if line.own]
    coordinator = case.patient.value.coordinator
    if coordinator and own:
        yield Affected(role=Role.COORDINATOR, who=coordinator, what=tuple(own))
    for role in (Role.PERSON, Role.PLACE):
        told: dict[str, list[str]] = {}
        for line in lines:
            who = line.by if role is Role.PERSON else line.place
            if who and line.touched:
                told.setdefault(who, []).append(line.name)
        for who, names in told.items():
            yield Affected(role=role, who=who, what=tuple(names))


def _notes(case: CaseFile, after: CaseFile, rules: SlipRules) -> Iterator[str]:
    if rules.holidays.note:
        yield rules.holidays.note
    yield from contact_notes(case, after, rules.registry, rules.zone)
    days, protocol = anchors(case, after), case.protocol
    if days is None or protocol is None:
        return
    for kind, rule_id in (
        (RuleKind.DRIVING, rules.driving_rule),
        (RuleKind.DISTANCE, rules.distance_rule),
    ):
        stood, stands = (protocol.rule(kind, rule_id, day) for day in days)
        if stood is not None and stands is None:
            yield (
                f"The {kind.value} rule {rule_id} does not stand for an infusion on "
                f"{short_date(days[1])}, so nothing is shown for it."
            )
