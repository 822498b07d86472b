"""The catalogue is read with its mistakes named; doses and ages outside a label are asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.products import (
    check_age,
    check_dose,
    check_ld_days,
    parse_products,
)
from carttrack.domain.patients import Disease, Target
from tests.domain.pathway.cases import CATALOGUE, PRODUCTS, a_product, codes

ON = date(2026, 10, 23)
PER_KG, TOTAL = DoseUnit.MILLION_PER_KG, DoseUnit.MILLION_TOTAL


def asked(
    product: str, dose: str, unit: DoseUnit, weight: str | None, **also: Disease
) -> list[str]:
    kilograms = None if weight is None else Decimal(weight)
    disease = also.get("disease", Disease.B_ALL)
    return codes(check_dose(a_product(product), disease, Decimal(dose), unit, kilograms, ON))


@pytest.mark.parametrize(
    ("product", "short", "targets"),
    [
        ("tisa_cel", "tisa-cel", {Target.CD19}),
        ("brexu_cel", "brexu-cel", {Target.CD19}),
        ("obe_cel", "obe-cel", {Target.CD19}),
        ("cd22_car", "CD22", {Target.CD22}),
        ("cd19_22_b019", "CD19/CD22", {Target.CD19, Target.CD22}),
        ("axi_cel", "axi-cel", {Target.CD19}),
        ("liso_cel", "liso-cel", {Target.CD19}),
        ("ide_cel", "ide-cel", {Target.BCMA}),
        ("cilta_cel", "cilta-cel", {Target.BCMA}),
        ("cd19_22_bbz", "CD19-22.BB.z", {Target.CD19, Target.CD22}),
        ("auto3", "AUTO3", {Target.CD19, Target.CD22}),
    ],
)
def test_the_catalogue_holds_the_product(product: str, short: str, targets: set[Target]) -> None:
    assert (PRODUCTS[product].short, PRODUCTS[product].targets) == (short, frozenset(targets))


def test_only_obecabtagene_counts_its_first_infusion_as_day_1() -> None:
    assert [p.id for p in PRODUCTS.values() if p.first_infusion_day] == ["obe_cel"]


def test_the_convention_of_days_is_said_where_a_label_differs() -> None:
    obe_cel = a_product("obe_cel")
    assert obe_cel.day_convention == "Day 0 = first infusion; the Aucatzyl label calls it Day 1"
    assert [obe_cel.label_day(day) for day in (-4, 0, 9)] == [-3, 1, 10]
    assert a_product("brexu_cel").day_convention == ""


def test_products_for_other_diseases_have_a_name_and_targets_to_be_confirmed() -> None:
    unconfirmed = [product for product in PRODUCTS.values() if product.to_confirm]
    assert {product.id for product in unconfirmed} == {
        "axi_cel",
        "liso_cel",
        "ide_cel",
        "cilta_cel",
    }
    assert all(product.labels == () for product in unconfirmed)


def test_obecabtagene_is_given_in_two_parts() -> None:
    split = a_product("obe_cel").split
    assert split is not None
    assert (split.infusions, split.second_day, split.plus_minus) == (2, 10, 2)
    assert (split.latest_day, split.total) == (21, Decimal(410))
    assert all(fact.source for fact in split.facts)
    assert [product.id for product in PRODUCTS.values() if product.split] == ["obe_cel"]


def test_facts_are_keyed_by_disease_and_day() -> None:
    brexu_cel = a_product("brexu_cel")
    said = [fact.text for fact in brexu_cel.facts_for(Disease.B_ALL, ON)]
    assert said[0].startswith("EU: Daily monitoring for the first 10 days")
    assert brexu_cel.facts_for(Disease.MCL, ON) == ()
    assert brexu_cel.facts_for(Disease.B_ALL, date(2023, 12, 31)) == ()
    assert a_product("obe_cel").facts_for(Disease.LBCL, ON) == ()
    assert len(a_product("obe_cel").facts_for(Disease.B_ALL, ON)) == 6


def test_every_label_names_its_source() -> None:
    assert all(label.source for product in PRODUCTS.values() for label in product.labels)


@pytest.mark.parametrize(
    ("product", "dose", "unit", "weight"),
    [
        ("tisa_cel", "0.2", PER_KG, "20"),
        ("tisa_cel", "5.0", PER_KG, "50"),
        ("tisa_cel", "100", TOTAL, "20"),
        ("tisa_cel", "10", TOTAL, "50.1"),
        ("tisa_cel", "250", TOTAL, "80"),
        ("tisa_cel", "2", PER_KG, "60"),
        ("brexu_cel", "1.0", PER_KG, "61.4"),
        ("brexu_cel", "0.97", PER_KG, "61.4"),
        ("brexu_cel", "100", TOTAL, "120"),
        ("obe_cel", "10", TOTAL, None),
        ("obe_cel", "410", TOTAL, None),
        ("cd22_car", "0.3", PER_KG, "30"),
        ("axi_cel", "2", PER_KG, "70"),
    ],
)
def test_a_dose_within_the_label_is_not_asked_about(
    product: str, dose: str, unit: DoseUnit, weight: str | None
) -> None:
    assert asked(product, dose, unit, weight) == []


@pytest.mark.parametrize(
    ("product", "dose", "unit", "weight"),
    [
        ("tisa_cel", "0.19", PER_KG, "20"),
        ("tisa_cel", "5.4", PER_KG, "50"),
        ("tisa_cel", "9.9", TOTAL, "50.1"),
        ("tisa_cel", "5", PER_KG, "60"),
        ("tisa_cel", "250", TOTAL, "20"),
        ("brexu_cel", "2", PER_KG, "61.4"),
        ("brexu_cel", "0.9", PER_KG, "61.4"),
        ("brexu_cel", "101", TOTAL, "120"),
        ("obe_cel", "411", TOTAL, None),
    ],
)
def test_a_dose_outside_every_label_is_asked_about(
    product: str, dose: str, unit: DoseUnit, weight: str | None
) -> None:
    assert asked(product, dose, unit, weight) == ["dose_outside_label"]


def test_brexucabtagene_has_another_dose_in_mantle_cell_lymphoma() -> None:
    assert asked("brexu_cel", "2", PER_KG, "70", disease=Disease.MCL) == []
    assert asked("brexu_cel", "1", PER_KG, "70", disease=Disease.MCL) == ["dose_outside_label"]


@pytest.mark.parametrize(("product", "unit"), [("tisa_cel", TOTAL), ("obe_cel", PER_KG)])
def test_a_dose_that_needs_a_weight_asks_for_it(product: str, unit: DoseUnit) -> None:
    assert asked(product, "10", unit, None) == ["dose_without_weight"]


def test_a_question_names_the_label_and_its_source() -> None:
    questions = check_dose(
        a_product("tisa_cel"), Disease.B_ALL, Decimal("5.4"), PER_KG, Decimal(30), ON
    )
    assert questions[0].text == (
        "The dose entered is 5.4 × 10⁶ CAR+ viable cells/kg. US label: 0.2 to 5 × 10⁶/kg up to "
        "50 kg (Kymriah (tisagenlecleucel) US prescribing information, May 2018; lymphodepletion "
        "as in eviQ protocol 3832). Is it entered as documented?"
    )


def test_a_label_is_not_used_before_it_is_valid() -> None:
    before = date(2018, 4, 30)
    assert a_product("tisa_cel").labels_for(Disease.B_ALL, before) == ()


@given(
    st.sampled_from(sorted(PRODUCTS)),
    st.sampled_from(Disease),
    st.decimals("0.0001", 100_000, places=4),
    st.sampled_from(DoseUnit),
    st.none() | st.decimals("0.5", 400, places=1),
)
@settings(deadline=None, max_examples=150)
def test_any_dose_is_asked_about_at_most_once(
    product: str, disease: Disease, dose: Decimal, unit: DoseUnit, weight: Decimal | None
) -> None:
    assert len(check_dose(a_product(product), disease, dose, unit, weight, ON)) <= 1


@pytest.mark.parametrize(
    ("product", "birth", "questions"),
    [
        ("tisa_cel", date(2000, 10, 24), []),
        ("tisa_cel", date(2000, 10, 23), ["age_outside_label"]),
        ("brexu_cel", date(2008, 10, 23), []),
        ("brexu_cel", date(2008, 10, 24), ["age_outside_label"]),
        ("obe_cel", date(2010, 1, 1), ["age_outside_label"]),
        ("cd22_car", date(1940, 1, 1), []),
    ],
)
def test_an_age_outside_every_label_is_asked_about(
    product: str, birth: date, questions: list[str]
) -> None:
    assert codes(check_age(a_product(product), Disease.B_ALL, birth, ON)) == questions


def test_an_age_question_names_every_label() -> None:
    text = check_age(a_product("brexu_cel"), Disease.B_ALL, date(2010, 1, 1), ON)[0].text
    assert "US label: 18 years and older" in text
    assert "EU label: 26 years and older" in text


@pytest.mark.parametrize(
    ("ld_end", "questions"),
    [
        (date(2026, 10, 22), ["ld_interval_outside_label"]),
        (date(2026, 10, 21), []),
        (date(2026, 10, 9), []),
        (date(2026, 10, 8), ["ld_interval_outside_label"]),
    ],
)
def test_tisagenlecleucel_is_infused_2_to_14_days_after_lymphodepletion(
    ld_end: date, questions: list[str]
) -> None:
    assert codes(check_ld_days(a_product("tisa_cel"), Disease.B_ALL, ld_end, ON)) == questions


def test_a_product_without_an_interval_on_its_label_is_not_asked_about() -> None:
    assert check_ld_days(a_product("brexu_cel"), Disease.B_ALL, date(2026, 8, 1), ON) == ()


PRODUCT = '[[products]]\nid = "x"\nname = "X"\nshort = "x"\ntargets = ["cd19"]\n'
LABEL = PRODUCT + '[[products.labels]]\ndisease = "b_all"\njurisdiction = "US"\nsource = "S"\n'
SPLIT = PRODUCT + (
    "[products.split_dose]\ninfusions = 2\nsecond_day = 10\nplus_minus = 2\nlatest_day = 21\n"
    "total = 4\n"
)
DOSE = LABEL + '[[products.labels.doses]]\nunit = "million_per_kg"\n'


@pytest.mark.parametrize(
    ("text", "field", "line", "said"),
    [
        ("a = 1\n= 2", "text", 2, "Invalid"),
        ("", "products", 1, "is missing"),
        ("products = 3", "products", 1, "must be tables"),
        ("[[products]]\n[[other]]", "other", 1, "not known here"),
        ("[[products]]", "products.id", 1, "is missing"),
        (PRODUCT.replace('"x"', "3", 1), "products.id", 2, "must be text"),
        (PRODUCT.replace('"x"', '"X y"', 1), "products.id", 2, "small letters"),
        (PRODUCT + PRODUCT, "products.id", 7, "x stands here a second time"),
        (PRODUCT.replace("cd19", "cd99"), "products.targets", 5, "must be one of"),
        (PRODUCT.replace('["cd19"]', '"cd19"'), "products.targets", 5, "must be a list"),
        (PRODUCT.replace('"cd19"', "3"), "products.targets", 5, "must be a list"),
        (PRODUCT.replace('"cd19"', ""), "products.targets", 5, "at least one"),
        (PRODUCT + "colour = 3", "products.colour", 6, "not known here"),
        (PRODUCT + "investigational = 1", "products.investigational", 6, "true or false"),
        (PRODUCT + "first_infusion_day = 2", "products.first_infusion_day", 6, "0 to 1"),
        (PRODUCT + "first_infusion_day = true", "products.first_infusion_day", 6, "whole number"),
        (LABEL.replace("b_all", "ball"), "products.labels.disease", 7, "must be one of"),
        (LABEL.replace('"S"', '" "'), "products.labels.source", 9, "is empty"),
        (LABEL + "youngest = 1.5", "products.labels.youngest", 10, "whole number"),
        (LABEL + "oldest = 1000", "products.labels.oldest", 10, "0 to 150"),
        (LABEL + 'valid_from = "2020"', "products.labels.valid_from", 10, "must be a date"),
        (
            LABEL + "valid_from = 2020-01-01T00:00:00",
            "products.labels.valid_from",
            10,
            "must be a date",
        ),
        (
            LABEL + "valid_from = 2020-01-02\nvalid_until = 2020-01-01",
            "products.labels.valid_until",
            11,
            "before valid_from",
        ),
        (LABEL + "ld_days_from = 2", "products.labels.ld_days_from", 10, "stand together"),
        (
            LABEL + "ld_days_from = 5\nld_days_to = 2",
            "products.labels.ld_days_from",
            10,
            "smaller first",
        ),
        (LABEL + "doses = 3", "products.labels.doses", 10, "must be tables"),
        (DOSE, "products.labels.doses.low", 10, "both missing"),
        (DOSE + "low = 2\nhigh = 1", "products.labels.doses.low", 12, "above high"),
        (DOSE + "low = -1", "products.labels.doses.low", 12, "above zero"),
        (DOSE + "low = nan", "products.labels.doses.low", 12, "above zero"),
        (DOSE + "low = true", "products.labels.doses.low", 12, "above zero"),
        (DOSE + 'low = "1"', "products.labels.doses.low", 12, "above zero"),
        (DOSE + "lo = 1", "products.labels.doses.lo", 12, "not known here"),
        (SPLIT.replace("total = 4\n", ""), "products.split_dose.total", 6, "is missing"),
        (SPLIT.replace("infusions = 2", "infusions = 1"), "products.split_dose.infusions", 7, "2"),
        (SPLIT + "day = 3", "products.split_dose.day", 12, "not known here"),
    ],
)
def test_a_mistake_in_the_catalogue_is_named_by_its_line_and_field(
    text: str, field: str, line: int, said: str
) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        parse_products(text)
    assert refused.value.field == field
    assert refused.value.message.startswith(f"Line {line}")
    assert said in refused.value.message


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_no_text_breaks_the_reading_of_a_catalogue(text: str) -> None:
    with pytest.raises(InvalidEntryError):
        parse_products(f"{text}\n[[nothing]]")


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ("low = 1", "at least 1 × 10⁶/kg ("),
        ("low = 1\nabove_kg = 10", "at least 1 × 10⁶/kg above 10 kg ("),
        (
            "high = 0.5\nabove_kg = 10\nup_to_kg = 30",
            "up to 0.5 × 10⁶/kg above 10 kg up to 30 kg (",
        ),
    ],
)
def test_a_range_is_said_in_words(bounds: str, words: str) -> None:
    product = parse_products(f"{DOSE}{bounds}")[0]
    dose = Decimal("0.6")
    question = check_dose(product, Disease.B_ALL, dose, PER_KG, Decimal(20), ON)[0]
    assert words in question.text


@pytest.mark.parametrize(("age", "fits"), [(17, False), (18, True), (25, True), (26, False)])
def test_an_age_range_has_both_ends(age: int, *, fits: bool) -> None:
    product = parse_products(LABEL + "youngest = 18\noldest = 25")[0]
    birth = date(ON.year - age, 1, 1)
    assert (check_age(product, Disease.B_ALL, birth, ON) == ()) is fits


def test_the_catalogue_reads_the_same_twice() -> None:
    assert parse_products(CATALOGUE) == tuple(PRODUCTS.values())
