"""What a case owes by a day: registry forms, safety reports, re-consent, what runs out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.registry_forms import Registry
from carttrack.domain.follow_up.registry_plan import TO_CONFIRM, RegistryPlan
from carttrack.domain.follow_up.registry_standing import FormState, form_standings
from carttrack.domain.pathway.expiry import pending
from carttrack.domain.pathway.majority import reconsent_due
from carttrack.domain.worklist import DueState, due_state

AHEAD_DAYS = 30
"""Duties due within this many days are listed: this program's choice, no clinical limit."""


class DutyKind(StrEnum):
    """What kind of duty it is."""

    SAFETY_REPORT = "safety_report"
    REGISTRY_FORM = "registry_form"
    EXPIRY = "expiry"
    RECONSENT = "reconsent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing owed: `due_on` is the last day on time, None where none is set.

    `state` is where it stands today; a duty without a day is due today. `entry_id` is the number
    of its entry, 0 where it has none yet. `note` says what no publication gives and the clinic has
    to confirm.
    """

    kind: DutyKind
    what: str
    due_on: date | None
    state: DueState
    entry_id: int = 0
    note: str = ""


def duties_of(
    case: CaseFile, plans: Mapping[Registry, RegistryPlan], *, today: date, zone: tzinfo
) -> tuple[Duty, ...]:
    """Return what a case owes up to `AHEAD_DAYS` from today, soonest first."""
    last = today + timedelta(days=AHEAD_DAYS)
    owed = (*_reports(case, today), *_expiries(case, today), *_reconsent(case, today))
    found = [
        duty
        for duty in (*owed, *_forms(case, plans, today, zone))
        if duty.due_on is None or duty.due_on <= last
    ]
    return tuple(sorted(found, key=lambda duty: (duty.due_on or date.min, duty.what)))


def _reports(case: CaseFile, today: date) -> Iterator[Duty]:
    for kept in case.safety_reports:
        if kept.value.sent_on is None:
            due = kept.value.due_on
            yield Duty(
                kind=DutyKind.SAFETY_REPORT,
                what=f"Safety report: {kept.value.what}",
                due_on=due,
                state=due_state(due or today, today),
                entry_id=kept.id,
            )


def _forms(
    case: CaseFile, plans: Mapping[Registry, RegistryPlan], today: date, zone: tzinfo
) -> Iterator[Duty]:
    track = case.course.value.registry_track if case.course else None
    plan = plans.get(track.registry) if track else None
    if plan is None:
        return
    for standing in form_standings(case, plan, today=today, zone=zone):
        expected = standing.expected
        if standing.state in {FormState.LATE, FormState.OPEN} and expected.due_on is not None:
            yield Duty(
                kind=DutyKind.REGISTRY_FORM,
                what=f"Form {expected.form}, {expected.time_point_name}",
                due_on=expected.due_on,
                state=due_state(expected.due_on, today),
                entry_id=standing.kept.id if standing.kept else 0,
                note="" if expected.published else f"Due day: {TO_CONFIRM}",
            )


def _expiries(case: CaseFile, today: date) -> Iterator[Duty]:
    for each in pending(case):
        yield Duty(
            kind=DutyKind.EXPIRY,
            what=f"{each.name} runs out",
            due_on=each.valid_until,
            state=due_state(each.valid_until, today),
            entry_id=each.entry_id,
        )


def _reconsent(case: CaseFile, today: date) -> Iterator[Duty]:
    due = reconsent_due(case)
    if due is not None and due.done_on is None:
        yield Duty(
            kind=DutyKind.RECONSENT,
            what="Re-consent at majority",
            due_on=due.due_on,
            state=due_state(due.due_on, today),
        )
