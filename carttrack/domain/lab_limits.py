"""How a result stands to the laboratory's own limits of normal; what cannot be told is not told."""

from enum import StrEnum

from carttrack.domain.laboratory import Comparator, LabResult


class LimitState(StrEnum):
    """Where a result lies; `OPEN` tells only `<` or `>` and could lie on either side."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    OPEN = "open"


OUTSIDE = frozenset({LimitState.BELOW, LimitState.ABOVE})
"""The states that a table marks."""


def limit_state(result: LabResult) -> LimitState | None:
    """Return where a result lies, None where the laboratory's limits are not on record.

    A value at a limit is within it.
    """
    if result.limit_low is None and result.limit_high is None:
        return None
    if _is_below(result):
        return LimitState.BELOW
    if _is_above(result):
        return LimitState.ABOVE
    return LimitState.WITHIN if _is_within(result) else LimitState.OPEN


def limit_words(result: LabResult) -> str:
    """Return where a result lies in words, `below 1.8`; empty without limits on record."""
    state = limit_state(result)
    if state is None:
        return ""
    if state is LimitState.BELOW:
        return f"below {result.limit_low:f}"
    if state is LimitState.ABOVE:
        return f"above {result.limit_high:f}"
    limits = limits_of(result)
    return f"within {limits}" if state is LimitState.WITHIN else f"not told by {limits}"


def limits_of(result: LabResult) -> str:
    """Return the laboratory's limits, `1.8–7.7`, `up to 5` or `from 15`; empty for none."""
    low, high = result.limit_low, result.limit_high
    if low is not None and high is not None:
        return f"{low:f}–{high:f}"
    if high is not None:
        return f"up to {high:f}"
    return "" if low is None else f"from {low:f}"


def _is_below(result: LabResult) -> bool:
    low, value = result.limit_low, result.value
    if low is None or result.comparator is Comparator.ABOVE:
        return False
    return value <= low if result.comparator is Comparator.BELOW else value < low


def _is_above(result: LabResult) -> bool:
    high, value = result.limit_high, result.value
    if high is None or result.comparator is Comparator.BELOW:
        return False
    return value >= high if result.comparator is Comparator.ABOVE else value > high


def _is_within(result: LabResult) -> bool:
    """Tell whether no side is open: `<` leaves the lower one open, `>` the upper one."""
    low, high, value = result.limit_low, result.limit_high, result.value
    if result.comparator is Comparator.BELOW:
        return low is None and (high is None or value <= high)
    if result.comparator is Comparator.ABOVE:
        return high is None and (low is None or value >= low)
    return True
