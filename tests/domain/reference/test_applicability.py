from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack import paths
from carttrack.domain.pathway.products import parse_products
from carttrack.domain.patients import (
    AntigenStatus,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    PriorCd19,
    Target,
)
from carttrack.domain.reference.applicability import (
    Applicability,
    Match,
    PatientFacts,
    Verdict,
    assess,
)
from carttrack.domain.reference.criteria import verdict_of
from carttrack.domain.reference.library import parse_library

LIBRARY = parse_library(
    "\n".join(p.read_text(encoding="utf-8") for p in sorted(paths.resource("reference").iterdir()))
)
CD19, CD22 = Target.CD19, Target.CD22
LAST = "The figures describe groups and predict nothing for one person."
CODES = [f"C{number}" for number in range(1, 12)]

ADULT = PatientFacts(
    disease=Disease.B_ALL,
    status=DiseaseStatus.SECOND_RELAPSE,
    product="brexu_cel",
    product_name="Brexucabtagene autoleucel",
    targets=frozenset({CD19}),
    age=34,
    prior_cd19=PriorCd19.NONE,
    cd19=AntigenStatus.POSITIVE,
    cd22=None,
    site=DiseaseSite.MARROW,
    prior_transplant=False,
    dose_per_kg=Decimal("1.0"),
)
CHILD = PatientFacts(
    disease=Disease.B_ALL,
    status=DiseaseStatus.FIRST_RELAPSE,
    product="cd19_22_b019",
    product_name="CD19/CD22 bicistronic CAR T cells",
    targets=frozenset({CD19, CD22}),
    age=9,
    prior_cd19=PriorCd19.NONE,
    cd19=None,
    cd22=None,
    site=DiseaseSite.MARROW,
    prior_transplant=None,
    dose_per_kg=None,
)
TEENAGER = PatientFacts(
    disease=Disease.B_ALL,
    status=DiseaseStatus.FIRST_RELAPSE,
    product="cd22_car",
    product_name="CD22 CAR T cells",
    targets=frozenset({CD22}),
    age=15,
    prior_cd19=None,
    cd19=AntigenStatus.NEGATIVE,
    cd22=AntigenStatus.POSITIVE,
    site=DiseaseSite.MARROW,
    prior_transplant=None,
    dose_per_kg=None,
)
LYMPHOMA = PatientFacts(
    disease=Disease.LBCL,
    status=DiseaseStatus.SECOND_RELAPSE,
    product="axi_cel",
    product_name="Axicabtagene ciloleucel",
    targets=frozenset({CD19}),
    age=60,
    prior_cd19=None,
    cd19=None,
    cd22=None,
    site=None,
    prior_transplant=None,
    dose_per_kg=None,
)
FITS_2 = replace(
    TEENAGER, prior_cd19=PriorCd19.FAILED, prior_transplant=True, dose_per_kg=Decimal(1)
)

FACTS = st.builds(
    PatientFacts,
    disease=st.sampled_from([Disease.B_ALL, Disease.B_ALL, Disease.LBCL, Disease.T_ALL]),
    status=st.none() | st.sampled_from(DiseaseStatus),
    product=st.sampled_from(["cd19_22_b019", "cd22_car", "brexu_cel", "unlisted", ""]),
    product_name=st.sampled_from(["CD22 CAR T cells", "Brexucabtagene autoleucel", ""]),
    targets=st.frozensets(st.sampled_from(Target), max_size=2),
    age=st.integers(0, 90),
    prior_cd19=st.none() | st.sampled_from(PriorCd19),
    cd19=st.none() | st.sampled_from(AntigenStatus),
    cd22=st.none() | st.sampled_from(AntigenStatus),
    site=st.none() | st.sampled_from(DiseaseSite),
    prior_transplant=st.none() | st.booleans(),
    dose_per_kg=st.none() | st.decimals("0.01", "10", places=2),
    planned=st.booleans(),
)
NAMES = {
    "C2": "disease status",
    "C3": "target of the product",
    "C4": "product",
    "C6": "prior CD19-directed therapy",
    "C7": "CD19 before lymphodepletion",
    "C9": "site of the disease",
    "C10": "prior transplant",
    "C11": "dose per kg",
}
SILENCES = {
    "C6": "prior CD19-directed therapy as recorded here",
    "C7": "CD19 as recorded here",
    "C8": "CD22 expression",
    "C9": "site",
    "C10": "prior transplant",
    "C11": "dose",
}


