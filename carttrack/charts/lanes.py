"""What every lane of a course chart shares: its frame, its setting, and packing into rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.charts.marks import Ink, Label, Mark, Spot
from carttrack.charts.scale import DayScale
from carttrack.charts.words import room
from carttrack.domain.casefile import CaseFile

NOTHING = "none recorded"
GUTTER = 104.0
"""Units at the left for the names of the lanes."""
SMALL = 10.5
"""Font size of axis labels, in units."""
BODY = 11.0
"""Font size of lane names and labels in the chart, in units."""


class Lane(StrEnum):
    """The lanes under the axis, from top to bottom."""

    PATHWAY = "pathway"
    INPATIENT = "inpatient"
    CRS = "crs"
    ICANS = "icans"
    GIVEN = "given"
    OXYGEN = "oxygen"
    VASOPRESSOR = "vasopressor"
    TEMPERATURE = "temperature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a lane is drawn from."""

    case: CaseFile
    scale: DayScale
    today: date

    @property
    def stopped(self) -> date | None:
        """The day of death or of the end of the course, from which on nothing goes on."""
        course, death = self.case.course, self.case.death
        ends = (course.value.ended_on if course else None, death.value.died_on if death else None)
        return min((day for day in ends if day is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One lane laid out from its own top: y 0 is the top of the lane."""

    height: float
    marks: tuple[Mark, ...] = ()
    spots: tuple[Spot, ...] = ()
    said: str = ""


def lane_name(text: str, baseline: float) -> Label:
    """Return the name of a lane in the gutter."""
    return Label(x=0, y=baseline, text=text, ink=Ink.TEXT2, size=BODY)


def none_recorded(setting: Setting, baseline: float, text: str = NOTHING) -> Label:
    """Return the words of an empty lane, right of Day 0 where that is drawn."""
    scale, day0 = setting.scale, setting.case.day0
    left = scale.at_day(day0) if day0 is not None and scale.shows(day0) else scale.left
    left = min(left + 6, scale.right - room(text, SMALL))
    return Label(x=left, y=baseline, text=text, ink=Ink.TEXT3, size=SMALL)


def packed(spans: Iterable[tuple[float, float]], gap: float = 6.0) -> tuple[int, ...]:
    """Return the row of each span, so that no two in a row come closer than `gap`.

    The first row with room is taken; spans are looked at in the order given.
    """
    ends: list[list[tuple[float, float]]] = []
    rows: list[int] = []
    for left, right in spans:
        row = next(
            (
                number
                for number, taken in enumerate(ends)
                if all(right + gap <= begin or left >= end + gap for begin, end in taken)
            ),
            len(ends),
        )
        if row == len(ends):
            ends.append([])
        ends[row].append((left, right))
        rows.append(row)
    return tuple(rows)
