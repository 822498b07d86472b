"""The facts of one patient that decide which published groups describe them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import (
    AntigenStatus,
    PriorCd19,
    Target,
    TherapyKind,
    TherapyLine,
    age_on,
)
from carttrack.domain.reference.criteria import PatientFacts

_TRANSPLANTS = frozenset({TherapyKind.TRANSPLANT_ALLOGENEIC, TherapyKind.TRANSPLANT_AUTOLOGOUS})


def facts_of(case: CaseFile, *, today: date) -> PatientFacts:
    """Return the facts as of Day 0; while none is on record, as planned and of today.

    What is on record twice is read the way that claims less: a CD19-directed line counts although
    the patient's field says none was given.
    """
    patient = case.patient.value
    at = case.day0 or today
    prior = [kept.value for kept in case.therapy_lines if not _after(kept.value, at)]
    until = _lymphodepletion(case) or at
    return PatientFacts(
        disease=patient.disease,
        status=patient.disease_status,
        product=case.product.id if case.product else _typed(case),
        product_name=case.product_name,
        product_listed=case.product is not None,
        targets=case.targets,
        age=age_on(patient.birth_date, at),
        prior_cd19=_prior_cd19(patient.prior_cd19, prior),
        cd19=_antigen(case, Target.CD19, until),
        cd22=_antigen(case, Target.CD22, until),
        site=patient.disease_site,
        prior_transplant=_prior_transplant(patient.prior_transplant, prior),
        dose_per_kg=dose_per_kg(case.infusion.value) if case.infusion else None,
        planned=case.day0 is None,
    )


def dose_per_kg(infusion: Infusion) -> Decimal | None:
    """Return the dose in millions of CAR+ viable cells per kg, None when it cannot be said.

    A total converts only with the weight recorded with it.
    """
    if infusion.dose is not None and infusion.dose_unit is DoseUnit.MILLION_PER_KG:
        return infusion.dose
    total = infusion.total
    if infusion.dose is not None and infusion.dose_unit is DoseUnit.MILLION_TOTAL:
        total = infusion.dose
    if total is None or infusion.weight_kg is None:
        return None
    return total / infusion.weight_kg


def _typed(case: CaseFile) -> str:
    return case.course.value.product if case.course else ""


def _lymphodepletion(case: CaseFile) -> date | None:
    """Return the day the lymphodepletion began, the last day a test counts as before it."""
    return case.step(Step.LYMPHODEPLETION).started_on


def _after(line: TherapyLine, day: date) -> bool:
    """Tell whether a line began after a day; a date without day or month is given the doubt."""
    return line.started > day.isoformat()[: len(line.started)]


def _prior_cd19(field: PriorCd19 | None, lines: Iterable[TherapyLine]) -> PriorCd19 | None:
    if field in {None, PriorCd19.NONE} and any(line.target is Target.CD19 for line in lines):
        return PriorCd19.GIVEN
    return field


def _prior_transplant(field: bool | None, lines: Iterable[TherapyLine]) -> bool | None:  # noqa: FBT001  (a fact of three states)
    return True if any(line.kind in _TRANSPLANTS for line in lines) else field


def _antigen(case: CaseFile, target: Target, until: date) -> AntigenStatus | None:
    """Return the status of the last test of an antigen up to a day, None without one."""
    tests = [
        kept.value
        for kept in case.antigen_tests
        if kept.value.target is target and kept.value.tested_on <= until
    ]
    last = max(tests, key=lambda test: test.tested_on, default=None)
    return last.status if last else None
