"""The key under a course chart: markers, fever line, not assessed, and the grades."""

from carttrack.charts.given import Sign, signs_shown
from carttrack.charts.lanes import SMALL, Laid, Lane, Setting
from carttrack.charts.marks import Align, Cell, Dash, Ink, Label, Line, Mark, Marker
from carttrack.charts.words import room
from carttrack.domain.toxicity.temperature import FEVER_C

_ROW = 20.0
_MIDDLE = 10.0
_KEY = 18.0
_GRADES = 6
_STRIPS = frozenset({Lane.CRS, Lane.ICANS})


def legend(setting: Setting, lanes: tuple[Lane, ...]) -> Laid:
    """Return the key to what these lanes draw, in two rows where one has no room for it."""
    scale = setting.scale
    has_grades = bool(_STRIPS & set(lanes))
    grades_left = scale.right - (_GRADES * (_KEY + 2) + 48 if has_grades else 0)
    marks: list[Mark] = []
    x, row = scale.left, 0
    for words, sign in _entries(setting, lanes):
        width = 18 + room(words, SMALL) + 12
        if x + width > (grades_left if row == 0 else scale.right):
            x, row = scale.left, row + 1
        marks += _entry(x, row * _ROW, words, sign)
        x += width
    if has_grades:
        marks += _grades(grades_left)
    return Laid(height=(row + 1) * _ROW if marks else 0.0, marks=tuple(marks))


def _entries(setting: Setting, lanes: tuple[Lane, ...]) -> list[tuple[str, Marker | Line]]:
    entries: list[tuple[str, Marker | Line]] = []
    if Lane.GIVEN in lanes:
        entries += [(sign.name, _marker(sign)) for sign in signs_shown(setting)]
    if _STRIPS & set(lanes):
        entries.append(("not assessed", _dashes(Ink.TEXT3, Dash.DOTTED)))
    if Lane.TEMPERATURE in lanes:
        entries.append((f"fever line {FEVER_C:f}", _dashes(Ink.OVERDUE, Dash.DASHED)))
    return entries


def _marker(sign: Sign) -> Marker:
    return Marker(x=6, y=_MIDDLE, shape=sign.shape, ink=sign.ink, filled=sign.filled)


def _dashes(ink: Ink, dash: Dash) -> Line:
    return Line(x1=0, y1=_MIDDLE, x2=12, y2=_MIDDLE, ink=ink, dash=dash)


def _entry(x: float, top: float, words: str, sign: Marker | Line) -> list[Mark]:
    label = Label(x=x + 18, y=top + _MIDDLE + 4, text=words, ink=Ink.TEXT2, size=SMALL)
    if isinstance(sign, Marker):
        moved: Mark = Marker(
            x=x + sign.x,
            y=top + sign.y,
            shape=sign.shape,
            ink=sign.ink,
            size=sign.size,
            filled=sign.filled,
        )
    else:
        y = top + sign.y1
        moved = Line(x1=x, y1=y, x2=x + sign.x2, y2=y, ink=sign.ink, dash=sign.dash)
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
