"""A response in words, the same on screen and paper."""

from decimal import Decimal

from carttrack.domain.days import MONTHS
from carttrack.domain.outcome.response import MrdResult, Response
from carttrack.domain.terms import term

NOT_RECORDED = "not recorded"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MEASURED = frozenset({MrdResult.NOT_DETECTED, MrdResult.DETECTED, MrdResult.BELOW_QUANTIFICATION})


def response_words(response: Response) -> str:
    """Return response and MRD in short: `CRi, MRD not detected`.

    The response is the clinician's statement; nothing is derived from blasts or MRD.
    """
    parts = []
    if response.stated is not None:
        parts.append(term(response.stated))
    elif response.marrow_pending:
        parts.append("marrow pending")
    if response.mrd is not None:
        parts.append(f"MRD {term(response.mrd)}")
    return ", ".join(parts) or NOT_RECORDED


def mrd_words(response: Response) -> str:
    """Return MRD with all that qualifies it.

    `not detected, flow, marrow 18 Nov, sensitivity 10⁻⁴`: level, method, sample with its day and
    sensitivity follow as far as they are on record. A result that was not done, is pending or not
    recorded stands alone.
    """
    if response.mrd is None:
        return NOT_RECORDED
    parts = [term(response.mrd)]
    if response.mrd in _MEASURED:
        if response.mrd_level is not None:
            parts.append(fraction(response.mrd_level))
        if response.mrd_method is not None:
            parts.append(term(response.mrd_method))
        if response.mrd_sample:
            parts.append(_sample(response))
        if response.mrd_sensitivity is not None:
            parts.append(f"sensitivity {fraction(response.mrd_sensitivity)}")
    return ", ".join(parts)


def _sample(response: Response) -> str:
    """Return the sample with its day, that of the assessment where none is on record.

    A sample that names a day in its own words gets no other.
    """
    if any(char.isdigit() for char in response.mrd_sample):
        return response.mrd_sample
    day = response.mrd_on or response.assessed_on
    return f"{response.mrd_sample} {day.day} {MONTHS[day.month - 1][:3]}"


def fraction(value: Decimal) -> str:
    """Return a fraction as a power of ten: `10⁻⁴` for 0.0001, `3.2 × 10⁻³` for 0.0032."""
    if not value:
        return "0"
    exponent = value.adjusted()
    power = f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    digits = value.scaleb(-exponent).normalize()
    if exponent == 0:
        return f"{digits:f}"
    return power if digits == 1 else f"{digits:f} × {power}"
