from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.products import Product
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import (
    AntigenStatus,
    AntigenTest,
    PriorCd19,
    Target,
    TherapyKind,
    TherapyLine,
)
from carttrack.domain.reference.facts import dose_per_kg, facts_of
from tests.builders import TODAY, a_patient, an_infusion

AT = datetime(2026, 11, 1, tzinfo=UTC)
DAY0 = date(2026, 10, 23)
BREXU = Product(
    id="brexu_cel",
    name="Brexucabtagene autoleucel",
    short="brexu-cel",
    targets=frozenset({Target.CD19}),
)


def _kept(value: Any, number: int = 1) -> Kept[Any]:
    return Kept(id=number, value=value, entered_at=AT, entered_by="Alex Demo")


def _case(patient: dict[str, Any] | None = None, **more: Any) -> CaseFile:
    return CaseFile(patient_id=PatientId(1), patient=_kept(a_patient(**(patient or {}))), **more)


def _lines(*lines: TherapyLine) -> tuple[Kept[TherapyLine], ...]:
    return tuple(_kept(line, number) for number, line in enumerate(lines))


def _tests(*tests: tuple[Target, date, AntigenStatus]) -> tuple[Kept[AntigenTest], ...]:
    return tuple(
        _kept(AntigenTest(target=target, tested_on=day, status=status))
        for target, day, status in tests
    )


BLINATUMOMAB = TherapyLine(
    kind=TherapyKind.ANTIBODY, drug="blinatumomab", target=Target.CD19, started="2025"
)
TRANSPLANT = TherapyLine(
    kind=TherapyKind.TRANSPLANT_ALLOGENEIC, drug="allogeneic HSCT", started="2024-05"
)


def test_the_facts_of_an_infused_patient_are_those_of_day_0() -> None:
    case = _case({"birth_date": date(1992, 10, 24)}, product=BREXU, day0=DAY0)
    facts = facts_of(case, today=date(2030, 1, 1))
    assert (facts.age, facts.planned) == (33, False)
    assert (facts.product, facts.targets) == ("brexu_cel", frozenset({Target.CD19}))


def test_before_the_infusion_the_age_is_todays_and_the_facts_are_planned() -> None:
    facts = facts_of(_case(product=BREXU), today=TODAY)
    assert (facts.age, facts.planned, facts.dose_per_kg) == (34, True, None)


def test_a_product_the_catalogue_does_not_know_has_no_targets() -> None:
    course = Course(
        number=1, product="other", product_name="Trial cells", opened_on=TODAY, protocol="x@1"
    )
    facts = facts_of(_case(course=_kept(course)), today=TODAY)
    assert (facts.product, facts.product_name, facts.targets) == (
        "other",
        "Trial cells",
        frozenset(),
    )


def test_a_product_the_catalogue_does_not_know_has_the_targets_entered() -> None:
    course = Course(
        number=1,
        product="other",
        product_name="Trial cells",
        opened_on=TODAY,
        protocol="x@1",
        target=Target.CD22,
    )
    facts = facts_of(_case(course=_kept(course)), today=TODAY)
    assert (facts.targets, facts.product_listed) == (frozenset({Target.CD22}), False)


def test_a_patient_without_a_course_has_no_product() -> None:
    facts = facts_of(_case(), today=TODAY)
    assert (facts.product, facts.product_name) == ("", "")


@pytest.mark.parametrize(
    ("field", "lines", "expected"),
    [
        (None, (), None),
        (PriorCd19.NONE, (), PriorCd19.NONE),
        (PriorCd19.FAILED, (BLINATUMOMAB,), PriorCd19.FAILED),
        (None, (BLINATUMOMAB,), PriorCd19.GIVEN),
        (PriorCd19.NONE, (BLINATUMOMAB,), PriorCd19.GIVEN),
        (None, (TRANSPLANT,), None),
    ],
)
def test_prior_cd19_directed_therapy_comes_from_the_field_or_a_line(
    field: PriorCd19 | None, lines: tuple[TherapyLine, ...], expected: PriorCd19 | None
) -> None:
    case = _case({"prior_cd19": field}, therapy_lines=_lines(*lines), day0=DAY0)
    assert facts_of(case, today=TODAY).prior_cd19 is expected


