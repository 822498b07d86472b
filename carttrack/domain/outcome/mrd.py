"""MRD in its categories, which are never collapsed into positive and negative."""

from decimal import Decimal
from enum import StrEnum

from carttrack.domain.outcome.response import MrdResult, Response

CUT_OFF = Decimal("0.0001")
"""10⁻⁴, the level that separates MRD failure from lower positivity and the sensitivity a negative
result needs. Source: ALL response criteria, ASH Publications view-large/12204026."""


class MrdCategory(StrEnum):
    """What an MRD result says, with the sensitivity of its method.

    `COMPLETE`: not detected by a method that sees 10⁻⁴ or less. `POSITIVE_BELOW`: detected below
    10⁻⁴, or below the limit of quantification. `AT_CUT_OFF`: exactly 10⁻⁴, which the criteria
    give to neither side. `FAILURE`: above 10⁻⁴. `POSITIVE_NO_LEVEL`: detected, level not recorded.
    `INSUFFICIENT_SENSITIVITY` and `SENSITIVITY_NOT_RECORDED`: not detected by a method that could
    have missed it, or may have.
    """

    COMPLETE = "complete"
    POSITIVE_BELOW = "positive_below"
    AT_CUT_OFF = "at_cut_off"
    FAILURE = "failure"
    POSITIVE_NO_LEVEL = "positive_no_level"
    INSUFFICIENT_SENSITIVITY = "insufficient_sensitivity"
    SENSITIVITY_NOT_RECORDED = "sensitivity_not_recorded"
    NOT_DONE = "not_done"
    PENDING = "pending"
    NOT_RECORDED = "not_recorded"


def mrd_category(response: Response) -> MrdCategory:
    """Return the category of an assessment's MRD result.

    Source: ALL response criteria, ASH Publications view-large/12204026: no detectable MRD is a
    complete MRD response, above 10⁻⁴ a failure, lower positivity and insufficient sensitivity are
    categories of their own.
    """
    if response.mrd is None:
        return MrdCategory.NOT_RECORDED
    if response.mrd is MrdResult.NOT_DETECTED:
        return _not_detected(response.mrd_sensitivity)
    if response.mrd is MrdResult.DETECTED:
        return _detected(response.mrd_level)
    return _PLAIN[response.mrd]


_PLAIN = {
    MrdResult.BELOW_QUANTIFICATION: MrdCategory.POSITIVE_BELOW,
    MrdResult.NOT_DONE: MrdCategory.NOT_DONE,
    MrdResult.PENDING: MrdCategory.PENDING,
}


def _not_detected(sensitivity: Decimal | None) -> MrdCategory:
    if sensitivity is None:
        return MrdCategory.SENSITIVITY_NOT_RECORDED
    if sensitivity <= CUT_OFF:
        return MrdCategory.COMPLETE
    return MrdCategory.INSUFFICIENT_SENSITIVITY


def _detected(level: Decimal | None) -> MrdCategory:
    if level is None:
        return MrdCategory.POSITIVE_NO_LEVEL
    if level == CUT_OFF:
        return MrdCategory.AT_CUT_OFF
    return MrdCategory.FAILURE if level > CUT_OFF else MrdCategory.POSITIVE_BELOW
