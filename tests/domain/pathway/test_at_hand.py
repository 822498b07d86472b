"""What belonged to cells that failed does not stand for the next ones."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.at_hand import arrivals_at_hand, identifiers_at_hand
from carttrack.domain.pathway.expiry import expired_for
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.moves import check_infusion, missing_for
from carttrack.domain.pathway.steps import Step
from tests.builders import an_infusion
from tests.domain.pathway.cases import TODAY, ZONE, a_case, codes, kept, signed

IDENTIFIED = tuple(kept(Identifier(kind=kind, value="1")) for kind in IdentifierKind)
LOST = {
    SetbackKind.FAILED_COLLECTION: (IdentifierKind.DIN, Step.LEUKAPHERESIS),
    SetbackKind.FAILED_PRODUCT: (IdentifierKind.LOT, Step.MANUFACTURING),
}
FAILED_ON = date(2026, 10, 12)
RECEIVED = MilestoneKind.PRODUCT_RECEIVED


def failed(kind: SetbackKind, hour: int, on: date = date(2026, 9, 14)) -> Kept[Setback]:
    """A failure entered at an hour of the day whose midnight the other entries have."""
    setback = Setback(kind=kind, step=LOST[kind][1], happened_on=on, reason="too few cells")
    return replace(kept(setback), entered_at=datetime(2026, 11, 1, hour, tzinfo=UTC))


def after_failed_product(*arrived: date) -> CaseFile:
    """A case whose product failed on the day it came, with what was received."""
    others = [each for each in a_case().milestones if each.value.kind is not RECEIVED]
    received = [kept(signed(RECEIVED, day)) for day in arrived]
    return a_case(
        Step.LYMPHODEPLETION,
        identifiers=IDENTIFIED,
        milestones=(*others, *received),
        setbacks=(failed(SetbackKind.FAILED_PRODUCT, 0, FAILED_ON),),
    )


@pytest.mark.parametrize("setback", LOST)
def test_the_number_of_failed_cells_is_not_the_number_of_the_next(setback: SetbackKind) -> None:
    lost, step = LOST[setback]
    case = a_case(Step.FOLLOW_UP, identifiers=IDENTIFIED, setbacks=(failed(setback, 1),))
    assert codes(missing_for(case, step)) == [lost.value]


@pytest.mark.parametrize("setback", LOST)
def test_a_number_entered_after_the_failure_counts(setback: SetbackKind) -> None:
    lost, step = LOST[setback]
    later = replace(
        kept(Identifier(kind=lost, value="2")), entered_at=datetime(2026, 11, 1, 2, tzinfo=UTC)
    )
    case = a_case(Step.FOLLOW_UP, identifiers=(*IDENTIFIED, later), setbacks=(failed(setback, 1),))
    assert missing_for(case, step) == ()


@pytest.mark.parametrize("setback", LOST)
def test_a_failure_takes_no_other_identifier_away(setback: SetbackKind) -> None:
    case = a_case(Step.FOLLOW_UP, identifiers=IDENTIFIED, setbacks=(failed(setback, 1),))
    found = {each.value.kind for each in identifiers_at_hand(case)}
    assert found == {*IdentifierKind} - {LOST[setback][0]}


def test_a_product_that_failed_is_no_longer_received() -> None:
    case = after_failed_product(FAILED_ON)
    assert arrivals_at_hand(case) == ()
    assert codes(missing_for(case, Step.MANUFACTURING)) == [RECEIVED.value]


def test_the_product_received_after_the_failed_one_counts() -> None:
    case = after_failed_product(FAILED_ON, date(2026, 10, 16))
    assert arrivals_at_hand(case) == (date(2026, 10, 16),)
    assert missing_for(case, Step.MANUFACTURING) == ()


def test_an_infusion_asks_for_the_product_after_the_failed_one() -> None:
    check = check_infusion(after_failed_product(FAILED_ON), an_infusion(), today=TODAY, zone=ZONE)
    assert "product_not_received" in codes(check.questions)


def test_the_expiry_of_a_failed_lot_blocks_nothing() -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="DEMO-1", expires_on=date(2026, 10, 1))
    case = a_case(Step.INFUSION, identifiers=(kept(lot),))
    assert expired_for(case, Step.INFUSION, FAILED_ON) != ()
    case = replace(case, setbacks=(failed(SetbackKind.FAILED_PRODUCT, 1),))
    assert expired_for(case, Step.INFUSION, FAILED_ON) == ()
