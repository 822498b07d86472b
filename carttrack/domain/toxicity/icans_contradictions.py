"""ICANS entries that cannot stand together; they are refused, never resolved by guessing.

The limits are those of Lee DW et al. 2019.
"""

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.icans import (
    CAPD_BELOW_YEARS,
    Consciousness,
    IcansFindings,
    IceState,
    Seizure,
)
from carttrack.domain.toxicity.icans_scores import by_capd, ice_from_items, ice_score
from carttrack.domain.toxicity.icans_words import STATE_WORDS

_PROLONGED_ABOVE_MINUTES = 5


def refuse_contradictions(findings: IcansFindings) -> None:
    """Raise `InvalidEntryError` for a wrong score for the age, or entries that exclude another."""
    _refuse_wrong_score(findings)
    _refuse_wrong_state(findings)
    _refuse_wrong_seizure(findings)


def _refuse_wrong_score(findings: IcansFindings) -> None:
    ice, capd, age = ice_score(findings), findings.capd, findings.age_years
    items = ice_from_items(findings.ice_items)
    if items is not None and findings.ice not in {None, items}:
        raise InvalidEntryError(
            "ice_items", f"The items add up to {items}, yet the ICE says {findings.ice}."
        )
    if age is None:
        return
    if age < CAPD_BELOW_YEARS and ice is not None and capd is None:
        raise InvalidEntryError("ice", "The ICE is not for under 12 years. Enter the CAPD.")
    if age >= CAPD_BELOW_YEARS and capd is not None and ice is None:
        if findings.developmental_delay:
            return
        raise InvalidEntryError(
            "capd",
            "From 12 years the CAPD needs a developmental delay on record. Enter the ICE, or "
            "record the delay.",
        )


def _refuse_wrong_state(findings: IcansFindings) -> None:
    state, capd_used = findings.ice_state, by_capd(findings)
    if state is IceState.UNAROUSABLE and findings.consciousness not in {
        None,
        Consciousness.UNAROUSABLE,
    }:
        raise InvalidEntryError(
            "ice_state", "Unarousable contradicts the level of consciousness. Correct one of them."
        )
    score = findings.capd if capd_used else ice_score(findings)
    if score is None or state in {None, IceState.DONE, IceState.APHASIA}:
        return
    assert state is not None
    if state is IceState.UNAROUSABLE and not capd_used and score == 0:
        return
    name = "CAPD" if capd_used else "ICE"
    raise InvalidEntryError(
        "ice_state",
        f"A {name} of {score} is recorded, yet the score is said to be missing "
        f"({STATE_WORDS[state]}). Correct one of the two.",
    )


def _refuse_wrong_seizure(findings: IcansFindings) -> None:
    minutes, seizure = findings.seizure_minutes, findings.seizure
    if not minutes:
        return
    if seizure in {None, Seizure.NONE}:
        raise InvalidEntryError(
            "seizure", f"A seizure of {minutes} min is recorded. Say how it ended, or clear it."
        )
    if seizure is Seizure.RESOLVES_RAPIDLY and minutes > _PROLONGED_ABOVE_MINUTES:
        raise InvalidEntryError(
            "seizure_minutes",
            f"{minutes} min is a prolonged seizure (over 5 min), yet it is said to resolve "
            "rapidly. Correct one of the two.",
        )
