"""What registry forms ask about patient, disease, product and infusion, from the record.

Each function answers for one field in the words of the record; empty text is a gap.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.follow_up.registry_plan import WantedIdentifiers
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import PriorCd19, Sex
from carttrack.domain.terms import term


@dataclass(frozen=True, slots=True, kw_only=True)
class CribContext:
    """What a field is answered from.

    `anchor_on` is the infusion (or HSCT) the form is about; `since` (excluded) to `until`
    (included) the days it reports on; `contact_on` is the contact date, `wanted` what the infusion
    form wants as identifier.
    """

    case: CaseFile
    zone: tzinfo
    anchor_on: date
    since: date
    until: date
    contact_on: date | None = None
    wanted: WantedIdentifiers | None = None

    def reports(self, day: date) -> bool:
        """Tell whether a day lies in what the form reports on."""
        return self.since < day <= self.until

    @property
    def infusion(self) -> Infusion | None:
        """The infusion that the form is about."""
        first = [self.case.infusion] if self.case.infusion else []
        for kept in (*self.case.later_infusions, *first):
            if local_day(kept.value.started_at, self.zone) == self.anchor_on:
                return kept.value
        return None


Answering = Callable[[CribContext], str]


def _identifiers(crib: CribContext, kinds: Iterable[IdentifierKind]) -> str:
    return "; ".join(
        f"{term(kind)} {kept.value.value}"
        for kind in kinds
        for kept in identifiers_at_hand(crib.case)
        if kept.value.kind is kind
    )


def _cell_product_ids(crib: CribContext) -> str:
    """Return what the form wants for the product; a kind that is missing leaves a gap."""
    if crib.wanted is None:
        return _identifiers(crib, [IdentifierKind.LOT])
    held = {kept.value.kind for kept in identifiers_at_hand(crib.case)}
    return _identifiers(crib, crib.wanted.kinds) if held.issuperset(crib.wanted.kinds) else ""


def _disease_status(crib: CribContext) -> str:
    status = crib.case.patient.value.disease_status
    return term(status) if status else ""


def _disease(crib: CribContext) -> str:
    patient = crib.case.patient.value
    return ", ".join(filter(None, (term(patient.disease), patient.disease_detail)))


def _sex(crib: CribContext) -> str:
    sex = crib.case.patient.value.sex
    return "" if sex is Sex.UNKNOWN else term(sex)


def _blasts(crib: CribContext) -> str:
    patient = crib.case.patient.value
    if patient.burden_percent is None:
        return ""
    on = f", {short_date(patient.burden_on)}" if patient.burden_on else ""
    return f"{patient.burden_percent} %{on}"


def _cns(crib: CribContext) -> str:
    status = crib.case.patient.value.cns_status
    return term(status) if status else ""


def _antigens(crib: CribContext) -> str:
    return "; ".join(
        f"{term(test.value.target)} {term(test.value.status)}, {short_date(test.value.tested_on)}"
        for test in crib.case.antigen_tests
        if test.value.tested_on <= crib.anchor_on
    )


def _ecog(crib: CribContext) -> str:
    forms = [kept.value for kept in crib.case.visit_forms if kept.value.seen_on <= crib.anchor_on]
    values = [form for form in forms if form.ecog is not None]
    return f"ECOG {values[-1].ecog}, {short_date(values[-1].seen_on)}" if values else ""


def _prior_therapy(crib: CribContext) -> str:
    return "; ".join(kept.value.drug for kept in crib.case.therapy_lines)


def _prior_transplant(crib: CribContext) -> str:
    prior = crib.case.patient.value.prior_transplant
    return "" if prior is None else ("yes" if prior else "no")


def _prior_cd19(crib: CribContext) -> str:
    prior = crib.case.patient.value.prior_cd19
    return term(prior) if isinstance(prior, PriorCd19) else ""


def _milestone(kind: MilestoneKind) -> Answering:
    def answer(crib: CribContext) -> str:
        return "; ".join(
            ", ".join(filter(None, (short_date(m.value.done_on), m.value.version, m.value.detail)))
            for m in crib.case.milestones
            if m.value.kind is kind and m.value.done_on
        )

    return answer


def _leukapheresis(crib: CribContext) -> str:
    record = crib.case.step(Step.LEUKAPHERESIS)
    day = record.started_on or record.finished_on
    return short_date(day) if day else ""


def _lymphodepletion(crib: CribContext) -> str:
    record = crib.case.step(Step.LYMPHODEPLETION)
    days = [short_date(day) for day in (record.started_on, record.finished_on) if day]
    return ", ".join(filter(None, (" to ".join(days), record.detail)))


def _infusion_date(crib: CribContext) -> str:
    return short_date(crib.anchor_on)


def _dose(crib: CribContext) -> str:
    infusion = crib.infusion
    if infusion is None or infusion.dose is None or infusion.dose_unit is None:
        return ""
    return f"{infusion.dose} {term(infusion.dose_unit)}"


def _weight(crib: CribContext) -> str:
    infusion = crib.infusion
    if infusion is None or infusion.weight_kg is None:
        return ""
    on = f", {short_date(infusion.weighed_on)}" if infusion.weighed_on else ""
    return f"{infusion.weight_kg} kg{on}"


def _bags(crib: CribContext) -> str:
    infusion = crib.infusion
    return str(infusion.bags) if infusion and infusion.bags is not None else ""


def _volume(crib: CribContext) -> str:
    infusion = crib.infusion
    return f"{infusion.volume_ml} mL" if infusion and infusion.volume_ml is not None else ""


BASELINE: Mapping[str, tuple[str, Answering]] = {
    "registry_id": ("Registry ID", lambda crib: _identifiers(crib, [IdentifierKind.REGISTRY])),
    "birth_date": ("Born", lambda crib: short_date(crib.case.patient.value.birth_date)),
    "sex": ("Sex", _sex),
    "disease": ("Disease", _disease),
    "disease_status": ("Disease status", _disease_status),
    "blasts": ("Marrow blasts before", _blasts),
    "extramedullary": (
        "Extramedullary disease before",
        lambda crib: crib.case.patient.value.extramedullary,
    ),
    "cns_status": ("CNS status before", _cns),
    "antigen": ("Target antigen before", _antigens),
    "performance_status": ("Performance status before", _ecog),
    "prior_therapy": ("Earlier therapy", _prior_therapy),
    "prior_transplant": ("Earlier HSCT", _prior_transplant),
    "prior_cd19": ("Earlier CD19-directed therapy", _prior_cd19),
    "consent_data": ("Consent to registry data", _milestone(MilestoneKind.CONSENT_DATA)),
    "bridging": ("Bridging therapy", _milestone(MilestoneKind.BRIDGING)),
    "leukapheresis_date": ("Leukapheresis", _leukapheresis),
    "din": ("DIN", lambda crib: _identifiers(crib, [IdentifierKind.DIN])),
    "product": ("Product", lambda crib: crib.case.product_name),
    "cell_product_ids": ("Cell product ID", _cell_product_ids),
    "study": ("Study", lambda crib: crib.case.course.value.study if crib.case.course else ""),
    "lymphodepletion": ("Lymphodepleting chemotherapy", _lymphodepletion),
    "infusion_date": ("Infusion date", _infusion_date),
    "dose": ("Dose", _dose),
    "infusion_weight": ("Weight the dose was based on", _weight),
    "bags": ("Bags", _bags),
    "volume": ("Volume", _volume),
}
"""Field codes of a registry's text with their label and what answers them."""
