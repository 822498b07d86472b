from datetime import UTC, datetime
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsFeature, IecHsRecord
from carttrack.domain.toxicity.iec_hs_words import FeatureGroup, explanation, parse_iec_hs
from carttrack.paths import resource

TEXT = resource("scales/iec_hs.toml").read_text(encoding="utf-8")
CONFIRM = "(to be confirmed by the clinic)"


def a_record(**changes: Any) -> IecHsRecord:
    values: dict[str, Any] = {"at": datetime(2026, 11, 20, tzinfo=UTC), "by": "R. Demo"}
    return IecHsRecord(**(values | changes))


def test_every_feature_and_grade_is_shown_as_to_be_confirmed() -> None:
    text = parse_iec_hs(TEXT)
    assert all(one.shown.endswith(CONFIRM) for one in text.features)
    assert all(text.grade_words(grade).endswith(CONFIRM) for grade in range(1, 6))


def test_only_ferritin_is_required() -> None:
    text = parse_iec_hs(TEXT)
    required = [one.feature for one in text.features if one.group is FeatureGroup.REQUIRED]
    assert required == [IecHsFeature.FERRITIN]


def test_nothing_says_ferritin_of_10_000() -> None:
    assert "10,000" not in TEXT
    assert "10000" not in TEXT
    assert "10 000" not in TEXT


def test_the_explanation_names_what_was_found_and_what_is_not_recorded() -> None:
    record = a_record(met=("cytopenias", "ferritin"), absent=("fever",), grade=2, fulfilled=True)
    lines = explanation(record, parse_iec_hs(TEXT))
    words = [line.text for line in lines]
    assert [text.rsplit(": ", 1)[1] for text in words[:3]] == ["present", "present", "absent"]
    assert "12 of 15 features are not recorded" in words
    assert [line.grade for line in lines if line.deciding] == [2]
    assert words[-1] == "Criteria as stated by R. Demo: met; due to the cells: not stated"
    assert not any(text.startswith("Required") for text in words)


def test_a_required_feature_that_is_not_present_is_named_and_decides_nothing() -> None:
    record = a_record(met=("cytopenias",), grade=3)
    lines = explanation(record, parse_iec_hs(TEXT))
    assert any(line.text.startswith("Required and not recorded as present") for line in lines)
    assert record.grade == 3


def test_the_features_stand_in_the_order_of_the_criteria() -> None:
    assert a_record(met=("ldh", "ferritin", "ldh")).met == ("ferritin", "ldh")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"met": ("ferritin > 10,000",)}, "met"),
        ({"met": ("ldh",), "absent": ("ldh",)}, "absent"),
        ({"grade": 0}, "grade"),
        ({"grade": 6}, "grade"),
        ({"by": ""}, "by"),
        ({"criteria_set": CriteriaSet.HLH_2004, "grade": 2}, "criteria_set"),
        ({"criteria_set": CriteriaSet.CARHLH_CARTOX_2018, "met": ("ldh",)}, "criteria_set"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        a_record(**changes)
    assert refused.value.field == field


def test_other_criteria_are_kept_by_name_with_the_statement_alone() -> None:
    record = a_record(criteria_set=CriteriaSet.HSCORE, fulfilled=False, attributable=False)
    (line,) = explanation(record, parse_iec_hs(TEXT))
    assert line.text == "Criteria as stated by R. Demo: not met; due to the cells: no"


@pytest.mark.parametrize(
    ("wrong", "right", "field"),
    [
        ('id = "ldh"', 'id = "ferritin"', "feature"),
        ('group = "required"', 'group = "needed"', "feature.group"),
        ("number = 4", "number = 5", "grade.number"),
    ],
)
def test_a_mistake_in_the_text_is_named_by_its_field(wrong: str, right: str, field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        parse_iec_hs(TEXT.replace(wrong, right, 1))
    assert refused.value.field == field
