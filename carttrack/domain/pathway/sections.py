"""What belongs to which step: milestones, identifiers and checklists in the order of work."""

from collections.abc import Mapping

from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step

STEP_OF_MILESTONE: Mapping[MilestoneKind, Step] = {
    MilestoneKind.CONSENT_TREATMENT: Step.EVALUATION,
    MilestoneKind.CONSENT_LEUKAPHERESIS: Step.LEUKAPHERESIS,
    MilestoneKind.CONSENT_DATA: Step.EVALUATION,
    MilestoneKind.CONSENT_LONG_TERM: Step.EVALUATION,
    MilestoneKind.ASSENT: Step.EVALUATION,
    MilestoneKind.RECONSENT: Step.EVALUATION,
    MilestoneKind.ELIGIBILITY: Step.EVALUATION,
    MilestoneKind.TUMOUR_BOARD: Step.EVALUATION,
    MilestoneKind.APPROVAL: Step.EVALUATION,
    MilestoneKind.SLOT: Step.MANUFACTURING,
    MilestoneKind.BRIDGING: Step.MANUFACTURING,
    MilestoneKind.WASHOUT: Step.LYMPHODEPLETION,
    MilestoneKind.PRODUCT_RECEIVED: Step.MANUFACTURING,
    MilestoneKind.ADMISSION: Step.LYMPHODEPLETION,
    MilestoneKind.DISCHARGE: Step.MONITORING,
}
"""The step under which a milestone is listed."""
STEP_OF_IDENTIFIER: Mapping[IdentifierKind, Step] = {
    IdentifierKind.DIN: Step.LEUKAPHERESIS,
    IdentifierKind.CHAIN_OF_IDENTITY: Step.LEUKAPHERESIS,
    IdentifierKind.LOT: Step.MANUFACTURING,
    IdentifierKind.PRODUCT_CODE: Step.MANUFACTURING,
    IdentifierKind.JOIN_ID: Step.MANUFACTURING,
    IdentifierKind.REGISTRY: Step.FOLLOW_UP,
}
"""The step under which an identifier is listed."""
STEP_OF_CHECKLIST: Mapping[Checklist, Step] = {
    Checklist.ELIGIBILITY: Step.EVALUATION,
    Checklist.BEFORE_LYMPHODEPLETION: Step.LYMPHODEPLETION,
    Checklist.BEFORE_INFUSION: Step.INFUSION,
}
"""The step that a checklist clears."""
