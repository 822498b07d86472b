"""A step names what it still lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from carttrack.domain.pathway.checklists import Checklist, Clearance
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.moves import missing_for
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import AntigenStatus, AntigenTest, Target, Weight
from tests.builders import NOW, an_infusion
from tests.domain.pathway.cases import a_case, a_product, codes, done, kept, with_step

CLEARED = tuple(
    kept(Clearance(checklist=checklist, signed_at=NOW, signed_by="R. Demo"))
    for checklist in Checklist
)
IDENTIFIED = tuple(kept(Identifier(kind=kind, value="1")) for kind in IdentifierKind)
CD19 = AntigenTest(target=Target.CD19, tested_on=date(2026, 9, 1), status=AntigenStatus.POSITIVE)


@pytest.mark.parametrize(
    ("step", "lacks"),
    [
        (Step.REFERRAL, ["started_on", "finished_on"]),
        (Step.EVALUATION, ["antigen_cd19", "eligibility", "started_on", "finished_on"]),
        (Step.LEUKAPHERESIS, ["consent_leukapheresis", "started_on", "finished_on", "din"]),
        (Step.MANUFACTURING, ["started_on", "finished_on", "lot", "product_received"]),
        (
            Step.LYMPHODEPLETION,
            ["before_lymphodepletion", "weight", "started_on", "finished_on", "detail"],
        ),
        (
            Step.INFUSION,
            ["consent_treatment", "chain_of_identity", "before_infusion", "infusion"],
        ),
        (Step.MONITORING, ["started_on", "finished_on"]),
        (Step.FOLLOW_UP, ["started_on"]),
        (Step.CLOSED, []),
    ],
)
def test_an_empty_step_lacks_everything(step: Step, lacks: list[str]) -> None:
    assert codes(missing_for(a_case(milestones=()), step)) == lacks


@pytest.mark.parametrize("step", list(Step))
def test_a_complete_step_lacks_nothing(step: Step) -> None:
    case = a_case(
        Step.FOLLOW_UP,
        clearances=CLEARED,
        identifiers=IDENTIFIED,
        antigen_tests=(kept(CD19),),
        weights=(kept(Weight(kg=Decimal("61.4"), measured_on=date(2026, 10, 18))),),
    )
    case = with_step(case, done(Step.LYMPHODEPLETION, detail="fludarabine, cyclophosphamide"))
    case = with_step(case, StepRecord(step=Step.FOLLOW_UP, started_on=date(2026, 11, 20)))
    assert missing_for(case, step) == ()


def test_a_skipped_step_lacks_nothing() -> None:
    skipped = StepRecord(step=Step.LEUKAPHERESIS, skipped_reason="collected elsewhere")
    assert missing_for(with_step(a_case(milestones=()), skipped), Step.LEUKAPHERESIS) == ()


def test_every_target_of_the_product_needs_its_test() -> None:
    case = a_case(product=a_product("cd19_22_b019"), clearances=CLEARED)
    found = [lack.text for lack in missing_for(case, Step.EVALUATION)]
    assert found == ["CD19 test", "CD22 test", "Start date", "End date"]


def test_an_unknown_product_names_no_target() -> None:
    case = a_case(product=None, clearances=CLEARED)
    assert codes(missing_for(case, Step.EVALUATION)) == ["started_on", "finished_on"]


def test_the_target_entered_for_an_unknown_product_needs_its_test() -> None:
    case = a_case(product=None, clearances=CLEARED)
    assert case.course is not None
    aimed = replace(case.course.value, target=Target.BCMA)
    case = replace(case, course=kept(aimed))
    found = codes(missing_for(case, Step.EVALUATION))
    assert found == ["antigen_bcma", "started_on", "finished_on"]


def test_an_infusion_lacks_its_dose_and_people() -> None:
    bare = an_infusion(dose=None, dose_unit=None, infused_by="", checked_by="")
    case = replace(
        a_case(Step.FOLLOW_UP, clearances=CLEARED, identifiers=IDENTIFIED), infusion=kept(bare)
    )
    assert codes(missing_for(case, Step.INFUSION)) == ["dose", "infused_by", "checked_by"]
