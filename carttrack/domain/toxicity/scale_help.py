"""How the CRS scales differ: their words in short, and the same patient on all of them.

The texts are in `resources/scales/crs.toml`, each with its publication; they explain and are never
used to grade.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from carttrack.domain.tables import Table, read
from carttrack.domain.toxicity.other_scales import GradingScale

TO_BE_CONFIRMED = "to be confirmed by the clinic"
"""Said beside every statement that was not checked against its publication."""
_GRADES = ("grade_1", "grade_2", "grade_3", "grade_4")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleText:
    """One scale in words; `confirm` says that it was not checked against its publication."""

    scale: GradingScale
    name: str
    source: str
    grades: tuple[str, ...]
    remark: str = ""
    confirm: bool = False

    @property
    def title(self) -> str:
        """The name, with what the clinic has to confirm."""
        return f"{self.name} ({TO_BE_CONFIRMED})" if self.confirm else self.name


@dataclass(frozen=True, slots=True)
class Situation:
    """One patient in words, with the grade that each scale gives; `-` where it has no rule."""

    words: str
    grades: Mapping[GradingScale, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleHelp:
    """What the help panel on scales shows; `compared` are the scales of the situations."""

    note: str
    scales: tuple[ScaleText, ...]
    situations: tuple[Situation, ...]

    @property
    def compared(self) -> tuple[ScaleText, ...]:
        """The scales that every situation is graded on, in their order."""
        return tuple(
            text
            for text in self.scales
            if all(text.scale in situation.grades for situation in self.situations)
        )


def parse_scale_help(text: str) -> ScaleHelp:
    """Return the help on scales that a TOML text holds.

    Raises `InvalidEntryError` naming line and field of a mistake.
    """
    top = read(text)
    top.only("note", "scale", "situation")
    return ScaleHelp(
        note=top.text("note"),
        scales=tuple(_scale(table) for table in top.tables("scale")),
        situations=tuple(_situation(table) for table in top.tables("situation")),
    )


def _scale(table: Table) -> ScaleText:
    table.only("id", "name", "source", "remark", "confirm", *_GRADES)
    return ScaleText(
        scale=table.choice("id", GradingScale),
        name=table.text("name"),
        source=table.text("source"),
        grades=tuple(table.text(grade) for grade in _GRADES),
        remark=table.text("remark", ""),
        confirm=table.flag("confirm"),
    )


def _situation(table: Table) -> Situation:
    known = [scale.value for scale in GradingScale]
    table.only("words", *known)
    grades = {GradingScale(key): table.text(key) for key in known if key in table.values}
    return Situation(table.text("words"), grades)
