"""A forest plot: rates of this clinic (filled) over rates of published groups (open diamonds)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from carttrack.charts.lines import broken, column, leading
from carttrack.charts.marks import (
    Align,
    Chart,
    Ink,
    Label,
    Line,
    Mark,
    Marker,
    Path,
    Shape,
    Spot,
)
from carttrack.charts.words import room

SMALL_GROUP = 5
"""Below this many patients the own marker is hollow."""
SIZE, AXIS_SIZE = 12.0, 11.0
_GAP = 14.0
_PAD = 7.0
_MAIN, _MOST_MAIN = 9.0, 16.0
_TICKS = (0, 25, 50, 75, 100)
_CAP = 4.0
_KEY = 22.0


class RowKind(StrEnum):
    """What stands in a row."""

    HEADING = "heading"
    OWN = "own"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One row: its name with grey words under it, the rate (0 to 1), and the rate in words.

    `share` is None where nothing may be drawn: then the words stand alone. `low` and `high` are
    None where no interval is given: then there is no bar. `patients` sets the size of an own
    marker. `tip` says all of it in one sentence.
    """

    kind: RowKind
    name: str
    under: str = ""
    words: tuple[str, ...] = ()
    share: float | None = None
    low: float | None = None
    high: float | None = None
    patients: int = 0
    strong: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    names: float
    left: float
    right: float
    words: float
    width: float

    def at(self, share: float) -> float:
        return self.left + share * (self.right - self.left)


def forest(rows: Sequence[ForestRow], width: float) -> Chart:
    """Return the plot of rows, `width` units wide; its height follows from what the rows say."""
    columns = _columns(rows, width)
    marks: list[Mark] = []
    spots: list[Spot] = []
    y = 4.0
    for row in rows:
        height = _height(row, columns)
        marks += _row(row, columns, y, height)
        if row.kind is not RowKind.HEADING:
            spots.append(Spot(x=0, y=y, width=width, height=height, tip=row.tip))
        y += height
    axis = _axis(columns, y)
    marks += _key(rows, y + 34)
    said = " ".join(row.tip for row in rows if row.tip)
    return Chart(
        width=width,
        height=y + 34 + _KEY,
        marks=(*axis, *marks),
        description=said,
        spots=tuple(spots),
    )


def _columns(rows: Sequence[ForestRow], width: float) -> _Columns:
    said = [room(line, SIZE, 600) for row in rows for line in row.words]
    words = min(max(said, default=0.0), 0.36 * width)
    names = min(max(0.3 * width, 120.0), 220.0)
    left = names + _GAP
    return _Columns(names, left, max(width - words - _GAP - 8, left + 40), words, width)


def _height(row: ForestRow, columns: _Columns) -> float:
    if row.kind is RowKind.HEADING:
        return leading(SIZE) * len(broken(row.name, columns.width, SIZE, 600)) + 2 * _PAD
    left = len(broken(row.name, columns.names - 12, SIZE, 600)) * leading(SIZE)
    left += len(broken(row.under, columns.names - 12, AXIS_SIZE)) * leading(AXIS_SIZE)
    right = sum(len(broken(line, columns.words, SIZE, 600)) for line in row.words) * leading(SIZE)
    return max(left, right, leading(SIZE)) + _PAD


def _row(row: ForestRow, columns: _Columns, top: float, height: float) -> list[Mark]:
    baseline = top + SIZE
    if row.kind is RowKind.HEADING:
        return [
            *column(
                row.name,
                0,
                baseline + _PAD,
                columns.width,
                size=SIZE,
                ink=Ink.TEXT,
                weight=600,
            )
        ]
    weight = 600 if row.strong else 400
    name = column(
        row.name, 12, baseline, columns.names - 12, size=SIZE, ink=Ink.TEXT, weight=weight
    )
    under = column(
        row.under,
        12,
        baseline + len(name) * leading(SIZE),
        columns.names - 12,
        size=AXIS_SIZE,
        ink=Ink.TEXT3,
    )
    marks: list[Mark] = [*name, *under, *_drawn(row, columns, top + height / 2 - _PAD / 2)]
    y = baseline
    for number, line in enumerate(row.words):
        first = number == 0
        said = column(
            line,
            columns.width,
            y,
            columns.words,
            size=SIZE,
            ink=Ink.TEXT if first else Ink.TEXT3,
            weight=weight if first else 400,
            align=Align.RIGHT,
        )
        marks += said
        y += len(said) * leading(SIZE)
    return marks


