"""Where the consensus is silent a grade is kept only once a person has answered."""

import re
from pathlib import Path

import pytest

from carttrack.domain.errors import InvalidEntryError, QuestionsError
from carttrack.domain.toxicity import answers, crs_grading
from carttrack.domain.toxicity.answers import ANSWERS, answers_words, grade_on_record
from carttrack.domain.toxicity.assessments import GradeOnRecord
from carttrack.domain.toxicity.crs import Hypotension
from carttrack.domain.toxicity.new_assessment import HandSet
from carttrack.domain.toxicity.scales import Graded, Status
from tests.builders import crs_findings

RULES = "crs-1"


def silent() -> Graded:
    """Vasopressin as the only vasopressor: grade 3 is proposed, and asked about."""
    found = crs_findings(hypotension=Hypotension.NO_VASOPRESSOR, vasopressin=True)
    return crs_grading.grade(found)


def test_an_open_question_keeps_the_grade_from_being_kept() -> None:
    with pytest.raises(QuestionsError) as caught:
        grade_on_record(silent(), rule_version=RULES)
    assert [question.code for question in caught.value.questions] == ["vasopressin_alone"]


def test_an_answer_is_kept_with_the_proposed_grade() -> None:
    kept = grade_on_record(silent(), rule_version=RULES, answered=["vasopressin_alone", "other"])
    assert (kept.recorded, kept.by_hand, kept.answered) == (3, False, ("vasopressin_alone",))


def test_a_grade_set_by_hand_answers_every_question_itself() -> None:
    hand = HandSet(grade=2, reason="low dose, stopped")
    kept = grade_on_record(
        silent(), rule_version=RULES, by_hand=hand, answered=["vasopressin_alone"]
    )
    assert (kept.derived, kept.recorded, kept.answered) == (3, 2, ())


def test_findings_that_ask_nothing_need_no_answer() -> None:
    kept = grade_on_record(crs_grading.grade(crs_findings()), rule_version=RULES)
    assert kept.answered == ()


@pytest.mark.parametrize("codes", [("home_cpap", "home_cpap"), ("",), ("home_cpap",)])
def test_answers_that_cannot_be_are_refused(codes: tuple[str, ...]) -> None:
    """Twice the same, no code, or an answer beside a grade set by hand."""
    recorded = 2 if codes == ("home_cpap",) else 3
    with pytest.raises(InvalidEntryError) as caught:
        GradeOnRecord(
            derived=3,
            status=Status.GRADED,
            recorded=recorded,
            override_reason="" if recorded == 3 else "seen",
            rule_version=RULES,
            answered=codes,
        )
    assert caught.value.field == "answered"


def test_every_question_beside_a_grade_has_its_words() -> None:
    modules = Path(answers.__file__).parent.glob("*.py")
    asked = {
        code
        for module in modules
        for code in re.findall(r'\bQuestion\(\s*"(\w+)"', module.read_text(encoding="utf-8"))
    }
    assert asked == set(ANSWERS)


def test_a_code_that_is_no_longer_known_is_told_as_it_stands() -> None:
    assert answers_words(["home_cpap", "old_question"]) == "home CPAP; old question"
