"""The head of a course chart: Day numbers over dates, and the lines through all lanes."""

from datetime import date

from carttrack.charts.lanes import SMALL, Laid, Setting
from carttrack.charts.marks import Align, Dash, Ink, Label, Line, Mark
from carttrack.charts.scale import DayScale
from carttrack.charts.words import room
from carttrack.domain.days import MONTHS, signed

HEAD = 36.0
_DAY_BASELINE, _DATE_BASELINE = 11.0, 26.0
_WIDEST_DAY = 34.0
"""Room for `Day 0` and for the longest Day number."""
_YEAR = 300
"""From this many days on, dates carry their year and no day."""


def axis(setting: Setting) -> Laid:
    """Return the Day and date of every tick; without Day 0 only dates, and the chart says so."""
    scale, day0 = setting.scale, setting.case.day0
    marks: list[Mark] = []
    before: date | None = None
    for tick in scale.ticks(day0 or scale.first):
        x = scale.at_day(tick)
        words = _date_words(tick, before, scale)
        widest = max(room(words, SMALL), _WIDEST_DAY)
        x = min(x, scale.right - widest / 2)
        if day0 is not None:
            marks.append(_day(x, (tick - day0).days))
        marks.append(
            Label(
                x=x,
                y=_DATE_BASELINE,
                text=words,
                ink=Ink.TEXT3,
                size=SMALL,
                align=Align.CENTRE,
            )
        )
        before = tick
    said = "" if day0 else "Day 0 not set."
    if not day0:
        marks.append(Label(x=0, y=_DAY_BASELINE, text="Day 0 not set", weight=500, size=SMALL))
    marks.append(Line(x1=scale.left, y1=HEAD, x2=scale.right, y2=HEAD, ink=Ink.BORDER))
    return Laid(height=HEAD, marks=tuple(marks), said=said)


def upright(setting: Setting, top: float, bottom: float) -> tuple[tuple[Mark, ...], list[Mark]]:
    """Return the lines under the lanes (grid) and those over them: Day 0, today, death."""
    scale, day0 = setting.scale, setting.case.day0
    grid = tuple(
        Line(x1=scale.at_day(tick), y1=top, x2=scale.at_day(tick), y2=bottom, ink=Ink.GRID)
        for tick in scale.ticks(day0 or scale.first)
    )
    over: list[Mark] = []
    if day0 is not None and scale.shows(day0):
        x = scale.at_day(day0)
        over.append(Line(x1=x, y1=top - 4, x2=x, y2=bottom, ink=Ink.TEXT2, width=1.5))
    death = setting.case.death
    if death is not None and scale.shows(death.value.died_on):
        over += _named_line(scale, death.value.died_on, "Died", (top, bottom))
    elif scale.shows(setting.today):
        over += _named_line(scale, setting.today, "Today", (top, bottom))
    return grid, over


def _named_line(scale: DayScale, day: date, name: str, ends: tuple[float, float]) -> list[Mark]:
    x, died = scale.at_day(day), name == "Died"
    ink = Ink.TEXT if died else Ink.ACCENT
    return [
        Line(
            x1=x,
            y1=ends[0],
            x2=x,
            y2=ends[1],
            ink=ink,
            width=1.5,
            dash=Dash.SOLID if died else Dash.DASHED,
        ),
        Label(
            x=x - 4, y=ends[1] - 3, text=name, ink=ink, size=SMALL, weight=500, align=Align.RIGHT
        ),
    ]


def _day(x: float, number: int) -> Label:
    text = signed(number) if number else "Day 0"
    return Label(
        x=x,
        y=_DAY_BASELINE,
        text=text,
        ink=Ink.TEXT,
        size=SMALL,
        weight=600,
        align=Align.CENTRE,
    )


def _date_words(day: date, before: date | None, scale: DayScale) -> str:
    month = MONTHS[day.month - 1][:3]
    if scale.days > _YEAR:
        return f"{month} {day.year}"
    if scale.step() > 1 or before is None or before.month != day.month:
        return f"{day.day} {month}"
    return f"{day.day}"
