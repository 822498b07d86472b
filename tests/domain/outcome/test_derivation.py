import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.criteria import Before, Verdict
from carttrack.domain.outcome.derivation import (
    REMISSIONS,
    Agreement,
    agreement,
    derived_response,
    has_response_form,
    without_form,
)
from carttrack.domain.outcome.response import Extramedullary, Response, ResponseKind
from carttrack.domain.patients import CnsStatus, Disease

GRID = Path(__file__).parents[2] / "data" / "response_grid.csv"
ON = date(2026, 11, 18)


def findings(**changes: Any) -> Response:
    """Findings of a complete response."""
    complete: dict[str, Any] = {
        "marrow_blasts": Decimal(1),
        "extramedullary": Extramedullary.NONE,
        "anc": Decimal("1.6"),
        "platelets": Decimal(140),
    }
    return Response(assessed_on=ON, **(complete | changes))


def row_findings(row: dict[str, str]) -> Response:
    def number(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    return Response(
        assessed_on=ON,
        marrow_blasts=number("marrow_blasts"),
        extramedullary=Extramedullary(row["extramedullary"]) if row["extramedullary"] else None,
        cns=CnsStatus(row["cns"]) if row["cns"] else None,
        anc=number("anc"),
        platelets=number("platelets"),
    )


def test_every_row_of_the_grid_is_derived_as_the_criteria_print_it() -> None:
    with GRID.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        before = Before(remission=row["remission_before"] == "yes")
        kind = derived_response(row_findings(row), before=before).kind
        if (kind.value if kind else "cannot_say") != row["expected"]:
            wrong.append((row, kind))
    assert len(rows) == 864
    assert wrong == []


@pytest.mark.parametrize(
    ("anc", "platelets", "counts", "expected"),
    [
        ("1.0", "100", Comparison.AT_LEAST, ResponseKind.CR),
        ("1.0", "100", Comparison.ABOVE, ResponseKind.CRI),
        ("1.0", "101", Comparison.ABOVE, ResponseKind.CRI),
        ("1.1", "100", Comparison.ABOVE, ResponseKind.CRI),
        ("1.1", "101", Comparison.ABOVE, ResponseKind.CR),
        ("0.99", "100", Comparison.AT_LEAST, ResponseKind.CRI),
        ("1.0", "99", Comparison.AT_LEAST, ResponseKind.CRI),
        ("0.4", "20", Comparison.AT_LEAST, ResponseKind.CRI),
    ],
)
def test_counts_at_their_limit_follow_the_clinics_comparison(
    anc: str, platelets: str, counts: Comparison, expected: ResponseKind
) -> None:
    response = findings(anc=Decimal(anc), platelets=Decimal(platelets))
    assert derived_response(response, counts=counts).kind is expected


@pytest.mark.parametrize(
    ("changes", "before", "reason"),
    [
        ({"marrow_blasts": None, "marrow_pending": True}, Before(), "Marrow blasts pending"),
        ({"marrow_blasts": None}, Before(), "Marrow blasts not recorded"),
        ({"extramedullary": None}, Before(), "Extramedullary disease not recorded"),
        ({}, Before(cns_involved=True), "CNS not recorded, involved before"),
        ({"cns": CnsStatus.CNS2}, Before(), "CNS CNS2: the criteria do not say"),
        (
            {"circulating_blasts": Decimal(1)},
            Before(),
            "Circulating blasts 1 %: the criteria name no limit",
        ),
    ],
)
def test_what_the_findings_do_not_say_is_not_derived(
    changes: dict[str, Any], before: Before, reason: str
) -> None:
    derived = derived_response(findings(**changes), before=before)
    assert (derived.kind, derived.reason) == (None, reason)


def test_a_trace_of_circulating_blasts_leaves_the_response() -> None:
    response = findings(circulating_blasts=Decimal("0.9"))
    assert derived_response(response).kind is ResponseKind.CR


def test_the_limit_of_circulating_blasts_is_marked_to_be_confirmed() -> None:
    lines = derived_response(findings()).criteria
    (line,) = (line for line in lines if line.item == "Circulating blasts")
    assert "to be confirmed by the clinic" in line.asked
    assert "to be confirmed by the clinic" in line.source


def test_each_line_of_the_reasons_names_its_source() -> None:
    assert all(line.source for line in derived_response(findings()).criteria)


def test_missing_counts_leave_cr_and_cri_open() -> None:
    derived = derived_response(findings(platelets=None))
    assert derived.kind is ResponseKind.MLFS
    assert derived.open_to == (ResponseKind.CR, ResponseKind.CRI)
    assert derived.reason == "Platelets not recorded, so CR and CRi cannot be told apart"


def test_marrow_between_the_published_thresholds_after_a_remission_is_the_clinicians() -> None:
    derived = derived_response(
        findings(marrow_blasts=Decimal("24.9")), before=Before(remission=True)
    )
    assert derived.kind is None
    assert "published thresholds of relapse differ" in derived.reason


def test_disease_outside_a_clean_marrow_after_a_remission_is_a_relapse() -> None:
    response = findings(extramedullary=Extramedullary.PRESENT)
    derived = derived_response(response, before=Before(remission=True))
    assert derived.kind is ResponseKind.RELAPSE
    assert derived.reason == "Extramedullary disease present, after a remission"


def test_what_the_registry_also_asks_is_a_remark() -> None:
    derived = derived_response(findings(normal_maturation=True, transfusion_independent=False))
    assert derived.kind is ResponseKind.CR
    (remark,) = derived.remarks
    assert remark == (
        "The registry also asks for transfusion independence (CIBMTR Forms Instruction Manual, "
        "ALL response criteria): not met."
    )


def test_counts_of_another_day_are_dated() -> None:
    derived = derived_response(findings(counts_on=date(2026, 11, 16)))
    assert derived.remarks[0] == "Counts of 16 Nov 2026."


def test_both_counts_below_are_remarked_on() -> None:
    derived = derived_response(findings(anc=Decimal("0.2"), platelets=Decimal(9)))
    assert "name one or the other" in derived.remarks[0]


@pytest.mark.parametrize(
    ("stated", "changes", "expected"),
    [
        (None, {}, Agreement.NOT_STATED),
        (ResponseKind.CR, {"extramedullary": None}, Agreement.NOT_DERIVED),
        (ResponseKind.CR, {}, Agreement.AGREES),
        (ResponseKind.CRI, {}, Agreement.DIFFERS),
        (ResponseKind.CRI, {"anc": None}, Agreement.POSSIBLE),
        (ResponseKind.MLFS, {"anc": Decimal("0.1"), "platelets": Decimal(5)}, Agreement.DIFFERS),
        (ResponseKind.ACTIVE_DISEASE, {"marrow_blasts": Decimal(60)}, Agreement.AGREES),
        (ResponseKind.PARTIAL, {"marrow_blasts": Decimal(8)}, Agreement.AGREES),
        (ResponseKind.NOT_EVALUABLE, {}, Agreement.DIFFERS),
    ],
)
def test_the_statement_is_held_beside_what_is_derived(
    stated: ResponseKind | None, changes: dict[str, Any], expected: Agreement
) -> None:
    assert agreement(stated, derived_response(findings(**changes))) is expected


@pytest.mark.parametrize("disease", list(Disease))
def test_only_b_all_has_a_response_form(disease: Disease) -> None:
    assert has_response_form(disease) is (disease is Disease.B_ALL)
    assert bool(without_form(disease)) is not has_response_form(disease)


def test_a_disease_without_a_form_says_so() -> None:
    assert without_form(Disease.LBCL) == "No response form for LBCL here: steps and toxicity only."


PERCENT = st.decimals(0, 100, places=1)
COUNT = st.decimals(0, 400, places=1)


@settings(deadline=None, max_examples=60)
@given(blasts=PERCENT, more=PERCENT, anc=COUNT, platelets=COUNT, remission=st.booleans())
def test_more_blasts_never_make_a_better_response(
    blasts: Decimal, more: Decimal, anc: Decimal, platelets: Decimal, *, remission: bool
) -> None:
    fewer, many = sorted((blasts, more))
    before = Before(remission=remission)
    kinds = [
        derived_response(
            findings(marrow_blasts=each, anc=anc, platelets=platelets), before=before
        ).kind
        for each in (fewer, many)
    ]
    assert not (kinds[1] in REMISSIONS and kinds[0] not in REMISSIONS)


@settings(deadline=None, max_examples=60)
@given(
    blasts=st.none() | PERCENT,
    outside=st.none() | st.sampled_from(Extramedullary),
    cns=st.none() | st.sampled_from(CnsStatus),
    anc=st.none() | COUNT,
    platelets=st.none() | COUNT,
)
def test_a_remission_has_every_criterion_of_disease_met(
    blasts: Decimal | None,
    outside: Extramedullary | None,
    cns: CnsStatus | None,
    anc: Decimal | None,
    platelets: Decimal | None,
) -> None:
    response = findings(
        marrow_blasts=blasts, extramedullary=outside, cns=cns, anc=anc, platelets=platelets
    )
    derived = derived_response(response)
    all_met = all(line.verdict is Verdict.MET for line in derived.criteria[:4])
    assert (derived.kind in REMISSIONS) is all_met
