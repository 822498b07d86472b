"""A result as it is typed: a number, with `<` or `>` before it where that is all that is known."""

import re
from dataclasses import dataclass
from decimal import Decimal

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.laboratory import Comparator

_TYPED = re.compile(r"([<>=]?)\s*(\d+(?:[.,]\d+)?|[.,]\d+)")


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What a text means."""

    value: Decimal
    comparator: Comparator = Comparator.EXACT

    @property
    def text(self) -> str:
        """The text that reads as this value again."""
        sign = "" if self.comparator is Comparator.EXACT else self.comparator.value
        return f"{sign}{self.value:f}"


def typed_value(text: str) -> TypedValue | None:
    """Return what was typed, None for an empty text; a decimal comma is read as a point.

    Raises `InvalidEntryError` for what is no number, with groups of digits among it: `1,234` is
    1.234, so a text of three digits after a comma is refused as having two readings.
    """
    words = text.strip()
    if not words:
        return None
    found = _TYPED.fullmatch(words)
    if found is None:
        raise InvalidEntryError(
            "value", f"“{words}” is no result. Type a number, <5 or >100 for example."
        )
    sign, digits = found.groups()
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        raise InvalidEntryError(
            "value",
            f"“{words}” can be read in two ways. Type {digits.replace(',', '.')} or "
            f"{digits.replace(',', '')}.",
        )
    return TypedValue(Decimal(digits.replace(",", ".")), Comparator(sign or "="))