def _answers(facts: PatientFacts, source: int) -> dict[str, Match]:
    (group,) = (group for group in assess(facts, LIBRARY).groups if group.source == source)
    return dict(group.criteria)


def _verdicts(facts: PatientFacts) -> list[Verdict]:
    return [group.verdict for group in assess(facts, LIBRARY).groups]


def test_an_adult_given_a_cd19_product_is_described_by_none_of_the_groups() -> None:
    found = assess(ADULT, LIBRARY)
    assert found == Applicability(
        title="Published figures, for context",
        lead="None of these groups describes this patient.",
        note=(
            "The patient was 34 at infusion and received brexucabtagene autoleucel, a CD19 "
            "product. [1] gave a CD19/CD22 product to children without prior CD19-directed "
            "therapy: another target. [2] gave a CD22 product to patients of 7 to 30 years, each "
            "after at least one transplant: another target. [5]’s statement on adults is out of "
            "date. The figures describe groups and predict nothing for one person."
        ),
        groups=found.groups,
        cited=(1, 2, 5),
    )
    assert _verdicts(ADULT) == [Verdict.ANOTHER_TARGET, Verdict.ANOTHER_TARGET]


def test_a_child_given_the_product_of_1_cannot_be_placed_while_cd19_is_not_recorded() -> None:
    found = assess(CHILD, LIBRARY)
    assert found.lead == (
        "[1] is the nearest group, but whether it describes this patient cannot be said yet."
    )
    assert found.note == (
        "The patient was 9 at infusion and received CD19/CD22 bicistronic CAR T cells, a "
        "CD19/CD22 product. [1] is like this patient in disease, status (relapsed or "
        "refractory), target, product, age group (children, ages not stated), absence of "
        "prior CD19-directed therapy and site. Not recorded: CD19 before lymphodepletion. [1]"
        " left out CD19-negative relapse. [1] is a web article without intervals, silent on "
        "CD22 expression, prior transplant and dose. [2] gave a CD22 product to patients of 7"
        f" to 30 years, each after at least one transplant: another target. {LAST}"
    )
    assert found.cited == (1, 2)
    assert _verdicts(CHILD) == [Verdict.CANNOT_BE_SAID_YET, Verdict.ANOTHER_TARGET]


def test_a_teenager_with_cd19_negative_relapse_is_nearest_to_2_as_far_as_recorded() -> None:
    found = assess(TEENAGER, LIBRARY)
    assert found.lead == (
        "[2] is the nearest group, but whether it describes this patient cannot be said yet."
    )
    assert found.note == (
        "The patient was 15 at infusion and received CD22 CAR T cells, a CD22 product. [2] is"
        " like this patient in disease, status (relapsed or refractory), target, product, age"
        " group (7 to 30 years) and loss of CD19. Not recorded: prior CD19-directed therapy, "
        "prior transplant and dose per kg. The 73 % of [2] holds only from 1 × 10⁶ cells/kg. "
        "[2] is silent on CD22 expression and site. [1] gave a CD19/CD22 product to children "
        "without prior CD19-directed therapy: another target. It left out CD19-negative "
        f"relapse. {LAST}"
    )
    assert _verdicts(TEENAGER) == [Verdict.ANOTHER_TARGET, Verdict.CANNOT_BE_SAID_YET]


