"""The field's terms for the codes of laboratory, supportive care and other scales."""

from enum import Enum

from carttrack.domain.laboratory import Comparator, LabTest
from carttrack.domain.supportive_care import BloodProduct, InfectionKind, MedicineKind, Unit
from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsFeature
from carttrack.domain.toxicity.interventions import ResponseAt24h
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale
from carttrack.i18n import QT_TRANSLATE_NOOP

_CONTEXT = "terms"


def _noop(text: str) -> str:
    return QT_TRANSLATE_NOOP(_CONTEXT, text)


RECORD_PAIRS: tuple[tuple[Enum, str], ...] = (
    (LabTest.ANC, _noop("ANC")),
    (LabTest.PLATELETS, _noop("platelets")),
    (LabTest.HAEMOGLOBIN, _noop("Hb")),
    (LabTest.LEUKOCYTES, _noop("leukocytes")),
    (LabTest.LYMPHOCYTES, _noop("lymphocytes")),
    (LabTest.CRP, _noop("CRP")),
    (LabTest.FERRITIN, _noop("ferritin")),
    (LabTest.FIBRINOGEN, _noop("fibrinogen")),
    (LabTest.LDH, _noop("LDH")),
    (LabTest.ALT, _noop("ALT")),
    (LabTest.AST, _noop("AST")),
    (LabTest.BILIRUBIN, _noop("bilirubin")),
    (LabTest.CREATININE, _noop("creatinine")),
    (LabTest.TRIGLYCERIDES, _noop("triglycerides")),
    (LabTest.IGG, _noop("IgG")),
    (LabTest.B_CELLS, _noop("B cells")),
    (LabTest.B_CELLS_PERCENT, _noop("B cells, % of lymphocytes")),
    (LabTest.CAR_COPIES, _noop("CAR copies")),
    (LabTest.CAR_T_CELLS, _noop("CAR T cells")),
    (LabTest.OTHER, _noop("other test")),
    (Comparator.EXACT, _noop("exactly")),
    (Comparator.BELOW, _noop("below")),
    (Comparator.ABOVE, _noop("above")),
    (MedicineKind.ANTI_INFECTIVE, _noop("against infection")),
    (MedicineKind.ANTISEIZURE, _noop("against seizures")),
    (MedicineKind.IMMUNOGLOBULIN, _noop("immunoglobulin")),
    (MedicineKind.GROWTH_FACTOR, _noop("G-CSF")),
    (MedicineKind.TPO_AGONIST, _noop("TPO agonist")),
    (MedicineKind.IMMUNOSUPPRESSION, _noop("immunosuppression")),
    (MedicineKind.ANTINEOPLASTIC, _noop("against the disease")),
    (MedicineKind.OTHER, _noop("other medicine")),
    (InfectionKind.BACTERIAL, _noop("bacterial")),
    (InfectionKind.VIRAL, _noop("viral")),
    (InfectionKind.FUNGAL, _noop("fungal")),
    (InfectionKind.PARASITIC, _noop("parasitic")),
    (InfectionKind.NOT_IDENTIFIED, _noop("not identified")),
    (Unit.WARD, _noop("ward")),
    (Unit.ICU, _noop("ICU")),
    (BloodProduct.RED_CELLS, _noop("red cells")),
    (BloodProduct.PLATELETS, _noop("platelets")),
    (BloodProduct.PLASMA, _noop("plasma")),
    (BloodProduct.CRYOPRECIPITATE, _noop("cryoprecipitate")),
    (BloodProduct.FIBRINOGEN, _noop("fibrinogen concentrate")),
    (BloodProduct.GRANULOCYTES, _noop("granulocytes")),
    (BloodProduct.STEM_CELL_BOOST, _noop("stem-cell boost")),
    (BloodProduct.OTHER, _noop("other blood product")),
    (ResponseAt24h.IMPROVED, _noop("improved")),
    (ResponseAt24h.SAME, _noop("same")),
    (ResponseAt24h.WORSE, _noop("worse")),
    (GradedEvent.CRS, _noop("CRS")),
    (GradedEvent.NEUROTOXICITY, _noop("neurologic event")),
    (GradingScale.ASTCT_2019, _noop("ASTCT 2019")),
    (GradingScale.LEE_2014, _noop("Lee 2014")),
    (GradingScale.PENN, _noop("Penn")),
    (GradingScale.CTCAE_4_03, _noop("CTCAE 4.03")),
    (GradingScale.CTCAE_5_0, _noop("CTCAE 5.0")),
    (GradingScale.MSKCC, _noop("MSKCC")),
    (GradingScale.CARTOX, _noop("CARTOX")),
    (GradingScale.CARTOX_PAEDIATRIC, _noop("CARTOX paediatric")),
    (GradingScale.NOT_STATED, _noop("scale not stated")),
    (CriteriaSet.IEC_HS_2023, _noop("IEC-HS 2023")),
    (CriteriaSet.CARHLH_CARTOX_2018, _noop("carHLH, CARTOX 2018")),
    (CriteriaSet.HLH_2004, _noop("HLH-2004")),
    (CriteriaSet.HSCORE, _noop("HScore")),
    (IecHsFeature.FERRITIN, _noop("ferritin raised")),
    (IecHsFeature.AFTER_CRS, _noop("onset as CRS settles, or new worsening after it responded")),
    (IecHsFeature.TRANSAMINASES, _noop("transaminases raised")),
    (IecHsFeature.FIBRINOGEN, _noop("fibrinogen low")),
    (IecHsFeature.HAEMOPHAGOCYTOSIS, _noop("haemophagocytosis")),
    (IecHsFeature.CYTOPENIAS, _noop("cytopenias new, worse or refractory")),
    (IecHsFeature.LDH, _noop("LDH raised")),
    (IecHsFeature.COAGULATION, _noop("other coagulation abnormality")),
    (IecHsFeature.BILIRUBIN, _noop("direct bilirubin raised")),
    (IecHsFeature.SPLENOMEGALY, _noop("new splenomegaly")),
    (IecHsFeature.FEVER, _noop("fever, new or persistent")),
    (IecHsFeature.NEUROTOXICITY, _noop("neurotoxicity")),
    (IecHsFeature.LUNG, _noop("lung signs")),
    (IecHsFeature.RENAL, _noop("new renal insufficiency")),
    (IecHsFeature.TRIGLYCERIDES, _noop("fasting triglycerides raised")),
)
