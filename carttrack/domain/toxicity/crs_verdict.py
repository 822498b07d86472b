"""From what is recorded to grade and status: the decision of the CRS scale, without its words.

Source: Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638.
"""

from dataclasses import dataclass, replace

from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.limbs import Limb
from carttrack.domain.toxicity.scales import Status
from carttrack.domain.toxicity.temperature import FEVER_C


@dataclass(frozen=True, slots=True)
class Verdict:
    """Grade, status and whether something not recorded could raise the grade."""

    grade: int | None
    status: Status
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class CrsCase:
    """Findings with what their two limbs call for."""

    findings: CrsFindings
    limbs: tuple[Limb, Limb]

    @property
    def hot(self) -> bool:
        """Whether 38.0 °C or more is recorded, of whatever cause."""
        return self.findings.temp_c is not None and self.findings.temp_c >= FEVER_C

    @property
    def attributed(self) -> bool:
        """Whether there may be fever, and the clinician attributes it to another cause."""
        fever_possible = self.hot or self.findings.temp_c is None
        return fever_possible and bool(self.findings.fever_attributed_to_other)

    @property
    def febrile(self) -> bool | None:
        """Whether there is fever that counts; None when that is not recorded."""
        if self.attributed:
            return False
        return None if self.findings.temp_c is None else self.hot

    @property
    def treated(self) -> bool:
        """Whether CRS fever was followed by a drug against it, which may mask it since."""
        return bool(self.findings.fever_treated)

    @property
    def known(self) -> bool:
        """Whether CRS is on record in this episode, so that fever is not needed again."""
        return self.treated or bool(self.findings.episode_open)

    @property
    def earlier_unknown(self) -> bool:
        """Whether nothing is recorded of an earlier CRS fever, treated or open."""
        return self.findings.fever_treated is None and self.findings.episode_open is None

    @property
    def any_limb_recorded(self) -> bool:
        """Whether anything is known of hypotension or hypoxia."""
        return any(limb.recorded for limb in self.limbs)

    @property
    def worst(self) -> int:
        """What the worse limb calls for over what is recorded."""
        return max(limb.grade for limb in self.limbs)

    @property
    def highest(self) -> int:
        """What the worse limb could call for once everything is recorded."""
        return max(limb.highest for limb in self.limbs)

    def with_limb(self, index: int, grade: int) -> "CrsCase":
        """Return the case with one limb calling for another grade."""
        limbs = list(self.limbs)
        limbs[index] = replace(limbs[index], grade=grade, highest=grade)
        return CrsCase(self.findings, (limbs[0], limbs[1]))


def verdict(case: CrsCase) -> Verdict:
    """Return grade and status; see `crs_grading.grade` for what is not recorded."""
    if case.febrile:
        grade = max(case.worst, 1)
        return Verdict(grade, Status.GRADED, case.highest > grade)
    if case.known:
        return _verdict_without_fever(case)
    if case.febrile is None:
        return Verdict(None, Status.CANNOT_GRADE)
    if case.earlier_unknown and not case.any_limb_recorded:
        return Verdict(None, Status.CANNOT_GRADE)
    return Verdict(0, Status.CRITERIA_NOT_MET, case.earlier_unknown and case.highest > 0)


def _verdict_without_fever(case: CrsCase) -> Verdict:
    if case.worst:
        return Verdict(case.worst, Status.GRADED, case.highest > case.worst)
    if not case.any_limb_recorded:
        return Verdict(None, Status.CANNOT_GRADE)
    at_least = case.highest > 0 or case.febrile is None
    return Verdict(0, Status.NO_GRADABLE_FINDING_EPISODE_OPEN, at_least)
