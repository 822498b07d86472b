"""The ASTCT 2019 grade of CRS, from findings that may be incomplete.

Source: Lee DW, Santomasso BD, Locke FL, et al. Biol Blood Marrow Transplant
2019;25(4):625-638, doi 10.1016/j.bbmt.2018.12.758.
"""

from dataclasses import replace

from carttrack.domain.questions import Question
from carttrack.domain.toxicity import crs_words
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.crs_verdict import CrsCase, Verdict, verdict
from carttrack.domain.toxicity.hypotension import hypotension_limb
from carttrack.domain.toxicity.hypoxia import hypoxia_limb
from carttrack.domain.toxicity.scales import Graded, Reason, Status


def grade(findings: CrsFindings) -> Graded:
    """Return the grade with its reasons, questions and what is missing.

    The worse of hypotension and hypoxia decides; with fever due to CRS the grade is at least 1.
    Without fever nothing is graded, unless CRS is known in this episode: then the limbs alone
    decide. What is not recorded is handled so:

    - a limb not recorded that could raise the grade makes it "at least";
    - no temperature, and CRS not known: cannot grade, as fever decides whether anything counts;
    - no temperature, and CRS known: the limbs decide, fever could only raise 0 to 1;
    - no fever and neither limb recorded, where CRS is known or nothing is recorded of an earlier
      CRS fever: cannot grade;
    - no fever, a limb recorded, nothing recorded of an earlier CRS fever (treated or open): the
      criteria are not met, "at least" when the limbs would count after such a fever.

    `episode_open`, `steroid_before_fever`, `infection_proven` and the attributions count as "no"
    when they are not recorded. A question is asked only where its other answer would change the
    grade; the grade beside it is the proposed one.

    Raises `InvalidEntryError` for oxygen entries that contradict each other.
    """
    case = CrsCase(findings, (hypotension_limb(findings), hypoxia_limb(findings)))
    if findings.death_due_to_crs:
        reason = Reason("Death due to CRS, no other principal cause", grade=5, deciding=True)
        return Graded(grade=5, status=Status.GRADED, reasons=(reason, *_findings_lines(case)))
    found = verdict(case)
    return Graded(
        grade=found.grade,
        status=found.status,
        at_least=found.at_least,
        reasons=_reasons(case, found),
        questions=(*_fever_questions(case, found), *_limb_questions(case, found)),
        next_grade=crs_words.next_grade_words(found.status, found.grade, case.worst),
    )


def _fever_questions(case: CrsCase, found: Verdict) -> tuple[Question, ...]:
    findings = case.findings
    limb_without_fever = case.worst > 0 and not case.febrile
    unmet = found.status is Status.CRITERIA_NOT_MET
    nothing_left = found.status is Status.NO_GRADABLE_FINDING_EPISODE_OPEN and not found.at_least
    asked = (
        (
            crs_words.FEVER_ATTRIBUTED,
            case.attributed and found.grade not in {None, max(case.worst, 1)},
        ),
        (
            crs_words.MASKED_WITHOUT_FEVER,
            case.treated and findings.episode_open is False and limb_without_fever,
        ),
        (
            crs_words.FEVER_GONE_UNTREATED,
            case.known and not case.treated and limb_without_fever,
        ),
        (
            crs_words.TREATED_BEFORE_FEVER,
            bool(findings.steroid_before_fever)
            and unmet
            and not case.attributed
            and case.worst > 0,
        ),
        (crs_words.NOTHING_LEFT, case.treated and nothing_left),
        (crs_words.NOTHING_LEFT_UNTREATED, not case.treated and nothing_left),
        (crs_words.INFECTION_PROVEN, bool(findings.infection_proven and found.grade)),
    )
    return tuple(question for question, applies in asked if applies)


def _limb_questions(case: CrsCase, found: Verdict) -> tuple[Question, ...]:
    return tuple(
        doubt.question
        for index, limb in enumerate(case.limbs)
        for doubt in limb.doubts
        if verdict(case.with_limb(index, doubt.otherwise)).grade != found.grade
    )


def _reasons(case: CrsCase, found: Verdict) -> tuple[Reason, ...]:
    counted = found.status is Status.GRADED
    lines = _findings_lines(case, counted=counted)
    if found.grade:
        lines = [replace(line, deciding=line.grade == found.grade) for line in lines]
    if case.findings.organ_toxicity:
        lines.append(Reason(f"{case.findings.organ_toxicity}: does not change the ASTCT grade"))
    if sum(line.grade is not None for line in lines) > 1:
        lines.append(Reason("The highest criterion sets the grade", found.grade))
    lines += crs_words.closing_lines(found.status, found.grade, case.limbs)
    missing = _missing(case, found)
    if missing:
        start = f"At least grade {found.grade}: " if found.at_least and found.grade else ""
        words = f"{start}{', '.join(missing)} not recorded"
        lines.append(Reason(words[0].upper() + words[1:]))
    return tuple(lines)


def _findings_lines(case: CrsCase, *, counted: bool = True) -> list[Reason]:
    """Return fever and limbs, each with the grade that it calls for where it counts."""
    limbs = [Reason(limb.text, (limb.grade or None) if counted else None) for limb in case.limbs]
    return [crs_words.fever_reason(case.findings), *limbs]


def _missing(case: CrsCase, found: Verdict) -> list[str]:
    """Return what, once recorded, could raise the grade or make one."""
    if not (found.at_least or found.status is Status.CANNOT_GRADE):
        return []
    floor = found.grade or 0
    missing = ["temperature"] if case.febrile is None and floor == 0 else []
    if case.febrile is False and case.earlier_unknown:
        missing.append("whether an earlier CRS fever was treated")
    return missing + [limb.missing for limb in case.limbs if limb.missing and limb.highest > floor]
