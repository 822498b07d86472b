from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import (
    CrsFindings,
    Hypotension,
    Hypoxia,
    OxygenDevice,
    VentilationReason,
)
from carttrack.domain.toxicity.crs_grading import grade
from carttrack.domain.toxicity.reading import crs_findings
from carttrack.domain.toxicity.scales import ASTCT_2019, Graded, Reason, Status

WELL = {"hypotension": "none", "vasopressin": False, "hypoxia": "none", "fever_treated": False}


REVIEW = (
    "Hypotension or hypoxia is present: it needs a clinician's review now. "
    "The cause is not decided here."
)


def graded(**entries: object) -> Graded:
    return grade(crs_findings({**WELL, **entries}))


def codes(found: Graded) -> list[str]:
    return [question.code for question in found.questions]


def lines(found: Graded) -> list[str]:
    return [reason.text for reason in found.reasons]


def test_each_line_says_its_grade_and_which_one_decides() -> None:
    found = graded(
        temp_c=38.9, fever_attributed_to_other=False, hypoxia="low_flow", o2_device="nasal_cannula"
    )
    assert found.reasons == (
        Reason("38.9 °C is ≥38.0 °C and due to CRS", 1),
        Reason("Hypotension: none"),
        Reason("Hypoxia: low-flow nasal cannula", 2, deciding=True),
        Reason("The highest criterion sets the grade", 2),
    )
    assert found.scale == ASTCT_2019


def test_fever_whose_cause_was_not_stated_counts_and_says_so() -> None:
    found = graded(temp_c=38.0)
    assert found.grade == 1
    assert found.reasons[0] == Reason("38.0 °C is ≥38.0 °C, no other cause named", 1, deciding=True)


def test_a_temperature_just_below_the_limit_is_never_shown_as_the_limit() -> None:
    found = graded(temp_c=37.996)
    assert found.status is Status.CRITERIA_NOT_MET
    assert lines(found)[0] == "37.99 °C is below 38.0 °C"


def test_hypoxia_without_fever_asks_for_review_and_decides_no_cause() -> None:
    found = graded(temp_c=37.5, hypoxia="high_flow")
    assert lines(found)[-2:] == [
        "ASTCT criteria not met: no fever due to CRS is on record.",
        REVIEW,
    ]
    assert found.next_grade.startswith("Grade 3: the same findings with fever")
    assert not any(reason.grade for reason in found.reasons)


def test_no_temperature_cannot_be_graded_and_still_points_out_hypoxia() -> None:
    found = graded(hypoxia="low_flow")
    assert (found.grade, found.status) == (None, Status.CANNOT_GRADE)
    assert any(line.startswith("Hypotension or hypoxia is present") for line in lines(found))
    assert lines(found)[-1] == "Temperature not recorded"


def test_nothing_recorded_cannot_be_graded() -> None:
    found = grade(CrsFindings())
    assert (found.grade, found.status, found.at_least) == (None, Status.CANNOT_GRADE, False)
    assert lines(found)[-1] == "Temperature, hypotension, oxygen not recorded"


def test_oxygen_not_recorded_is_named_beside_at_least() -> None:
    found = graded(temp_c=38.6, hypotension="no_vasopressor", hypoxia=None)
    assert lines(found)[-1] == "At least grade 2: oxygen not recorded"


def test_vasopressin_not_recorded_beside_hypotension_could_raise_the_grade() -> None:
    found = graded(temp_c=38.6, hypotension="no_vasopressor", vasopressin=None)
    assert (found.grade, found.at_least) == (2, True)
    assert lines(found)[-1] == "At least grade 2: vasopressin not recorded"


def test_vasopressin_beside_one_vasopressor_stays_grade_3() -> None:
    found = graded(temp_c=38.6, hypotension="one_vasopressor", vasopressin=True)
    assert (found.grade, found.questions) == (3, ())
    assert "Hypotension: one vasopressor, with vasopressin (not counted)" in lines(found)


@pytest.mark.parametrize("hypotension", [None, "no_vasopressor"])
def test_vasopressin_alone_counts_as_grade_3_and_is_asked(hypotension: str | None) -> None:
    found = graded(temp_c=38.6, hypotension=hypotension, vasopressin=True)
    assert (found.grade, codes(found)) == (3, ["vasopressin_alone"])
    assert found.at_least == (hypotension is None)


def test_a_question_that_changes_nothing_is_not_asked() -> None:
    found = graded(
        temp_c=38.6, hypotension="no_vasopressor", vasopressin=True, hypoxia="positive_pressure"
    )
    assert (found.grade, found.questions) == (4, ())


def test_an_inotrope_beside_a_vasopressor_is_not_asked() -> None:
    found = graded(temp_c=38.6, hypotension="one_vasopressor", inotrope="milrinone")
    assert (found.grade, found.questions) == (3, ())


