"""Parts of a split dose and reinfusions: they belong to the first infusion and are never Day 0."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.endings import check_setback
from carttrack.domain.pathway.infusion import (
    DoseUnit,
    Infusion,
    InfusionKind,
    ReinfusionReason,
)
from carttrack.domain.pathway.infusion_checks import check_infusion
from carttrack.domain.pathway.later_infusions import check_later_infusion, next_number
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from tests.builders import an_infusion
from tests.domain.pathway.cases import DAY0, TODAY, ZONE, a_case, a_product, closed, codes, kept

FIRST_AT = datetime(2026, 10, 23, 11, 20, tzinfo=UTC)


def part(day: int, **changes: Any) -> Infusion:
    values: dict[str, Any] = {
        "started_at": FIRST_AT + timedelta(days=day),
        "total": Decimal(310),
        "kind": InfusionKind.SPLIT_DOSE,
        "number": 2,
    }
    return Infusion(**(values | changes))


def again(day: int, **changes: Any) -> Infusion:
    reason = ReinfusionReason.LOSS_OF_APLASIA
    return part(day, **({"kind": InfusionKind.REINFUSION, "reason": reason} | changes))


def obe(first: str = "100", *later: Infusion) -> CaseFile:
    infusion = an_infusion(
        dose=Decimal(first), dose_unit=DoseUnit.MILLION_TOTAL, total=Decimal(first)
    )
    return replace(
        a_case(Step.FOLLOW_UP),
        product=a_product("obe_cel"),
        infusion=kept(infusion),
        later_infusions=tuple(kept(one, number) for number, one in enumerate(later, 2)),
    )


def asked(case: CaseFile, infusion: Infusion) -> list[str]:
    found = check_later_infusion(case, infusion, today=TODAY, zone=ZONE)
    assert found.refusals == ()
    return codes(found.questions)


def refused(case: CaseFile, infusion: Infusion) -> list[str]:
    found = check_later_infusion(case, infusion, today=TODAY, zone=ZONE)
    return [refusal.field for refusal in found.refusals]


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        (InfusionKind.FIRST, 2, None),
        (InfusionKind.SPLIT_DOSE, 1, None),
        (InfusionKind.REINFUSION, 1, None),
        (InfusionKind.SPLIT_DOSE, 2, ReinfusionReason.PLANNED),
    ],
)
def test_kind_number_and_reason_must_go_together(
    kind: InfusionKind, number: int, reason: ReinfusionReason | None
) -> None:
    with pytest.raises(InvalidEntryError):
        Infusion(started_at=FIRST_AT, kind=kind, number=number, reason=reason)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (6, ["split_day"]),
        (7, []),
        (9, []),
        (11, []),
        (12, ["split_day"]),
        (20, ["split_day"]),
    ],
)
def test_the_second_part_is_asked_about_outside_the_labels_day_10(
    day: int, expected: list[str]
) -> None:
    assert asked(obe(), part(day)) == expected


def test_the_question_counts_as_the_label_does() -> None:
    found = check_later_infusion(obe(), part(12), today=TODAY, zone=ZONE)
    assert found.questions[0].text.startswith(
        "This is Day 13 in the label's count, where the first"
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("100", "310", []),
        ("10", "400", []),
        ("10", "310", ["split_total"]),
        ("100", "400", ["split_total"]),
    ],
)
def test_all_parts_together_are_held_against_the_labels_dose(
    first: str, second: str, expected: list[str]
) -> None:
    assert asked(obe(first), part(9, total=Decimal(second))) == expected


def test_a_third_part_is_asked_about() -> None:
    case = obe("100", part(8, total=Decimal(10)))
    assert asked(case, part(10, number=3, total=Decimal(300))) == ["more_parts"]


def test_a_part_of_a_product_that_no_label_splits_is_asked_about() -> None:
    assert asked(a_case(Step.FOLLOW_UP), part(9)) == ["no_split_dose"]


def test_a_part_after_a_partial_dose_is_asked_about() -> None:
    partial = Setback(
        kind=SetbackKind.PARTIAL_DOSE, step=Step.MONITORING, happened_on=DAY0, reason="CRS"
    )
    case = replace(obe(), setbacks=(kept(partial),))
    assert asked(case, part(9)) == ["partial_dose"]


def test_a_reinfusion_of_another_product_is_free() -> None:
    assert asked(a_case(Step.FOLLOW_UP), again(20)) == []


def test_a_reinfusion_without_a_reason_is_asked_about() -> None:
    assert asked(a_case(Step.FOLLOW_UP), again(20, reason=None)) == ["no_reason"]


def test_a_reinfusion_while_the_second_part_is_open_is_asked_about() -> None:
    assert asked(obe(), again(9)) == ["second_part_open"]
    assert asked(obe("100", part(9)), again(20, number=3)) == []


def test_a_second_first_infusion_is_refused() -> None:
    assert refused(a_case(Step.FOLLOW_UP), an_infusion()) == ["kind"]


def test_a_later_infusion_without_a_first_is_refused() -> None:
    assert refused(a_case(Step.INFUSION), again(9)) == ["kind"]


def test_a_later_infusion_before_the_first_is_refused() -> None:
    assert refused(a_case(Step.FOLLOW_UP), again(0)) == ["started_at"]


def test_a_later_infusion_in_the_future_is_refused() -> None:
    assert refused(a_case(Step.FOLLOW_UP), again(29)) == ["started_at"]


def test_a_later_infusion_in_a_closed_course_is_refused_unless_it_is_corrected() -> None:
    case = closed(a_case(Step.FOLLOW_UP))
    assert refused(case, again(9)) == [""]
    found = check_later_infusion(case, again(9), today=TODAY, zone=ZONE, correcting=True)
    assert found.refusals == ()


def test_the_first_infusion_cannot_move_behind_a_later_one() -> None:
    case = replace(obe("100", part(9)), infusion=None)
    moved = an_infusion(started_at=FIRST_AT + timedelta(days=9, hours=1))
    found = check_infusion(case, moved, today=TODAY, zone=ZONE)
    assert "started_at" in [refusal.field for refusal in found.refusals]


def test_infusions_are_numbered_from_the_first() -> None:
    assert next_number(a_case(Step.INFUSION)) == 1
    assert next_number(obe()) == 2
    assert next_number(obe("100", part(9), again(20, number=3))) == 4


def partial(case: CaseFile, on: date = date(2026, 11, 1)) -> tuple[list[str], list[str]]:
    setback = Setback(
        kind=SetbackKind.PARTIAL_DOSE, step=Step.MONITORING, happened_on=on, reason="CRS grade 3"
    )
    found = check_setback(case, setback, today=TODAY)
    return [refusal.field for refusal in found.refusals], codes(found.questions)


def test_a_partial_dose_after_the_first_part_is_free() -> None:
    assert partial(obe()) == ([], [])


def test_a_partial_dose_cannot_be_without_a_first_part() -> None:
    assert partial(a_case(Step.INFUSION)) == (["kind"], [])


def test_a_partial_dose_cannot_be_before_the_first_part() -> None:
    assert partial(obe(), DAY0 - timedelta(days=1)) == (["happened_on"], [])


def test_a_partial_dose_cannot_be_with_the_second_part_on_record() -> None:
    assert partial(obe("100", part(9))) == (["kind"], [])


def test_a_partial_dose_of_a_product_that_no_label_splits_is_asked_about() -> None:
    assert partial(a_case(Step.FOLLOW_UP)) == ([], ["no_split_dose"])
