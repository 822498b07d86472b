"""The upright axis of a series: round numbers, evenly spaced or by powers of ten."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

_ROUND = (1, 2, 5, 10)
_STEPS = 4
_WIDE = 200
"""From this ratio of the highest to the lowest value on, the axis goes by powers of ten."""
_MOST_DECADES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Values `low` to `high` between `bottom` and `top`, in units; `by_tens` is logarithmic."""

    low: float
    high: float
    top: float
    bottom: float
    by_tens: bool
    ticks: tuple[Decimal, ...]

    def at(self, value: Decimal) -> float:
        """Return where a value lies; one beyond an end stands at that end."""
        low, high, number = self.low, self.high, float(value)
        if self.by_tens:
            low, high = log10(low), log10(high)
            number = log10(number) if number > 0 else low
        share = (min(max(number, low), high) - low) / (high - low)
        return self.bottom - share * (self.bottom - self.top)

    def shows(self, value: Decimal) -> bool:
        """Whether a value lies on the axis."""
        return self.low <= value <= self.high


def value_scale(values: Sequence[Decimal], *, top: float, bottom: float) -> ValueScale:
    """Return an axis with room for the values, which are 0 or more; from 0 where they go low."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if low > 0 and high / low >= _WIDE:
        return _by_tens(low, high, top, bottom)
    begin = Decimal(0) if low * 2 <= high else low
    step = _step(max(high - begin, high / 10) or Decimal(1))
    first, last = floor(begin / step), max(ceil(high / step), floor(begin / step) + 1)
    ticks = tuple(step * number for number in range(first, last + 1))
    return ValueScale(
        low=float(ticks[0]),
        high=float(ticks[-1]),
        top=top,
        bottom=bottom,
        by_tens=False,
        ticks=ticks,
    )


def plain(value: Decimal) -> str:
    """Return a number without zeros that say nothing: `500`, not `500.0` or `5E+2`."""
    return f"{value.normalize():f}"


def _by_tens(low: Decimal, high: Decimal, top: float, bottom: float) -> ValueScale:
    first, last = floor(log10(low)), ceil(log10(high))
    every = 1 if last - first <= _MOST_DECADES else 2
    ticks = tuple(Decimal(10) ** power for power in range(first, last + 1, every))
    return ValueScale(
        low=10.0**first, high=10.0**last, top=top, bottom=bottom, by_tens=True, ticks=ticks
    )


def _step(span: Decimal) -> Decimal:
    rough = span / _STEPS
    power = Decimal(10) ** floor(log10(rough))
    return next(power * each for each in _ROUND if power * each >= rough)
