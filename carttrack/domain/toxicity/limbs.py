"""What one of the two limbs of CRS, hypotension or hypoxia, calls for."""

from dataclasses import dataclass

from carttrack.domain.questions import Question


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a finding, with the grade the limb would call for by the other answer."""

    question: Question
    otherwise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One limb as recorded.

    `grade` is what it calls for over what is recorded: 0, 2, 3 or 4. `highest` is what it could
    call for once `missing` is recorded; the two are equal when nothing is missing. `recorded` is
    false when nothing at all is known of it. A limb that the clinician attributes to another cause
    counts as none, and as recorded.
    """

    text: str
    grade: int = 0
    highest: int = 0
    recorded: bool = True
    missing: str = ""
    doubts: tuple[Doubt, ...] = ()
