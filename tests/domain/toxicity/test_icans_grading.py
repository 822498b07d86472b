import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.icans_grading import grade
from carttrack.domain.toxicity.icans_scores import ice_from_items
from carttrack.domain.toxicity.reading import icans_findings
from carttrack.domain.toxicity.scales import Graded, Reason, Status

WELL = {
    "age_years": 50,
    "consciousness": "alert",
    "seizure": "none",
    "motor": "none",
    "icp": "none",
}


def graded(**entries: object) -> Graded:
    return grade(icans_findings({**WELL, **entries}))


def codes(found: Graded) -> list[str]:
    return [question.code for question in found.questions]


def lines(found: Graded) -> list[str]:
    return [reason.text for reason in found.reasons]


def refused(**entries: object) -> str:
    with pytest.raises(InvalidEntryError) as caught:
        graded(**entries)
    return caught.value.field


def test_the_sections_of_the_ice_are_shown_with_the_band() -> None:
    found = graded(ice=8, ice_items="yyyyyynyny")
    assert found.reasons == (
        Reason("ICE 4 + 2 + 1 + 0 + 1 = 8 of 10 (7 to 9)", 1, deciding=True),
        Reason("Awake; no seizure, weakness, raised ICP"),
    )


def test_a_full_score_in_an_alert_patient_is_grade_0() -> None:
    found = graded(ice=10)
    assert (found.grade, found.status, found.at_least) == (0, Status.GRADED, False)
    assert not any(reason.deciding for reason in found.reasons)


def test_the_worst_domain_decides() -> None:
    found = graded(ice=3, seizure="resolves_rapidly")
    assert found.grade == 3
    assert [reason.text for reason in found.reasons if reason.deciding] == [
        "Seizure: resolved rapidly or with intervention"
    ]


@pytest.mark.parametrize("state", ["refused", "language", "intubated_or_sedated", "not_done"])
def test_a_score_that_could_not_be_done_leaves_the_other_domains_to_decide(state: str) -> None:
    found = graded(ice_state=state, consciousness="awakens_to_voice", sedated=False)
    assert (found.grade, found.at_least) == (2, True)
    assert lines(found)[-1].startswith("At least grade 2: ICE (")


def test_a_missing_score_cannot_raise_grade_3_while_the_patient_can_be_aroused() -> None:
    found = graded(consciousness="awakens_to_tactile")
    assert (found.grade, found.at_least) == (3, False)


def test_aphasia_without_score_counts_as_ice_0_awake() -> None:
    assert graded(ice_state="aphasia").grade == 3


def test_unarousable_is_grade_4_by_state_or_by_consciousness() -> None:
    assert graded(ice_state="unarousable", consciousness=None).grade == 4
    assert graded(ice=0, consciousness="unarousable").grade == 4


def test_ice_0_awake_is_grade_3() -> None:
    assert graded(ice=0).grade == 3


def test_nothing_that_decides_cannot_be_graded() -> None:
    found = grade(IcansFindings())
    assert (found.grade, found.status) == (None, Status.CANNOT_GRADE)
    assert lines(found)[-1] == (
        "Cannot grade: ICE, consciousness, seizure, motor findings, raised ICP not recorded"
    )


def test_weakness_alone_is_enough_for_grade_4() -> None:
    assert grade(icans_findings({"motor": "deep_focal_weakness"})).grade == 4


def test_attributed_findings_count_none_and_stay_in_the_lines() -> None:
    found = graded(
        ice=4,
        score_attributed_to_other=True,
        consciousness="awakens_to_voice",
        consciousness_attributed_to_other=True,
    )
    assert (found.grade, found.questions) == (0, ())
    assert lines(found)[0] == "ICE 4 of 10 (3 to 6), attributed to another cause: not counted"


def test_a_score_beside_attributed_consciousness_is_asked() -> None:
    found = graded(
        ice=0, consciousness="unarousable", consciousness_attributed_to_other=True, sedated=False
    )
    assert (found.grade, codes(found)) == (3, ["score_cause"])


def test_the_day_of_the_twelfth_birthday_changes_the_score() -> None:
    assert graded(age_years=11.99, capd=9).grade == 3
    assert graded(age_years=12, ice=10).grade == 0
    assert refused(age_years=11.99, ice=5) == "ice"
    assert refused(age_years=12, capd=5) == "capd"


def test_the_capd_serves_from_twelve_years_with_developmental_delay() -> None:
    assert graded(age_years=15, capd=10, developmental_delay=True).grade == 3
    assert refused(age_years=15, capd=10, developmental_delay=False) == "capd"


def test_the_score_for_the_other_age_is_kept_and_not_used() -> None:
    child = graded(age_years=6, capd=0, ice=2)
    assert (child.grade, lines(child)[-1]) == (0, "ICE 2: not used, the CAPD decides")
    adult = graded(ice=10, capd=20)
    assert (adult.grade, lines(adult)[-1]) == (0, "CAPD 20: not used, the ICE decides")


def test_a_score_without_age_is_asked() -> None:
    assert codes(graded(age_years=None, ice=5)) == ["age_not_recorded"]
    assert codes(graded(age_years=None, capd=5)) == ["age_not_recorded"]


def test_capd_1_to_8_is_told_apart_by_consciousness() -> None:
    assert graded(age_years=6, capd=8).grade == 1
    assert graded(age_years=6, capd=8, consciousness="awakens_to_voice").grade == 2


