"""Everything that runs out goes one way: until when, what it blocks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.expiry import expired_for, expiries, expiry_holds, pending
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.moves import check_step, missing_for
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import Validity, ValidityKind
from tests.domain.pathway.cases import a_case, codes, dead, done, kept, with_step

TODAY = date(2026, 10, 15)


def an_echo(until: date, blocks: Step | None = Step.LYMPHODEPLETION) -> Validity:
    return Validity(kind=ValidityKind.ECHOCARDIOGRAM, valid_until=until, blocks=blocks)


def a_waiting_case(*validities: Validity, until: Step = Step.LYMPHODEPLETION) -> CaseFile:
    return a_case(until, validities=tuple(kept(v, n) for n, v in enumerate(validities, 1)))


@pytest.mark.parametrize(
    ("until", "expired"),
    [
        (date(2026, 10, 14), True),
        (date(2026, 10, 15), False),
        (date(2026, 10, 16), False),
        (date(2025, 12, 31), True),
    ],
)
def test_a_thing_holds_on_its_last_day(until: date, *, expired: bool) -> None:
    case = a_waiting_case(an_echo(until))
    assert bool(expired_for(case, Step.LYMPHODEPLETION, TODAY)) is expired


def test_of_two_alike_the_one_that_lasts_longest_counts() -> None:
    case = a_waiting_case(an_echo(date(2026, 12, 1)), an_echo(date(2026, 9, 1)))
    assert [each.valid_until for each in expiries(case)] == [date(2026, 12, 1)]


def test_two_of_a_kind_are_told_apart_by_what_they_are() -> None:
    hbv, hcv = (
        Validity(kind=ValidityKind.VIROLOGY, what=what, valid_until=date(2026, 9, 1))
        for what in ("hepatitis B", "hepatitis C")
    )
    found = [each.name for each in expiries(a_waiting_case(hbv, hcv))]
    assert found == ["Virology (hepatitis B)", "Virology (hepatitis C)"]


def test_what_blocks_a_step_that_has_begun_is_no_longer_pending() -> None:
    assert pending(a_waiting_case(an_echo(date(2026, 9, 1)), until=Step.INFUSION)) == ()


def test_nothing_is_pending_after_the_death() -> None:
    case = dead(a_waiting_case(an_echo(date(2026, 9, 1))), date(2026, 10, 14))
    assert pending(case) == ()


def test_a_lot_that_expires_blocks_the_infusion() -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="L-7", expires_on=date(2026, 10, 1))
    case = a_case(Step.INFUSION, identifiers=(kept(lot),))
    [found] = expired_for(case, Step.INFUSION, TODAY)
    assert (found.name, found.from_identifier) == ("Product (L-7)", True)


def test_collected_material_that_expires_blocks_manufacturing() -> None:
    din = Identifier(kind=IdentifierKind.DIN, value="G1", expires_on=date(2026, 10, 1))
    case = a_case(Step.MANUFACTURING, identifiers=(kept(din),))
    assert codes(missing_for(case, Step.MANUFACTURING, TODAY))[0] == "expired_collected_material"


def test_what_has_run_out_holds_the_go_no_go() -> None:
    case = a_waiting_case(an_echo(date(2026, 10, 14)))
    [hold] = expiry_holds(case, Checklist.BEFORE_LYMPHODEPLETION, TODAY)
    assert hold.text == "Echocardiogram: ran out on 14 Oct 2026"


def test_what_will_run_out_before_the_planned_step_holds_it_too() -> None:
    case = with_step(
        a_waiting_case(an_echo(date(2026, 10, 16))),
        StepRecord(step=Step.LYMPHODEPLETION, planned_on=date(2026, 10, 17)),
    )
    [hold] = expiry_holds(case, Checklist.BEFORE_LYMPHODEPLETION, TODAY)
    assert hold.text == (
        "Echocardiogram: runs out on 16 Oct 2026, before lymphodepletion on 17 Oct 2026"
    )


def test_lymphodepletion_is_held_by_what_will_block_the_infusion() -> None:
    product = Validity(
        kind=ValidityKind.PRODUCT, valid_until=date(2026, 10, 20), blocks=Step.INFUSION
    )
    case = with_step(
        a_waiting_case(product), StepRecord(step=Step.INFUSION, planned_on=date(2026, 10, 23))
    )
    assert codes(expiry_holds(case, Checklist.BEFORE_LYMPHODEPLETION, TODAY)) == ["expired_product"]


def test_what_only_reminds_holds_nothing() -> None:
    case = a_waiting_case(an_echo(date(2026, 9, 1), blocks=None))
    assert expiry_holds(case, Checklist.BEFORE_LYMPHODEPLETION, TODAY) == ()


def test_a_step_begun_after_something_ran_out_is_asked_about() -> None:
    case = a_waiting_case(an_echo(date(2026, 10, 16)))
    check = check_step(case, done(Step.LYMPHODEPLETION), today=date(2026, 10, 20))
    assert "expired_echocardiogram" in codes(check.questions)


def test_without_today_nothing_is_said_of_what_ran_out() -> None:
    case = a_waiting_case(an_echo(date(2026, 9, 1)))
    assert "expired_echocardiogram" not in codes(missing_for(case, Step.LYMPHODEPLETION))


def test_something_of_another_kind_needs_its_name() -> None:
    with pytest.raises(InvalidEntryError, match="What is empty"):
        Validity(kind=ValidityKind.OTHER, valid_until=TODAY)


def test_a_thing_cannot_run_out_before_it_was_done() -> None:
    with pytest.raises(InvalidEntryError):
        Validity(kind=ValidityKind.VIROLOGY, done_on=TODAY, valid_until=date(2026, 10, 14))


@given(until=st.dates(date(2024, 1, 1), date(2030, 1, 1)), on=st.dates(date(2024, 1, 1)))
@settings(deadline=None, max_examples=50)
def test_once_run_out_a_thing_stays_so(until: date, on: date) -> None:
    [found] = expiries(a_waiting_case(an_echo(until)))
    assert found.expired(on) is (on > until)
