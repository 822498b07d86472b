"""Rules on the way to the infusion: order of dates, consents, identifiers, signatures, dose."""

from collections.abc import Iterator
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import add_months, local_day, short_date
from carttrack.domain.pathway.at_hand import arrivals_at_hand, identifiers_at_hand
from carttrack.domain.pathway.clearing import CLEARS
from carttrack.domain.pathway.identifiers import IdentifierKind, check_din
from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.products import check_ld_days
from carttrack.domain.pathway.sections import STEP_OF_CHECKLIST
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.quality.findings import Check, Flaw, Inspection, Rule, Tab
from carttrack.domain.terms import term

_SHORTEST_MAKING = 7
"""Days from leukapheresis to infusion below which a date is most likely mistyped: this program's
choice."""
_LONGEST_STORED = 18
"""Months that starting material is kept (Yakoub-Agha I, et al. Haematologica 2020;105(2))."""
_CONSENT_OF = {
    Step.LEUKAPHERESIS: MilestoneKind.CONSENT_LEUKAPHERESIS,
    Step.INFUSION: MilestoneKind.CONSENT_TREATMENT,
}
_IDENTIFIER_OF = {
    Step.LEUKAPHERESIS: IdentifierKind.DIN,
    Step.MANUFACTURING: IdentifierKind.LOT,
    Step.INFUSION: IdentifierKind.CHAIN_OF_IDENTITY,
}


def _begun(case: CaseFile, step: Step) -> date | None:
    if step is Step.INFUSION:
        return case.day0
    record = case.step(step)
    return record.started_on or record.finished_on


