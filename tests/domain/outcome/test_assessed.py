"""A course's responses with what is derived of each, and B-cell aplasia from its results."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.domain.outcome.assessed import assessed_as, assessed_responses
from carttrack.domain.outcome.b_cell_aplasia import AplasiaState
from carttrack.domain.outcome.b_cell_series import aplasia_of, b_cell_samples
from carttrack.domain.outcome.derivation import Agreement
from carttrack.domain.outcome.event_words import derived_words
from carttrack.domain.outcome.mrd import MrdCategory
from carttrack.domain.outcome.remission import RemissionNumber
from carttrack.domain.outcome.response import Extramedullary, Response, ResponseKind
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import CnsStatus, Disease, DiseaseStatus
from tests.builders import a_clinic_record, a_patient, a_response
from tests.domain.pathway.cases import DAY0, a_case, kept


def case(*responses: Response, **patient: Any) -> CaseFile:
    return replace(
        a_case(Step.FOLLOW_UP),
        patient=kept(a_patient(**patient)),
        responses=tuple(kept(one, number) for number, one in enumerate(responses, 1)),
    )


def assessed(day: int, **changes: Any) -> Response:
    values = {"extramedullary": Extramedullary.NONE, "anc": Decimal(2), "platelets": Decimal(200)}
    return a_response(assessed_on=DAY0 + timedelta(days=day), **(values | changes))


def test_statement_and_derivation_both_stand() -> None:
    (found,) = assessed_responses(case(assessed(28)))
    assert found.response.stated is ResponseKind.CRI
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.CR
    assert found.agreement is Agreement.DIFFERS
    assert found.remission is RemissionNumber.THIRD_OR_LATER
    assert found.mrd is MrdCategory.NOT_RECORDED


def test_a_response_that_is_not_kept_yet_is_judged_with_those_before_it() -> None:
    late = assessed(100, marrow_blasts=Decimal(40), stated=None, stated_by="")
    found = assessed_as(case(assessed(28)), late)
    assert found.response is late
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.RELAPSE
    early = assessed_as(case(assessed(28)), assessed(7, marrow_blasts=Decimal(40)))
    assert early.derived is not None
    assert early.derived.kind is ResponseKind.NO_RESPONSE


def test_a_correction_is_not_judged_by_the_response_it_corrects() -> None:
    before = assessed(28)
    late = assessed(100, marrow_blasts=Decimal(40), stated=None, stated_by="")
    found = assessed_as(case(before), late, instead_of=before)
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.NO_RESPONSE


def test_a_response_to_be_is_judged_by_the_clinics_own_counts() -> None:
    limit = assessed(28, anc=Decimal("1.0"))
    found = assessed_as(case(), limit, Comparison.ABOVE)
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.CRI


def test_blasts_after_a_remission_of_the_course_are_a_relapse() -> None:
    late = assessed(100, marrow_blasts=Decimal(40), stated=None, stated_by="")
    found = assessed_responses(case(assessed(28), late))[1]
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.RELAPSE
    assert (found.agreement, found.remission) == (Agreement.NOT_STATED, None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (DiseaseStatus.FIRST_REMISSION, ResponseKind.RELAPSE),
        (DiseaseStatus.MRD_ONLY, ResponseKind.RELAPSE),
        (DiseaseStatus.REFRACTORY, ResponseKind.NO_RESPONSE),
    ],
)
def test_a_remission_at_the_infusion_counts_as_one_before(
    status: DiseaseStatus, expected: ResponseKind
) -> None:
    blasts = assessed(28, marrow_blasts=Decimal(60), stated=None, stated_by="")
    (found,) = assessed_responses(case(blasts, disease_status=status))
    assert found.derived is not None
    assert found.derived.kind is expected


def test_earlier_disease_of_the_cns_asks_for_the_fluid() -> None:
    (found,) = assessed_responses(case(assessed(28), cns_status=CnsStatus.CNS3))
    assert found.derived is not None
    assert (found.derived.kind, found.agreement) == (None, Agreement.NOT_DERIVED)


def test_the_clinics_comparison_is_followed() -> None:
    response = assessed(28, platelets=Decimal(100))
    (found,) = assessed_responses(case(response), Comparison.ABOVE)
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.CRI


def test_nothing_is_derived_of_a_baseline_but_its_remission_counts() -> None:
    baseline = assessed(-11, stated=ResponseKind.CR)
    blasts = assessed(28, marrow_blasts=Decimal(60), stated=None, stated_by="")
    before, after = assessed_responses(case(baseline, blasts))
    assert (before.derived, derived_words(before)) == (None, "")
    assert after.derived is not None
    assert after.derived.kind is ResponseKind.RELAPSE


@pytest.mark.parametrize("stated", [None, ResponseKind.CR])
def test_nothing_is_derived_for_another_disease(stated: ResponseKind | None) -> None:
    response = assessed(28, stated=stated, stated_by="R. Demo")
    (found,) = assessed_responses(case(response, disease=Disease.LBCL))
    assert found.derived is None
    assert found.agreement is (Agreement.NOT_DERIVED if stated else Agreement.NOT_STATED)


def blood(test: LabTest, value: str, unit: str = "×10⁹/L", **changes: Any) -> LabResult:
    values: dict[str, Any] = {"taken_on": DAY0 + timedelta(days=28)}
    return LabResult(test=test, value=Decimal(value), unit=unit, **(values | changes))


COUNTLESS = assessed(28, anc=None, platelets=None)


def test_counts_of_the_very_day_are_taken_from_the_record() -> None:
    results = (blood(LabTest.ANC, "1500", "/µL"), blood(LabTest.PLATELETS, "90"))
    held = replace(case(COUNTLESS), lab_results=tuple(map(kept, results)))
    (found,) = assessed_responses(held)
    assert found.derived is not None
    assert (found.derived.kind, found.counts_from_record) == (ResponseKind.CRI, True)
    assert found.response == COUNTLESS
    assert "counts of that day from the record" in derived_words(found)


def test_counts_of_the_visit_form_are_taken_too() -> None:
    form = VisitForm(seen_on=DAY0 + timedelta(days=28), anc=Decimal(2), platelets=Decimal(150))
    (found,) = assessed_responses(replace(case(COUNTLESS), visit_forms=(kept(form),)))
    assert found.derived is not None
    assert found.derived.kind is ResponseKind.CR


@pytest.mark.parametrize(
    "changes", [{"taken_on": DAY0 + timedelta(days=27)}, {"comparator": Comparator.BELOW}]
)
def test_counts_of_another_day_or_beyond_detection_are_not_taken(changes: dict[str, Any]) -> None:
    results = (blood(LabTest.ANC, "2", **changes), blood(LabTest.PLATELETS, "200", **changes))
    held = replace(case(COUNTLESS), lab_results=tuple(map(kept, results)))
    (found,) = assessed_responses(held)
    assert found.derived is not None
    assert (found.derived.kind, found.counts_from_record) == (ResponseKind.MLFS, False)


def test_counts_of_the_response_itself_come_first() -> None:
    results = (blood(LabTest.ANC, "0.1"), blood(LabTest.PLATELETS, "9"))
    held = replace(case(assessed(28)), lab_results=tuple(map(kept, results)))
    (found,) = assessed_responses(held)
    assert found.derived is not None
    assert (found.derived.kind, found.counts_from_record) == (ResponseKind.CR, False)


def result(day: int, value: str, unit: str = "%", sample: str = "") -> LabResult:
    percent = unit.startswith("%")
    return LabResult(
        test=LabTest.B_CELLS_PERCENT if percent else LabTest.B_CELLS,
        taken_on=DAY0 + timedelta(days=day),
        value=Decimal(value),
        unit=unit,
        sample=sample,
    )


@pytest.mark.parametrize(
    ("unit", "per_ul"),
    [("/µL", "0.2"), ("cells/µL", "0.2"), ("/uL", "0.2"), ("×10⁹/L", "200"), ("x10^9/L", "200")],
)
def test_counts_of_every_known_unit_are_cells_per_microlitre(unit: str, per_ul: str) -> None:
    (sample,) = b_cell_samples([result(30, "0.2", unit)])
    assert sample.per_ul is not None
    assert sample.per_ul.value == Decimal(per_ul)


def test_an_unknown_unit_and_marrow_are_left_out() -> None:
    assert b_cell_samples([result(30, "2", "per field"), result(30, "2", sample="Marrow")]) == ()


def test_percent_and_count_of_one_day_are_one_sample() -> None:
    (sample,) = b_cell_samples([result(30, "2"), result(30, "150", "/µL")])
    assert (sample.percent is not None, sample.per_ul is not None) == (True, True)


RULES = a_clinic_record(
    aplasia_percent=Decimal(1),
    aplasia_comparison=Comparison.ABOVE,
    aplasia_second_sample=False,
)


def test_aplasia_is_counted_from_the_latest_reinfusion() -> None:
    lost = replace(case(), lab_results=(kept(result(60, "5")),))
    found = aplasia_of(lost, RULES)
    assert found is not None
    assert found.state is AplasiaState.LOST
    cells = Infusion(
        started_at=datetime(2027, 1, 10, 9, tzinfo=UTC), kind=InfusionKind.REINFUSION, number=2
    )
    reinfused = aplasia_of(replace(lost, later_infusions=(kept(cells),)), RULES)
    assert reinfused is not None
    assert reinfused.state is AplasiaState.NOT_MEASURED


def test_a_part_of_a_split_dose_starts_no_new_count() -> None:
    cells = Infusion(
        started_at=datetime(2027, 1, 10, 9, tzinfo=UTC), kind=InfusionKind.SPLIT_DOSE, number=2
    )
    held = replace(case(), lab_results=(kept(result(60, "5")),), later_infusions=(kept(cells),))
    found = aplasia_of(held, RULES)
    assert found is not None
    assert found.state is AplasiaState.LOST


def test_before_the_infusion_there_is_no_aplasia_to_speak_of() -> None:
    assert aplasia_of(a_case(Step.INFUSION), RULES) is None
