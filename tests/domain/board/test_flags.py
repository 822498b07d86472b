from datetime import date, timedelta
from typing import Any

import pytest

from carttrack.domain.board.flags import (
    CourseFacts,
    Flag,
    FlagKind,
    OpenVisit,
    Urgency,
    flags_of,
)
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.milestones import (
    Milestone,
    MilestoneKind,
    Setback,
    SetbackKind,
)
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import Validity, ValidityKind

TODAY = date(2026, 11, 20)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def flags(step: Step, **about: Any) -> tuple[Flag, ...]:
    return flags_of(CourseFacts(step=step, **about), TODAY)


def kinds(step: Step, **about: Any) -> list[tuple[FlagKind, Urgency]]:
    return [(flag.kind, flag.urgency) for flag in flags(step, **about)]


def planned(step: Step, offset: int) -> StepRecord:
    return StepRecord(step=step, planned_on=day(offset))


def test_a_patient_without_a_course_says_so() -> None:
    assert [flag.kind for flag in flags_of(None, TODAY)] == [FlagKind.NO_COURSE]


def test_an_evaluation_misses_consent_eligibility_and_slot_until_they_are_there() -> None:
    assert kinds(Step.EVALUATION) == [
        (FlagKind.CONSENT, Urgency.OPEN),
        (FlagKind.ELIGIBILITY, Urgency.OPEN),
        (FlagKind.SLOT, Urgency.OPEN),
    ]
    there = (
        Milestone(kind=MilestoneKind.CONSENT_LEUKAPHERESIS, done_on=day(-3)),
        Milestone(kind=MilestoneKind.SLOT, done_on=day(-2)),
    )
    signed = frozenset({Checklist.ELIGIBILITY})
    assert kinds(Step.EVALUATION, milestones=there, signed=signed) == []


def test_a_booked_slot_names_its_day() -> None:
    slot = Milestone(kind=MilestoneKind.SLOT, planned_on=day(13))
    found = flags(Step.EVALUATION, milestones=(slot,))[-1]
    assert (found.kind, found.urgency, found.on) == (FlagKind.SLOT, Urgency.BOOKED, day(13))


@pytest.mark.parametrize(
    ("offset", "urgency"), [(-1, Urgency.LATE), (0, Urgency.TODAY), (1, Urgency.BOOKED)]
)
def test_a_planned_step_is_late_today_or_booked(offset: int, urgency: Urgency) -> None:
    found = kinds(Step.REFERRAL, records=(planned(Step.EVALUATION, offset),))
    assert found == [(FlagKind.STEP, urgency)]


def test_an_unsigned_go_no_go_holds_what_is_planned_this_week() -> None:
    consent = Milestone(kind=MilestoneKind.CONSENT_TREATMENT, done_on=day(-3))

    def found(offset: int, **about: Any) -> list[FlagKind]:
        records = (planned(Step.LYMPHODEPLETION, offset),)
        facts = flags(Step.LYMPHODEPLETION, records=records, milestones=(consent,), **about)
        return [flag.kind for flag in facts]

    assert found(7) == [FlagKind.HOLD, FlagKind.STEP]
    assert found(8) == [FlagKind.STEP]
    signed = frozenset({Checklist.BEFORE_LYMPHODEPLETION})
    assert found(7, signed=signed) == [FlagKind.STEP]


@pytest.mark.parametrize(
    ("until", "step", "urgency"),
    [
        (-1, Step.FOLLOW_UP, Urgency.HELD),
        (0, Step.FOLLOW_UP, Urgency.CLOSING),
        (8, Step.FOLLOW_UP, None),
        (-1, Step.REFERRAL, None),
        (-1, None, None),
    ],
)
def test_what_runs_out_is_flagged_while_its_step_is_ahead(
    until: int, step: Step | None, urgency: Urgency | None
) -> None:
    runs_out = Validity(kind=ValidityKind.VIROLOGY, valid_until=day(until), blocks=step)
    found = kinds(Step.FOLLOW_UP, runs_out=(runs_out,))
    assert found == ([] if urgency is None else [(FlagKind.EXPIRED, urgency)])


@pytest.mark.parametrize(
    ("visit", "urgency"),
    [
        (OpenVisit(code="day_28", due_on=day(-1)), Urgency.LATE),
        (OpenVisit(code="day_28", due_on=day(0), booked=True), Urgency.TODAY),
        (OpenVisit(code="day_28", due_on=day(3)), Urgency.CLOSING),
        (OpenVisit(code="day_28", due_on=day(3), booked=True), Urgency.BOOKED),
        (OpenVisit(code="day_28", due_on=day(30)), Urgency.LATER),
    ],
)
def test_the_first_open_visit_is_flagged_as_it_stands(visit: OpenVisit, urgency: Urgency) -> None:
    assert kinds(Step.FOLLOW_UP, visit=visit) == [(FlagKind.VISIT, urgency)]


def test_a_setback_of_the_present_step_holds_it_and_an_earlier_one_does_not() -> None:
    hold = Setback(
        kind=SetbackKind.INFECTION_HOLD,
        step=Step.REFERRAL,
        happened_on=day(-5),
        reason="positive culture",
    )
    about = {"setbacks": (hold,), "opened_on": day(-9)}
    assert kinds(Step.REFERRAL, **about) == [(FlagKind.SETBACK, Urgency.HELD)]
    again = StepRecord(step=Step.REFERRAL, started_on=day(-2))
    assert kinds(Step.REFERRAL, records=(again,), setbacks=(hold,)) == []


def test_the_most_urgent_flag_comes_first() -> None:
    records = (planned(Step.LEUKAPHERESIS, -1),)
    assert kinds(Step.EVALUATION, records=records)[0] == (FlagKind.STEP, Urgency.LATE)
