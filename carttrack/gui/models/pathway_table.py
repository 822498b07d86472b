"""The pathway of a course as rows under its steps: all that is on record, and the checklists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, short_date
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.checklists import Checklist, Clearance
from carttrack.domain.pathway.eligibility import Hold
from carttrack.domain.pathway.lacks import missing_for
from carttrack.domain.pathway.milestones import Milestone
from carttrack.domain.pathway.sections import (
    STEP_OF_CHECKLIST,
    STEP_OF_IDENTIFIER,
    STEP_OF_MILESTONE,
)
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.gui import words
from carttrack.gui.models.course_facts import dose_words, infused_words
from carttrack.gui.models.facts import near_date, near_span
from carttrack.gui.models.pathway_row import PathwayRow
from carttrack.gui.models.patient_rows import Name, patient_rows
from carttrack.gui.models.tree import GroupHead
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

PATIENT = "patient"
"""The key of the group of what belongs to the patient, not to a step."""
Holds = Mapping[Checklist, tuple[Hold, ...]]


@dataclass(frozen=True, slots=True)
class _Near:
    case: CaseFile
    today: date
    zone: ZoneInfo

    def day(self, day: date | None) -> str:
        return "" if day is None else near_date(day, self.today)

    def span(self, first: date | None, last: date | None) -> str:
        if first is not None and last is not None:
            return near_span(first, last, self.today)
        if first is not None:
            return translate("pathway", "since {0}").format(self.day(first))
        return self.day(last)


def pathway_groups(
    case: CaseFile, holds: Holds, today: date, zone: ZoneInfo, product: Name
) -> list[tuple[GroupHead, Sequence[PathwayRow]]]:
    """Return a group for each step, in order, and one for the patient's own entries.

    `holds` are the open items of each checklist; `product` names a product by its id.
    """
    near = _Near(case, today, zone)
    groups: list[tuple[GroupHead, Sequence[PathwayRow]]] = []
    if case.course is not None:
        groups = [(_head(case, step, today), _rows(near, step, holds)) for step in STEPS]
    own = patient_rows(case, today, product)
    if own:
        groups.append((GroupHead(PATIENT, translate("pathway", "Patient")), own))
    return groups


def _head(case: CaseFile, step: Step, today: date) -> GroupHead:
    missing = len(missing_for(case, step, today))
    current = case.current
    title = words.heading(step)
    if not missing or current is None or step.ordinal >= current.ordinal:
        return GroupHead(step.value, title)
    text = translate("pathway", "{0}, {1} missing").format(title, missing)
    is_over = current is Step.CLOSED
    return GroupHead(step.value, text, tone="text" if is_over else "due_fg")


def _rows(near: _Near, step: Step, holds: Holds) -> list[PathwayRow]:
    case = near.case
    rows = [_step_row(near, step)]
    if step is Step.INFUSION and case.infusion is not None:
        rows.append(_infusion_row(near))
    rows += [
        _checklist_row(near, checklist, holds.get(checklist, ()))
        for checklist, place in STEP_OF_CHECKLIST.items()
        if place is step
    ]
    rows += [
        _milestone_row(near, kept, step)
        for kept in case.milestones
        if STEP_OF_MILESTONE[kept.value.kind] is step
    ]
    rows += [
        PathwayRow(
            key=("identifiers", kept.id),
            group=step.value,
            kind="identifiers",
            kept=kept,
            what=words.heading(kept.value.kind),
            detail=kept.value.value,
            done=translate("pathway", "expires {0}").format(short_date(kept.value.expires_on))
            if kept.value.expires_on
            else "",
        )
        for kept in case.identifiers
        if STEP_OF_IDENTIFIER[kept.value.kind] is step
    ]
    rows += [
        PathwayRow(
            key=("setbacks", kept.id),
            group=step.value,
            kind="setbacks",
            kept=kept,
            what=words.heading(kept.value.kind),
            done=near.day(kept.value.happened_on),
            detail=kept.value.reason,
            state=State.BLOCKED,
            status=translate("pathway", "Setback"),
        )
        for kept in case.setbacks
        if kept.value.step is step
    ]
    return rows


def _step_row(near: _Near, step: Step) -> PathwayRow:
    kept = next((k for k in near.case.steps if k.value.step is step), None)
    record = near.case.step(step)
    planned = near.day(record.planned_on)
    if record.planned_at is not None:
        planned = f"{planned} {clock(record.planned_at, near.zone)}"
    state, status = _step_state(near.case, step)
    skipped = record.skipped_reason
    reason = translate("pathway", "skipped: {0}").format(skipped) if skipped else ""
    return PathwayRow(
        key=("step", step.value),
        group=step.value,
        kind="steps",
        kept=kept,
        step=step,
        what=words.heading(step),
        planned=planned,
        done=near.span(record.started_on, record.finished_on),
        who=record.by,
        detail="; ".join(part for part in (reason, record.detail) if part),
        state=state,
        status=status,
        strong=True,
    )


def _step_state(case: CaseFile, step: Step) -> tuple[State, str]:
    record, current = case.step(step), case.current
    if record.skipped_reason:
        return State.LATER, translate("pathway", "Skipped")
    if record.finished_on is not None:
        return State.DONE, translate("pathway", "Done")
    if step is current or record.started_on is not None:
        current_words, begun = translate("pathway", "Current"), translate("pathway", "Begun")
        return State.INFO, current_words if step is current else begun
    if current is not None and step.ordinal < current.ordinal:
        return State.BLOCKED, translate("pathway", "Not recorded")
    if record.planned_on is not None:
        return State.BOOKED, translate("pathway", "Planned")
    return State.LATER, translate("pathway", "Later")


def _infusion_row(near: _Near) -> PathwayRow:
    kept = near.case.infusion
    assert kept is not None
    infusion = kept.value
    on = local_day(infusion.started_at, near.zone)
    at = clock(infusion.started_at, near.zone)
    until = f"–{clock(infusion.ended_at, near.zone)}" if infusion.ended_at else ""
    return PathwayRow(
        key=("infusions", kept.id),
        group=Step.INFUSION.value,
        kind="infusions",
        kept=kept,
        what=translate("pathway", "Cells infused"),
        done=f"{near.day(on)} {at}{until}",
        who=infused_words(infusion),
        detail="; ".join(part for part in (dose_words(infusion), infusion.note) if part),
        state=State.DONE,
        status=translate("pathway", "Day 0"),
    )


def _checklist_row(near: _Near, checklist: Checklist, open_items: tuple[Hold, ...]) -> PathwayRow:
    signed = [kept for kept in near.case.clearances if kept.value.checklist is checklist]
    kept: Kept[Any] | None = signed[-1] if signed else None
    clearance: Clearance | None = kept.value if kept else None
    detail = "; ".join(hold.text for hold in open_items)
    if clearance is not None and clearance.override_reason:
        reason = translate("pathway", "signed with open items: {0}")
        detail = reason.format(clearance.override_reason)
    state, status = _checklist_state(clearance, len(open_items))
    return PathwayRow(
        key=("checklist", checklist.value),
        group=STEP_OF_CHECKLIST[checklist].value,
        kind="clearances",
        kept=kept,
        checklist=checklist,
        what=words.heading(checklist),
        done=near.day(local_day(clearance.signed_at, near.zone)) if clearance else "",
        who=clearance.signed_by if clearance else "",
        detail=detail,
        state=state,
        status=status,
    )


def _checklist_state(clearance: Clearance | None, open_items: int) -> tuple[State, str]:
    if clearance is not None:
        if clearance.holds:
            number = len(clearance.holds)
            return State.BLOCKED, translate("pathway", "Signed, {0} open").format(number)
        return State.DONE, translate("pathway", "Signed")
    if open_items:
        return State.LATER, translate("pathway", "{0} open").format(open_items)
    return State.DUE, translate("pathway", "To be signed")


def _milestone_row(near: _Near, kept: Kept[Milestone], step: Step) -> PathwayRow:
    milestone = kept.value
    version = translate("pathway", "version {0}").format(milestone.version)
    done = near.day(milestone.done_on)
    if milestone.done_on is not None and milestone.until_on is not None:
        done = near.span(milestone.done_on, milestone.until_on)
    planned_only = milestone.done_on is None
    return PathwayRow(
        key=("milestones", kept.id),
        group=step.value,
        kind="milestones",
        kept=kept,
        what=words.heading(milestone.kind),
        planned=near.day(milestone.planned_on),
        done=done,
        who=milestone.by,
        detail="; ".join(
            part for part in (version if milestone.version else "", milestone.detail) if part
        ),
        state=State.BOOKED if planned_only else State.DONE,
        status=translate("pathway", "Planned") if planned_only else translate("pathway", "Done"),
    )
