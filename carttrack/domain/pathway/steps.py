"""The steps of a course, in order, and which one it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from carttrack.domain import fields


class Step(StrEnum):
    """The steps in their order; `CLOSED` ends a course and has no record of its own."""

    REFERRAL = "referral"
    EVALUATION = "evaluation"
    LEUKAPHERESIS = "leukapheresis"
    MANUFACTURING = "manufacturing"
    LYMPHODEPLETION = "lymphodepletion"
    INFUSION = "infusion"
    MONITORING = "monitoring"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"

    @property
    def ordinal(self) -> int:
        """0 for referral, 7 for follow-up, 8 for closed."""
        return ORDER.index(self)


ORDER: tuple[Step, ...] = tuple(Step)
STEPS: tuple[Step, ...] = ORDER[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """Planned and done dates of one step of a course, at most one record a step.

    `planned_on` (with `planned_at`, a local time) is the plan; `started_on` and `finished_on`
    what happened; a step that takes one day has both equal. `by` names who did it, `detail`
    says what (drugs of the lymphodepletion, for example). A skipped step has a reason.
    """

    step: Step
    planned_on: date | None = None
    planned_at: time | None = None
    started_on: date | None = None
    finished_on: date | None = None
    by: str = ""
    detail: str = ""
    skipped_reason: str = ""

    def __post_init__(self) -> None:
        for name in ("planned_on", "started_on", "finished_on"):
            fields.day(name, getattr(self, name))
        object.__setattr__(self, "by", fields.line("by", self.by))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
        object.__setattr__(
            self, "skipped_reason", fields.text("skipped_reason", self.skipped_reason)
        )
        fields.in_order("finished_on", self.started_on, self.finished_on)


def reached(record: StepRecord) -> int:
    """Return the ordinal of the step that this record alone would put the course in."""
    if record.finished_on is not None or record.skipped_reason:
        return record.step.ordinal + 1
    return record.step.ordinal if record.started_on is not None else 0


def current_step(records: Iterable[StepRecord], *, ended: bool = False) -> Step:
    """Return the step the course stands in: the furthest one started, or the one after it.

    A step that is finished or skipped hands over to the next; follow-up is the last.
    The worklists compute the same in SQL.
    """
    if ended:
        return Step.CLOSED
    furthest = max((reached(record) for record in records), default=0)
    return STEPS[min(furthest, len(STEPS) - 1)]
