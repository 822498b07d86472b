"""The left half of the visit facts: disease, product, infusion, dose, identifiers."""

from collections.abc import Iterator

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, long_date
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion, InfusionKind
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import target_words, term
from carttrack.report.facts import Fact
from carttrack.report.words import NOT_RECORDED, dated, listed, near_date, number

_LATER = {
    InfusionKind.FIRST: "Infused",
    InfusionKind.SPLIT_DOSE: "Later part",
    InfusionKind.REINFUSION: "Reinfusion",
}


def treatment(summary: VisitSummary) -> Iterator[Fact]:
    """Yield the facts of the disease and of the cells given."""
    case = summary.case
    yield Fact("Disease", _disease(summary))
    yield Fact("Product", _product(case))
    yield Fact("Infused", _infused(summary))
    yield Fact("Dose", _dose(summary))
    for kept in case.later_infusions:
        yield Fact(_LATER[kept.value.kind], _later(summary, kept.value))
    for setback in case.setbacks:
        if setback.value.kind is SetbackKind.PARTIAL_DOSE:
            yield Fact("Partial dose", _partial(summary, setback.value))
    yield Fact("Lot", _lot(case))
    yield Fact("Identity chain", _identifier(case, IdentifierKind.CHAIN_OF_IDENTITY))


def _disease(summary: VisitSummary) -> str:
    case = summary.case
    patient = case.patient.value
    tests = [kept.value for kept in case.antigen_tests]
    antigens = ", ".join(
        f"{term(one.target)} {term(one.status)} ({near_date(summary, one.tested_on)})"
        for one in tests
    )
    status = term(patient.disease_status) if patient.disease_status else "status not recorded"
    site = term(patient.disease_site) if patient.disease_site else ""
    antigens = antigens or "antigens not recorded"
    return listed((term(patient.disease), patient.disease_detail, status, site, antigens), ", ")


def _product(case: CaseFile) -> str:
    if case.course is None:
        return "no course on record"
    name = case.product_name or f"product {NOT_RECORDED}"
    aimed = f"targets {target_words(case.targets)}" if case.targets else "targets not recorded"
    if case.product is not None and case.product.to_confirm:
        aimed = f"{aimed} (to be confirmed by the clinic)"
    study = f"study {case.course.value.study}" if case.course.value.study else ""
    return listed((name, aimed, study), ", ")


def _infused(summary: VisitSummary) -> str:
    case, zone = summary.case, summary.clinic.zone
    if case.infusion is not None:
        at = case.infusion.value.started_at
        return f"{long_date(local_day(at, zone))} {clock(at, zone)}"
    if case.planned_day0 is not None:
        return f"not yet, planned for {long_date(case.planned_day0)}"
    done = case.step(Step.INFUSION).started_on
    return long_date(done) if done else "no, Day 0 not set"


def _later(summary: VisitSummary, infusion: Infusion) -> str:
    day = local_day(infusion.started_at, summary.clinic.zone)
    reason = term(infusion.reason) if infusion.reason else ""
    return listed(
        (f"No. {infusion.number}, {dated(summary, day)}", reason, _amount(summary, infusion))
    )


def _partial(summary: VisitSummary, setback: Setback) -> str:
    return f"{dated(summary, setback.happened_on)}: second part not given, {setback.reason}"


def _dose(summary: VisitSummary) -> str:
    case = summary.case
    return "none given" if case.infusion is None else _amount(summary, case.infusion.value)


def _amount(summary: VisitSummary, infusion: Infusion) -> str:
    if infusion.dose is None or infusion.dose_unit is None:
        return listed((f"dose {NOT_RECORDED}", _basis(summary, infusion)))
    return listed(
        (f"{number(infusion.dose)} {term(infusion.dose_unit)}", _basis(summary, infusion))
    )


def _basis(summary: VisitSummary, infusion: Infusion) -> str:
    """Say the total, where the dose is per kg, and the weight that was used."""
    parts = []
    if infusion.total is not None and infusion.dose_unit is not DoseUnit.MILLION_TOTAL:
        parts.append(f"total {number(infusion.total)} × 10⁶")
    if infusion.weight_kg is not None:
        weighed = f", {near_date(summary, infusion.weighed_on)}" if infusion.weighed_on else ""
        parts.append(f"weight used {number(infusion.weight_kg)} kg{weighed}")
    else:
        parts.append(f"weight used {NOT_RECORDED}")
    return "; ".join(parts)


def _lot(case: CaseFile) -> str:
    infusion = case.infusion.value if case.infusion else None
    bags = ""
    if infusion and infusion.bags is not None:
        bags = f"{infusion.bags} bag" + ("s" if infusion.bags > 1 else "")
    volume = f"{number(infusion.volume_ml)} mL" if infusion and infusion.volume_ml else ""
    return listed((_identifier(case, IdentifierKind.LOT), bags, volume), ", ")


def _identifier(case: CaseFile, kind: IdentifierKind) -> str:
    values = (kept.value.value for kept in identifiers_at_hand(case) if kept.value.kind is kind)
    return listed(values, ", ")