def test_a_child_who_is_unarousable_is_grade_4_without_capd() -> None:
    found = graded(age_years=6, ice_state="unarousable", consciousness=None)
    assert (found.grade, lines(found)[0]) == (4, "CAPD not possible, unarousable")


@pytest.mark.parametrize(
    ("entries", "asked"),
    [
        ({"ice": 8, "baseline_ice": 8}, True),
        ({"ice": 5, "baseline_ice": 7}, True),
        ({"ice": 8, "baseline_ice": 10}, False),
        ({"ice": 10, "baseline_ice": 9}, False),
        ({"ice": 8, "baseline_ice": 8, "score_attributed_to_other": False}, False),
        ({"age_years": 3, "capd": 6, "baseline_capd": 6}, True),
        ({"age_years": 3, "capd": 12, "baseline_capd": 10}, True),
        ({"age_years": 3, "capd": 12, "baseline_capd": 3}, False),
        ({"age_years": 3, "capd": 4, "baseline_capd": 0}, False),
        ({"age_years": 3, "capd": 0, "baseline_capd": 4}, False),
    ],
)
def test_a_low_baseline_is_asked(entries: dict[str, object], asked: bool) -> None:  # noqa: FBT001  (a parameter of the case)
    assert codes(graded(**entries)) == (["baseline_low"] if asked else [])


def test_sedation_is_asked_while_it_could_explain_the_grade() -> None:
    assert codes(graded(ice=4, sedated=True)) == ["sedation"]
    assert codes(graded(ice=10, sedated=True)) == []
    assert codes(graded(ice=4, sedated=True, motor="deep_focal_weakness")) == []
    intubated = graded(ice_state="intubated_or_sedated", consciousness="unarousable")
    assert (intubated.grade, codes(intubated)) == (4, ["sedation"])


@pytest.mark.parametrize(
    ("minutes", "seizure", "expected", "asked"),
    [
        (4, "resolves_rapidly", 3, []),
        (5, "resolves_rapidly", 3, ["seizure_5_min"]),
        (5, "prolonged_or_repetitive", 4, ["seizure_5_min"]),
        (6, "prolonged_or_repetitive", 4, []),
        (2, "prolonged_or_repetitive", 4, []),
    ],
)
def test_a_seizure_of_exactly_five_minutes_is_asked(
    minutes: int, seizure: str, expected: int, asked: list[str]
) -> None:
    found = graded(ice=10, seizure=seizure, seizure_minutes=minutes)
    assert (found.grade, codes(found)) == (expected, asked)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("intracranial haemorrhage", True),
        ("tremor; small subdural hematoma", True),
        ("SAH", True),
        ("headache", False),
        ("CT: no haemorrhage", False),
        ("tremor, without intracranial bleeding", False),
    ],
)
def test_an_intracranial_haemorrhage_is_asked(words: str, asked: bool) -> None:  # noqa: FBT001  (a parameter of the case)
    assert codes(graded(ice=9, other_findings=words)) == (
        ["intracranial_haemorrhage"] if asked else []
    )


def test_tremor_is_not_part_of_the_grade() -> None:
    found = graded(ice=10, other_findings="tremor")
    assert (found.grade, lines(found)[-1]) == (0, "tremor: not part of the ICANS grade")


def test_death_due_to_icans_is_grade_5() -> None:
    assert graded(ice=8, death_due_to_icans=True).grade == 5


def test_entries_that_exclude_each_other_are_refused() -> None:
    assert refused(ice=8, ice_items="yyyyyynynn") == "ice_items"
    assert refused(ice_items="yyy") == "ice_items"
    assert refused(ice=4, ice_state="refused") == "ice_state"
    assert refused(ice=4, ice_state="unarousable", consciousness=None) == "ice_state"
    assert refused(ice_state="unarousable") == "ice_state"
    assert refused(ice=10, seizure_minutes=3) == "seizure"
    assert refused(ice=10, seizure="resolves_rapidly", seizure_minutes=6) == "seizure_minutes"


def test_the_items_make_the_score() -> None:
    assert ice_from_items("yyyyyyyyyy") == 10
    assert ice_from_items("nnnnnnnnnn") == 0
    assert ice_from_items("yyyy-yyyyy") is None
    assert ice_from_items("") is None
    assert graded(ice_items="yyyyyynnnn").grade == 2


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"ice": 10}, "Grade 1: ICE 7 to 9, or awakens spontaneously."),
        ({"ice": 9}, "Grade 2: ICE 3 to 6, or awakens to voice."),
        ({"age_years": 6, "capd": 0}, "Grade 1: CAPD 1 to 8, or awakens spontaneously."),
        ({"age_years": 6, "capd": 3}, "Grade 2: awakens to voice."),
        ({"motor": "deep_focal_weakness"}, "Grade 5: death due to ICANS."),
    ],
)
def test_what_would_make_the_next_grade_is_named(entries: dict[str, object], words: str) -> None:
    assert graded(**entries).next_grade == words


def test_consciousness_attributed_without_a_level_is_not_missing() -> None:
    found = graded(ice=10, consciousness=None, consciousness_attributed_to_other=True)
    assert (found.grade, found.at_least) == (0, False)


def test_a_delayed_child_over_twelve_without_capd_is_scored_by_ice() -> None:
    assert graded(age_years=13, ice=9, developmental_delay=True).grade == 1
