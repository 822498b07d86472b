"""The order of steps in time: what cannot be before what, and what is odd."""

from collections.abc import Mapping
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.pathway.verdicts import Refusal
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

AFTER: Mapping[Step, tuple[Step, ...]] = {
    Step.MANUFACTURING: (Step.LEUKAPHERESIS,),
    Step.LYMPHODEPLETION: (Step.LEUKAPHERESIS,),
    Step.INFUSION: (Step.LEUKAPHERESIS, Step.MANUFACTURING, Step.LYMPHODEPLETION),
    Step.MONITORING: (Step.INFUSION,),
    Step.FOLLOW_UP: (Step.INFUSION,),
}
"""The steps whose beginning no later step can precede, whatever the clinic's ways."""
NEEDS: Mapping[Step, Step] = {
    Step.MANUFACTURING: Step.LEUKAPHERESIS,
    Step.LYMPHODEPLETION: Step.LEUKAPHERESIS,
    Step.INFUSION: Step.LEUKAPHERESIS,
    Step.MONITORING: Step.INFUSION,
    Step.FOLLOW_UP: Step.INFUSION,
}
"""The step that must be on record (or skipped with its reason) before a step can be done."""


def begun_on(record: StepRecord) -> date | None:
    """Return the first done day of a step."""
    return record.started_on or record.finished_on


def is_on_record(record: StepRecord) -> bool:
    """Tell whether a step was begun, done or skipped with a reason."""
    return begun_on(record) is not None or bool(record.skipped_reason)


def need_refusals(case: CaseFile, record: StepRecord) -> list[Refusal]:
    """Return the refusal of a done step without the step it needs, or of taking that one away."""
    needed = NEEDS.get(record.step)
    if needed and begun_on(record) is not None and not is_on_record(case.step(needed)):
        return [
            Refusal(
                "started_on",
                f"No {term(needed).lower()} is on record, so {term(record.step).lower()} cannot "
                f"have begun. Enter the {term(needed).lower()} first.",
            )
        ]
    leaning = [step for step in NEEDS if NEEDS[step] is record.step and begun_on(case.step(step))]
    if not leaning or is_on_record(record):
        return []
    return [
        Refusal(
            "started_on",
            f"{term(leaning[0])} is on record, so {term(record.step).lower()} cannot be without "
            f"its dates. Correct the {term(leaning[0]).lower()} first.",
        )
    ]


def order_refusals(case: CaseFile, record: StepRecord) -> list[Refusal]:
    """Return the refusals of done dates in an order that cannot be, seen from one step's record."""
    refusals = []
    for step in STEPS:
        other = case.step(step)
        if step in AFTER.get(record.step, ()):
            refusals += _too_early(other, record, "started_on")
        elif record.step in AFTER.get(step, ()):
            refusals += _too_early(record, other, _last_field(record))
    return refusals


def order_questions(case: CaseFile, record: StepRecord) -> list[Question]:
    """Return what to ask about dates against the order of steps that may still be right."""
    planned = begun_on(record) is None
    for other in (case.step(step) for step in STEPS if step is not record.step):
        earlier, later = sorted((other, record), key=lambda each: each.step.ordinal)
        if not planned and earlier.step in AFTER.get(later.step, ()):
            continue
        first, then = _day(earlier, planned=planned), _day(later, planned=planned)
        if first is not None and then is not None and then < first:
            return [
                Question(
                    "dates_out_of_order",
                    f"{term(later.step)} on {short_date(then)} comes before "
                    f"{term(earlier.step).lower()} on {short_date(first)}. Are both dates right?",
                )
            ]
    return []


def skip_questions(case: CaseFile, record: StepRecord) -> list[Question]:
    """Return what to ask when a step begins although earlier ones are not on record."""
    if begun_on(record) is None or begun_on(case.step(record.step)) is not None:
        return []
    missing = [
        term(step)
        for step in STEPS[: record.step.ordinal]
        if step is not NEEDS.get(record.step) and not is_on_record(case.step(step))
    ]
    if not missing:
        return []
    return [
        Question(
            "step_skipped",
            f"Not on record: {', '.join(missing)}. Go on to {term(record.step).lower()} without?",
        )
    ]


def _too_early(earlier: StepRecord, later: StepRecord, field: str) -> list[Refusal]:
    first, then = _bound(earlier, later.step), begun_on(later)
    if first is None or then is None or then >= first:
        return []
    return [
        Refusal(
            field,
            f"{term(later.step)} on {short_date(then)} cannot be before "
            f"{term(earlier.step).lower()} on {short_date(first)}. Check both dates.",
        )
    ]


def _bound(earlier: StepRecord, later: Step) -> date | None:
    """Return the day a later step cannot precede: cells are infused once they are made."""
    made = (earlier.step, later) == (Step.MANUFACTURING, Step.INFUSION)
    return (earlier.finished_on if made else None) or begun_on(earlier)


def _last_field(record: StepRecord) -> str:
    return "started_on" if record.started_on is not None else "finished_on"


def _day(record: StepRecord, *, planned: bool) -> date | None:
    return begun_on(record) or (record.planned_on if planned else None)
