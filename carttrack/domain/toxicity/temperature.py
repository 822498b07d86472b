"""Temperatures in exact decimal arithmetic, so that the threshold is never missed by rounding."""

from decimal import ROUND_DOWN, Decimal

FEVER_C = Decimal("38.0")
"""Fever is a temperature of 38.0 °C or more (Lee DW et al. 2019)."""

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def fahrenheit_to_celsius(degrees_f: Decimal) -> Decimal:
    """Return degrees Celsius, unrounded.

    >>> fahrenheit_to_celsius(Decimal("100.4"))
    Decimal('38.0')
    """
    return (degrees_f - 32) * 5 / 9


def temperature_words(degrees_c: Decimal) -> str:
    """Return the temperature with one decimal, or two where the first alone would not be true.

    Never rounded up: 37.96 must not read as 38.0.
    """
    tenths = degrees_c.quantize(_TENTH, rounding=ROUND_DOWN)
    if tenths == degrees_c:
        return f"{tenths} °C"
    return f"{degrees_c.quantize(_HUNDREDTH, rounding=ROUND_DOWN)} °C"
