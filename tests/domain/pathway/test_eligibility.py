"""A checklist holds for every item that is not settled, and each hold names itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist
from carttrack.domain.pathway.eligibility import applicable, holds, parse_checklists
from tests.builders import a_patient
from tests.domain.pathway.cases import RESOURCES, a_case, codes, kept

ITEMS = parse_checklists((RESOURCES / "checklists" / "default.toml").read_text(encoding="utf-8"))
BEFORE_LD = Checklist.BEFORE_LYMPHODEPLETION
ITEM = (
    '[[items]]\nchecklist = "eligibility"\ncode = "heart"\ngroup = "Organs"\nquestion = "Heart"\n'
)


def answer(item: str, given: Answer, value: str = "") -> CheckAnswer:
    return CheckAnswer(checklist=BEFORE_LD, item=item, answer=given, value=value)


@pytest.mark.parametrize(
    ("checklist", "needed"),
    [
        (
            Checklist.ELIGIBILITY,
            {"relapsed_refractory", "target_antigen", "general_health", "consents", "washouts"},
        ),
        (
            BEFORE_LD,
            {
                "product_on_site",
                "product_in_specification",
                "infection",
                "organ_function",
                "washouts",
                "pregnancy_test",
                "consents",
                "weight",
                "baseline_ice",
                "baseline_capd",
                "tocilizumab",
                "icu_bed",
            },
        ),
        (
            Checklist.BEFORE_INFUSION,
            {
                "product_on_site",
                "product_in_specification",
                "infection",
                "organ_function",
                "washouts",
                "pregnancy_test",
                "consents",
                "weight",
                "baseline_ice",
                "baseline_capd",
                "tocilizumab",
                "icu_bed",
            },
        ),
    ],
)
def test_a_checklist_asks_what_it_must(checklist: Checklist, needed: set[str]) -> None:
    assert needed <= {item.code for item in ITEMS if item.checklist is checklist}


def test_a_limit_is_shown_with_its_source_or_left_to_the_clinic_where_one_makes_sense() -> None:
    heart = next(item for item in ITEMS if item.code == "heart")
    organs = next(item for item in ITEMS if item.code == "organ_function")
    gvhd = next(item for item in ITEMS if item.code == "gvhd")
    assert (heart.limit_text, heart.source) == (
        "Above 40 % (Alfred Health)",
        "Alfred Health, CAR T eligibility in B-ALL",
    )
    assert (organs.limit_text, organs.source) == ("clinic limit to be set", "")
    assert (gvhd.limit_text, gvhd.source) == ("", "")


@pytest.mark.parametrize(
    ("birth", "code"),
    [(date(2014, 10, 23), "baseline_ice"), (date(2014, 10, 24), "baseline_capd")],
)
def test_ice_is_asked_from_12_years_on_day_0_and_capd_under_12(birth: date, code: str) -> None:
    case = a_case(day0=date(2026, 10, 23), patient=kept(a_patient(birth_date=birth)))
    found = set(codes(applicable(ITEMS, case, BEFORE_LD)))
    assert found & {"baseline_ice", "baseline_capd"} == {code}


def test_age_is_taken_on_the_planned_day_0_before_the_infusion() -> None:
    case = a_case(
        planned_day0=date(2027, 3, 1), patient=kept(a_patient(birth_date=date(2015, 2, 1)))
    )
    assert "baseline_ice" in codes(applicable(ITEMS, case, BEFORE_LD))


def test_age_is_taken_at_the_opening_of_the_course_without_a_plan() -> None:
    case = a_case(patient=kept(a_patient(birth_date=date(2015, 2, 1))))
    assert "baseline_capd" in codes(applicable(ITEMS, case, BEFORE_LD))


def test_every_item_applies_without_a_course() -> None:
    case = replace(a_case(), course=None)
    found = codes(applicable(ITEMS, case, BEFORE_LD))
    assert {"baseline_ice", "baseline_capd"} <= set(found)


def test_only_the_items_of_the_checklist_apply() -> None:
    found = applicable(ITEMS, a_case(), BEFORE_LD)
    assert {item.checklist for item in found} == {BEFORE_LD}


def test_an_unanswered_checklist_holds_for_every_item() -> None:
    items = applicable(ITEMS, a_case(), BEFORE_LD)
    assert codes(holds(items, (), BEFORE_LD)) == codes(items)


@pytest.mark.parametrize(
    ("given_answer", "text"),
    [
        (None, "Weight measured: not answered"),
        (answer("weight", Answer.NOT_DONE), "Weight measured: not done"),
        (answer("weight", Answer.NOT_MET), "Weight measured: not met"),
        (
            answer("weight", Answer.NOT_MET, "scales broken"),
            "Weight measured: not met (scales broken)",
        ),
    ],
)
def test_a_hold_names_the_item_and_why(given_answer: CheckAnswer | None, text: str) -> None:
    items = [item for item in ITEMS if item.code == "weight" and item.checklist is BEFORE_LD]
    answers = [given_answer] if given_answer else []
    assert [hold.text for hold in holds(items, answers, BEFORE_LD)] == [text]


@pytest.mark.parametrize("settled", [Answer.MET, Answer.NOT_APPLICABLE])
def test_a_settled_item_holds_nothing(settled: Answer) -> None:
    items = [item for item in ITEMS if item.code == "weight" and item.checklist is BEFORE_LD]
    assert holds(items, [answer("weight", settled)], BEFORE_LD) == ()


def test_an_answer_on_another_checklist_does_not_count() -> None:
    items = [item for item in ITEMS if item.code == "weight" and item.checklist is BEFORE_LD]
    other = CheckAnswer(checklist=Checklist.BEFORE_INFUSION, item="weight", answer=Answer.MET)
    assert codes(holds(items, [other], BEFORE_LD)) == ["weight"]


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Answer)), max_size=20))
@settings(deadline=None, max_examples=80)
def test_an_item_holds_exactly_when_its_last_answer_leaves_it_open(
    given_answers: list[tuple[int, Answer]],
) -> None:
    items = [item for item in ITEMS if item.checklist is BEFORE_LD]
    answers = [answer(items[index].code, what) for index, what in given_answers]
    last = {each.item: each.answer for each in answers}
    still = [
        item.code
        for item in items
        if last.get(item.code) not in {Answer.MET, Answer.NOT_APPLICABLE}
    ]
    assert codes(holds(items, answers, BEFORE_LD)) == still


@pytest.mark.parametrize(
    ("text", "field", "line", "said"),
    [
        ("[[items]", "text", 1, "Expected"),
        ("title = 'x'", "title", 1, "not known here"),
        ("", "items", 1, "is missing"),
        (ITEM + ITEM, "items.code", 8, "heart stands here a second time"),
        (ITEM.replace("heart", "He art"), "items.code", 3, "small letters"),
        (ITEM.replace("eligibility", "later"), "items.checklist", 2, "must be one of"),
        (ITEM.replace('question = "Heart"\n', ""), "items.question", 1, "is missing"),
        (ITEM + 'limit = "3"', "items.limit", 6, "stand together"),
        (ITEM + 'source = "A"', "items.limit", 1, "stand together"),
        (
            ITEM + 'limit = "3"\nsource = "A"\nclinic_limit = true',
            "items.clinic_limit",
            8,
            "no limit is cited",
        ),
        (ITEM + 'from_age = "12"', "items.from_age", 6, "whole number"),
        (ITEM + "form_age = 12", "items.form_age", 6, "not known here"),
    ],
)
def test_a_mistake_in_a_checklist_is_named_by_its_line_and_field(
    text: str, field: str, line: int, said: str
) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        parse_checklists(text)
    assert refused.value.field == field
    assert refused.value.message.startswith(f"Line {line}")
    assert said in refused.value.message


def test_a_code_may_stand_in_two_checklists() -> None:
    both = parse_checklists(ITEM + ITEM.replace("eligibility", "before_infusion"))
    assert [item.code for item in both] == ["heart", "heart"]
