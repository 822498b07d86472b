"""Survival by Kaplan and Meier, and what may be said of it when few are left at risk."""

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from carttrack.domain.outcome.proportions import CONFIDENCE, NOBODY, Interval

if TYPE_CHECKING:
    import numpy as np

AT_RISK_AT_LEAST = 5
"""With fewer patients at risk on a day no estimate is given for it: this program's choice, which
the clinic may confirm."""


_HALF = 0.5


class NotGiven(StrEnum):
    """Why a figure is not given."""

    NOBODY = NOBODY
    FEW_AT_RISK = "fewer than 5 at risk"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The share without an event by a day, counted from the start.

    `at_risk` is how many were still under observation without an event on that day; those
    censored on it count. `share` is None where it is not given, `reason` says why. `interval` is
    None where the formula has none: before the first event, and where nobody is left.
    """

    day: int
    at_risk: int
    share: float | None = None
    interval: Interval | None = None
    reason: NotGiven | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianTime:
    """The first day by which half have had the event; `low` and `high` are its 95 % limits.

    Each is None where it is not reached or fewer than 5 were at risk; `reason` is of the median.
    """

    days: int | None = None
    low: int | None = None
    high: int | None = None
    reason: NotGiven | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """A Kaplan-Meier curve: one place in each tuple for each day on which something happened.

    `days` from the start, `at_risk` just before, `shares` after. `low` and `high` are the 95 %
    limits on the log(-log) scale, None where the formula has none. `follow_up` is the median
    follow-up by the reverse estimate, in which being censored is the event.
    """

    patients: int
    events: int
    days: tuple[int, ...] = ()
    at_risk: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    median: MedianTime
    follow_up: MedianTime

    def at(self, day: int) -> Estimate:
        """Return the estimate by a day, none when fewer than 5 are at risk on it."""
        following = bisect_left(self.days, day)
        at_risk = self.at_risk[following] if following < len(self.days) else 0
        if at_risk < AT_RISK_AT_LEAST:
            reason = NotGiven.FEW_AT_RISK if self.patients else NotGiven.NOBODY
            return Estimate(day=day, at_risk=at_risk, reason=reason)
        last = bisect_right(self.days, day) - 1
        if last < 0:
            return Estimate(day=day, at_risk=at_risk, share=1.0)
        low, high = self.low[last], self.high[last]
        known = None if low is None or high is None else Interval(low, high)
        return Estimate(day=day, at_risk=at_risk, share=self.shares[last], interval=known)


def kaplan_meier(days: Sequence[int], events: Sequence[bool]) -> Survival:
    """Return survival from each patient's days under observation, and whether an event ended them.

    S(t) is the product of (1 - d/n) over the days with events up to t; who is censored on a day is
    still at risk on it. The 95 % limits are Greenwood's on the log(-log) scale. Source: Kaplan EL,
    Meier P. J Am Stat Assoc 1958;53:457-481; Kalbfleisch JD, Prentice RL. The Statistical
    Analysis of Failure Time Data, 2nd edition, 2002. Computed by scipy (`ecdf`).

    Raises `ValueError` for a negative number of days or sequences of unequal length.
    """
    if len(days) != len(events) or any(day < 0 for day in days):
        raise ValueError("each patient needs one number of days, 0 or more")
    if not days:
        none = MedianTime(reason=NotGiven.NOBODY)
        return Survival(patients=0, events=0, median=none, follow_up=none)
    import numpy as np  # noqa: PLC0415  (with scipy: only when figures are wanted)

    times, ended = np.asarray(days, dtype=float), np.asarray(events, dtype=bool)
    curve = _curve(times, ended)
    return Survival(
        patients=len(days),
        events=int(ended.sum()),
        days=curve.days,
        at_risk=curve.at_risk,
        shares=curve.shares,
        low=curve.low,
        high=curve.high,
        median=_median(curve),
        follow_up=_median(_curve(times, ~ended)),
    )


@dataclass(frozen=True, slots=True)
class _Curve:
    days: tuple[int, ...]
    at_risk: tuple[int, ...]
    shares: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


def _curve(times: "np.ndarray[Any, np.dtype[np.float64]]", ended: Any) -> _Curve:
    import numpy as np  # noqa: PLC0415
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415

    sample: CensoredData[np.float64] = CensoredData(uncensored=times[ended], right=times[~ended])
    found = ecdf(sample).sf
    with warnings.catch_warnings():
        # The formula has no limits where nobody or everybody has had the event: None, below.
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        limits: Any = found.confidence_interval(CONFIDENCE, method="log-log")
    before = np.searchsorted(np.sort(times), found.quantiles, side="left")
    return _Curve(
        days=tuple(int(day) for day in found.quantiles.tolist()),
        at_risk=tuple((len(times) - before).tolist()),
        shares=tuple(found.probabilities.tolist()),
        low=_known(limits.low.probabilities),
        high=_known(limits.high.probabilities),
    )


def _known(limits: Any) -> tuple[float | None, ...]:
    """Return limits as numbers, None for what is not a number, which alone differs from itself."""
    return tuple(None if limit != limit else limit for limit in limits.tolist())  # noqa: PLR0124


def _median(curve: _Curve) -> MedianTime:
    """Return when each line first comes down to a half."""
    days, low, high = (_halved(curve, line) for line in (curve.shares, curve.low, curve.high))
    if days is None:
        return MedianTime(low=_told(curve, low), reason=NotGiven.NOT_REACHED)
    if _told(curve, days) is None:
        return MedianTime(reason=NotGiven.FEW_AT_RISK)
    return MedianTime(days=days, low=_told(curve, low), high=_told(curve, high))


def _halved(curve: _Curve, line: Sequence[float | None]) -> int | None:
    pairs = zip(curve.days, line, strict=True)
    return next((day for day, share in pairs if share is not None and share <= _HALF), None)


def _told(curve: _Curve, day: int | None) -> int | None:
    """Return a day of the curve, None when fewer than 5 were at risk on it."""
    if day is None:
        return None
    at_risk = curve.at_risk[bisect_left(curve.days, day)]
    return day if at_risk >= AT_RISK_AT_LEAST else None