@pytest.mark.parametrize(
    ("started", "counts"),
    [("2026-10-22", True), ("2026-10-24", False), ("2026-11", False), ("2026", True), ("", True)],
)
def test_a_line_after_the_infusion_is_no_prior_therapy(started: str, *, counts: bool) -> None:
    line = TherapyLine(
        kind=TherapyKind.ANTIBODY, drug="blinatumomab", target=Target.CD19, started=started
    )
    facts = facts_of(_case(therapy_lines=_lines(line), day0=DAY0), today=TODAY)
    assert (facts.prior_cd19 is PriorCd19.GIVEN) is counts


@pytest.mark.parametrize(
    ("field", "lines", "expected"),
    [
        (None, (), None),
        (False, (), False),
        (True, (), True),
        (None, (TRANSPLANT,), True),
        (False, (TRANSPLANT,), True),
        (None, (BLINATUMOMAB,), None),
    ],
)
def test_a_prior_transplant_comes_from_the_field_or_a_line(
    field: bool | None,  # noqa: FBT001  (a fact of three states)
    lines: tuple[TherapyLine, ...],
    expected: bool | None,  # noqa: FBT001
) -> None:
    case = _case({"prior_transplant": field}, therapy_lines=_lines(*lines), day0=DAY0)
    assert facts_of(case, today=TODAY).prior_transplant is expected


def test_the_last_antigen_test_before_lymphodepletion_counts() -> None:
    tests = _tests(
        (Target.CD19, date(2026, 10, 18), AntigenStatus.DIM),
        (Target.CD19, date(2026, 9, 1), AntigenStatus.POSITIVE),
        (Target.CD19, date(2026, 10, 19), AntigenStatus.NEGATIVE),
        (Target.CD22, date(2026, 9, 1), AntigenStatus.POSITIVE),
    )
    steps = (_kept(StepRecord(step=Step.LYMPHODEPLETION, started_on=date(2026, 10, 18))),)
    facts = facts_of(_case(antigen_tests=tests, steps=steps, day0=DAY0), today=TODAY)
    assert (facts.cd19, facts.cd22) == (AntigenStatus.DIM, AntigenStatus.POSITIVE)


def test_without_a_date_of_lymphodepletion_tests_count_up_to_the_infusion() -> None:
    tests = _tests(
        (Target.CD19, DAY0, AntigenStatus.POSITIVE),
        (Target.CD19, date(2026, 11, 18), AntigenStatus.NEGATIVE),
    )
    facts = facts_of(_case(antigen_tests=tests, day0=DAY0), today=TODAY)
    assert (facts.cd19, facts.cd22) == (AntigenStatus.POSITIVE, None)


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ({}, Decimal("1.0")),
        ({"dose": Decimal(120), "dose_unit": DoseUnit.MILLION_TOTAL}, Decimal(120) / Decimal(60)),
        ({"dose": None, "dose_unit": None, "total": Decimal(30)}, Decimal(30) / Decimal(60)),
        (
            {"dose": Decimal(120), "dose_unit": DoseUnit.MILLION_TOTAL, "weight_kg": None},
            None,
        ),
        ({"dose": None, "dose_unit": None, "total": None}, None),
    ],
)
def test_a_dose_per_kg_is_as_recorded_or_from_a_total_with_its_weight(
    recorded: dict[str, Any], expected: Decimal | None
) -> None:
    infusion = an_infusion(**({"weight_kg": Decimal(60)} | recorded))
    assert dose_per_kg(infusion) == expected


def test_the_dose_of_the_infusion_is_a_fact() -> None:
    case = _case(infusion=_kept(an_infusion()), day0=DAY0)
    assert facts_of(case, today=TODAY).dose_per_kg == Decimal("1.0")