def test_an_inotrope_without_hypotension_is_asked() -> None:
    found = graded(temp_c=38.6, inotrope="milrinone")
    assert (found.grade, codes(found)) == (1, ["inotrope_alone"])


def test_treated_crs_without_fever_is_graded_by_the_limbs() -> None:
    found = graded(temp_c=36.9, fever_treated=True, hypoxia="low_flow")
    assert (found.grade, found.status, found.questions) == (2, Status.GRADED, ())
    assert lines(found)[0] == (
        "36.9 °C is below 38.0 °C; after treatment of CRS fever is not required"
    )


def test_a_masked_fever_without_crs_on_record_is_asked() -> None:
    found = graded(temp_c=36.9, fever_treated=True, episode_open=False, hypoxia="low_flow")
    assert (found.grade, codes(found)) == (2, ["masked_without_fever"])


def test_an_open_episode_without_fever_or_drug_asks_and_proposes_the_limb() -> None:
    found = graded(temp_c=37.7, episode_open=True, hypotension="one_vasopressor")
    assert (found.grade, codes(found)) == (3, ["fever_gone_untreated"])


def test_nothing_left_in_an_open_episode_asks_whether_it_is_over() -> None:
    found = graded(temp_c=36.8, episode_open=True)
    assert found.status is Status.NO_GRADABLE_FINDING_EPISODE_OPEN
    assert codes(found) == ["nothing_left"]


def test_an_earlier_treatment_not_recorded_leaves_the_criteria_unmet_and_says_at_least() -> None:
    found = graded(temp_c=37.0, fever_treated=None, hypoxia="low_flow")
    assert (found.grade, found.status, found.at_least) == (0, Status.CRITERIA_NOT_MET, True)
    assert lines(found)[-1] == "Whether an earlier CRS fever was treated not recorded"


def test_a_steroid_before_any_fever_asks_and_decides_nothing() -> None:
    found = graded(temp_c=37.2, steroid_before_fever=True, hypoxia="low_flow")
    assert (found.grade, found.status) == (0, Status.CRITERIA_NOT_MET)
    assert codes(found) == ["treated_before_fever"]


def test_fever_attributed_elsewhere_is_asked_while_it_would_change_the_grade() -> None:
    assert codes(graded(temp_c=38.3, fever_attributed_to_other=True)) == ["fever_attributed"]
    treated = graded(
        temp_c=38.3, fever_attributed_to_other=True, fever_treated=True, hypoxia="low_flow"
    )
    assert (treated.grade, treated.questions) == (2, ())


def test_an_attributed_limb_stays_on_record_and_does_not_count() -> None:
    found = graded(temp_c=38.6, hypotension="one_vasopressor", hypotension_attributed_to_other=True)
    assert (found.grade, found.at_least) == (1, False)
    assert "Hypotension: one vasopressor, attributed to another cause: not counted" in lines(found)


def test_a_proven_infection_is_asked() -> None:
    assert codes(graded(temp_c=39, infection_proven=True)) == ["infection_proven"]
    assert graded(temp_c=37, infection_proven=True).questions == ()


def test_organ_toxicity_never_moves_the_grade() -> None:
    found = graded(temp_c=38.3, organ_toxicity="ALT grade 4")
    assert found.grade == 1
    assert "ALT grade 4: does not change the ASTCT grade" in lines(found)


def test_death_due_to_crs_is_grade_5_and_asks_nothing() -> None:
    found = graded(temp_c=39, hypotension="no_vasopressor", vasopressin=True, death_due_to_crs=True)
    assert (found.grade, found.questions, found.at_least) == (5, (), False)


@pytest.mark.parametrize(
    ("age", "systolic", "asked"),
    [
        (5, 80, []),
        (5, 79, ["child_pressure"]),
        (10, 89, ["child_pressure"]),
        (14, 90, []),
        (14, 89, ["child_pressure"]),
        (18, 60, []),
        (0.8, 66, ["infant_pressure"]),
        (0.8, None, []),
    ],
)
def test_a_low_pressure_for_the_age_beside_no_hypotension_is_asked(
    age: float, systolic: int | None, asked: list[str]
) -> None:
    assert codes(graded(temp_c=38.5, age_years=age, sbp_mmhg=systolic)) == asked


def test_an_infant_on_a_vasopressor_is_not_asked_about_the_pressure() -> None:
    found = graded(temp_c=38.5, age_years=0.5, sbp_mmhg=50, hypotension="one_vasopressor")
    assert (found.grade, found.questions) == (3, ())


@pytest.mark.parametrize(
    ("flow", "expected", "asked"),
    [("6", 2, False), ("6.0", 2, False), ("6.1", 3, False), ("15", 3, False)],
)
def test_a_cannula_turns_high_flow_above_six_litres(flow: str, expected: int, asked: bool) -> None:  # noqa: FBT001  (a parameter of the case)
    found = grade(
        CrsFindings(
            temp_c=Decimal("38.5"),
            hypotension=Hypotension.NONE,
            o2_device=OxygenDevice.NASAL_CANNULA,
            o2_flow_lpm=Decimal(flow),
        )
    )
    assert (found.grade, bool(found.questions)) == (expected, asked)


