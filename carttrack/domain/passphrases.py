"""How good a new passphrase is, judged by what can be told honestly: its length and variety."""

from enum import IntEnum

SHORTEST = 12
"""The least number of characters."""
GOOD = 16
VERY_GOOD = 24
FEWEST_DIFFERENT = 6


class Strength(IntEnum):
    """What is said of a passphrase; the first two are refused."""

    TOO_SHORT = 0
    TOO_PLAIN = 1
    LONG_ENOUGH = 2
    GOOD = 3
    VERY_GOOD = 4

    @property
    def accepted(self) -> bool:
        """Whether a new passphrase may be of this strength."""
        return self >= Strength.LONG_ENOUGH


def strength(passphrase: str) -> Strength:
    """Return how good a passphrase is; no word list is consulted, so a quotation passes."""
    if len(passphrase) < SHORTEST:
        return Strength.TOO_SHORT
    if len(set(passphrase.casefold())) < FEWEST_DIFFERENT:
        return Strength.TOO_PLAIN
    if len(passphrase) < GOOD:
        return Strength.LONG_ENOUGH
    return Strength.GOOD if len(passphrase) < VERY_GOOD else Strength.VERY_GOOD
