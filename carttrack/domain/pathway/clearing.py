"""Which step a signed checklist clears, and what to ask where it is signed too late."""

from collections.abc import Mapping
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.step_order import begun_on
from carttrack.domain.pathway.steps import Step
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

CLEARS: Mapping[Checklist, Step] = {
    Checklist.ELIGIBILITY: Step.LEUKAPHERESIS,
    Checklist.BEFORE_LYMPHODEPLETION: Step.LYMPHODEPLETION,
    Checklist.BEFORE_INFUSION: Step.INFUSION,
}
"""The step that a signature stands before."""


def signing_questions(case: CaseFile, checklist: Checklist, today: date) -> tuple[Question, ...]:
    """Ask about a first signature given after the day on which its step began."""
    step = CLEARS[checklist]
    begun = case.day0 if step is Step.INFUSION else begun_on(case.step(step))
    if begun is None or today <= begun:
        return ()
    if any(kept.value.checklist is checklist for kept in case.clearances):
        return ()
    return (
        Question(
            "signed_late",
            f"{term(step)} began on {short_date(begun)}. The signature carries today's date, "
            f"{short_date(today)}, and data quality names it as late. Sign all the same?",
        ),
    )
