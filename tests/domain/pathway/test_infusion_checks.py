"""The infusion: one Day 0, after leukapheresis, never in the future; odd entries are asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.moves import MoveCheck, check_infusion
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Disease, Weight
from tests.builders import a_patient, an_infusion
from tests.domain.pathway.cases import (
    DAY0,
    TODAY,
    ZONE,
    a_case,
    a_product,
    closed,
    codes,
    dead,
    done,
    kept,
    signed,
    with_step,
    without_step,
)


def check(case: CaseFile, infusion: Infusion) -> MoveCheck:
    return check_infusion(case, infusion, today=TODAY, zone=ZONE)


def refused(case: CaseFile, infusion: Infusion) -> list[str]:
    return [refusal.text for refusal in check(case, infusion).refusals]


def asked(case: CaseFile, infusion: Infusion) -> list[str]:
    found = check(case, infusion)
    assert found.refusals == ()
    return codes(found.questions)


def infused_on(day: date, **changes: Any) -> Infusion:
    started_at = datetime(day.year, day.month, day.day, 10, 20, tzinfo=UTC)
    return an_infusion(started_at=started_at, weighed_on=day - timedelta(days=5), **changes)


def test_the_infusion_in_its_turn_is_free() -> None:
    assert asked(a_case(Step.INFUSION), an_infusion()) == []


def test_an_infusion_before_leukapheresis_is_refused() -> None:
    (text,) = refused(a_case(Step.LEUKAPHERESIS), an_infusion())
    assert text.startswith("No leukapheresis is on record, so infusion cannot have begun.")


def test_an_infusion_dated_before_leukapheresis_is_refused() -> None:
    found = check(a_case(Step.INFUSION), infused_on(date(2026, 9, 13)))
    assert "cannot be before leukapheresis on 14 Sep 2026" in found.refusals[0].text
    assert {refusal.field for refusal in found.refusals} == {"started_at"}


def test_an_infusion_before_lymphodepletion_began_is_refused() -> None:
    texts = refused(a_case(Step.INFUSION), infused_on(date(2026, 10, 16)))
    assert "cannot be before lymphodepletion on 17 Oct 2026" in texts[0]


def test_an_infusion_before_its_cells_were_made_is_refused() -> None:
    case = without_step(a_case(Step.INFUSION), Step.LYMPHODEPLETION)
    texts = refused(case, infused_on(date(2026, 10, 8)))
    assert "cannot be before manufacturing on 9 Oct 2026" in texts[0]


def test_a_day_0_in_the_future_is_refused() -> None:
    texts = refused(a_case(Step.INFUSION), infused_on(TODAY + timedelta(days=1)))
    assert texts == ["21 Nov 2026 lies in the future. Enter it as planned, not done."]


def test_day_0_is_the_day_in_the_clinics_zone() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert (
        "21 Nov 2026 lies in the future"
        in refused(a_case(Step.INFUSION), an_infusion(started_at=late))[0]
    )


def test_an_end_in_the_future_is_refused() -> None:
    infusion = infused_on(TODAY, ended_at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert [r.field for r in check(a_case(Step.INFUSION), infusion).refusals] == ["ended_at"]


def test_a_second_day_0_is_refused() -> None:
    assert "a second Day 0 cannot be" in refused(a_case(Step.FOLLOW_UP), an_infusion())[0]


def test_an_infusion_after_death_is_refused() -> None:
    case = dead(a_case(Step.INFUSION), date(2026, 10, 22))
    assert refused(case, an_infusion()) == ["The patient died on 22 Oct 2026, before 23 Oct 2026."]


def test_an_infusion_before_birth_is_refused() -> None:
    unborn = kept(a_patient(birth_date=date(2026, 11, 1)))
    case = replace(a_case(Step.INFUSION), patient=unborn)
    assert "lies before the birth date" in refused(case, an_infusion())[0]


def test_an_infusion_in_a_closed_course_is_refused() -> None:
    assert "The course was closed" in refused(closed(a_case(Step.INFUSION)), an_infusion())[0]


def test_an_infusion_without_a_course_is_refused() -> None:
    case = replace(a_case(Step.INFUSION), course=None)
    assert "no course yet" in refused(case, an_infusion())[0]


def test_a_weight_of_after_the_infusion_is_refused() -> None:
    infusion = an_infusion(weighed_on=DAY0 + timedelta(days=1))
    assert [r.field for r in check(a_case(Step.INFUSION), infusion).refusals] == ["weighed_on"]


def corrected(case: CaseFile) -> CaseFile:
    return replace(case, infusion=None)


@pytest.mark.parametrize("offset", [-2, 0, 3])
def test_a_correction_moves_day_0_with_the_monitoring_it_began(offset: int) -> None:
    case = corrected(a_case(Step.FOLLOW_UP))
    assert asked(case, infused_on(DAY0 + timedelta(days=offset))) == []


def test_a_correction_is_possible_in_a_closed_course() -> None:
    assert asked(corrected(closed(a_case(Step.FOLLOW_UP))), an_infusion()) == []


def test_a_correction_behind_the_follow_up_is_refused() -> None:
    begun = StepRecord(step=Step.FOLLOW_UP, started_on=date(2026, 11, 10))
    case = corrected(with_step(a_case(Step.FOLLOW_UP), begun))
    assert (
        "Follow-up on 10 Nov 2026 cannot be before"
        in refused(case, infused_on(date(2026, 11, 11)))[0]
    )


def test_a_skipped_step_is_asked_about() -> None:
    case = without_step(a_case(Step.INFUSION), Step.LYMPHODEPLETION)
    assert asked(case, an_infusion()) == ["step_skipped"]


@pytest.mark.parametrize(("ld_end", "questions"), [(19, []), (22, ["ld_interval_outside_label"])])
def test_the_interval_from_lymphodepletion_is_compared_with_the_label(
    ld_end: int, questions: list[str]
) -> None:
    young = kept(a_patient(birth_date=date(2010, 1, 1)))
    case = a_case(Step.INFUSION, product=a_product("tisa_cel"), patient=young)
    ended = with_step(case, done(Step.LYMPHODEPLETION, finished_on=date(2026, 10, ld_end)))
    assert asked(ended, an_infusion()) == questions


def test_an_open_end_of_lymphodepletion_is_not_compared() -> None:
    case = a_case(Step.INFUSION, product=a_product("tisa_cel"))
    begun = with_step(case, done(Step.LYMPHODEPLETION, finished_on=None))
    assert "ld_interval_outside_label" not in asked(begun, an_infusion())


def test_a_dose_outside_the_label_is_asked_about() -> None:
    infusion = an_infusion(dose=Decimal(2), total=None)
    assert asked(a_case(Step.INFUSION), infusion) == ["dose_outside_label"]


def test_the_label_of_the_patients_disease_counts() -> None:
    mantle = kept(a_patient(disease=Disease.MCL))
    infusion = an_infusion(dose=Decimal(2), total=None)
    assert asked(a_case(Step.INFUSION, patient=mantle), infusion) == []


def test_a_product_that_the_catalogue_does_not_know_is_not_compared() -> None:
    infusion = an_infusion(dose=Decimal(99), total=None)
    assert asked(a_case(Step.INFUSION, product=None), infusion) == []


def test_an_infusion_without_a_dose_is_not_compared() -> None:
    infusion = an_infusion(dose=None, dose_unit=None, total=None)
    assert asked(a_case(Step.INFUSION), infusion) == []


def test_an_age_outside_the_label_is_asked_about() -> None:
    child = kept(a_patient(birth_date=date(2015, 1, 1)))
    assert asked(a_case(Step.INFUSION, patient=child), an_infusion()) == ["age_outside_label"]


@pytest.mark.parametrize(
    ("dose", "unit", "total", "questions"),
    [
        ("1.0", DoseUnit.MILLION_PER_KG, "61", []),
        ("1.0", DoseUnit.MILLION_PER_KG, "64.4", []),
        ("1.0", DoseUnit.MILLION_PER_KG, "64.6", ["total_differs"]),
        ("1.0", DoseUnit.MILLION_PER_KG, "6.14", ["total_differs"]),
        ("61.4", DoseUnit.MILLION_TOTAL, "61.4", []),
        ("61.4", DoseUnit.MILLION_TOTAL, "41.6", ["total_differs"]),
    ],
)
def test_a_total_that_is_not_dose_times_weight_is_asked_about(
    dose: str, unit: DoseUnit, total: str, questions: list[str]
) -> None:
    infusion = an_infusion(dose=Decimal(dose), dose_unit=unit, total=Decimal(total))
    assert asked(a_case(Step.INFUSION, product=None), infusion) == questions


def test_a_total_without_a_weight_cannot_be_compared() -> None:
    infusion = an_infusion(weight_kg=None, total=Decimal(1))
    assert asked(a_case(Step.INFUSION, product=None), infusion) == []


@pytest.mark.parametrize("on", [None, date(2026, 10, 24)])
def test_a_product_not_on_record_as_received_is_asked_about(on: date | None) -> None:
    consent = kept(signed(MilestoneKind.CONSENT_TREATMENT, date(2026, 9, 7)))
    late = () if on is None else (kept(signed(MilestoneKind.PRODUCT_RECEIVED, on)),)
    case = a_case(Step.INFUSION, milestones=(consent, *late))
    assert asked(case, an_infusion()) == ["product_not_received"]


def test_an_infusion_without_consent_is_asked_about() -> None:
    received = kept(signed(MilestoneKind.PRODUCT_RECEIVED, date(2026, 10, 12)))
    case = a_case(Step.INFUSION, milestones=(received,))
    assert asked(case, an_infusion()) == ["no_consent_treatment"]


@pytest.mark.parametrize(
    ("expires", "questions"),
    [(None, []), (DAY0, []), (DAY0 - timedelta(days=1), ["lot_expired"])],
)
def test_an_expired_lot_is_asked_about(expires: date | None, questions: list[str]) -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117", expires_on=expires)
    assert asked(a_case(Step.INFUSION, identifiers=(kept(lot),)), an_infusion()) == questions


def test_the_same_person_infusing_and_checking_is_asked_about() -> None:
    infusion = an_infusion(infused_by="B. Muster", checked_by="b. muster")
    assert asked(a_case(Step.INFUSION), infusion) == ["same_person"]


def test_nobody_named_is_not_the_same_person() -> None:
    assert asked(a_case(Step.INFUSION), an_infusion(infused_by="", checked_by="")) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dose": Decimal(0)}, "dose"),
        ({"dose": Decimal("NaN")}, "dose"),
        ({"dose_unit": None}, "dose_unit"),
        ({"weight_kg": Decimal(401)}, "weight_kg"),
        ({"bags": 0}, "bags"),
        ({"ended_at": datetime(2026, 10, 23, 11, tzinfo=UTC)}, "ended_at"),
        ({"started_at": datetime(2026, 10, 23, 11)}, "started_at"),  # noqa: DTZ001  (refused)
    ],
)
def test_an_infusion_that_cannot_be_written_down_is_refused(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntryError) as refusal:
        an_infusion(**changes)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("used", "questions"),
    [
        ("61.4", []),
        ("67.5", []),
        ("67.6", ["weight_differs"]),
        ("55.3", []),
        ("55.2", ["weight_differs"]),
        (None, []),
    ],
)
def test_a_weight_that_differs_by_more_than_a_tenth_is_asked_about(
    used: str | None, questions: list[str]
) -> None:
    weights = (
        kept(Weight(kg=Decimal(90), measured_on=DAY0 - timedelta(days=60))),
        kept(Weight(kg=Decimal("61.4"), measured_on=DAY0)),
        kept(Weight(kg=Decimal(80), measured_on=DAY0 + timedelta(days=1))),
    )
    infusion = an_infusion(
        dose=None, dose_unit=None, total=None, weight_kg=Decimal(used) if used else None
    )
    assert asked(a_case(Step.INFUSION, weights=weights), infusion) == questions
