"""What the record derives from a test: ICAHT from the counts, aplasia from the B cells."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.laboratory import LabTest
from carttrack.domain.outcome.b_cell_aplasia import aplasia_definition
from carttrack.domain.outcome.b_cell_series import aplasia_of
from carttrack.domain.outcome.event_words import aplasia_words, definition_words
from carttrack.domain.toxicity.course_hematotoxicity import anc_observation, platelet_observation
from carttrack.domain.toxicity.hematotoxicity import IcahtGrade, early_icaht, late_icaht
from carttrack.domain.toxicity.platelet_recovery import early_t_icaht, late_t_icaht
from carttrack.domain.toxicity.scales import Reason

translate = QCoreApplication.translate

_B_CELLS = frozenset({LabTest.B_CELLS, LabTest.B_CELLS_PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """One derived value: a grade with its square, or a state in words; its reasons line by line."""

    title: str
    scale: str = ""
    graded: bool = False
    grade: int | None = None
    reasons: tuple[Reason, ...] = ()
    next_grade: str = ""


def derived_from(case: CaseFile, test: LabTest, clinic: ClinicRecord) -> tuple[Derived, ...]:
    """Return what is derived from a test, none for a test that nothing is derived from."""
    if test is LabTest.ANC:
        return _icaht(case)
    if test is LabTest.PLATELETS:
        return _t_icaht(case)
    if test in _B_CELLS:
        return (_aplasia(case, clinic),)
    return ()


def _icaht(case: CaseFile) -> tuple[Derived, ...]:
    seen = anc_observation(case)
    if seen is None:
        return (_before_day_0(translate("labs", "ICAHT")),)
    return (
        _graded(translate("labs", "Early ICAHT"), early_icaht(seen)),
        _graded(translate("labs", "Late ICAHT"), late_icaht(seen)),
    )


def _t_icaht(case: CaseFile) -> tuple[Derived, ...]:
    seen = platelet_observation(case)
    if seen is None:
        return (_before_day_0(translate("labs", "T-ICAHT")),)
    return (
        _graded(translate("labs", "Early T-ICAHT"), early_t_icaht(seen)),
        _graded(translate("labs", "Late T-ICAHT"), late_t_icaht(seen)),
    )


def _before_day_0(name: str) -> Derived:
    said = Reason(translate("labs", "Graded from Day 0 on, which is not set"))
    return Derived(title=name, reasons=(said,))


def _graded(name: str, found: IcahtGrade) -> Derived:
    said = translate("labs", "not graded")
    grade = said if found.grade is None else translate("labs", "grade {0}").format(found.grade)
    return Derived(
        title=f"{name}, {grade}",
        scale=found.scale,
        graded=True,
        grade=found.grade,
        reasons=found.reasons,
        next_grade=found.next_grade,
    )


def _aplasia(case: CaseFile, clinic: ClinicRecord) -> Derived:
    title, found = translate("labs", "B-cell aplasia"), aplasia_of(case, clinic)
    if found is None:
        return _before_day_0(title)
    definition = aplasia_definition(clinic)
    reasons = [Reason(aplasia_words(found), deciding=True)]
    if definition is not None:
        words = definition_words(definition)
        reasons.append(Reason(f"{words[:1].upper()}{words[1:]}"))
    return Derived(title=title, reasons=tuple(reasons))
