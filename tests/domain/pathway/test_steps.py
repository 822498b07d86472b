"""A course stands in the furthest step begun, or in the one after it."""

from datetime import date
from itertools import product

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.steps import ORDER, STEPS, Step, StepRecord, current_step, reached

DAY = date(2026, 9, 14)


def record(step: Step, state: str) -> StepRecord:
    return {
        "planned": StepRecord(step=step, planned_on=DAY),
        "begun": StepRecord(step=step, started_on=DAY),
        "done": StepRecord(step=step, started_on=DAY, finished_on=DAY),
    }[state]


def test_steps_stand_in_the_clinics_order() -> None:
    assert [step.value for step in ORDER] == [
        "referral",
        "evaluation",
        "leukapheresis",
        "manufacturing",
        "lymphodepletion",
        "infusion",
        "monitoring",
        "follow_up",
        "closed",
    ]


def test_every_set_of_steps_stands_in_the_furthest_one() -> None:
    """All 3^8 combinations of not on record, begun and done, against a plain walk."""
    for states in product(("none", "begun", "done"), repeat=len(STEPS)):
        records = [
            record(step, state)
            for step, state in zip(STEPS, states, strict=True)
            if state != "none"
        ]
        expected = Step.REFERRAL
        for index, state in enumerate(states):
            if state == "begun":
                expected = STEPS[index]
            elif state == "done":
                expected = STEPS[min(index + 1, 7)]
        assert current_step(records) is expected
        assert current_step(reversed(records)) is expected


def test_a_plan_alone_moves_nothing() -> None:
    assert current_step([record(Step.INFUSION, "planned")]) is Step.REFERRAL


def test_a_skipped_step_hands_over_to_the_next() -> None:
    skipped = StepRecord(step=Step.MANUFACTURING, skipped_reason="made at another site")
    assert current_step([skipped]) is Step.LYMPHODEPLETION


def test_an_ended_course_is_closed_wherever_it_stood() -> None:
    assert current_step([record(Step.INFUSION, "done")], ended=True) is Step.CLOSED


def test_a_done_day_without_its_beginning_counts_as_done() -> None:
    assert reached(StepRecord(step=Step.EVALUATION, finished_on=DAY)) == 2


def test_a_step_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidEntryError) as refused:
        StepRecord(step=Step.EVALUATION, started_on=DAY, finished_on=date(2026, 9, 13))
    assert refused.value.field == "finished_on"
