"""Everything of a course is listed under a step."""

from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.sections import (
    STEP_OF_CHECKLIST,
    STEP_OF_IDENTIFIER,
    STEP_OF_MILESTONE,
)
from carttrack.domain.pathway.steps import STEPS


def test_every_milestone_identifier_and_checklist_has_its_step() -> None:
    assert set(STEP_OF_MILESTONE) == set(MilestoneKind)
    assert set(STEP_OF_IDENTIFIER) == set(IdentifierKind)
    assert set(STEP_OF_CHECKLIST) == set(Checklist)
    places = {*STEP_OF_MILESTONE.values(), *STEP_OF_IDENTIFIER.values()}
    assert places | set(STEP_OF_CHECKLIST.values()) <= set(STEPS)
