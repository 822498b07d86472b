"""Something the program asks instead of deciding it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """An odd entry that may be right, or a point where the consensus is silent.

    `code` is stable and names the question; `text` is the sentence to show. Where an act asks,
    the caller repeats it with the code among the accepted ones.
    """

    code: str
    text: str