def _drawn(row: ForestRow, columns: _Columns, y: float) -> list[Mark]:
    if row.share is None:
        return []
    own = row.kind is RowKind.OWN
    ink = Ink.ACCENT if own else Ink.TEXT2
    marks: list[Mark] = []
    if row.low is not None and row.high is not None:
        low, high = columns.at(row.low), columns.at(row.high)
        marks.append(Path(points=((low, y), (high, y)), ink=ink))
        marks += [Path(points=((x, y - _CAP), (x, y + _CAP)), ink=ink) for x in (low, high)]
    x = columns.at(row.share)
    return [*marks, *(_own(row, x, y) if own else diamond(x, y))]


def _own(row: ForestRow, x: float, y: float) -> list[Mark]:
    size = min(_MAIN + row.patients**0.5 / 2, _MOST_MAIN)
    if row.patients >= SMALL_GROUP:
        return [Marker(x=x, y=y, shape=Shape.SQUARE, ink=Ink.ACCENT, size=size)]
    return [
        Marker(x=x, y=y, shape=Shape.SQUARE, ink=Ink.SURFACE, size=size),
        Marker(x=x, y=y, shape=Shape.SQUARE, ink=Ink.ACCENT, size=size, filled=False),
    ]


def diamond(x: float, y: float) -> list[Mark]:
    """Return the mark of a published figure: open, over whatever lies under it."""
    return [
        Marker(x=x, y=y, shape=Shape.DIAMOND, ink=Ink.SURFACE, size=12),
        Marker(x=x, y=y, shape=Shape.DIAMOND, ink=Ink.TEXT, size=12, filled=False),
    ]


def _axis(columns: _Columns, bottom: float) -> list[Mark]:
    marks: list[Mark] = []
    for percent in _TICKS:
        x = columns.at(percent / 100)
        marks.append(Line(x1=x, y1=4, x2=x, y2=bottom, ink=Ink.GRID))
        marks.append(
            Label(
                x=x,
                y=bottom + 16,
                text=f"{percent} %",
                ink=Ink.TEXT3,
                size=AXIS_SIZE,
                align=Align.CENTRE,
            )
        )
    return marks


def _key(rows: Sequence[ForestRow], y: float) -> list[Mark]:
    """Name each kind of marker that is drawn."""
    drawn = [row for row in rows if row.share is not None]
    own = [row.patients >= SMALL_GROUP for row in drawn if row.kind is RowKind.OWN]
    entries: list[tuple[str, list[Mark]]] = []
    if any(own):
        entries.append(("own", [Marker(x=0, y=y, shape=Shape.SQUARE, ink=Ink.ACCENT)]))
    if not all(own):
        hollow = Marker(x=0, y=y, shape=Shape.SQUARE, ink=Ink.ACCENT, filled=False)
        entries.append((f"own, n below {SMALL_GROUP}", [hollow]))
    if len(own) < len(drawn):
        entries.append(("published; no bar where no interval is given", diamond(0, y)))
    marks: list[Mark] = []
    x = 7.0
    for words, signs in entries:
        marks += [_moved(sign, x) for sign in signs]
        marks.append(Label(x=x + 12, y=y + 4, text=words, size=AXIS_SIZE))
        x += 36 + room(words, AXIS_SIZE)
    return marks


def _moved(sign: Mark, x: float) -> Mark:
    assert isinstance(sign, Marker)
    return Marker(x=x, y=sign.y, shape=sign.shape, ink=sign.ink, size=sign.size, filled=sign.filled)
