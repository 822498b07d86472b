"""The steps and milestones of a slip."""

from collections.abc import Iterator
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.slip import hangs_on
from carttrack.domain.follow_up.slip_dates import SlipKind, SlipLine, WhyFixed
from carttrack.domain.pathway.step_order import begun_on
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.terms import term


def step_lines(case: CaseFile, after: CaseFile, anchor: Step) -> Iterator[SlipLine]:
    """Yield the moved step and every step after it that has a date."""
    for before, then in zip(case.steps, after.steps, strict=True):
        old, new = _day(before.value), _day(then.value)
        if old is None or new is None or before.value.step.ordinal < anchor.ordinal:
            continue
        done = begun_on(before.value) is not None and old == new
        yield SlipLine(
            kind=SlipKind.STEP,
            code=before.value.step.value,
            name=term(before.value.step),
            old=old,
            new=new,
            why_fixed=WhyFixed.DONE if done else None,
            by=before.value.by,
            entry_id=before.id,
        )


def milestone_lines(case: CaseFile, after: CaseFile, anchor: Step) -> Iterator[SlipLine]:
    """Yield every milestone that hangs on the moved step and has a date."""
    for before, then in zip(case.milestones, after.milestones, strict=True):
        milestone = before.value
        old = milestone.done_on or milestone.planned_on
        new = then.value.done_on or then.value.planned_on
        if old is None or new is None or not hangs_on(milestone.kind, anchor):
            continue
        yield SlipLine(
            kind=SlipKind.MILESTONE,
            code=milestone.kind.value,
            name=term(milestone.kind),
            old=old,
            new=new,
            why_fixed=WhyFixed.DONE if milestone.done_on else None,
            by=milestone.by,
            entry_id=before.id,
        )


def _day(record: StepRecord) -> date | None:
    return begun_on(record) or (None if record.skipped_reason else record.planned_on)
