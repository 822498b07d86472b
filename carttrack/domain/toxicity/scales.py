"""How a grade stands on record: value, scale, status; never without its scale."""

from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.questions import Question

ASTCT_2019 = "ASTCT 2019"
"""The scale every grade derived here is on (Lee DW et al. 2019, citation [4])."""


class Status(StrEnum):
    """What the findings allow to say."""

    GRADED = "graded"
    CRITERIA_NOT_MET = "criteria_not_met"
    NO_GRADABLE_FINDING_EPISODE_OPEN = "no_gradable_finding_episode_open"
    CANNOT_GRADE = "cannot_grade"


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the explanation: what was found and the grade it calls for alone.

    `grade` is None where the finding changes nothing or was not recorded; `deciding` marks the
    line that sets the grade.
    """

    text: str
    grade: int | None = None
    deciding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A derived grade with everything that was said about it.

    `grade` is 0 to 5, or None when it cannot be derived; other states than `GRADED` show no
    digit. `at_least` is true when a finding that was not recorded could raise the grade.
    `questions` is empty unless the consensus is silent; then `grade` is the proposed one.
    `next_grade` says what would make the next grade.
    """

    grade: int | None
    status: Status
    at_least: bool = False
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    next_grade: str = ""
    scale: str = ASTCT_2019
