"""Steps and milestones: what cannot be is refused with its reason, what is odd is asked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.moves import check_milestone, check_step
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from tests.builders import a_patient
from tests.domain.pathway.cases import (
    DAY0,
    DONE,
    TODAY,
    a_case,
    a_course,
    a_product,
    closed,
    codes,
    dead,
    done,
    kept,
    signed,
    with_step,
    without_step,
)


def refused(case: CaseFile, record: StepRecord) -> list[str]:
    return [refusal.text for refusal in check_step(case, record, today=TODAY).refusals]


def dated(field: str, on: date) -> StepRecord:
    changes: dict[str, Any] = {field: on}
    return replace(StepRecord(step=Step.REFERRAL), **changes)


def asked(case: CaseFile, record: StepRecord) -> list[str]:
    check = check_step(case, record, today=TODAY)
    assert check.refusals == ()
    return codes(check.questions)


@pytest.mark.parametrize("step", [step for step in DONE if step is not Step.INFUSION])
def test_each_step_in_its_turn_is_free(step: Step) -> None:
    assert asked(a_case(step), done(step)) == []


@pytest.mark.parametrize("step", list(DONE))
def test_each_record_of_a_finished_course_is_free_as_it_stands(step: Step) -> None:
    assert asked(a_case(Step.FOLLOW_UP), done(step)) == []


def test_a_done_day_in_the_future_is_refused() -> None:
    record = StepRecord(step=Step.REFERRAL, started_on=TODAY + timedelta(days=1))
    assert refused(a_case(), record) == [
        "21 Nov 2026 lies in the future. Enter it as planned, not done."
    ]


def test_a_planned_day_in_the_future_is_free() -> None:
    record = StepRecord(step=Step.REFERRAL, planned_on=TODAY + timedelta(days=1))
    assert asked(a_case(), record) == []


@pytest.mark.parametrize("field", ["planned_on", "started_on", "finished_on"])
def test_a_day_before_birth_is_refused(field: str) -> None:
    record = dated(field, date(1992, 3, 13))
    check = check_step(a_case(), record, today=TODAY)
    assert [refusal.field for refusal in check.refusals] == [field]


@pytest.mark.parametrize("field", ["planned_on", "started_on", "finished_on"])
def test_a_day_after_death_is_refused(field: str) -> None:
    record = dated(field, date(2026, 11, 2))
    assert refused(dead(a_case(), date(2026, 11, 1)), record) == [
        "The patient died on 1 Nov 2026, before 2 Nov 2026."
    ]


@pytest.mark.parametrize(
    "step", [Step.MANUFACTURING, Step.LYMPHODEPLETION, Step.MONITORING, Step.FOLLOW_UP]
)
def test_a_step_is_refused_without_the_step_it_needs(step: Step) -> None:
    needed = Step.LEUKAPHERESIS if step.ordinal < 5 else Step.INFUSION
    case = without_step(a_case(Step.FOLLOW_UP), needed)
    assert "is on record, so" in refused(case, StepRecord(step=step, started_on=TODAY))[0]


def test_a_step_that_was_skipped_with_its_reason_stands_in_the_way_of_none() -> None:
    elsewhere = StepRecord(step=Step.LEUKAPHERESIS, skipped_reason="collected elsewhere")
    case = with_step(a_case(Step.LEUKAPHERESIS), elsewhere)
    assert asked(case, done(Step.MANUFACTURING)) == []


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step.MANUFACTURING, date(2026, 9, 13)),
        (Step.LYMPHODEPLETION, date(2026, 9, 13)),
        (Step.MONITORING, date(2026, 10, 22)),
        (Step.FOLLOW_UP, date(2026, 10, 22)),
    ],
)
def test_a_step_before_the_one_it_follows_is_refused(step: Step, day: date) -> None:
    case = without_step(a_case(Step.FOLLOW_UP), step)
    assert "cannot be before" in refused(case, StepRecord(step=step, started_on=day))[0]


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step.LEUKAPHERESIS, date(2026, 9, 16)),
        (Step.LEUKAPHERESIS, date(2026, 11, 1)),
        (Step.LYMPHODEPLETION, date(2026, 10, 24)),
        (Step.MANUFACTURING, date(2026, 10, 24)),
    ],
)
def test_a_correction_behind_a_later_step_is_refused(step: Step, day: date) -> None:
    record = StepRecord(step=step, started_on=day, finished_on=day)
    assert "cannot be before" in refused(a_case(Step.FOLLOW_UP), record)[0]


def test_cells_cannot_be_finished_after_their_infusion() -> None:
    record = done(Step.MANUFACTURING, finished_on=date(2026, 10, 24))
    assert refused(a_case(Step.FOLLOW_UP), record) == [
        "Infusion on 23 Oct 2026 cannot be before manufacturing on 24 Oct 2026. Check both dates."
    ]


def test_a_done_day_without_its_beginning_is_checked_too() -> None:
    record = StepRecord(step=Step.LEUKAPHERESIS, finished_on=date(2026, 9, 16))
    check = check_step(a_case(Step.FOLLOW_UP), record, today=TODAY)
    assert {refusal.field for refusal in check.refusals} == {"finished_on"}


def test_an_infusion_cannot_be_entered_as_a_step() -> None:
    assert (
        "Day 0 comes from the infusion itself"
        in refused(a_case(Step.INFUSION), done(Step.INFUSION))[0]
    )


def test_the_day_of_an_infusion_on_record_cannot_be_taken_away() -> None:
    empty = StepRecord(step=Step.INFUSION)
    assert "Day 0 comes from the infusion itself" in refused(a_case(Step.FOLLOW_UP), empty)[0]


@pytest.mark.parametrize("step", [Step.LEUKAPHERESIS, Step.INFUSION])
def test_dates_that_a_later_step_needs_cannot_be_taken_away(step: Step) -> None:
    texts = refused(a_case(Step.FOLLOW_UP), StepRecord(step=step))
    assert "cannot be without its dates" in texts[-1]


def test_dates_that_no_step_needs_can_be_taken_away() -> None:
    assert asked(a_case(Step.INFUSION), StepRecord(step=Step.LYMPHODEPLETION)) == []


def test_an_infusion_can_be_planned_as_a_step() -> None:
    record = StepRecord(step=Step.INFUSION, planned_on=TODAY)
    assert asked(a_case(Step.INFUSION), record) == []


def test_an_infusion_cannot_be_skipped() -> None:
    record = StepRecord(step=Step.INFUSION, skipped_reason="no cells")
    assert "cannot be skipped" in refused(a_case(Step.INFUSION), record)[0]


def test_a_skipped_step_has_no_done_dates() -> None:
    record = done(Step.EVALUATION, skipped_reason="done elsewhere")
    assert "has no done dates" in refused(a_case(Step.EVALUATION), record)[0]


def test_a_skip_is_free_with_its_reason() -> None:
    record = StepRecord(step=Step.EVALUATION, skipped_reason="done elsewhere")
    assert asked(a_case(Step.EVALUATION), record) == []


def test_nothing_moves_without_a_course() -> None:
    case = replace(a_case(), course=None)
    assert refused(case, done(Step.REFERRAL))[0].startswith("The patient has no course yet.")


def test_nothing_is_added_to_a_closed_course() -> None:
    case = closed(a_case(Step.EVALUATION))
    assert refused(case, done(Step.EVALUATION))[0].startswith("The course was closed on 10 Nov")


def test_a_date_on_record_is_corrected_in_a_closed_course() -> None:
    case = closed(a_case(Step.LEUKAPHERESIS))
    assert asked(case, done(Step.EVALUATION, finished_on=date(2026, 9, 6))) == []


def test_what_happened_before_the_death_can_still_be_entered() -> None:
    course = a_course(ended_on=date(2026, 11, 10), end_reason=EndReason.DIED)
    case = replace(dead(a_case(Step.EVALUATION), date(2026, 11, 10)), course=kept(course))
    assert refused(case, done(Step.EVALUATION)) == []
    late = done(Step.EVALUATION, finished_on=date(2026, 11, 11))
    assert refused(case, late) == ["The patient died on 10 Nov 2026, before 11 Nov 2026."]


def test_closing_is_no_step() -> None:
    assert "not as a step" in refused(a_case(), StepRecord(step=Step.CLOSED))[0]


def test_a_step_skipped_without_a_word_is_asked_about() -> None:
    case = without_step(a_case(Step.LEUKAPHERESIS), Step.EVALUATION)
    check = check_step(case, done(Step.LEUKAPHERESIS), today=TODAY)
    assert [question.text for question in check.questions] == [
        "Not on record: Evaluation. Go on to leukapheresis without?"
    ]


def test_a_skipped_step_is_asked_about_once_only() -> None:
    case = without_step(a_case(Step.MANUFACTURING), Step.EVALUATION)
    assert asked(case, done(Step.LEUKAPHERESIS, finished_on=date(2026, 9, 15))) == []


def test_an_odd_order_is_asked_about() -> None:
    case = a_case(Step.EVALUATION)
    record = done(Step.EVALUATION, started_on=date(2026, 8, 20))
    assert asked(case, record) == ["dates_out_of_order"]


def test_a_plan_before_an_earlier_step_is_asked_about() -> None:
    planned = StepRecord(step=Step.LEUKAPHERESIS, planned_on=date(2026, 12, 1))
    case = with_step(a_case(Step.LEUKAPHERESIS), planned)
    record = StepRecord(step=Step.LYMPHODEPLETION, planned_on=date(2026, 11, 30))
    assert asked(case, record) == ["dates_out_of_order"]


def test_a_plan_in_the_past_is_asked_about() -> None:
    record = StepRecord(step=Step.EVALUATION, planned_on=TODAY - timedelta(days=1))
    assert asked(a_case(Step.EVALUATION), record) == ["planned_in_past"]


def test_a_plan_that_has_passed_unchanged_is_not_asked_about_again() -> None:
    record = StepRecord(step=Step.EVALUATION, planned_on=TODAY - timedelta(days=1))
    case = with_step(a_case(Step.EVALUATION), record)
    assert asked(case, replace(record, by="A. Demo")) == []


@pytest.mark.parametrize("on", [None, date(2026, 9, 15)])
def test_leukapheresis_without_consent_is_asked_about(on: date | None) -> None:
    late = () if on is None else (kept(signed(MilestoneKind.CONSENT_LEUKAPHERESIS, on)),)
    case = replace(a_case(Step.LEUKAPHERESIS), milestones=late)
    assert asked(case, done(Step.LEUKAPHERESIS)) == ["no_consent_leukapheresis"]


def test_an_age_outside_the_label_is_asked_about_at_leukapheresis() -> None:
    child = kept(a_patient(birth_date=date(2015, 1, 1)))
    case = replace(a_case(Step.LEUKAPHERESIS), patient=child)
    assert asked(case, done(Step.LEUKAPHERESIS)) == ["age_outside_label"]


def test_a_product_that_the_catalogue_does_not_know_is_not_compared() -> None:
    child = kept(a_patient(birth_date=date(2015, 1, 1)))
    case = replace(a_case(Step.LEUKAPHERESIS), patient=child, product=None)
    assert asked(case, done(Step.LEUKAPHERESIS)) == []


def test_a_corrected_end_of_lymphodepletion_is_compared_with_the_label() -> None:
    case = replace(a_case(Step.FOLLOW_UP), product=a_product("tisa_cel"))
    young = replace(case, patient=kept(a_patient(birth_date=date(2010, 1, 1))))
    record = done(Step.LYMPHODEPLETION, finished_on=date(2026, 10, 22))
    assert asked(young, record) == ["ld_interval_outside_label"]


def test_a_milestone_that_is_planned_only_is_free() -> None:
    planned = Milestone(kind=MilestoneKind.PRODUCT_RECEIVED, planned_on=date(2026, 9, 1))
    assert milestone_asked(a_case(Step.MANUFACTURING), planned) == []


def a_failure(kind: SetbackKind, step: Step, on: date) -> Setback:
    return Setback(kind=kind, step=step, happened_on=on, reason="too few cells")


def test_a_collection_is_repeated_after_a_failed_one() -> None:
    failure = a_failure(SetbackKind.FAILED_COLLECTION, Step.LEUKAPHERESIS, date(2026, 9, 14))
    case = replace(a_case(Step.LEUKAPHERESIS), setbacks=(kept(failure),))
    again = date(2026, 9, 21)
    assert asked(case, done(Step.LEUKAPHERESIS, started_on=again, finished_on=again)) == []


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (SetbackKind.FAILED_COLLECTION, Step.LEUKAPHERESIS),
        (SetbackKind.FAILED_PRODUCT, Step.MANUFACTURING),
    ],
)
def test_a_step_dated_before_its_failure_is_asked_about(kind: SetbackKind, step: Step) -> None:
    failure = a_failure(kind, step, date(2026, 11, 1))
    case = replace(a_case(step), setbacks=(kept(failure),))
    assert asked(case, done(step)) == ["before_failure"]


@given(
    st.sampled_from(list(Step)),
    st.sampled_from(STEPS),
    st.none() | st.integers(-400, 60),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(-400, 60),
)
@settings(deadline=None, max_examples=150)
def test_what_is_let_through_never_contradicts_the_order(
    step: Step, until: Step, start: int | None, length: int | None, planned: int | None
) -> None:
    started = None if start is None else TODAY + timedelta(days=start)
    record = StepRecord(
        step=step,
        planned_on=None if planned is None else TODAY + timedelta(days=planned),
        started_on=started,
        finished_on=None if started is None or length is None else started + timedelta(length),
    )
    case = a_case(until)
    if check_step(case, record, today=TODAY).refusals:
        return
    after = with_step(case, record)
    begun = {each.value.step: each.value.started_on for each in after.steps}
    collected, infused = begun.get(Step.LEUKAPHERESIS), begun.get(Step.INFUSION)
    for later in (Step.MANUFACTURING, Step.LYMPHODEPLETION, Step.INFUSION):
        day = begun.get(later)
        assert day is None or collected is None or day >= collected
    for later in (Step.MONITORING, Step.FOLLOW_UP):
        day = begun.get(later)
        assert day is None or (infused is not None and day >= infused)
    assert record.started_on is None or record.started_on <= TODAY


def milestone_refused(case: CaseFile, milestone: Milestone) -> list[str]:
    check = check_milestone(case, milestone, today=TODAY)
    return [refusal.field for refusal in check.refusals]


def milestone_asked(case: CaseFile, milestone: Milestone) -> list[str]:
    check = check_milestone(case, milestone, today=TODAY)
    assert check.refusals == ()
    return codes(check.questions)


@pytest.mark.parametrize("kind", list(MilestoneKind))
def test_a_milestone_in_its_place_is_free(kind: MilestoneKind) -> None:
    case = a_case(Step.EVALUATION, milestones=())
    assert milestone_asked(case, signed(kind, date(2026, 9, 1))) == []


def test_a_milestone_in_the_future_is_refused() -> None:
    assert milestone_refused(a_case(), signed(MilestoneKind.SLOT, date(2026, 11, 21))) == [
        "done_on"
    ]


def test_a_milestone_after_death_is_refused() -> None:
    milestone = Milestone(
        kind=MilestoneKind.BRIDGING,
        planned_on=date(2026, 11, 3),
        done_on=date(2026, 11, 2),
        until_on=date(2026, 11, 4),
    )
    case = dead(a_case(), date(2026, 11, 1))
    assert milestone_refused(case, milestone) == ["planned_on", "done_on", "until_on"]


def test_a_milestone_in_a_closed_course_is_refused() -> None:
    milestone = signed(MilestoneKind.SLOT, date(2026, 11, 1))
    assert milestone_refused(closed(a_case()), milestone) == [""]


def test_a_product_cannot_arrive_before_leukapheresis() -> None:
    case = a_case(Step.MANUFACTURING)
    milestone = signed(MilestoneKind.PRODUCT_RECEIVED, date(2026, 9, 13))
    assert milestone_refused(case, milestone) == ["done_on"]


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (MilestoneKind.CONSENT_LEUKAPHERESIS, date(2026, 9, 15)),
        (MilestoneKind.CONSENT_TREATMENT, DAY0 + timedelta(days=1)),
    ],
)
def test_a_consent_later_than_its_step_is_asked_about(kind: MilestoneKind, on: date) -> None:
    assert milestone_asked(a_case(Step.FOLLOW_UP), signed(kind, on)) == ["consent_after"]


@pytest.mark.parametrize(
    ("done_on", "until_on", "questions"),
    [
        (date(2026, 9, 14), date(2026, 10, 17), []),
        (date(2026, 9, 13), None, ["bridging_dates"]),
        (date(2026, 9, 20), date(2026, 10, 18), ["bridging_dates"]),
        (None, None, []),
    ],
)
def test_bridging_outside_its_time_is_asked_about(
    done_on: date | None, until_on: date | None, questions: list[str]
) -> None:
    milestone = Milestone(kind=MilestoneKind.BRIDGING, done_on=done_on, until_on=until_on)
    assert milestone_asked(a_case(Step.INFUSION), milestone) == questions


def test_a_discharge_before_the_admission_is_refused() -> None:
    admission = signed(MilestoneKind.ADMISSION, date(2026, 10, 18))
    case = replace(a_case(Step.FOLLOW_UP), milestones=(kept(admission),))
    assert milestone_asked(case, signed(MilestoneKind.DISCHARGE, date(2026, 11, 5))) == []
    too_early = signed(MilestoneKind.DISCHARGE, date(2026, 10, 17))
    check = check_milestone(case, too_early, today=TODAY)
    assert [refusal.field for refusal in check.refusals] == ["done_on"]


def test_a_first_admission_after_the_discharge_is_asked_about() -> None:
    discharge = signed(MilestoneKind.DISCHARGE, date(2026, 11, 5))
    case = replace(a_case(Step.FOLLOW_UP), milestones=(kept(discharge),))
    assert milestone_asked(case, signed(MilestoneKind.ADMISSION, date(2026, 10, 18))) == []
    assert milestone_asked(case, signed(MilestoneKind.ADMISSION, date(2026, 11, 6))) == [
        "admission_after_discharge"
    ]
