"""How much room words take before a font is known: an estimate that errs on the wide side."""

from unicodedata import east_asian_width

_NARROW = frozenset("iljtfr.,:;'|!()[] ")


def room(text: str, size: float, weight: int = 400) -> float:
    """Return the units that one line of Inter at `size` needs at most, roughly."""
    return size * sum(map(_advance, text)) * (1.05 if weight > 400 else 1.0)  # noqa: PLR2004  (400 is regular)


def _advance(char: str) -> float:
    if east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.36
    return 0.9 if char in "mwMW@%" else 0.68 if char.isupper() else 0.62