def test_a_patient_with_lymphoma_gets_figures_of_another_disease_as_background() -> None:
    found = assess(LYMPHOMA, LIBRARY)
    assert found.title == "Published figures for another disease (B-ALL)"
    assert found.lead == "None of these groups describes this patient."
    assert found.note == (
        "The patient was 60 at infusion and received axicabtagene ciloleucel, a CD19 product. [1] "
        f"and [2] are about B-ALL, another disease, and are listed as background only. {LAST}"
    )
    assert _verdicts(LYMPHOMA) == [Verdict.ANOTHER_DISEASE, Verdict.ANOTHER_DISEASE]


GRID = [
    tuple(line.split(","))
    for line in (Path(__file__).parents[2] / "data" / "applicability.csv")
    .read_text(encoding="utf-8")
    .splitlines()[1:]
]
ENUMS: dict[str, type[StrEnum]] = {
    "disease": Disease,
    "status": DiseaseStatus,
    "prior_cd19": PriorCd19,
    "cd19": AntigenStatus,
    "cd22": AntigenStatus,
    "site": DiseaseSite,
}


def _read(fact: str, value: str) -> object:
    """A value of the grid; an empty one is not recorded."""
    if fact == "targets":
        return frozenset(Target(code) for code in value.split("+") if code)
    if not value:
        return None
    if fact in ENUMS:
        return ENUMS[fact](value)
    if fact == "prior_transplant":
        return value == "yes"
    if fact == "dose_per_kg":
        return Decimal(value)
    return int(value) if fact == "age" else value


@pytest.mark.parametrize(("code", "fact", "value", "in_1", "in_2"), GRID)
def test_a_criterion_is_answered_for_both_groups(
    code: str, fact: str, value: str, in_1: str, in_2: str
) -> None:
    changed: dict[str, Any] = {fact: _read(fact, value)}
    facts = replace(CHILD, **changed)
    assert _answers(facts, 1)[code].value == in_1
    assert _answers(facts, 2)[code].value == in_2


def test_the_grid_of_criteria_leaves_no_value_out() -> None:
    assert list(dict.fromkeys(code for code, *_ in GRID)) == CODES
    for fact, members in ENUMS.items():
        values = {value for _, name, value, *_ in GRID if name == fact}
        assert values - {""} == {member.value for member in members}
        assert ("" in values) is (fact != "disease")


def test_a_product_without_a_target_may_be_that_of_a_group_under_another_name() -> None:
    answers = _answers(replace(CHILD, product="unlisted", targets=frozenset()), 1)
    assert (answers["C3"].value, answers["C4"].value) == ("N", "N")


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ("D M D D D E E D D D D", "another_disease"),
        ("M M D D D E E D D D D", "another_target"),
        ("M M M D D E M D D D D", "would_not_have_been_included"),
        ("M M M D D M E D D D D", "would_not_have_been_included"),
        ("M D M D D N N D D N D", "another_product"),
        ("M D M M M N N S N N N", "partly"),
        ("M M M M M M M S S S D", "partly"),
        ("M M M M M M N S M S S", "cannot_be_said_yet"),
        ("M M N N M M M S M S S", "cannot_be_said_yet"),
        ("M M M M M M M S M S S", "like_this_group"),
        ("M M M M M S S S S M M", "like_this_group"),
    ],
)
def test_the_first_verdict_that_holds_is_given(answers: str, verdict: str) -> None:
    found = tuple(
        (code, Match(letter)) for code, letter in zip(CODES, answers.split(), strict=True)
    )
    assert verdict_of(found).value == verdict


def test_the_groups_name_products_of_the_catalogue() -> None:
    text = paths.resource("products/catalogue.toml").read_text(encoding="utf-8")
    targets = {listed.id: listed.targets for listed in parse_products(text)}
    assert targets["cd19_22_b019"] == {CD19, CD22}
    assert targets["cd22_car"] == {CD22}