def _steps_out_of_order(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    before: tuple[Step, date] | None = None
    for step in STEPS[: Step.MONITORING.ordinal]:
        begun = _begun(case, step)
        if begun is None:
            continue
        if before is not None and begun < before[1]:
            yield Flaw(
                f"{term(step)} began on {short_date(begun)}, before {term(before[0]).lower()} on "
                f"{short_date(before[1])}.",
                step.value,
                step,
            )
        if before is None or begun >= before[1]:
            before = step, begun


def _dated_in_future(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for record in (kept.value for kept in case.steps):
        for day in {record.started_on, record.finished_on}:
            if day is not None and day > at.today:
                yield Flaw(
                    f"{term(record.step)} is entered as done on {short_date(day)}, a day to come.",
                    f"{record.step.value} {day}",
                    record.step,
                )
    for milestone in (kept.value for kept in case.milestones):
        if milestone.done_on is not None and milestone.done_on > at.today:
            yield Flaw(
                f"{term(milestone.kind)} is entered as done on {short_date(milestone.done_on)}, "
                "a day to come.",
                milestone.kind.value,
            )


def _step_without_end(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    current = case.current or Step.REFERRAL
    for record in (kept.value for kept in case.steps):
        over = record.step.ordinal < min(current.ordinal, Step.FOLLOW_UP.ordinal)
        if over and record.started_on and not (record.finished_on or record.skipped_reason):
            yield Flaw(
                f"{term(record.step)} has begun and has no end, though a later step has begun.",
                record.step.value,
                record.step,
            )


def _received_before_collected(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    collected = _begun(case, Step.LEUKAPHERESIS)
    for received in arrivals_at_hand(case):
        if collected is not None and received < collected:
            yield Flaw(
                f"The product was received on {short_date(received)}, before leukapheresis on "
                f"{short_date(collected)}."
            )
        if case.day0 is not None and received > case.day0:
            yield Flaw(
                f"The product was received on {short_date(received)}, after the infusion on "
                f"{short_date(case.day0)}."
            )


def _making_time(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    collected, day0 = _begun(case, Step.LEUKAPHERESIS), case.day0
    if collected is None or day0 is None or day0 < collected:
        return
    days = (day0 - collected).days
    if days < _SHORTEST_MAKING:
        yield Flaw(f"Leukapheresis to infusion took {days} days only. Check both dates.")
    if day0 > add_months(collected, _LONGEST_STORED):
        yield Flaw(
            f"Leukapheresis to infusion took {days} days; starting material is kept up to "
            f"{_LONGEST_STORED} months. Check both dates."
        )


def _ld_interval(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    ended = case.step(Step.LYMPHODEPLETION).finished_on
    if case.product is None or ended is None or case.day0 is None:
        return
    for question in check_ld_days(case.product, case.patient.value.disease, ended, case.day0):
        yield Flaw(question.text)


def _consent_missing(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for step, kind in _CONSENT_OF.items():
        begun = _begun(case, step)
        days = [k.value.done_on for k in case.milestones if k.value.kind is kind]
        if begun is not None and not any(day is not None and day <= begun for day in days):
            yield Flaw(
                f"{term(kind)} is not on record as signed by {short_date(begun)}.",
                kind.value,
                step,
            )


def _identifier_missing(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    held = {kept.value.kind for kept in identifiers_at_hand(case)}
    for step, kind in _IDENTIFIER_OF.items():
        record = case.step(step)
        done = case.day0 if step is Step.INFUSION else record.finished_on
        if done is not None and kind not in held:
            yield Flaw(f"{term(kind)} is missing.", kind.value, step)


def _din_check(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for identifier in (kept.value for kept in case.identifiers):
        if identifier.kind is IdentifierKind.DIN:
            for question in check_din(identifier.value):
                yield Flaw(question.text, identifier.value)


def _unsigned_gate(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for checklist, step in CLEARS.items():
        begun = _begun(case, step)
        if begun is None:
            continue
        signed = [
            local_day(kept.value.signed_at, at.zone)
            for kept in case.clearances
            if kept.value.checklist is checklist
        ]
        where = STEP_OF_CHECKLIST[checklist]
        if not signed:
            yield Flaw(f"{term(checklist)} is not signed.", checklist.value, where)
        elif min(signed) > begun:
            yield Flaw(
                f"{term(checklist)} was signed on {short_date(min(signed))}, after "
                f"{term(step).lower()} began on {short_date(begun)}.",
                checklist.value,
                where,
            )


def _dose_missing(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    if case.infusion is not None and case.infusion.value.dose is None:
        yield Flaw("The infusion has no dose.")


def _dose_without_weight(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for kept in (*([case.infusion] if case.infusion else []), *case.later_infusions):
        infusion, day = kept.value, local_day(kept.value.started_at, at.zone)
        if infusion.dose_unit is DoseUnit.MILLION_PER_KG and infusion.weight_kg is None:
            yield Flaw(
                f"The dose of {short_date(day)} is per kg, and its weight is not on record.",
                f"{day}",
            )
        if infusion.weighed_on is not None and infusion.weighed_on > day:
            yield Flaw(
                f"The weight for the dose of {short_date(day)} was measured after it, on "
                f"{short_date(infusion.weighed_on)}.",
                f"{day}",
            )


def _unchecked_infusion(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    infusion = case.infusion.value if case.infusion else None
    if infusion is None:
        return
    names = {infusion.infused_by.casefold(), infusion.checked_by.casefold()}
    if "" in names:
        yield Flaw("The infusion does not name the two people who checked the identity.")
    elif len(names) == 1:
        yield Flaw(f"{infusion.infused_by} is named twice: the identity is checked by two people.")


def _antigen_not_retested(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for target in sorted(case.product.targets if case.product else ()):
        lines = [k.value for k in case.therapy_lines if k.value.target is target]
        last = max((line.stopped or line.started for line in lines), default="")
        tests = [k.value.tested_on.isoformat() for k in case.antigen_tests]
        if last and not any(test[: len(last)] >= last for test in tests):
            yield Flaw(
                f"{term(target)} was not tested after the last therapy against it ({last}).",
                target.value,
            )


def _rule(code: str, title: str, check: Check, step: Step | None = None) -> Rule:
    return Rule(code=code, title=title, tab=Tab.PATHWAY, check=check, step=step)


RULES = (
    _rule("steps_out_of_order", "Steps out of order", _steps_out_of_order),
    _rule("dated_in_future", "Done on a day to come", _dated_in_future),
    _rule("step_without_end", "Step without an end", _step_without_end),
    _rule(
        "received_before_collected",
        "Product received out of order",
        _received_before_collected,
        Step.MANUFACTURING,
    ),
    _rule("making_time", "Unlikely time from leukapheresis to infusion", _making_time),
    _rule(
        "ld_interval",
        "Lymphodepletion to infusion outside the label",
        _ld_interval,
        Step.LYMPHODEPLETION,
    ),
    _rule("consent_missing", "Step without its consent", _consent_missing),
    _rule("identifier_missing", "Identifier missing", _identifier_missing),
    _rule("din_check", "Check character of the DIN does not fit", _din_check, Step.LEUKAPHERESIS),
    _rule("unsigned_gate", "Checklist not signed before its step", _unsigned_gate),
    _rule("dose_missing", "Infusion without a dose", _dose_missing, Step.INFUSION),
    _rule("dose_without_weight", "Dose without its weight", _dose_without_weight, Step.INFUSION),
    _rule("unchecked_infusion", "Identity not checked by two", _unchecked_infusion, Step.INFUSION),
    _rule(
        "antigen_not_retested",
        "Target antigen not tested again",
        _antigen_not_retested,
        Step.EVALUATION,
    ),
)
"""The rules on the way to the infusion."""
