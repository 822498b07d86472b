"""The age groups a cohort can be made of."""

from enum import StrEnum


class AgeGroup(StrEnum):
    """Completed years on the day a figure starts from.

    25 is the oldest age of the tisagenlecleucel label for ALL (Kymriah US prescribing information,
    May 2018).
    """

    UNDER_18 = "under_18"
    FROM_18_TO_25 = "18_to_25"
    FROM_26_TO_64 = "26_to_64"
    FROM_65 = "65_and_over"

    def holds(self, age: int) -> bool:
        """Tell whether an age belongs to the group."""
        youngest, oldest = _AGES[self]
        return youngest <= age <= oldest


# 25 years: Kymriah US prescribing information, May 2018; the others are this program's choice.
_AGES = {
    AgeGroup.UNDER_18: (0, 17),
    AgeGroup.FROM_18_TO_25: (18, 25),
    AgeGroup.FROM_26_TO_64: (26, 64),
    AgeGroup.FROM_65: (65, 200),
}