def _expected(answers: dict[str, str]) -> str:
    """The order of the verdicts, written once more."""
    rest = "".join(answers.values())
    if answers["C1"] == "D":
        return "another_disease"
    if answers["C3"] == "D":
        return "another_target"
    if "E" in rest:
        return "would_not_have_been_included"
    if answers["C4"] == "D":
        return "another_product"
    if "D" in rest:
        return "partly"
    return "cannot_be_said_yet" if "N" in rest else "like_this_group"


def test_the_first_verdict_that_holds_is_given_for_every_combination_of_answers() -> None:
    others = [code for code in CODES if code not in {"C1", "C3", "C4"}]
    sets = [letters for size in range(1, 6) for letters in combinations("MDENS", size)]
    for c1, c3, c4, letters in product("MDNS", "MDENS", "MDENS", sets):
        spread = {code: letters[at % len(letters)] for at, code in enumerate(others)}
        answers = {"C1": c1, "C3": c3, "C4": c4} | spread
        given_answers = tuple((code, Match(letter)) for code, letter in answers.items())
        assert verdict_of(given_answers).value == _expected(answers), answers


def test_a_patient_who_fits_every_criterion_of_2_is_like_its_group() -> None:
    found = assess(FITS_2, LIBRARY)
    assert found.groups[1].verdict is Verdict.LIKE_THIS_GROUP
    assert found.lead == "[2] is like this patient on every criterion it states."
    assert "[2] is silent on CD22 expression and site." in found.note


def test_prior_cd19_therapy_and_cd19_negative_relapse_would_have_been_left_out_of_1() -> None:
    facts = replace(CHILD, prior_cd19=PriorCd19.GIVEN, cd19=AntigenStatus.NEGATIVE)
    found = assess(facts, LIBRARY)
    assert found.groups[0].verdict is Verdict.WOULD_NOT_HAVE_BEEN_INCLUDED
    assert found.lead == "None of these groups describes this patient."
    assert (
        "[1] would not have included this patient: it left out prior CD19-directed therapy and "
        "CD19-negative relapse." in found.note
    )


def test_another_product_with_the_same_targets_is_named_as_such() -> None:
    found = assess(replace(CHILD, product="other"), LIBRARY)
    assert found.groups[0].verdict is Verdict.ANOTHER_PRODUCT
    assert "[1] gave another product with the same target to children" in found.note


def test_a_dose_below_the_active_one_is_named_with_what_it_means_for_the_73_percent() -> None:
    found = assess(replace(FITS_2, dose_per_kg=Decimal("0.3")), LIBRARY)
    assert found.groups[1].verdict is Verdict.PARTLY
    assert found.lead == "[2] describes this patient in part at most."
    assert (
        "It differs in dose (below 1 × 10⁶ cells/kg here, and the 73 % holds only from that dose)."
        in found.note
    )


def test_every_difference_is_named() -> None:
    facts = replace(
        FITS_2,
        status=DiseaseStatus.MRD_ONLY,
        age=35,
        cd22=AntigenStatus.NEGATIVE,
        prior_transplant=False,
    )
    assert (
        "It differs in status (relapsed or refractory there, MRD only here), age (7 to 30 years "
        "there, 35 here), CD22 expression (negative here) and prior transplant (one or more there, "
        "none here)." in assess(facts, LIBRARY).note
    )


def test_before_the_infusion_the_note_says_planned_and_todays_age() -> None:
    note = assess(replace(CHILD, planned=True), LIBRARY).note
    assert note.startswith(
        "Planned: CD19/CD22 bicistronic CAR T cells, a CD19/CD22 product; age today 9."
    )


