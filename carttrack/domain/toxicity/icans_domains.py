"""What each of the five domains of ICANS calls for.

Source: Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638.
"""

from dataclasses import dataclass

from carttrack.domain.toxicity import icans_words as words
from carttrack.domain.toxicity.icans import (
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)
from carttrack.domain.toxicity.icans_scores import (
    ICE_ITEMS,
    by_capd,
    capd_grade,
    ice_grade,
    ice_score,
)

_WORST = 4
_SCORE_WHILE_AROUSABLE = 3
_CONSCIOUSNESS_GRADES = {
    Consciousness.ALERT: 0,
    Consciousness.AWAKENS_SPONTANEOUSLY: 1,
    Consciousness.AWAKENS_TO_VOICE: 2,
    Consciousness.AWAKENS_TO_TACTILE: 3,
    Consciousness.UNAROUSABLE: 4,
}
_SEIZURE_GRADES = {
    Seizure.NONE: 0,
    Seizure.RESOLVES_RAPIDLY: 3,
    Seizure.PROLONGED_OR_REPETITIVE: 4,
}
_ICP_GRADES = {
    RaisedIcp.NONE: 0,
    RaisedIcp.FOCAL_EDEMA: 3,
    RaisedIcp.DIFFUSE_EDEMA_OR_RAISED_ICP: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One domain: `grade` is None when not recorded, then `highest` is what it could call for.

    `normal` are the words for a normal finding, joined into one line; `text` a line of its own.
    """

    name: str
    grade: int | None
    text: str = ""
    normal: str = ""
    highest: int = _WORST


def domains(findings: IcansFindings) -> tuple[Domain, Domain, Domain, Domain, Domain]:
    """Return score, consciousness, seizure, motor findings and raised pressure, in this order."""
    return (
        _score(findings),
        _consciousness(findings),
        _seizure(findings),
        _motor(findings),
        _pressure(findings),
    )


def _score(findings: IcansFindings) -> Domain:
    capd_used = by_capd(findings)
    score = _capd_score(findings) if capd_used else _ice_score(findings)
    if findings.score_attributed_to_other:
        return Domain(
            name=score.name,
            grade=0,
            text=f"{score.text}, attributed to another cause: not counted",
        )
    return score


def _ice_score(findings: IcansFindings) -> Domain:
    ice, state = ice_score(findings), findings.ice_state
    unarousable = findings.consciousness is Consciousness.UNAROUSABLE
    if state is IceState.UNAROUSABLE:
        return Domain(name="ICE", grade=_WORST, text="ICE 0, unarousable")
    if ice is None and state is IceState.APHASIA and not unarousable:
        return Domain(name="ICE", grade=ice_grade(0), text="ICE not possible for aphasia: as 0")
    if ice is None:
        return _no_score("ICE", findings)
    text = f"{words.item_words(findings.ice_items, ice)} of {ICE_ITEMS}"
    grade = ice_grade(ice)
    band = {1: " (7 to 9)", 2: " (3 to 6)", 3: " (0 to 2)"}.get(grade, "")
    return Domain(name="ICE", grade=grade, text=f"{text}{band}")


def _capd_score(findings: IcansFindings) -> Domain:
    if findings.ice_state is IceState.UNAROUSABLE:
        return Domain(name="CAPD", grade=_WORST, text="CAPD not possible, unarousable")
    if findings.capd is None:
        return _no_score("CAPD", findings)
    grade = capd_grade(findings.capd)
    band = {1: " (1 to 8)", 3: " (9 or more)"}.get(grade, "")
    return Domain(name="CAPD", grade=grade, text=f"CAPD {findings.capd} of 32{band}")


def _no_score(name: str, findings: IcansFindings) -> Domain:
    """Return a score not recorded; in a patient who can be aroused it could only call for 3."""
    state = findings.ice_state
    why = f" ({words.STATE_WORDS[state]})" if state in words.STATE_WORDS else ""
    arousable = findings.consciousness not in {None, Consciousness.UNAROUSABLE}
    return Domain(
        name=f"{name}{why}",
        grade=None,
        text=f"{name}{why}: not recorded",
        highest=_SCORE_WHILE_AROUSABLE if arousable else _WORST,
    )


def _consciousness(findings: IcansFindings) -> Domain:
    level = findings.consciousness
    if level is None:
        attributed = 0 if findings.consciousness_attributed_to_other else None
        return Domain(name="consciousness", grade=attributed)
    if level is Consciousness.ALERT:
        return Domain(name="consciousness", grade=0, normal="awake")
    text = words.CONSCIOUSNESS_WORDS[level]
    if findings.consciousness_attributed_to_other:
        return Domain(
            name="consciousness", grade=0, text=f"{text}, attributed to another cause: not counted"
        )
    return Domain(name="consciousness", grade=_CONSCIOUSNESS_GRADES[level], text=text)


def _seizure(findings: IcansFindings) -> Domain:
    seizure, minutes = findings.seizure, findings.seizure_minutes
    if seizure is None:
        return Domain(name="seizure", grade=None)
    if seizure is Seizure.NONE:
        return Domain(name="seizure", grade=0, normal="seizure")
    lasted = f", {minutes} min" if minutes else ""
    text = f"{words.SEIZURE_WORDS[seizure]}{lasted}"
    return Domain(name="seizure", grade=_SEIZURE_GRADES[seizure], text=text)


def _motor(findings: IcansFindings) -> Domain:
    if findings.motor is None:
        return Domain(name="motor findings", grade=None)
    if findings.motor is Motor.NONE:
        return Domain(name="motor findings", grade=0, normal="weakness")
    return Domain(name="motor findings", grade=_WORST, text=words.WEAKNESS_WORDS)


def _pressure(findings: IcansFindings) -> Domain:
    if findings.icp is None:
        return Domain(name="raised ICP", grade=None)
    if findings.icp is RaisedIcp.NONE:
        return Domain(name="raised ICP", grade=0, normal="raised ICP")
    return Domain(
        name="raised ICP", grade=_ICP_GRADES[findings.icp], text=words.ICP_WORDS[findings.icp]
    )
