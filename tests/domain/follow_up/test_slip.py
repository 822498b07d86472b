"""The record with a date moved: what hangs on it moves by as many days, the rest stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.after_event import events_of, visits_after
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.follow_up.slip import Anchor, Slip, anchor_day, is_done, slipped
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from tests.builders import an_infusion
from tests.domain.follow_up.slip_cases import (
    PLANNED,
    PROTOCOL,
    UTC_ZONE,
    a_planned_case,
    an_infused_case,
    with_visit,
)
from tests.domain.pathway.cases import kept

ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")]
DAYS = st.dates(date(2019, 1, 1), date(2036, 12, 31))
MOMENTS = st.integers(0, 9 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def planned(case: CaseFile) -> dict[Step, date | None]:
    return {kept.value.step: kept.value.planned_on for kept in case.steps}


def milestone(case: CaseFile, kind: MilestoneKind) -> Milestone:
    return next(kept.value for kept in case.milestones if kept.value.kind is kind)


def move(case: CaseFile, anchor: Anchor, to: date, visit: str = "") -> CaseFile:
    return slipped(case, Slip(anchor=anchor, to=to, visit=visit), UTC_ZONE)


def test_a_moved_leukapheresis_takes_every_later_planned_step_along() -> None:
    after = planned(move(a_planned_case(), Anchor.LEUKAPHERESIS, date(2026, 12, 14)))
    for step, day in PLANNED.items():
        assert after[step] == day + timedelta(days=7)


def test_a_moved_lymphodepletion_leaves_what_comes_before_it() -> None:
    after = move(a_planned_case(), Anchor.LYMPHODEPLETION, date(2027, 1, 18))
    days = planned(after)
    assert days[Step.LEUKAPHERESIS] == PLANNED[Step.LEUKAPHERESIS]
    assert days[Step.MANUFACTURING] == PLANNED[Step.MANUFACTURING]
    assert days[Step.INFUSION] == after.planned_day0 == date(2027, 1, 22)


def test_washout_and_admission_are_planned_by_the_lymphodepletion_and_a_slot_is_not() -> None:
    after = move(a_planned_case(), Anchor.LYMPHODEPLETION, date(2027, 1, 18))
    moved = {kind: milestone(after, kind).planned_on for kind in MilestoneKind if _has(after, kind)}
    assert moved[MilestoneKind.WASHOUT] == date(2027, 1, 11)
    assert moved[MilestoneKind.ADMISSION] == date(2027, 1, 17)
    assert moved[MilestoneKind.DISCHARGE] == date(2027, 2, 8)
    assert moved[MilestoneKind.SLOT] == date(2026, 12, 8)
    assert moved[MilestoneKind.TUMOUR_BOARD] == date(2026, 11, 25)


def _has(case: CaseFile, kind: MilestoneKind) -> bool:
    return any(kept.value.kind is kind for kept in case.milestones)


def test_what_is_done_or_skipped_stays() -> None:
    case = a_planned_case()
    steps = tuple(
        replace(each, value=replace(each.value, skipped_reason="bag thawed elsewhere"))
        if each.value.step is Step.MANUFACTURING
        else each
        for each in case.steps
    )
    after = move(replace(case, steps=steps), Anchor.LEUKAPHERESIS, date(2026, 12, 14))
    assert planned(after)[Step.MANUFACTURING] == PLANNED[Step.MANUFACTURING]
    consent = milestone(after, MilestoneKind.CONSENT_LEUKAPHERESIS)
    assert consent == milestone(case, MilestoneKind.CONSENT_LEUKAPHERESIS)


def test_a_corrected_day_0_keeps_the_time_of_the_clock_and_dates_the_open_visits_anew() -> None:
    zone = ZoneInfo("Europe/Berlin")
    case = an_infused_case(date(2026, 10, 23), zone)  # clocks go back on 25 October
    after = slipped(case, Slip(anchor=Anchor.INFUSION, to=date(2026, 10, 27)), zone)
    assert after.infusion is not None
    assert after.infusion.value.started_at == datetime(2026, 10, 27, 10, 20, tzinfo=UTC)
    assert after.day0 == date(2026, 10, 27)
    assert [each.value for each in after.visits] == [*plan_visits(date(2026, 10, 27), PROTOCOL)]
    assert after.step(Step.INFUSION).started_on == date(2026, 10, 27)
    assert after.step(Step.MONITORING).started_on == date(2026, 10, 27)


def test_booked_done_and_missed_visits_stay_when_day_0_moves() -> None:
    case = with_visit(an_infused_case(), "day_7", completed_on=date(2026, 10, 30))
    case = with_visit(case, "day_28", appointment_on=date(2026, 11, 20))
    case = with_visit(case, "day_14", missed_on=date(2026, 11, 9), missed_reason="ill")
    after = move(case, Anchor.INFUSION, date(2026, 10, 22))
    stays = {"day_7", "day_14", "day_28"}
    for before, then in zip(case.visits, after.visits, strict=True):
        assert (before == then) == (before.value.code in stays)


def test_a_moved_visit_moves_nothing_else_and_its_target_stays() -> None:
    case = with_visit(an_infused_case(), "month_2", appointment_on=date(2026, 12, 21))
    after = move(case, Anchor.VISIT, date(2026, 12, 28), "month_2")
    assert after == with_visit(case, "month_2", appointment_on=date(2026, 12, 28))


def test_a_date_of_something_done_is_a_correction() -> None:
    slip = Slip(anchor=Anchor.LEUKAPHERESIS, to=date(2026, 9, 15))
    assert is_done(an_infused_case(), slip)
    assert not is_done(a_planned_case(), slip)


@pytest.mark.parametrize(
    ("case", "anchor", "visit", "why"),
    [
        (an_infused_case(), Anchor.VISIT, "day_28", "not booked"),
        (an_infused_case(), Anchor.VISIT, "day_3", "not in the patient's follow-up"),
        (
            with_visit(an_infused_case(), "day_7", completed_on=date(2026, 10, 30)),
            Anchor.VISIT,
            "day_7",
            "cannot move",
        ),
        (replace(a_planned_case(), steps=()), Anchor.INFUSION, "", "no date yet"),
    ],
)
def test_a_date_that_is_not_there_or_is_over_cannot_slip(
    case: CaseFile, anchor: Anchor, visit: str, why: str
) -> None:
    with pytest.raises((RefusedError, NotFoundError), match=why):
        move(case, anchor, date(2027, 1, 1), visit)


@pytest.mark.parametrize("to", [date(2026, 3, 29), date(2026, 10, 25)])
def test_an_infusion_is_not_moved_to_a_time_that_the_clocks_show_twice_or_never(to: date) -> None:
    zone = ZoneInfo("Europe/Berlin")
    night = an_infusion(started_at=datetime(2026, 2, 10, 1, 30, tzinfo=UTC), weighed_on=None)
    case = replace(an_infused_case(date(2026, 2, 10), zone), infusion=kept(night))
    with pytest.raises(RefusedError, match="twice or never"):
        slipped(case, Slip(anchor=Anchor.INFUSION, to=to), zone)


def test_a_day_far_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidEntryError):
        Slip(anchor=Anchor.INFUSION, to=date(1066, 10, 14))


@st.composite
def records(draw: st.DrawFn, step: Step) -> StepRecord:
    """A step that is planned, begun, done, skipped, or none of it."""
    dates = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [
                StepRecord(step=step),
                StepRecord(step=step, planned_on=dates[0]),
                StepRecord(step=step, planned_on=dates[0], started_on=dates[1]),
                StepRecord(step=step, started_on=dates[0], finished_on=dates[1]),
                StepRecord(step=step, planned_on=dates[1], skipped_reason="not needed"),
            ]
        )
    )


@st.composite
def milestones(draw: st.DrawFn) -> Milestone:
    dates = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [
                Milestone(kind=kind, planned_on=dates[0], until_on=until, done_on=done)
                for kind in MilestoneKind
                for until in (None, dates[1])
                for done in (None, dates[0])
            ]
        )
    )


@st.composite
def visited(draw: st.DrawFn, case: CaseFile) -> CaseFile:
    """A case with some visits booked, done or missed, and perhaps a relapse that stops some."""
    for each in case.visits:
        target = each.value.target
        changes: list[dict[str, Any]] = [
            {},
            {"appointment_on": target},
            {"completed_on": target},
            {"missed_on": target, "missed_reason": "ill"},
        ]
        change = draw(st.sampled_from([{}, *changes]))
        case = with_visit(case, each.value.code, **change)
    assert case.day0 is not None
    if draw(st.booleans()):
        on = case.day0 + timedelta(days=draw(st.integers(20, 800)))
        relapse = Relapse(happened_on=on, kind=RelapseKind.MARROW)
        case = replace(case, relapses=(kept(relapse),))
    visits = [each.value for each in case.visits]
    settled = visits_after(visits, PROTOCOL, events_of(case))
    pairs = zip(case.visits, settled, strict=True)
    return replace(case, visits=tuple(replace(each, value=visit) for each, visit in pairs))


@st.composite
def planned_cases(draw: st.DrawFn) -> CaseFile:
    steps = tuple(kept(draw(records(step)), n) for n, step in enumerate(STEPS))
    marks = tuple(kept(each, n) for n, each in enumerate(draw(st.lists(milestones(), max_size=4))))
    day = next((each.value.planned_on for each in steps if each.value.step is Step.INFUSION), None)
    return a_planned_case(steps=steps, milestones=marks, planned_day0=day)


@settings(max_examples=120, deadline=None)
@given(
    planned_cases(),
    st.sampled_from([Anchor.LEUKAPHERESIS, Anchor.LYMPHODEPLETION, Anchor.INFUSION]),
    st.integers(-500, 500),
)
def test_moving_an_anchor_and_moving_it_back_is_the_identity_before_the_infusion(
    case: CaseFile, anchor: Anchor, days: int
) -> None:
    record = case.step(Step(anchor.value))
    assume((record.started_on or record.planned_on) and not record.skipped_reason)
    old = anchor_day(case, Slip(anchor=anchor, to=date(2026, 1, 1)))
    there = move(case, anchor, old + timedelta(days=days))
    assert anchor_day(there, Slip(anchor=anchor, to=old)) == old + timedelta(days=days)
    assert move(there, anchor, old) == case


@settings(max_examples=60, deadline=None)
@given(st.data(), DAYS, st.integers(-400, 400), st.sampled_from(ZONES))
def test_moving_day_0_and_moving_it_back_is_the_identity_in_any_zone(
    data: st.DataObject, day0: date, days: int, zone: ZoneInfo
) -> None:
    case = data.draw(visited(an_infused_case(day0, zone)))
    there = slipped(case, Slip(anchor=Anchor.INFUSION, to=day0 + timedelta(days=days)), zone)
    assert there.infusion is not None
    assert local_day(there.infusion.value.started_at, zone) == day0 + timedelta(days=days)
    assert slipped(there, Slip(anchor=Anchor.INFUSION, to=day0), zone) == case


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_moving_an_appointment_and_moving_it_back_is_the_identity(day0: date, days: int) -> None:
    booked = day0 + timedelta(days=60)
    case = with_visit(an_infused_case(day0), "month_2", appointment_on=booked)
    there = move(case, Anchor.VISIT, booked + timedelta(days=days), "month_2")
    assert move(there, Anchor.VISIT, booked, "month_2") == case


@settings(max_examples=60, deadline=None)
@given(
    MOMENTS,
    st.integers(-400, 400),
    st.sampled_from(ZONES),
)
def test_an_infusion_at_any_time_of_the_clock_moves_there_and_back_or_is_refused(
    started: datetime, days: int, zone: ZoneInfo
) -> None:
    day0 = local_day(started, zone)
    case = an_infused_case(day0, zone)
    case = replace(case, infusion=kept(an_infusion(started_at=started, weighed_on=None)))
    to = day0 + timedelta(days=days)
    try:
        there = slipped(case, Slip(anchor=Anchor.INFUSION, to=to), zone)
    except RefusedError:
        return
    assert there.day0 == to
    assert slipped(there, Slip(anchor=Anchor.INFUSION, to=day0), zone) == case
