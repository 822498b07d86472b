from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carttrack.domain.board.usual import LEAST, UsualDays, entered_on, usual_days
from carttrack.domain.pathway.steps import Step, StepRecord

MADE = Step.MANUFACTURING


def test_the_range_runs_from_the_10th_to_the_90th_percentile_and_says_of_how_many() -> None:
    counted = [("tisa_cel", MADE, days, 1) for days in range(20, 31)]
    assert usual_days(counted) == {("tisa_cel", MADE): UsualDays(low=21, high=29, patients=11)}


def test_below_five_patients_there_is_no_range() -> None:
    counted = [("tisa_cel", MADE, 21, LEAST - 1), ("axi_cel", MADE, 21, LEAST)]
    assert list(usual_days(counted)) == [("axi_cel", MADE)]


def test_products_and_steps_are_counted_apart() -> None:
    counted = [("tisa_cel", MADE, 21, 3), ("tisa_cel", Step.REFERRAL, 21, 3)]
    assert usual_days(counted) == {}


@given(st.lists(st.integers(0, 400), min_size=LEAST, max_size=40))
def test_the_range_lies_within_the_days_that_occurred(days: list[int]) -> None:
    (found,) = usual_days([("tisa_cel", MADE, each, 1) for each in days]).values()
    assert min(days) <= found.low <= found.high <= max(days)


def day(number: int) -> date:
    return date(2026, 11, 1) + timedelta(days=number)


def test_a_step_is_entered_when_the_one_before_was_finished() -> None:
    records = [
        StepRecord(step=Step.REFERRAL, started_on=day(0), finished_on=day(4)),
        StepRecord(step=Step.EVALUATION, started_on=day(6)),
    ]
    assert entered_on(records, Step.EVALUATION, day(0)) == day(4)


def test_a_step_begun_before_the_last_one_was_finished_is_entered_at_its_beginning() -> None:
    records = [
        StepRecord(step=Step.REFERRAL, started_on=day(0), finished_on=day(9)),
        StepRecord(step=Step.EVALUATION, started_on=day(6)),
    ]
    assert entered_on(records, Step.EVALUATION, day(0)) == day(6)


def test_the_referral_is_entered_when_the_course_is_opened() -> None:
    assert entered_on([], Step.REFERRAL, day(3)) == day(3)
    assert entered_on([], Step.EVALUATION, day(3)) is None
