"""Relapse, later therapy and second malignancy: what cannot be, and what is asked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.outcome.event_checks import (
    check_later_therapy,
    check_relapse,
    check_response,
    check_second_malignancy,
)
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.steps import Step
from tests.builders import a_response
from tests.domain.pathway.cases import DAY0, TODAY, a_case, closed, codes, dead, kept

ON = date(2026, 11, 15)


def treated(**changes: Any) -> CaseFile:
    """An infused case in CRi since 10 Nov."""
    response = kept(a_response(assessed_on=date(2026, 11, 10)))
    return replace(a_case(Step.FOLLOW_UP), **({"responses": (response,)} | changes))


def relapse(**changes: Any) -> Relapse:
    values: dict[str, Any] = {
        "happened_on": ON,
        "kind": RelapseKind.MARROW,
        "marrow_blasts": Decimal(40),
        "threshold": Decimal(5),
    }
    return Relapse(**(values | changes))


def therapy(**changes: Any) -> LaterTherapy:
    values: dict[str, Any] = {
        "kind": LaterTherapyKind.ALLOGENEIC_HSCT,
        "started_on": ON,
        "name": "haploidentical donor",
        "in_remission": True,
    }
    return LaterTherapy(**(values | changes))


def asked(case: CaseFile, value: Relapse | LaterTherapy) -> list[str]:
    check = (
        check_relapse(case, value, today=TODAY)
        if isinstance(value, Relapse)
        else check_later_therapy(case, value, today=TODAY)
    )
    assert check.refusals == ()
    return codes(check.questions)


def refused(case: CaseFile, value: Relapse | LaterTherapy | SecondMalignancy) -> list[str]:
    if isinstance(value, Relapse):
        check = check_relapse(case, value, today=TODAY)
    elif isinstance(value, LaterTherapy):
        check = check_later_therapy(case, value, today=TODAY)
    else:
        check = check_second_malignancy(case, value, today=TODAY)
    return [refusal.field for refusal in check.refusals]


def malignancy(on: date = ON, **changes: Any) -> SecondMalignancy:
    return SecondMalignancy(diagnosed_on=on, kind=MalignancyKind.T_CELL, **changes)


def test_a_relapse_after_a_remission_is_free() -> None:
    assert asked(treated(), relapse()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"threshold": None}, ["no_threshold"]),
        ({"marrow_blasts": Decimal(4)}, ["below_threshold"]),
        ({"marrow_blasts": Decimal(4), "blood_blasts": Decimal(30)}, []),
        ({"kind": RelapseKind.COMBINED, "site": "CNS"}, []),
        ({"kind": RelapseKind.COMBINED}, ["no_site"]),
        (
            {"kind": RelapseKind.ISOLATED_EXTRAMEDULLARY, "marrow_blasts": Decimal(5)},
            ["no_site", "not_isolated"],
        ),
        (
            {
                "kind": RelapseKind.ISOLATED_EXTRAMEDULLARY,
                "marrow_blasts": Decimal(1),
                "site": "testis",
            },
            [],
        ),
        ({"kind": RelapseKind.MRD}, ["not_confirmed"]),
        (
            {"kind": RelapseKind.MRD, "mrd_level": Decimal("0.00009"), "confirmed_on": ON},
            ["mrd_below"],
        ),
        ({"kind": RelapseKind.MRD, "mrd_level": Decimal("0.0001"), "confirmed_on": ON}, []),
        ({"kind": RelapseKind.LINEAGE_SWITCH}, []),
    ],
)
def test_odd_findings_of_a_relapse_are_asked_about(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert asked(treated(), relapse(**changes)) == expected


@pytest.mark.parametrize("changes", [{"kind": RelapseKind.MRD}, {"kind": RelapseKind.COMBINED}])
def test_what_rests_on_no_source_at_hand_says_so(changes: dict[str, Any]) -> None:
    low = relapse(**(changes | {"mrd_level": Decimal("0.00001")}))
    isolated = relapse(kind=RelapseKind.ISOLATED_EXTRAMEDULLARY, site="CNS")
    for value in (low, isolated):
        for question in check_relapse(treated(), value, today=TODAY).questions:
            if question.code in {"mrd_below", "not_confirmed", "not_isolated"}:
                assert "to be confirmed by the clinic" in question.text


def test_a_relapse_without_a_remission_before_it_is_asked_about() -> None:
    assert asked(treated(responses=()), relapse()) == ["no_remission"]


def test_two_relapses_of_one_day_are_asked_about() -> None:
    assert asked(treated(relapses=(kept(relapse()),)), relapse()) == ["same_day"]


def test_a_relapse_before_the_infusion_is_refused() -> None:
    day = DAY0 - timedelta(days=1)
    assert refused(treated(), relapse(happened_on=day)) == ["happened_on"]
    assert refused(a_case(Step.INFUSION), relapse()) == ["happened_on"]


def test_what_lies_in_the_future_is_refused() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert refused(treated(), relapse(happened_on=tomorrow)) == ["happened_on"]
    assert refused(treated(), therapy(started_on=tomorrow)) == ["started_on"]
    assert refused(treated(), therapy(stopped_on=tomorrow)) == ["stopped_on"]
    assert refused(treated(), malignancy(tomorrow)) == ["diagnosed_on"]


def test_what_lies_after_death_is_refused() -> None:
    case = dead(treated(), date(2026, 11, 12))
    assert refused(case, relapse()) == ["happened_on"]


def test_what_lies_after_the_end_of_the_course_is_refused_but_a_second_cancer() -> None:
    case = closed(treated())
    assert refused(case, relapse()) == ["happened_on"]
    assert refused(case, therapy()) == ["started_on"]
    assert refused(case, malignancy()) == []


def test_what_happened_before_the_end_can_still_be_entered() -> None:
    assert refused(closed(treated()), relapse(happened_on=date(2026, 11, 10))) == []


def test_therapy_before_the_infusion_is_refused() -> None:
    assert refused(treated(), therapy(started_on=DAY0 - timedelta(days=3))) == ["started_on"]


def test_a_transplantation_in_remission_is_free() -> None:
    assert asked(treated(), therapy()) == []


def test_therapy_in_remission_after_a_relapse_without_a_response_is_asked_about() -> None:
    case = treated(relapses=(kept(relapse(happened_on=date(2026, 11, 12))),))
    assert asked(case, therapy()) == ["relapsed_before"]


def test_therapy_without_a_name_is_asked_about() -> None:
    assert asked(treated(), therapy(name="")) == ["no_name"]


@pytest.mark.parametrize("field", ["assessed_on", "mrd_on", "counts_on"])
def test_a_day_to_come_is_refused_in_a_response(field: str) -> None:
    response = a_response(**{field: TODAY + timedelta(days=1)})
    check = check_response(treated(), response, today=TODAY)
    assert [refusal.field for refusal in check.refusals] == [field]


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: relapse(site="CNS"), "site"),
        (lambda: relapse(confirmed_on=date(2026, 11, 1)), "confirmed_on"),
        (lambda: relapse(threshold=Decimal(101)), "threshold"),
        (lambda: therapy(stopped_on=date(2026, 11, 1)), "stopped_on"),
        (lambda: malignancy(reported_on=date(2026, 11, 1)), "reported_on"),
        (lambda: malignancy(reported_to="the manufacturer"), "reported_on"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_field(make: Any, field: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        make()
    assert caught.value.field == field
