"""The words of an ICANS grade: findings, questions and what would make the next grade.

They follow Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638.
"""

from carttrack.domain.questions import Question
from carttrack.domain.toxicity.icans import Consciousness, IceState, RaisedIcp, Seizure

ICE_SECTIONS = ((0, 4), (4, 7), (7, 8), (8, 9), (9, 10))
"""Where orientation, naming, command, writing and attention stand in `ice_items`."""

STATE_WORDS = {
    IceState.REFUSED: "refused",
    IceState.LANGUAGE: "not possible for language",
    IceState.APHASIA: "not possible for aphasia",
    IceState.INTUBATED_OR_SEDATED: "intubated or sedated",
    IceState.UNAROUSABLE: "unarousable",
    IceState.NOT_DONE: "not done",
}
CONSCIOUSNESS_WORDS = {
    Consciousness.ALERT: "Awake",
    Consciousness.AWAKENS_SPONTANEOUSLY: "Consciousness: awakens spontaneously",
    Consciousness.AWAKENS_TO_VOICE: "Consciousness: awakens to voice",
    Consciousness.AWAKENS_TO_TACTILE: "Consciousness: awakens only to tactile stimulus",
    Consciousness.UNAROUSABLE: "Consciousness: unarousable, or only by vigorous or repeated touch",
}
SEIZURE_WORDS = {
    Seizure.RESOLVES_RAPIDLY: "Seizure: resolved rapidly or with intervention",
    Seizure.PROLONGED_OR_REPETITIVE: (
        "Seizure: prolonged (over 5 minutes), or repetitive without return to baseline"
    ),
}
WEAKNESS_WORDS = "Motor findings: deep focal weakness"
ICP_WORDS = {
    RaisedIcp.FOCAL_EDEMA: "Imaging: focal oedema",
    RaisedIcp.DIFFUSE_EDEMA_OR_RAISED_ICP: "Diffuse oedema or signs of raised pressure",
}

_NEXT = {
    0: "Grade 1: {score}, or awakens spontaneously.",
    1: "Grade 2: {score}awakens to voice.",
    2: (
        "Grade 3: {score}, awakens only to tactile stimulus, a seizure that resolves, or focal "
        "oedema on imaging."
    ),
    3: (
        "Grade 4: unarousable, a seizure over 5 minutes or repetitive without return to baseline, "
        "deep focal weakness, or diffuse oedema or signs of raised pressure."
    ),
    4: "Grade 5: death due to ICANS.",
}
_ICE_NEXT = {0: "ICE 7 to 9", 1: "ICE 3 to 6, or ", 2: "ICE 0 to 2"}
_CAPD_NEXT = {0: "CAPD 1 to 8", 1: "", 2: "CAPD 9 or more"}


def next_grade_words(grade: int | None, *, by_capd: bool) -> str:
    """Return what would make the next grade, by ICE or by CAPD."""
    if grade is None:
        return ""
    scores = _CAPD_NEXT if by_capd else _ICE_NEXT
    return _NEXT.get(grade, "").format(score=scores.get(grade, ""))


def item_words(items: str, ice: int) -> str:
    """Return the ICE with the sums of its sections, for example `ICE 4 + 2 + 1 + 0 + 1 = 8`."""
    if not items:
        return f"ICE {ice}"
    sums = [str(items[start:end].count("y")) for start, end in ICE_SECTIONS]
    return f"ICE {' + '.join(sums)} = {ice}"


def baseline_question(score: str, baseline: int) -> Question:
    """Return the question about a score that was low before treatment."""
    return Question(
        "baseline_low",
        f"The {score} was {baseline} before lymphodepletion, which alone would be graded. Is the "
        f"{score} now due to ICANS?",
    )


AGE_NOT_RECORDED = Question(
    "age_not_recorded",
    "The age is not recorded: CAPD belongs to under 12 years, ICE to 12 years and over. Is it the "
    "right score for this patient?",
)
SEDATION = Question(
    "sedation",
    "The patient is sedated. Sedation cannot be told apart from ICANS by rule: are the score and "
    "the level of consciousness due to ICANS?",
)
SCORE_CAUSE = Question(
    "score_cause",
    "The level of consciousness is attributed to another cause. Is the score explained by the "
    "same cause?",
)
SEIZURE_OF_FIVE_MINUTES = Question(
    "seizure_5_min",
    "The seizure lasted exactly 5 minutes: grade 4 needs more than 5, and how rapid a grade 3 "
    "seizure resolves is not defined. Is the grade right?",
)
HAEMORRHAGE = Question(
    "intracranial_haemorrhage",
    "An intracranial haemorrhage is recorded. It is not part of ICANS and may itself explain the "
    "findings: which of them are due to ICANS?",
)
