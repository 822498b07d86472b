"""IEC-HS 2023 in words, every one of them to be confirmed by the clinic.

The texts are in `resources/scales/iec_hs.toml`, with their publication (Hines MR et al. 2023).
"""

from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.tables import read
from carttrack.domain.toxicity.iec_hs import (
    MILDEST,
    WORST,
    CriteriaSet,
    IecHsFeature,
    IecHsRecord,
)
from carttrack.domain.toxicity.scale_help import TO_BE_CONFIRMED
from carttrack.domain.toxicity.scales import Reason


class FeatureGroup(StrEnum):
    """How a feature stands in the criteria."""

    REQUIRED = "required"
    MOST_COMMON = "most_common"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class FeatureText:
    """One feature with its group and words; `shown` says that the clinic has to confirm it."""

    feature: IecHsFeature
    group: FeatureGroup
    words: str

    @property
    def shown(self) -> str:
        """The words as screens and papers show them."""
        return f"{self.words} ({TO_BE_CONFIRMED})"


@dataclass(frozen=True, slots=True, kw_only=True)
class IecHsText:
    """The criteria in words: definition, features in their order, what each grade 1 to 5 says."""

    source: str
    definition: str
    features: tuple[FeatureText, ...]
    grades: tuple[str, ...]

    def grade_words(self, grade: int) -> str:
        """Return what a grade of 1 to 5 says, with what the clinic has to confirm."""
        return f"{self.grades[grade - MILDEST]} ({TO_BE_CONFIRMED})"


def parse_iec_hs(text: str) -> IecHsText:
    """Return the criteria that a TOML text holds.

    Raises `InvalidEntryError` naming line and field of a mistake, or what is missing.
    """
    top = read(text)
    top.only("source", "definition", "feature", "grade")
    features = []
    for table in top.tables("feature"):
        table.only("id", "group", "words")
        features.append(
            FeatureText(
                table.choice("id", IecHsFeature),
                table.choice("group", FeatureGroup),
                table.text("words"),
            )
        )
    if [text.feature for text in features] != list(IecHsFeature):
        raise top.refusal("feature", "must name every feature once, in the order of the criteria.")
    grades = []
    for number, table in enumerate(top.tables("grade"), MILDEST):
        table.only("number", "words")
        table.whole("number", number, number)
        grades.append(table.text("words"))
    if len(grades) != WORST:
        raise top.refusal("grade", f"must have the grades {MILDEST} to {WORST}.")
    return IecHsText(
        source=top.text("source"),
        definition=top.text("definition"),
        features=tuple(features),
        grades=tuple(grades),
    )


def explanation(record: IecHsRecord, text: IecHsText) -> tuple[Reason, ...]:
    """Return the lines that explain a record: nothing in them is derived but what is missing.

    Grade and whether the criteria are met are the clinician's own statements.
    """
    if record.criteria_set is not CriteriaSet.IEC_HS_2023:
        return (Reason(_stated(record)),)
    lines = [
        Reason(f"{one.shown}: {_found(record, one.feature)}")
        for one in text.features
        if one.feature in record.met or one.feature in record.absent
    ]
    required = [one for one in text.features if one.group is FeatureGroup.REQUIRED]
    lines += [
        Reason(f"Required and not recorded as present: {one.shown}")
        for one in required
        if one.feature not in record.met
    ]
    left = len(text.features) - len(record.met) - len(record.absent)
    if left:
        lines.append(Reason(f"{left} of {len(text.features)} features are not recorded"))
    if record.grade is not None:
        words = text.grade_words(record.grade)
        lines.append(Reason(f"Grade as stated: {words}", record.grade, deciding=True))
    return (*lines, Reason(_stated(record)))


def _found(record: IecHsRecord, feature: IecHsFeature) -> str:
    return "present" if feature in record.met else "absent"


def _stated(record: IecHsRecord) -> str:
    said = {True: "met", False: "not met", None: "not stated"}
    cells = {True: "yes", False: "no", None: "not stated"}
    return (
        f"Criteria as stated by {record.by}: {said[record.fulfilled]}; due to the cells: "
        f"{cells[record.attributable]}"
    )
