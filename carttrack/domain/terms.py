"""The field's terms for every code that is stored: one word list for screen, paper and terminal.

Codes go into the store, terms to people; the screen translates them.
"""

from collections.abc import Collection
from enum import Enum

from carttrack.domain.clinic import MonitoringEnd
from carttrack.domain.follow_up import terms as follow_up
from carttrack.domain.follow_up.visits import ORDERABLE
from carttrack.domain.outcome import terms as outcome
from carttrack.domain.pathway.checklists import Answer, Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.milestones import MilestoneKind, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import (
    AlertKind,
    AntigenStatus,
    CnsStatus,
    ContactKind,
    DeathCause,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    PriorCd19,
    Sex,
    Target,
    TherapyKind,
)
from carttrack.domain.people import Role
from carttrack.domain.record_terms import RECORD_PAIRS
from carttrack.domain.toxicity.crs import Hypotension, Hypoxia, OxygenDevice, VentilationReason
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.icans import Consciousness, IceState, Motor, RaisedIcp, Seizure
from carttrack.domain.toxicity.interventions import Drug, Indication
from carttrack.domain.toxicity.scales import Status
from carttrack.domain.worklist import DueState
from carttrack.i18n import QT_TRANSLATE_NOOP

_CONTEXT = "terms"


def _noop(text: str) -> str:
    return QT_TRANSLATE_NOOP(_CONTEXT, text)


