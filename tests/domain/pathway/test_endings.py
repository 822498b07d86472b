"""Setbacks, death and closing: in their step, on a day that can be, never before what happened."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.endings import POSSIBLE_IN
from carttrack.domain.pathway.milestones import ENDING, Setback, SetbackKind
from carttrack.domain.pathway.moves import check_course_end, check_death, check_setback
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.assessments import Assessment
from tests.builders import a_response
from tests.domain.pathway.cases import (
    DAY0,
    TODAY,
    ZONE,
    a_case,
    a_course,
    closed,
    codes,
    dead,
    kept,
)


def a_setback(kind: SetbackKind, step: Step, on: date = date(2026, 10, 1)) -> Setback:
    return Setback(kind=kind, step=step, happened_on=on, reason="as told by the ward")


def setback_refused(case: CaseFile, setback: Setback) -> list[str]:
    return [refusal.field for refusal in check_setback(case, setback, today=TODAY).refusals]


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (SetbackKind.SCREEN_FAILURE, Step.EVALUATION),
        (SetbackKind.FAILED_COLLECTION, Step.LEUKAPHERESIS),
        (SetbackKind.FAILED_PRODUCT, Step.MANUFACTURING),
        (SetbackKind.OUT_OF_SPECIFICATION, Step.MANUFACTURING),
        (SetbackKind.DELAY, Step.REFERRAL),
        (SetbackKind.PROGRESSION, Step.LYMPHODEPLETION),
        (SetbackKind.INFECTION_HOLD, Step.LYMPHODEPLETION),
        (SetbackKind.DIED_BEFORE_INFUSION, Step.MANUFACTURING),
        (SetbackKind.WITHDREW, Step.LYMPHODEPLETION),
    ],
)
def test_a_setback_in_its_step_is_free(kind: SetbackKind, step: Step) -> None:
    until = step if step is Step.LEUKAPHERESIS else Step.LYMPHODEPLETION
    found = check_setback(a_case(until), a_setback(kind, step), today=TODAY)
    assert (found.refusals, found.questions) == ((), ())


def test_every_setback_has_its_steps() -> None:
    assert set(POSSIBLE_IN) == set(SetbackKind)


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (SetbackKind.SCREEN_FAILURE, Step.INFUSION),
        (SetbackKind.FAILED_COLLECTION, Step.MANUFACTURING),
        (SetbackKind.FAILED_PRODUCT, Step.LEUKAPHERESIS),
        (SetbackKind.DIED_BEFORE_INFUSION, Step.FOLLOW_UP),
        (SetbackKind.WITHDREW, Step.CLOSED),
    ],
)
def test_a_setback_in_a_step_it_cannot_happen_in_is_refused(kind: SetbackKind, step: Step) -> None:
    assert setback_refused(a_case(Step.MANUFACTURING), a_setback(kind, step)) == ["step"]


def test_a_collection_did_not_fail_when_manufacturing_has_begun() -> None:
    setback = a_setback(SetbackKind.FAILED_COLLECTION, Step.LEUKAPHERESIS)
    assert setback_refused(a_case(Step.LYMPHODEPLETION), setback) == ["kind"]


def test_a_setback_in_the_future_is_refused() -> None:
    setback = a_setback(SetbackKind.DELAY, Step.REFERRAL, date(2026, 11, 21))
    assert setback_refused(a_case(), setback) == ["happened_on"]


def test_a_setback_in_a_closed_course_is_refused() -> None:
    assert setback_refused(closed(a_case()), a_setback(SetbackKind.DELAY, Step.REFERRAL)) == [""]


def test_death_before_infusion_is_refused_after_the_infusion() -> None:
    setback = a_setback(SetbackKind.DIED_BEFORE_INFUSION, Step.MANUFACTURING)
    assert setback_refused(a_case(Step.FOLLOW_UP), setback) == ["kind"]


def test_a_delay_of_before_the_infusion_can_be_entered_after_it() -> None:
    setback = a_setback(SetbackKind.DELAY, Step.MANUFACTURING)
    assert setback_refused(a_case(Step.FOLLOW_UP), setback) == []


def test_a_delay_after_the_infusion_is_refused() -> None:
    setback = a_setback(SetbackKind.DELAY, Step.MANUFACTURING, date(2026, 10, 24))
    assert setback_refused(a_case(Step.FOLLOW_UP), setback) == ["kind"]


def test_a_withdrawal_after_the_infusion_is_free() -> None:
    setback = a_setback(SetbackKind.WITHDREW, Step.MONITORING, date(2026, 11, 1))
    assert setback_refused(a_case(Step.FOLLOW_UP), setback) == []


@pytest.mark.parametrize(("day", "fields"), [(1, []), (2, ["happened_on"])])
def test_death_before_infusion_is_on_the_day_of_death(day: int, fields: list[str]) -> None:
    case = dead(closed(a_case(Step.EVALUATION)), date(2026, 11, 1))
    on = date(2026, 11, 1) if day == 1 else date(2026, 10, 30)
    setback = a_setback(SetbackKind.DIED_BEFORE_INFUSION, Step.EVALUATION, on)
    assert setback_refused(case, setback) == fields


def test_a_setback_in_a_step_not_reached_is_asked_about() -> None:
    setback = a_setback(SetbackKind.FAILED_COLLECTION, Step.LEUKAPHERESIS)
    found = check_setback(a_case(Step.EVALUATION), setback, today=TODAY)
    assert codes(found.questions) == ["setback_ahead"]


def test_a_failed_collection_or_product_keeps_the_course_open() -> None:
    assert not ENDING & {SetbackKind.FAILED_COLLECTION, SetbackKind.FAILED_PRODUCT}


def test_a_setback_needs_its_reason() -> None:
    with pytest.raises(InvalidEntryError):
        replace(a_setback(SetbackKind.DELAY, Step.REFERRAL), reason=" ")


def death_refused(case: CaseFile, on: date) -> list[str]:
    death = Death(died_on=on, cause=DeathCause.DISEASE)
    return [r.text for r in check_death(case, death, today=TODAY, zone=ZONE).refusals]


def test_a_death_after_everything_on_record_is_free() -> None:
    assert death_refused(a_case(Step.FOLLOW_UP), TODAY) == []


def test_a_death_without_a_course_is_free() -> None:
    assert death_refused(replace(a_case(), course=None), TODAY) == []


def test_a_death_in_the_future_is_refused() -> None:
    assert death_refused(a_case(), date(2026, 11, 21)) == [
        "21 Nov 2026 lies in the future. Check the day."
    ]


def test_a_death_before_birth_is_refused() -> None:
    assert "before the birth date" in death_refused(a_case(), date(1992, 3, 13))[0]


def test_a_second_death_is_refused() -> None:
    assert death_refused(dead(a_case(), date(2026, 11, 1)), TODAY) == [
        "The death is on record already. Correct that entry instead."
    ]


def test_a_death_before_the_infusion_on_record_is_refused() -> None:
    case = a_case(Step.FOLLOW_UP, steps=())
    (text,) = death_refused(case, date(2026, 10, 22))
    assert text == (
        "The patient cannot have died on 22 Oct 2026: the infusion of 23 Oct 2026 is on record. "
        "Check both dates."
    )


def late(what: str) -> CaseFile:
    case = a_case(Step.FOLLOW_UP, steps=())
    on = date(2026, 11, 19)
    visit = Visit(code="day_28", target=on, earliest=on, latest=on, completed_on=on)
    assessment = Assessment(
        at=datetime(2026, 11, 19, 12, tzinfo=UTC), assessor="R. Demo", not_done_reason="asleep"
    )
    return {
        "visit": replace(case, visits=(kept(visit),)),
        "response": replace(case, responses=(kept(a_response(assessed_on=on)),)),
        "assessment": replace(case, assessments=(kept(assessment),)),
    }[what]


@pytest.mark.parametrize("what", ["visit", "response", "assessment"])
def test_a_death_before_a_later_entry_is_refused(what: str) -> None:
    assert f"{what} of 19 Nov 2026 is on record" in death_refused(late(what), date(2026, 11, 18))[0]


def test_a_visit_still_to_come_does_not_stand_against_death() -> None:
    on = date(2026, 11, 19)
    visit = Visit(code="day_28", target=on, earliest=on, latest=on)
    assert death_refused(a_case(Step.FOLLOW_UP, steps=(), visits=(kept(visit),)), DAY0) == []


def end_refused(case: CaseFile, on: date, reason: EndReason) -> list[str]:
    found = check_course_end(case, on, reason, today=TODAY)
    assert found.questions == ()
    return [refusal.field for refusal in found.refusals]


def test_a_course_can_end_before_the_infusion() -> None:
    assert end_refused(a_case(Step.EVALUATION), TODAY, EndReason.SCREEN_FAILURE) == []


def test_a_course_can_end_after_the_infusion() -> None:
    assert end_refused(a_case(Step.FOLLOW_UP), TODAY, EndReason.COMPLETED) == []


def test_a_closed_course_cannot_be_closed_again() -> None:
    assert end_refused(closed(a_case()), TODAY, EndReason.WITHDREW) == [""]


def test_a_course_cannot_end_in_the_future() -> None:
    assert end_refused(a_case(), date(2026, 11, 21), EndReason.WITHDREW) == ["ended_on"]


def test_a_course_cannot_end_before_it_was_opened() -> None:
    assert end_refused(a_case(milestones=()), date(2026, 8, 23), EndReason.WITHDREW) == ["ended_on"]


def test_a_course_cannot_end_before_its_last_step() -> None:
    case = a_case(Step.MANUFACTURING)
    assert end_refused(case, date(2026, 9, 13), EndReason.WITHDREW) == ["ended_on"]


@pytest.mark.parametrize("reason", [EndReason.SCREEN_FAILURE, EndReason.FAILED_PRODUCT])
def test_a_course_with_an_infusion_cannot_end_without_one(reason: EndReason) -> None:
    assert end_refused(a_case(Step.FOLLOW_UP), TODAY, reason) == ["end_reason"]


def test_a_course_without_an_infusion_is_not_completed() -> None:
    assert end_refused(a_case(Step.INFUSION), TODAY, EndReason.COMPLETED) == ["end_reason"]


@pytest.mark.parametrize(("died", "fields"), [(20, []), (19, ["end_reason"])])
def test_a_course_ends_by_death_on_the_day_of_death(died: int, fields: list[str]) -> None:
    case = dead(a_case(Step.MANUFACTURING), TODAY)
    assert end_refused(case, date(2026, 11, died), EndReason.DIED) == fields


def test_a_course_does_not_end_by_a_death_that_is_not_on_record() -> None:
    assert end_refused(a_case(), TODAY, EndReason.DIED) == ["end_reason"]


def test_a_closed_course_has_its_day_and_its_reason() -> None:
    with pytest.raises(InvalidEntryError) as refused:
        a_course(ended_on=TODAY)
    assert refused.value.field == "end_reason"
