"""The field's terms for response, events after the infusion and the kinds of infusion."""

from enum import Enum

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.later_therapy import LaterTherapyKind
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import Extramedullary, MrdMethod, MrdResult, ResponseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, TransgeneTest
from carttrack.domain.pathway.infusion import InfusionKind, ReinfusionReason
from carttrack.i18n import QT_TRANSLATE_NOOP

_CONTEXT = "terms"


def _noop(text: str) -> str:
    return QT_TRANSLATE_NOOP(_CONTEXT, text)


PAIRS: tuple[tuple[Enum, str], ...] = (
    (ResponseKind.CR, _noop("CR")),
    (ResponseKind.CRI, _noop("CRi")),
    (ResponseKind.MLFS, _noop("MLFS")),
    (ResponseKind.PARTIAL, _noop("partial response")),
    (ResponseKind.NO_RESPONSE, _noop("no response")),
    (ResponseKind.ACTIVE_DISEASE, _noop("active disease")),
    (ResponseKind.RELAPSE, _noop("relapse")),
    (ResponseKind.NOT_EVALUABLE, _noop("not evaluable")),
    (MrdResult.NOT_DETECTED, _noop("not detected")),
    (MrdResult.DETECTED, _noop("detected")),
    (MrdResult.BELOW_QUANTIFICATION, _noop("below the limit of quantification")),
    (MrdResult.NOT_DONE, _noop("not done")),
    (MrdResult.PENDING, _noop("pending")),
    (MrdMethod.FLOW, _noop("flow")),
    (MrdMethod.PCR, _noop("PCR")),
    (MrdMethod.NGS, _noop("NGS")),
    (Extramedullary.NONE, _noop("no extramedullary disease")),
    (Extramedullary.PRESENT, _noop("extramedullary disease")),
    (InfusionKind.FIRST, _noop("first infusion")),
    (InfusionKind.SPLIT_DOSE, _noop("part of a split dose")),
    (InfusionKind.REINFUSION, _noop("reinfusion")),
    (ReinfusionReason.PLANNED, _noop("planned")),
    (ReinfusionReason.LOSS_OF_APLASIA, _noop("loss of B-cell aplasia")),
    (ReinfusionReason.MRD, _noop("MRD")),
    (ReinfusionReason.RELAPSE, _noop("relapse")),
    (ReinfusionReason.OTHER, _noop("other reason")),
    (RelapseKind.MARROW, _noop("marrow or blood")),
    (RelapseKind.ISOLATED_EXTRAMEDULLARY, _noop("isolated extramedullary")),
    (RelapseKind.COMBINED, _noop("marrow and extramedullary")),
    (RelapseKind.MRD, _noop("MRD")),
    (RelapseKind.LINEAGE_SWITCH, _noop("lineage switch")),
    (LaterTherapyKind.ALLOGENEIC_HSCT, _noop("allogeneic HSCT")),
    (LaterTherapyKind.AUTOLOGOUS_HSCT, _noop("autologous HSCT")),
    (LaterTherapyKind.CELL_THERAPY, _noop("another cell therapy")),
    (LaterTherapyKind.SYSTEMIC, _noop("systemic therapy")),
    (LaterTherapyKind.RADIOTHERAPY, _noop("radiotherapy")),
    (LaterTherapyKind.TRIAL, _noop("trial")),
    (LaterTherapyKind.OTHER, _noop("other therapy")),
    (MalignancyKind.T_CELL, _noop("T-cell malignancy")),
    (MalignancyKind.MYELOID, _noop("myeloid malignancy")),
    (MalignancyKind.OTHER_BLOOD, _noop("other blood cancer")),
    (MalignancyKind.SOLID, _noop("solid tumour")),
    (MalignancyKind.SKIN, _noop("skin cancer")),
    (MalignancyKind.OTHER, _noop("other malignancy")),
    (TransgeneTest.NOT_DONE, _noop("not done")),
    (TransgeneTest.PENDING, _noop("pending")),
    (TransgeneTest.NOT_DETECTED, _noop("not detected")),
    (TransgeneTest.DETECTED, _noop("detected")),
    (Comparison.AT_LEAST, _noop("at least")),
    (Comparison.ABOVE, _noop("above")),
)
"""Each stored code with its words."""
