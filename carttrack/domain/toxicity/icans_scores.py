"""The two scores of ICANS: ICE from 12 years on, CAPD under 12 or with developmental delay.

Source: Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638.
"""

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.icans import CAPD_BELOW_YEARS, IcansFindings

ICE_ITEMS = 10


def by_capd(findings: IcansFindings) -> bool:
    """Return whether the CAPD is the score for this patient.

    Under 12 years always; from 12 years only with developmental delay and a CAPD on record. With
    no age on record, when it is the only score.
    """
    if findings.age_years is None:
        return findings.capd is not None and ice_score(findings) is None
    if findings.age_years < CAPD_BELOW_YEARS:
        return True
    return bool(findings.developmental_delay) and findings.capd is not None


def ice_from_items(items: str) -> int | None:
    """Return the ICE score of its ten marks, or None while one of them is not recorded.

    Each mark is `y`, `n` or `-`. Raises `InvalidEntryError` for anything else.

    >>> ice_from_items("yyyyyynyny")
    8
    """
    if not items:
        return None
    if len(items) != ICE_ITEMS or set(items) - set("yn-"):
        raise InvalidEntryError("ice_items", "The ICE has ten items, each done, failed or open.")
    return None if "-" in items else items.count("y")


def ice_grade(ice: int) -> int:
    """Return the grade of an ICE score of 0 to 10 in a patient who can be aroused."""
    return 3 if ice <= 2 else 2 if ice <= 6 else 1 if ice <= 9 else 0  # noqa: PLR2004  (the table)


def capd_grade(capd: int) -> int:
    """Return the lowest grade of a CAPD of 0 to 32; 1 to 8 is grade 2 by consciousness alone."""
    return 3 if capd >= 9 else 1 if capd else 0  # noqa: PLR2004  (the table)


def ice_score(findings: IcansFindings) -> int | None:
    """Return the ICE score as recorded, or the sum of its items when only they are."""
    return ice_from_items(findings.ice_items) if findings.ice is None else findings.ice
