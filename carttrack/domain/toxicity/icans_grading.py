"""The ASTCT 2019 grade of ICANS, from findings that may be incomplete.

Source: Lee DW, Santomasso BD, Locke FL, et al. Biol Blood Marrow Transplant
2019;25(4):625-638, doi 10.1016/j.bbmt.2018.12.758.
"""

import re
from dataclasses import replace

from carttrack.domain.questions import Question
from carttrack.domain.toxicity import icans_words as words
from carttrack.domain.toxicity.icans import IcansFindings, IceState, Seizure
from carttrack.domain.toxicity.icans_contradictions import refuse_contradictions
from carttrack.domain.toxicity.icans_domains import Domain, domains
from carttrack.domain.toxicity.icans_scores import by_capd, capd_grade, ice_grade, ice_score
from carttrack.domain.toxicity.scales import Graded, Reason, Status

_Domains = tuple[Domain, Domain, Domain, Domain, Domain]
_BLEEDING = re.compile(
    r"ha?emorrhag|\b(ICH|SAH|SDH)\b|"
    r"(intracranial|cerebral|brain|subdural|subarachnoid|epidural)\s+(bleed|ha?ematoma)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;.:]")
_DENIED = re.compile(r"\s*(no|without)\b", re.IGNORECASE)
_FIVE_MINUTES = 5
_DEATH = 5


def grade(findings: IcansFindings) -> Graded:
    """Return the grade with its reasons, questions and what is missing.

    The worst domain that is not attributed to another cause decides; tremor, headache and other
    findings never change it. A domain not recorded that could raise the grade makes it "at least";
    a score not recorded could raise it to 3 in a patient who can be aroused. With neither score
    nor level of consciousness recorded, and nothing found, it cannot be graded.

    A question is asked only where its other answer would change the grade.

    Raises `InvalidEntryError` for the wrong score for the age (`ice`, `capd`), and for entries
    that exclude each other (`ice_items`, `ice_state`, `seizure`, `seizure_minutes`).
    """
    refuse_contradictions(findings)
    if findings.death_due_to_icans:
        reason = Reason("Death due to ICANS, no other principal cause", grade=_DEATH, deciding=True)
        others = (line for line in _lines(findings, domains(findings), _DEATH) if not _sums(line))
        return Graded(grade=_DEATH, status=Status.GRADED, reasons=(reason, *others))
    found = domains(findings)
    worst = _worst(found)
    missing = [d for d in found if d.grade is None and d.highest > worst]
    if not worst and found[0].grade is None and found[1].grade is None:
        reasons = (*_lines(findings, found, worst), *_missing_line("Cannot grade", missing))
        return Graded(grade=None, status=Status.CANNOT_GRADE, reasons=reasons)
    return Graded(
        grade=worst,
        status=Status.GRADED,
        at_least=bool(missing),
        reasons=(
            *_lines(findings, found, worst),
            *_missing_line(f"At least grade {worst}", missing),
        ),
        questions=_questions(findings, found, worst),
        next_grade=words.next_grade_words(worst, by_capd=by_capd(findings)),
    )


def _sums(line: Reason) -> bool:
    return line.grade == _DEATH


def _worst(found: _Domains) -> int:
    return max(domain.grade or 0 for domain in found)


def _lines(findings: IcansFindings, found: _Domains, worst: int) -> tuple[Reason, ...]:
    lines = [
        Reason(domain.text, domain.grade or None, deciding=0 < worst == domain.grade)
        for domain in found
        if domain.text
    ]
    normal = [domain.normal for domain in found if domain.normal]
    if normal:
        lines.append(Reason(_normal_words(normal)))
    if findings.other_findings:
        lines.append(Reason(f"{findings.other_findings}: not part of the ICANS grade"))
    unused = _unused_score(findings)
    if unused:
        lines.append(Reason(unused))
    if sum(line.grade is not None for line in lines) > 1:
        lines.append(Reason("The highest criterion sets the grade", worst))
    return tuple(lines)


def _normal_words(normal: list[str]) -> str:
    """Return `Awake; no seizure, weakness, raised ICP` for what is recorded as normal."""
    absent = [name for name in normal if name != "awake"]
    parts = ["awake"] if "awake" in normal else []
    if absent:
        parts.append(f"no {', '.join(absent)}")
    joined = "; ".join(parts)
    return joined[0].upper() + joined[1:]


def _unused_score(findings: IcansFindings) -> str:
    ice, capd_used = ice_score(findings), by_capd(findings)
    if capd_used and ice is not None:
        return f"ICE {ice}: not used, the CAPD decides"
    if not capd_used and findings.capd is not None:
        return f"CAPD {findings.capd}: not used, the ICE decides"
    return ""


def _missing_line(start: str, missing: list[Domain]) -> tuple[Reason, ...]:
    if not missing:
        return ()
    return (Reason(f"{start}: {', '.join(domain.name for domain in missing)} not recorded"),)


def _questions(findings: IcansFindings, found: _Domains, worst: int) -> tuple[Question, ...]:
    score, consciousness = found[0], found[1]
    without_score = _worst((replace(score, grade=0), *found[1:])) < worst
    without_both = (
        _worst((replace(score, grade=0), replace(consciousness, grade=0), *found[2:])) < worst
    )
    score_open = findings.score_attributed_to_other is None
    consciousness_open = findings.consciousness_attributed_to_other is None
    asked = (
        (words.AGE_NOT_RECORDED, findings.age_years is None and without_score),
        (_baseline(findings), score_open and without_score),
        (
            words.SEDATION,
            _sedated(findings) and without_both and (score_open or consciousness_open),
        ),
        (
            words.SCORE_CAUSE,
            bool(findings.consciousness_attributed_to_other) and score_open and without_score,
        ),
        (words.SEIZURE_OF_FIVE_MINUTES, _five_minutes(findings, found, worst)),
        (words.HAEMORRHAGE, worst > 0 and _bleeding(findings.other_findings)),
    )
    return tuple(question for question, applies in asked if question is not None and applies)


def _baseline(findings: IcansFindings) -> Question | None:
    """Return the question about a baseline that alone would be graded.

    For the ICE any baseline below 10 makes a low score doubtful; for the CAPD, whose baseline is
    rarely 0, one that alone calls for the same grade.
    """
    if by_capd(findings):
        capd, baseline = findings.capd, findings.baseline_capd
        if capd is None or baseline is None or capd_grade(baseline) < max(capd_grade(capd), 1):
            return None
        return words.baseline_question("CAPD", baseline)
    if findings.baseline_ice is None or not ice_grade(findings.baseline_ice):
        return None
    return words.baseline_question("ICE", findings.baseline_ice)


def _sedated(findings: IcansFindings) -> bool:
    if findings.sedated is None:
        return findings.ice_state is IceState.INTUBATED_OR_SEDATED
    return findings.sedated


def _five_minutes(findings: IcansFindings, found: _Domains, worst: int) -> bool:
    if findings.seizure_minutes != _FIVE_MINUTES or findings.seizure in {None, Seizure.NONE}:
        return False
    other = 7 - (found[2].grade or 0)
    changed = (found[0], found[1], replace(found[2], grade=other), found[3], found[4])
    return _worst(changed) != worst


def _bleeding(words_found: str) -> bool:
    """Return whether a bleeding is named, other than in a clause that begins with a denial."""
    return any(
        _BLEEDING.search(clause) and not _DENIED.match(clause)
        for clause in _CLAUSE.split(words_found)
    )
