"""The key under a course chart: markers, fever line, not assessed, and the grades."""

from dataclasses import replace

from carttrack.charts.given import Sign, signs_shown
from carttrack.charts.lanes import SMALL, Laid, Lane, Setting
from carttrack.charts.marks import Align, Cell, Dash, Ink, Label, Line, Mark, Marker, Rect
from carttrack.charts.words import room
from carttrack.domain.toxicity.daily import daily_maximum
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.temperature import FEVER_C

_ROW = 20.0
_MIDDLE = 10.0
_KEY = 18.0
_GRADES = 6
_DASH_BOX = Rect(x=0, y=4.5, width=13, height=11, stroke=Ink.BORDER_STRONG, dash=Dash.DASHED)
_STRIPS = frozenset({Lane.CRS, Lane.ICANS})


def legend(setting: Setting, lanes: tuple[Lane, ...]) -> Laid:
    """Return the key to what these lanes draw, in two rows where one has no room for it."""
    scale = setting.scale
    has_grades = bool(_STRIPS & set(lanes))
    grades_left = scale.right - (_GRADES * (_KEY + 2) + 48 if has_grades else 0)
    entries = [(words, sign, 30 + room(words, SMALL)) for words, sign in _entries(setting, lanes)]
    # The key begins under the chart, or under the names of the lanes where it is long.
    whole = sum(width for _, _, width in entries)
    start = scale.left if scale.left + whole <= grades_left else 0.0
    marks: list[Mark] = []
    x, row = start, 0
    for words, sign, width in entries:
        if x > start and x + width > (grades_left if row == 0 else scale.right):
            x, row = start, row + 1
        marks += _entry(x, row * _ROW, words, sign)
        x += width
    if has_grades:
        marks += _grades(grades_left)
    return Laid(height=(row + 1) * _ROW if marks else 0.0, marks=tuple(marks))


def _entries(setting: Setting, lanes: tuple[Lane, ...]) -> list[tuple[str, Marker | Line | Rect]]:
    entries: list[tuple[str, Marker | Line | Rect]] = []
    if Lane.GIVEN in lanes:
        entries += [(sign.name, _marker(sign)) for sign in signs_shown(setting)]
    if _STRIPS & set(lanes):
        entries.append(("not assessed", _dashes(Ink.TEXT3, Dash.DOTTED)))
        if _has_dash(setting):
            entries.append(("assessed, no grade", _DASH_BOX))
    if Lane.TEMPERATURE in lanes:
        entries.append((f"fever line {FEVER_C:f}", _dashes(Ink.OVERDUE, Dash.DASHED)))
    return entries


def _has_dash(setting: Setting) -> bool:
    """Whether some day was assessed and allows no digit."""
    scale = setting.scale
    assessments = [kept.value for kept in setting.case.assessments]
    return any(
        day.assessed and day.grade is None
        for toxicity in Toxicity
        for day in daily_maximum(assessments, toxicity, scale.zone, scale.first, scale.last)
    )


def _marker(sign: Sign) -> Marker:
    return Marker(x=6, y=_MIDDLE, shape=sign.shape, ink=sign.ink, filled=sign.filled)


def _dashes(ink: Ink, dash: Dash) -> Line:
    return Line(x1=0, y1=_MIDDLE, x2=12, y2=_MIDDLE, ink=ink, dash=dash)


def _entry(x: float, top: float, words: str, sign: Marker | Line | Rect) -> list[Mark]:
    label = Label(x=x + 18, y=top + _MIDDLE + 4, text=words, ink=Ink.TEXT2, size=SMALL)
    if isinstance(sign, Marker):
        moved: Mark = replace(sign, x=x + sign.x, y=top + sign.y)
    elif isinstance(sign, Rect):
        moved = replace(sign, x=x, y=top + sign.y)
    else:
        y = top + sign.y1
        moved = replace(sign, x1=x, y1=y, x2=x + sign.x2, y2=y)
    return [moved, label]


def _grades(left: float) -> list[Mark]:
    start = left + 48
    name = Label(x=start - 8, y=_MIDDLE + 4, text="Grade", size=SMALL, align=Align.RIGHT)
    return [
        name,
        *(
            Cell(x=start + grade * (_KEY + 2), y=2, width=_KEY, height=16, grade=grade, size=SMALL)
            for grade in range(_GRADES)
        ),
    ]