def test_a_product_without_a_recorded_target_is_said_to_have_none() -> None:
    facts = replace(CHILD, product="unlisted", product_name="Trial cells", targets=frozenset())
    found = assess(facts, LIBRARY)
    assert "received Trial cells, target not recorded." in found.note
    assert found.lead == (
        "[1] and [2] are the nearest groups, but whether they describe this patient cannot be "
        "said yet."
    )


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({CD22}, "Trial cells, a CD22 product"),
        ({CD19, CD22}, "Trial cells, a CD19/CD22 product"),
        ({Target.OTHER}, "Trial cells, aimed at another antigen"),
        ({CD19, Target.OTHER}, "Trial cells, aimed at CD19 and another antigen"),
    ],
)
def test_a_typed_product_is_named_as_typed_with_its_targets(
    targets: set[Target], words: str
) -> None:
    facts = replace(
        CHILD,
        product="other",
        product_name="Trial cells",
        product_listed=False,
        targets=frozenset(targets),
    )
    assert f"received {words}." in assess(facts, LIBRARY).note


def test_a_typed_product_with_the_target_of_a_group_is_another_product() -> None:
    facts = replace(
        CHILD,
        product="other",
        product_name="Trial cells",
        product_listed=False,
        targets=frozenset({CD22}),
    )
    assert _answers(facts, 2)["C3"].value == "M"
    assert "[2] gave another product with the same target" in assess(facts, LIBRARY).note


def test_a_patient_without_a_product_is_said_to_have_none() -> None:
    facts = replace(CHILD, product="", product_name="", targets=frozenset(), planned=True)
    assert assess(facts, LIBRARY).note.startswith("Planned: no product on record; age today 9.")


@pytest.mark.parametrize(("age", "named"), [(17, False), (18, True), (34, True)])
def test_the_statement_of_5_is_named_for_adults_only(age: int, named: bool) -> None:  # noqa: FBT001
    found = assess(replace(CHILD, age=age), LIBRARY)
    assert ("[5]’s statement on adults is out of date." in found.note) is named
    assert (5 in found.cited) is named


def test_the_statement_of_5_is_not_named_once_it_is_no_longer_superseded() -> None:
    sources = tuple(replace(source, superseded="") for source in LIBRARY.sources)
    assert 5 not in assess(ADULT, replace(LIBRARY, sources=sources)).cited


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_every_note_keeps_its_promises(facts: PatientFacts) -> None:
    found = assess(facts, LIBRARY)
    verdicts = [group.verdict for group in found.groups]
    near = {Verdict.PARTLY, Verdict.CANNOT_BE_SAID_YET, Verdict.LIKE_THIS_GROUP}
    assert found.note.endswith(LAST)
    assert (found.lead == "None of these groups describes this patient.") is near.isdisjoint(
        verdicts
    )
    assert {1, 2} <= set(found.cited) <= {1, 2, 5}
    assert ("another disease" in found.title) is (facts.disease is not Disease.B_ALL)
    assert ("%" in found.note) <= ("1 × 10⁶ cells/kg" in found.note)


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_what_is_not_recorded_and_what_a_source_is_silent_on_is_named(facts: PatientFacts) -> None:
    for group in assess(facts, LIBRARY).groups:
        if group.verdict in {Verdict.CANNOT_BE_SAID_YET, Verdict.LIKE_THIS_GROUP, Verdict.PARTLY}:
            silence = group.text.partition("silent on ")[2]
            missing = group.text.partition("Not recorded: ")[2].partition(".")[0]
            for code, match in group.criteria:
                assert match is not Match.NOT_RECORDED or NAMES[code] in missing
                assert match is not Match.SILENT or SILENCES[code] in silence


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_a_group_is_only_like_a_patient_when_nothing_differs_and_nothing_is_missing(
    facts: PatientFacts,
) -> None:
    for group in assess(facts, LIBRARY).groups:
        if group.verdict is Verdict.LIKE_THIS_GROUP:
            assert {match for _, match in group.criteria} <= {Match.MATCHES, Match.SILENT}
        assert [code for code, _ in group.criteria] == CODES
