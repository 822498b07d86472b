"""The hypotension limb of CRS.

Sources: Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638 (no numeric blood pressure
limit); for children Mahadeo KM et al. Nat Rev Clin Oncol 2019;16:45-63, whose systolic limit only
ever leads to a question here, never to a grade.
"""

from decimal import Decimal

from carttrack.domain.questions import Question
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension
from carttrack.domain.toxicity.limbs import Doubt, Limb

_GRADES = {
    Hypotension.NONE: 0,
    Hypotension.NO_VASOPRESSOR: 2,
    Hypotension.ONE_VASOPRESSOR: 3,
    Hypotension.MULTIPLE_VASOPRESSORS: 4,
}
_WORDS = {
    Hypotension.NONE: "none",
    Hypotension.NO_VASOPRESSOR: "present, no vasopressor",
    Hypotension.ONE_VASOPRESSOR: "one vasopressor",
    Hypotension.MULTIPLE_VASOPRESSORS: "two or more vasopressors",
}
_WORST = 4
_VASOPRESSIN_ALONE = 3
_ADULT_YEARS = 18
_TEN_YEARS = 10
_WITHOUT_VASOPRESSOR = frozenset({None, Hypotension.NONE, Hypotension.NO_VASOPRESSOR})


def hypotension_limb(findings: CrsFindings) -> Limb:
    """Return what hypotension calls for; the number of vasopressors never includes vasopressin.

    Vasopressin as the only agent counts as grade 3 and is asked: the consensus does not say.
    `no_vasopressor` leaves open whether vasopressin ran, so there an unrecorded vasopressin could
    raise the grade to 3.
    """
    if findings.hypotension_attributed_to_other:
        return Limb(text=f"{_words(findings)}, attributed to another cause: not counted")
    if _vasopressin_alone(findings):
        missing = findings.hypotension is None
        return Limb(
            text=_words(findings),
            grade=_VASOPRESSIN_ALONE,
            highest=_WORST if missing else _VASOPRESSIN_ALONE,
            missing="vasopressors besides vasopressin" if missing else "",
            doubts=(_vasopressin_doubt(), *_inotrope_doubts(findings)),
        )
    if findings.hypotension is None:
        return Limb(
            text="Hypotension: not recorded",
            highest=_WORST,
            recorded=False,
            missing="hypotension",
            doubts=_inotrope_doubts(findings),
        )
    grade = _GRADES[findings.hypotension]
    unknown = findings.hypotension is Hypotension.NO_VASOPRESSOR and findings.vasopressin is None
    return Limb(
        text=_words(findings),
        grade=grade,
        highest=_VASOPRESSIN_ALONE if unknown else grade,
        missing="vasopressin" if unknown else "",
        doubts=(*_inotrope_doubts(findings), *_age_doubts(findings)),
    )


def systolic_limit(age_years: Decimal) -> Decimal | None:
    """Return the systolic pressure in mmHg below which a child counts as hypotensive by age.

    Mahadeo KM et al. 2019: from 1 to 10 years 70 + 2 x age, above 10 years 90. None for infants
    under 1 year (the rule gives no value) and for adults (the consensus sets no limit).
    """
    if not 1 <= age_years < _ADULT_YEARS:
        return None
    return 70 + 2 * min(age_years, Decimal(_TEN_YEARS))


def _vasopressin_alone(findings: CrsFindings) -> bool:
    return bool(findings.vasopressin) and findings.hypotension in _WITHOUT_VASOPRESSOR


def _words(findings: CrsFindings) -> str:
    if _vasopressin_alone(findings):
        return "Hypotension: vasopressin as the only vasopressor"
    if findings.hypotension is None:
        return "Hypotension: not recorded"
    words = f"Hypotension: {_WORDS[findings.hypotension]}"
    return f"{words}, with vasopressin (not counted)" if findings.vasopressin else words


def _vasopressin_doubt() -> Doubt:
    text = (
        "Vasopressin is the only vasopressor recorded. The consensus does not say how it counts; "
        "it is counted as grade 3 here. Is that right?"
    )
    return Doubt(Question("vasopressin_alone", text), 2)


def _inotrope_doubts(findings: CrsFindings) -> tuple[Doubt, ...]:
    if not findings.inotrope or findings.hypotension not in _WITHOUT_VASOPRESSOR:
        return ()
    text = (
        f"The inotrope {findings.inotrope} is recorded without a vasopressor. The consensus names "
        "vasopressors, not inotropes; it is not counted here. Does it count as a vasopressor?"
    )
    return (Doubt(Question("inotrope_alone", text), 3),)


def _age_doubts(findings: CrsFindings) -> tuple[Doubt, ...]:
    age, systolic = findings.age_years, findings.sbp_mmhg
    if age is None or findings.hypotension not in {Hypotension.NONE, Hypotension.NO_VASOPRESSOR}:
        return ()
    present = findings.hypotension is Hypotension.NO_VASOPRESSOR
    if age < 1 and (present or systolic is not None):
        text = (
            "Under 1 year no blood pressure limit is published with the scale. Is the pressure "
            "low for this infant's age and own baseline?"
        )
        return (Doubt(Question("infant_pressure", text), 0 if present else 2),)
    limit = systolic_limit(age)
    if present or systolic is None or limit is None or systolic >= limit:
        return ()
    text = (
        f"Systolic {systolic} mmHg is below {limit.normalize():f} mmHg, the limit for this age "
        "(Mahadeo 2019), yet hypotension says none. Is the pressure normal for this child?"
    )
    return (Doubt(Question("child_pressure", text), 2),)