def test_a_cannula_without_flow_is_at_least_grade_2() -> None:
    found = graded(temp_c=38.5, hypoxia=None, o2_device="nasal_cannula")
    assert (found.grade, found.at_least) == (2, True)
    assert lines(found)[-1] == "At least grade 2: oxygen flow not recorded"


def test_a_high_flow_device_at_six_litres_is_asked_whatever_was_chosen() -> None:
    for hypoxia, proposed in ((None, 3), ("low_flow", 2), ("high_flow", 3)):
        found = graded(temp_c=38.5, hypoxia=hypoxia, o2_device="hfnc", o2_flow_lpm=6)
        assert (found.grade, codes(found)) == (proposed, ["hfnc_low_flow"])


def test_a_cannula_above_six_litres_called_low_flow_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match=r"6.1 L/min counts as high flow") as caught:
        graded(temp_c=38.5, hypoxia="low_flow", o2_device="nasal_cannula", o2_flow_lpm=6.1)
    assert caught.value.field == "hypoxia"


def test_a_flow_above_six_litres_without_device_asks_beside_low_flow() -> None:
    found = graded(temp_c=38.5, hypoxia="low_flow", o2_flow_lpm=8)
    assert (found.grade, codes(found)) == (2, ["flow_above_low_flow"])


def test_oxygen_beside_no_hypoxia_asks_whether_it_was_for_comfort() -> None:
    found = graded(temp_c=38.5, o2_device="nasal_cannula", o2_flow_lpm=2)
    assert (found.grade, codes(found)) == (1, ["comfort_oxygen"])


def test_a_device_milder_than_the_worst_need_keeps_the_worst_and_asks() -> None:
    found = graded(temp_c=38.5, hypoxia="high_flow", o2_device="nasal_cannula", o2_flow_lpm=6)
    assert (found.grade, codes(found)) == (3, ["device_milder"])


def test_no_flow_is_no_oxygen() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        graded(temp_c=38.5, o2_device="facemask", o2_flow_lpm=0)
    assert caught.value.field == "o2_flow_lpm"


@pytest.mark.parametrize("reason", ["airway_protection", "procedure"])
def test_ventilation_not_for_hypoxia_is_not_grade_4(reason: str) -> None:
    found = graded(temp_c=38.7, o2_device="invasive_ventilation", ventilation_reason=reason)
    assert (found.grade, found.questions) == (1, ())


def test_home_cpap_is_asked_and_not_counted() -> None:
    found = graded(temp_c=38.9, o2_device="cpap", ventilation_reason="baseline_sleep_apnoea")
    assert (found.grade, codes(found)) == (1, ["home_cpap"])


def test_ventilation_without_a_reason_counts_and_is_asked() -> None:
    found = grade(
        CrsFindings(
            temp_c=Decimal(39),
            hypotension=Hypotension.NONE,
            o2_device=OxygenDevice.INVASIVE_VENTILATION,
        )
    )
    assert (found.grade, codes(found)) == (4, ["ventilation_reason"])


def test_ventilation_for_hypoxia_beside_no_hypoxia_is_refused() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        grade(
            CrsFindings(
                temp_c=Decimal(39),
                hypoxia=Hypoxia.NONE,
                o2_device=OxygenDevice.BIPAP,
                ventilation_reason=VentilationReason.HYPOXIA,
            )
        )
    assert caught.value.field == "hypoxia"


def test_vasopressin_beside_no_hypotension_is_refused() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        graded(temp_c=38.5, vasopressin=True)
    assert caught.value.field == "vasopressin"


@pytest.mark.parametrize(
    ("entries", "start"),
    [
        ({"temp_c": 38.5}, "Grade 2:"),
        ({"temp_c": 38.5, "hypoxia": "low_flow"}, "Grade 3:"),
        ({"temp_c": 38.5, "hypoxia": "high_flow"}, "Grade 4:"),
        ({"temp_c": 38.5, "hypoxia": "positive_pressure"}, "Grade 5:"),
        ({"temp_c": 37}, "Grade 1:"),
        ({"temp_c": 37, "fever_treated": True}, "Grade 1:"),
        ({}, ""),
    ],
)
def test_what_would_make_the_next_grade_is_named(entries: dict[str, object], start: str) -> None:
    assert graded(**entries).next_grade[: len(start) or None] == start


def test_an_attributed_limb_that_was_not_recorded_is_not_missing() -> None:
    found = graded(temp_c=38.6, hypotension=None, hypotension_attributed_to_other=True)
    assert (found.grade, found.at_least) == (1, False)
