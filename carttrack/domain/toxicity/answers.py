"""The answers to the questions beside a grade: where the consensus is silent, a person decides."""

from collections.abc import Collection

from carttrack.domain.errors import QuestionsError
from carttrack.domain.questions import Question
from carttrack.domain.toxicity.assessments import GradeOnRecord
from carttrack.domain.toxicity.new_assessment import HandSet
from carttrack.domain.toxicity.scales import Graded

ANSWERS = {
    "masked_without_fever": "fever masked without an earlier CRS fever on record",
    "fever_gone_untreated": "fever gone without a drug",
    "treated_before_fever": "treated before any fever",
    "nothing_left": "nothing left to grade",
    "fever_attributed": "fever of another cause",
    "infection_proven": "proven infection at the same time",
    "vasopressin_alone": "vasopressin as the only vasopressor",
    "inotrope_alone": "inotrope without a vasopressor",
    "infant_pressure": "pressure of an infant",
    "child_pressure": "pressure of a child",
    "flow_above_low_flow": "flow above low flow",
    "device_milder": "device milder than the hypoxia stated",
    "pressure_not_for_hypoxia": "pressure support not for hypoxia",
    "comfort_oxygen": "oxygen without hypoxia",
    "hfnc_low_flow": "high-flow device at low flow",
    "home_cpap": "home CPAP",
    "airway_only": "intubation for the airway only",
    "ventilation_reason": "reason for ventilation not recorded",
    "baseline_low": "low baseline",
    "age_not_recorded": "age not recorded",
    "sedation": "sedation",
    "score_cause": "cause of the score",
    "seizure_5_min": "seizure of exactly 5 minutes",
    "intracranial_haemorrhage": "intracranial haemorrhage",
}
"""What each question beside a grade is about, in a few words; its code is what is kept."""


def open_questions(
    graded: Graded | None, answered: Collection[str], by_hand: HandSet | None = None
) -> tuple[Question, ...]:
    """Return the questions that nobody has answered; a grade set by hand leaves none open."""
    if graded is None or by_hand is not None:
        return ()
    return tuple(question for question in graded.questions if question.code not in answered)


def grade_on_record(
    graded: Graded,
    *,
    rule_version: str,
    by_hand: HandSet | None = None,
    answered: Collection[str] = (),
) -> GradeOnRecord:
    """Return a grade as it is kept, with the questions that were answered by keeping it.

    Raises `QuestionsError` with every question that is open, and `InvalidEntryError` for a grade
    set by hand without a reason. Codes that no question asks for are not kept.
    """
    unanswered = open_questions(graded, answered, by_hand)
    if unanswered:
        raise QuestionsError(unanswered)
    kept = () if by_hand else tuple(question.code for question in graded.questions)
    return GradeOnRecord(
        derived=graded.grade,
        status=graded.status,
        at_least=graded.at_least,
        recorded=by_hand.grade if by_hand else graded.grade,
        override_reason=by_hand.reason if by_hand else "",
        scale=graded.scale,
        rule_version=rule_version,
        answered=kept,
    )


def answers_words(codes: Collection[str]) -> str:
    """Return what the questions with these codes were about; a code not known as it stands.

    >>> answers_words(("vasopressin_alone", "home_cpap"))
    'vasopressin as the only vasopressor; home CPAP'
    """
    return "; ".join(ANSWERS.get(code, code.replace("_", " ")) for code in codes)
