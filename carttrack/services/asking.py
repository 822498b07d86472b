"""How an act is refused or asked about: refusals stop it, open questions stop it until accepted."""

from collections.abc import Iterable

from carttrack.domain.errors import QuestionsError, RefusedError
from carttrack.domain.pathway.verdicts import Refusal
from carttrack.domain.questions import Question


def settle(
    refusals: Iterable[Refusal], questions: Iterable[Question], accepted: frozenset[str]
) -> None:
    """Let an act pass, or raise.

    Raises `RefusedError` with the first refusal and `QuestionsError` with every question whose
    code is not among the accepted ones.
    """
    for refusal in refusals:
        raise RefusedError(refusal.text, refusal.field)
    open_questions = [question for question in questions if question.code not in accepted]
    if open_questions:
        raise QuestionsError(open_questions)
