"""Events in words: nothing is left out, and no minus sign can be lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.b_cell_aplasia import Aplasia, AplasiaDefinition, AplasiaState
from carttrack.domain.outcome.event_words import (
    antigen_pair,
    aplasia_words,
    definition_words,
    malignancy_words,
    mrd_category_words,
    relapse_words,
    therapy_words,
)
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.mrd import MrdCategory
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.patients import AntigenStatus

ON = date(2026, 11, 18)


@pytest.mark.parametrize("cd19", [None, *AntigenStatus])
@pytest.mark.parametrize("cd22", [None, *AntigenStatus])
def test_the_antigen_pair_is_spelt_out(
    cd19: AntigenStatus | None, cd22: AntigenStatus | None
) -> None:
    words = {
        None: "not recorded",
        AntigenStatus.POSITIVE: "positive",
        AntigenStatus.DIM: "dim",
        AntigenStatus.NEGATIVE: "negative",
    }
    assert antigen_pair(cd19, cd22) == f"CD19 {words[cd19]}, CD22 {words[cd22]}"


def test_a_relapse_says_what_was_found() -> None:
    relapse = Relapse(
        happened_on=ON,
        kind=RelapseKind.COMBINED,
        site="CNS",
        marrow_blasts=Decimal(30),
        blood_blasts=Decimal(2),
        mrd_level=Decimal("0.3"),
    )
    assert relapse_words(relapse) == (
        "Relapse, marrow and extramedullary, CNS, marrow blasts 30 %, blood blasts 2 %, "
        "MRD 3 × 10⁻¹, CD19 not recorded, CD22 not recorded"
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Radiotherapy"),
        ({"in_remission": False, "name": "testis"}, "Radiotherapy, testis, not in remission"),
        ({"stopped_on": date(2026, 11, 20)}, "Radiotherapy, until 20 Nov 2026"),
    ],
)
def test_a_later_therapy_says_what_is_on_record(changes: dict[str, Any], expected: str) -> None:
    therapy = LaterTherapy(kind=LaterTherapyKind.RADIOTHERAPY, started_on=ON, **changes)
    assert therapy_words(therapy) == expected


def test_a_second_malignancy_says_what_is_missing() -> None:
    found = SecondMalignancy(diagnosed_on=ON, kind=MalignancyKind.SKIN)
    assert malignancy_words(found) == (
        "Second malignancy, skin cancer, CAR transgene not recorded, report not recorded"
    )


@pytest.mark.parametrize("state", list(AplasiaState))
def test_every_state_of_aplasia_has_words(state: AplasiaState) -> None:
    assert aplasia_words(Aplasia(state=state))


def test_an_early_confirmed_loss_says_both() -> None:
    lost = Aplasia(state=AplasiaState.LOST, since=ON, confirmed_on=date(2026, 12, 1), early=True)
    assert aplasia_words(lost) == (
        "B-cell aplasia lost 18 Nov 2026, confirmed 1 Dec 2026, within six months of the cells"
    )


def test_the_clinics_definition_is_said_whole() -> None:
    definition = AplasiaDefinition(
        percent=Decimal(3), per_ul=Decimal(50), comparison=Comparison.AT_LEAST, second_sample=False
    )
    assert definition_words(definition) == (
        "clinic’s definition of loss: CD19+ cells ≥ 3 % or ≥ 50/µL, on one sample"
    )


def test_every_mrd_result_has_words_of_its_own() -> None:
    without = {MrdCategory.NOT_DONE, MrdCategory.PENDING, MrdCategory.NOT_RECORDED}
    said = [mrd_category_words(category) for category in MrdCategory if category not in without]
    assert len(set(said)) == len(said) == 7
    assert all(said)
    assert {mrd_category_words(category) for category in without} == {""}
