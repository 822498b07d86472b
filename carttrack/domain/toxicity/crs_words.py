"""The lines and questions that explain a CRS grade (Lee DW et al. 2019)."""

from carttrack.domain.questions import Question
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.limbs import Limb
from carttrack.domain.toxicity.scales import Reason, Status
from carttrack.domain.toxicity.temperature import FEVER_C, temperature_words

_NEXT = {
    0: f"Grade 1: fever of {FEVER_C} °C or more due to CRS.",
    1: "Grade 2: hypotension, or oxygen by low-flow nasal cannula or blow-by.",
    2: (
        "Grade 3: one vasopressor, or oxygen by nasal cannula above 6 L/min, facemask, "
        "non-rebreather or Venturi mask."
    ),
    3: (
        "Grade 4: two or more vasopressors, vasopressin not counted, or CPAP, BiPAP or ventilation "
        "for hypoxia."
    ),
    4: "Grade 5: death due to CRS.",
}


def fever_reason(findings: CrsFindings) -> Reason:
    """Return the line about the temperature, with why fever is not needed where it is not."""
    if findings.temp_c is None:
        attributed = "; fever attributed to another cause: not counted"
        suffix = attributed if findings.fever_attributed_to_other else _not_needed(findings)
        return Reason(f"Temperature: not recorded{suffix}")
    words = temperature_words(findings.temp_c)
    if findings.temp_c < FEVER_C:
        return Reason(f"{words} is below {FEVER_C} °C{_not_needed(findings)}")
    if findings.fever_attributed_to_other:
        return Reason(f"{words} is ≥{FEVER_C} °C, attributed to another cause: not counted")
    stated = findings.fever_attributed_to_other is False
    cause = " and due to CRS" if stated else ", no other cause named"
    return Reason(f"{words} is ≥{FEVER_C} °C{cause}", grade=1)


def _not_needed(findings: CrsFindings) -> str:
    if findings.fever_treated:
        return "; after treatment of CRS fever is not required"
    return "; CRS is open, without a drug against fever" if findings.episode_open else ""


def closing_lines(status: Status, grade: int | None, limbs: tuple[Limb, ...]) -> list[Reason]:
    """Return the lines after the findings: why there is no grade, or nothing for a grade."""
    present = any(limb.grade for limb in limbs)
    lines: list[Reason] = []
    if status is Status.CRITERIA_NOT_MET:
        lines.append(Reason("ASTCT criteria not met: no fever due to CRS is on record."))
    elif status is Status.CANNOT_GRADE:
        lines.append(Reason("Cannot grade: what decides is not recorded."))
    elif status is Status.NO_GRADABLE_FINDING_EPISODE_OPEN:
        lines.append(
            Reason("No finding left to grade. The episode stays open until a clinician closes it.")
        )
    if present and not grade:
        lines.append(
            Reason(
                "Hypotension or hypoxia is present: it needs a clinician's review now. "
                "The cause is not decided here."
            )
        )
    return lines


def next_grade_words(status: Status, grade: int | None, worst: int) -> str:
    """Return what would make the next grade; `worst` is what the limbs call for with fever."""
    if grade is None or status is Status.CANNOT_GRADE:
        return ""
    if status is Status.CRITERIA_NOT_MET and worst:
        return f"Grade {worst}: the same findings with fever of {FEVER_C} °C or more due to CRS."
    if status is Status.NO_GRADABLE_FINDING_EPISODE_OPEN:
        return f"{_NEXT[0]} {_NEXT[1]}"
    return _NEXT.get(grade, "")


MASKED_WITHOUT_FEVER = Question(
    "masked_without_fever",
    "Fever is entered as masked by treatment, yet no CRS fever is on record in an open episode. "
    "Was there CRS fever before the treatment?",
)
FEVER_GONE_UNTREATED = Question(
    "fever_gone_untreated",
    "CRS is open, no CRS fever is recorded now, and no drug against fever since. Are the "
    "hypotension or hypoxia still due to CRS?",
)
TREATED_BEFORE_FEVER = Question(
    "treated_before_fever",
    "A steroid, tocilizumab or an antipyretic ran before any fever, so fever may be masked from "
    "the start. Are the hypotension or hypoxia due to CRS?",
)
NOTHING_LEFT = Question(
    "nothing_left",
    "No fever, hypotension or hypoxia is left, but fever that is absent after treatment does not "
    "show that CRS is over. Is it over? A clinician closes the episode.",
)
NOTHING_LEFT_UNTREATED = Question(
    "nothing_left",
    "Fever has gone without a drug on record, and no hypotension or hypoxia is left. Is CRS over? "
    "A clinician closes the episode.",
)
FEVER_ATTRIBUTED = Question(
    "fever_attributed",
    "The fever is attributed to another cause and not counted. Is CRS ruled out as a cause of it?",
)
INFECTION_PROVEN = Question(
    "infection_proven",
    "A proven infection is recorded at the same time; the findings cannot be told apart by rule. "
    "Which of them are due to CRS?",
)
