"""A signature belongs before its step; a later one is asked about, never blocked."""

from datetime import date, timedelta

import pytest

from carttrack.domain.pathway.checklists import Checklist, Clearance
from carttrack.domain.pathway.clearing import CLEARS, signing_questions
from carttrack.domain.pathway.steps import Step
from tests.builders import NOW
from tests.domain.pathway.cases import DAY0, a_case, codes, done, kept


def begun(checklist: Checklist) -> date:
    step = CLEARS[checklist]
    day = DAY0 if step is Step.INFUSION else done(step).started_on
    assert day is not None
    return day


@pytest.mark.parametrize("checklist", list(Checklist))
def test_a_signature_after_its_step_began_is_asked_about(checklist: Checklist) -> None:
    case, day = a_case(Step.FOLLOW_UP), begun(checklist)
    assert signing_questions(case, checklist, day) == ()
    late = signing_questions(case, checklist, day + timedelta(days=1))
    assert codes(late) == ["signed_late"]


@pytest.mark.parametrize("checklist", list(Checklist))
def test_a_signature_before_its_step_is_free(checklist: Checklist) -> None:
    assert signing_questions(a_case(), checklist, begun(checklist)) == ()


def test_a_second_signature_is_not_asked_about() -> None:
    signed = Clearance(checklist=Checklist.ELIGIBILITY, signed_at=NOW, signed_by="R. Demo")
    case = a_case(Step.FOLLOW_UP, clearances=(kept(signed),))
    assert signing_questions(case, Checklist.ELIGIBILITY, DAY0) == ()