_PAIRS: tuple[tuple[Enum, str], ...] = (
    (Sex.FEMALE, _noop("female")),
    (Sex.MALE, _noop("male")),
    (Sex.OTHER, _noop("other")),
    (Sex.UNKNOWN, _noop("sex not recorded")),
    (Disease.B_ALL, _noop("B-ALL")),
    (Disease.T_ALL, _noop("T-ALL")),
    (Disease.LBCL, _noop("LBCL")),
    (Disease.FL, _noop("FL")),
    (Disease.MCL, _noop("MCL")),
    (Disease.CLL, _noop("CLL/SLL")),
    (Disease.MM, _noop("multiple myeloma")),
    (Disease.OTHER, _noop("other disease")),
    (DiseaseStatus.FIRST_REMISSION, _noop("first remission")),
    (DiseaseStatus.MRD_ONLY, _noop("MRD only")),
    (DiseaseStatus.REFRACTORY, _noop("refractory")),
    (DiseaseStatus.FIRST_RELAPSE, _noop("first relapse")),
    (DiseaseStatus.SECOND_RELAPSE, _noop("second relapse")),
    (DiseaseStatus.LATER_RELAPSE, _noop("third or later relapse")),
    (DiseaseSite.MARROW, _noop("marrow")),
    (DiseaseSite.ISOLATED_EXTRAMEDULLARY, _noop("isolated extramedullary")),
    (DiseaseSite.COMBINED, _noop("marrow and extramedullary")),
    (CnsStatus.CNS1, _noop("CNS1")),
    (CnsStatus.CNS2, _noop("CNS2")),
    (CnsStatus.CNS3, _noop("CNS3")),
    (Target.CD19, _noop("CD19")),
    (Target.CD22, _noop("CD22")),
    (Target.CD20, _noop("CD20")),
    (Target.BCMA, _noop("BCMA")),
    (Target.OTHER, _noop("other target")),
    (AntigenStatus.POSITIVE, _noop("positive")),
    (AntigenStatus.DIM, _noop("dim")),
    (AntigenStatus.NEGATIVE, _noop("negative")),
    (PriorCd19.NONE, _noop("none")),
    (PriorCd19.GIVEN, _noop("given")),
    (PriorCd19.FAILED, _noop("given and failed")),
    (TherapyKind.CHEMOTHERAPY, _noop("chemotherapy")),
    (TherapyKind.ANTIBODY, _noop("antibody")),
    (TherapyKind.CAR_T, _noop("CAR T cells")),
    (TherapyKind.TRANSPLANT_ALLOGENEIC, _noop("allogeneic HSCT")),
    (TherapyKind.TRANSPLANT_AUTOLOGOUS, _noop("autologous HSCT")),
    (TherapyKind.RADIOTHERAPY, _noop("radiotherapy")),
    (TherapyKind.OTHER, _noop("other therapy")),
    (ContactKind.GUARDIAN, _noop("guardian")),
    (ContactKind.CAREGIVER, _noop("caregiver")),
    (ContactKind.INTERPRETER, _noop("interpreter")),
    (ContactKind.REFERRER, _noop("referrer")),
    (ContactKind.OTHER, _noop("other contact")),
    (AlertKind.ALLERGY, _noop("allergy")),
    (AlertKind.PRECAUTION, _noop("precaution")),
    (DeathCause.DISEASE, _noop("disease")),
    (DeathCause.CRS, _noop("CRS")),
    (DeathCause.ICANS, _noop("ICANS")),
    (DeathCause.INFECTION, _noop("infection")),
    (DeathCause.OTHER_TOXICITY, _noop("other toxicity")),
    (DeathCause.OTHER, _noop("other cause")),
    (DeathCause.UNKNOWN, _noop("cause not known")),
    (Role.COORDINATOR, _noop("coordinator")),
    (Role.CLINICIAN, _noop("clinician")),
    (Role.READ_ONLY, _noop("read-only")),
    (Role.ADMINISTRATOR, _noop("administrator")),
    (Step.REFERRAL, _noop("Referral")),
    (Step.EVALUATION, _noop("Evaluation")),
    (Step.LEUKAPHERESIS, _noop("Leukapheresis")),
    (Step.MANUFACTURING, _noop("Manufacturing")),
    (Step.LYMPHODEPLETION, _noop("Lymphodepletion")),
    (Step.INFUSION, _noop("Infusion")),
    (Step.MONITORING, _noop("Monitoring")),
    (Step.FOLLOW_UP, _noop("Follow-up")),
    (Step.CLOSED, _noop("Closed")),
    (MilestoneKind.CONSENT_TREATMENT, _noop("Consent to treatment")),
    (MilestoneKind.CONSENT_LEUKAPHERESIS, _noop("Consent to leukapheresis")),
    (MilestoneKind.CONSENT_DATA, _noop("Consent to registry data")),
    (MilestoneKind.CONSENT_LONG_TERM, _noop("Consent to 15-year follow-up")),
    (MilestoneKind.ASSENT, _noop("Assent of the minor")),
    (MilestoneKind.RECONSENT, _noop("Re-consent")),
    (MilestoneKind.ELIGIBILITY, _noop("Eligibility decided")),
    (MilestoneKind.TUMOUR_BOARD, _noop("Tumour board")),
    (MilestoneKind.APPROVAL, _noop("Payer approval")),
    (MilestoneKind.SLOT, _noop("Manufacturing slot")),
    (MilestoneKind.BRIDGING, _noop("Bridging therapy")),
    (MilestoneKind.WASHOUT, _noop("Washout")),
    (MilestoneKind.PRODUCT_RECEIVED, _noop("Product received")),
    (MilestoneKind.ADMISSION, _noop("Admission")),
    (MilestoneKind.DISCHARGE, _noop("Discharge")),
    (SetbackKind.SCREEN_FAILURE, _noop("Screen failure")),
    (SetbackKind.FAILED_COLLECTION, _noop("Failed collection")),
    (SetbackKind.FAILED_PRODUCT, _noop("Failed product")),
    (SetbackKind.OUT_OF_SPECIFICATION, _noop("Out-of-specification product")),
    (SetbackKind.DELAY, _noop("Delay")),
    (SetbackKind.PROGRESSION, _noop("Progression")),
    (SetbackKind.INFECTION_HOLD, _noop("Held for infection")),
    (SetbackKind.DIED_BEFORE_INFUSION, _noop("Died before infusion")),
    (SetbackKind.WITHDREW, _noop("Withdrew")),
    (SetbackKind.OTHER_TREATMENT, _noop("Went to other treatment")),
    (SetbackKind.LOST_TO_CONTACT, _noop("Lost to contact")),
    (SetbackKind.TRANSFERRED, _noop("Transferred")),
    (SetbackKind.PARTIAL_DOSE, _noop("Partial dose")),
    (EndReason.SCREEN_FAILURE, _noop("screen failure")),
    (EndReason.FAILED_PRODUCT, _noop("failed product")),
    (EndReason.DIED, _noop("died")),
    (EndReason.WITHDREW, _noop("withdrew")),
    (EndReason.OTHER_TREATMENT, _noop("other treatment")),
    (EndReason.LOST_TO_CONTACT, _noop("lost to contact")),
    (EndReason.TRANSFERRED, _noop("transferred")),
    (EndReason.COMPLETED, _noop("follow-up completed")),
    (EndReason.LATER_COURSE, _noop("follow-up goes on in a later course")),
    (IdentifierKind.DIN, _noop("DIN")),
    (IdentifierKind.CHAIN_OF_IDENTITY, _noop("Chain of identity")),
    (IdentifierKind.LOT, _noop("Lot")),
    (IdentifierKind.PRODUCT_CODE, _noop("Product code")),
    (IdentifierKind.JOIN_ID, _noop("JOIN ID")),
    (IdentifierKind.REGISTRY, _noop("Registry ID")),
    (DoseUnit.MILLION_PER_KG, _noop("× 10⁶ CAR+ viable T cells/kg")),
    (DoseUnit.MILLION_TOTAL, _noop("× 10⁶ CAR+ viable T cells in total")),
    (Checklist.ELIGIBILITY, _noop("Eligibility")),
    (Checklist.BEFORE_LYMPHODEPLETION, _noop("Go/no-go before lymphodepletion")),
    (Checklist.BEFORE_INFUSION, _noop("Go/no-go before infusion")),
    (Answer.MET, _noop("met")),
    (Answer.NOT_MET, _noop("not met")),
    (Answer.NOT_APPLICABLE, _noop("not applicable")),
    (Answer.NOT_DONE, _noop("not done")),
    (Toxicity.CRS, _noop("CRS")),
    (Toxicity.ICANS, _noop("ICANS")),
    (Hypotension.NONE, _noop("none")),
    (Hypotension.NO_VASOPRESSOR, _noop("no vasopressor needed")),
    (Hypotension.ONE_VASOPRESSOR, _noop("one vasopressor, with or without vasopressin")),
    (Hypotension.MULTIPLE_VASOPRESSORS, _noop("several vasopressors, vasopressin not counted")),
    (Hypoxia.NONE, _noop("none")),
    (Hypoxia.LOW_FLOW, _noop("low-flow cannula (≤6 L/min) or blow-by")),
    (Hypoxia.HIGH_FLOW, _noop("high flow, facemask, non-rebreather or Venturi")),
    (Hypoxia.POSITIVE_PRESSURE, _noop("CPAP, BiPAP or ventilation")),
    (OxygenDevice.NASAL_CANNULA, _noop("nasal cannula")),
    (OxygenDevice.BLOW_BY, _noop("blow-by")),
    (OxygenDevice.HFNC, _noop("high-flow nasal cannula")),
    (OxygenDevice.FACEMASK, _noop("facemask")),
    (OxygenDevice.NONREBREATHER, _noop("non-rebreather mask")),
    (OxygenDevice.VENTURI, _noop("Venturi mask")),
    (OxygenDevice.CPAP, _noop("CPAP")),
    (OxygenDevice.BIPAP, _noop("BiPAP")),
    (OxygenDevice.INVASIVE_VENTILATION, _noop("invasive ventilation")),
    (VentilationReason.HYPOXIA, _noop("hypoxia")),
    (VentilationReason.AIRWAY_PROTECTION, _noop("airway protection")),
    (VentilationReason.PROCEDURE, _noop("a procedure")),
    (VentilationReason.BASELINE_SLEEP_APNOEA, _noop("sleep apnoea, as at home")),
    (IceState.DONE, _noop("done")),
    (IceState.REFUSED, _noop("refused")),
    (IceState.LANGUAGE, _noop("language barrier")),
    (IceState.APHASIA, _noop("aphasia")),
    (IceState.INTUBATED_OR_SEDATED, _noop("intubated or sedated")),
    (IceState.UNAROUSABLE, _noop("unarousable")),
    (IceState.NOT_DONE, _noop("not done")),
    (Consciousness.ALERT, _noop("alert")),
    (Consciousness.AWAKENS_SPONTANEOUSLY, _noop("awakens spontaneously")),
    (Consciousness.AWAKENS_TO_VOICE, _noop("awakens to voice")),
    (Consciousness.AWAKENS_TO_TACTILE, _noop("awakens to touch only")),
    (Consciousness.UNAROUSABLE, _noop("unarousable, or only to vigorous or repeated touch")),
    (Seizure.NONE, _noop("none")),
    (Seizure.RESOLVES_RAPIDLY, _noop("resolves rapidly")),
    (Seizure.PROLONGED_OR_REPETITIVE, _noop("over 5 min, or repetitive")),
    (Motor.NONE, _noop("none")),
    (Motor.DEEP_FOCAL_WEAKNESS, _noop("deep focal weakness")),
    (RaisedIcp.NONE, _noop("none")),
    (RaisedIcp.FOCAL_EDEMA, _noop("focal oedema on imaging")),
    (RaisedIcp.DIFFUSE_EDEMA_OR_RAISED_ICP, _noop("diffuse oedema or raised pressure")),
    (Drug.TOCILIZUMAB, _noop("tocilizumab")),
    (Drug.DEXAMETHASONE, _noop("dexamethasone")),
    (Drug.METHYLPREDNISOLONE, _noop("methylprednisolone")),
    (Drug.SILTUXIMAB, _noop("siltuximab")),
    (Drug.ANAKINRA, _noop("anakinra")),
    (Drug.ANTIPYRETIC, _noop("antipyretic")),
    (Drug.FLUID_BOLUS, _noop("fluid bolus")),
    (Drug.VASOPRESSOR, _noop("vasopressor")),
    (Drug.OXYGEN, _noop("oxygen")),
    (Drug.OTHER, _noop("other drug")),
    (Indication.CRS, _noop("CRS")),
    (Indication.ICANS, _noop("ICANS")),
    (Indication.IEC_HS, _noop("IEC-HS")),
    (Indication.PROPHYLAXIS, _noop("prophylaxis")),
    (Indication.OTHER, _noop("other")),
    (Status.GRADED, _noop("graded")),
    (Status.CRITERIA_NOT_MET, _noop("ASTCT criteria not met")),
    (Status.NO_GRADABLE_FINDING_EPISODE_OPEN, _noop("nothing to grade, episode open")),
    (Status.CANNOT_GRADE, _noop("cannot grade")),
    (MonitoringEnd.DAY_28_VISIT, _noop("when the Day 28 visit is completed")),
    (MonitoringEnd.DISCHARGE, _noop("at discharge to the referring centre")),
    (DueState.OVERDUE, _noop("Overdue")),
    (DueState.DUE_TODAY, _noop("Due today")),
    (DueState.CLOSING, _noop("Windows closing within 7 days")),
    (DueState.LATER, _noop("Later")),
    *follow_up.PAIRS,
    *outcome.PAIRS,
)

# Members of different enums with the same text are equal, so the type belongs to the key.
_TERMS = {(type(member), member.value): text for member, text in (*_PAIRS, *RECORD_PAIRS)}

ORDERABLE_TERMS: dict[str, str] = dict(
    zip(ORDERABLE, (_noop("ANC"), _noop("platelets"), _noop("Hb"), _noop("IgG")), strict=True)
)
"""The words for results that may be pending."""


def term(member: Enum) -> str:
    """Return the English term of a stored code; raises `KeyError` for one without a term."""
    return _TERMS[type(member), member.value]


def target_words(targets: Collection[Target]) -> str:
    """Return targets in one go, `CD19/CD22`; one without a name of its own is another antigen."""
    named = "/".join(term(each) for each in Target if each in targets and each is not Target.OTHER)
    if Target.OTHER not in targets:
        return named
    return f"{named} and another antigen" if named else "another antigen"
