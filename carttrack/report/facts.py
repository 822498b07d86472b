"""A fact on paper: a label and its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it; `strong` facts are set bold."""

    label: str
    words: str
    strong: bool = False
