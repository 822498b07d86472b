"""Tables of plain strings: each cell wraps, a long row goes on overleaf, the head repeats."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import Ink
from carttrack.report.style import BODY, HEAD, TIGHT, Look, colour
from carttrack.report.text import Span, TextLine, broken, draw_line

Content = str | Span
"""What a cell holds: a string in the look of its column, or a span with its own."""
_GUTTER = 10.0
_LINE = 0.75
_TALL = 8
"""A row of more lines than this may be divided between two pages."""
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its head, its share of the width, its look; numbers stand at the right.

    `field` is what an error calls the cells of this column; the head where it is empty.
    """

    head: str
    share: float
    look: Look = BODY
    right: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a table is set: its head, the room in its rows, and whether rows are ruled."""

    head: Look | None = HEAD
    pad: float = TIGHT
    ruled: bool = True


RULED = Manner()
PLAIN = Manner(head=None, pad=0.75, ruled=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One row broken into lines, a tuple of lines for each column."""

    cells: tuple[tuple[TextLine, ...], ...]
    height: float
    lines: int


class Grid(Flowable):
    """A table. Rows are in the order given; nothing is cut off.

    `name` is the section it stands in, named with the column in errors.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Content]],
        manner: Manner = RULED,
    ) -> None:
        super().__init__()
        self.name = name
        self.columns = tuple(columns)
        self.rows = tuple(tuple(row) for row in rows)
        self.manner = manner
        self._laid: tuple[float, tuple[Row, ...], Row | None] | None = None

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        _, rows, head = self._lay_out(aW)
        self.width = aW
        self.height = sum(row.height for row in rows) + (head.height if head else 0.0)
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        width, rows, head = self._lay_out(aW)
        room = aH - (head.height if head else 0.0)
        taken = 0
        while taken < len(rows) and rows[taken].height <= room:
            room -= rows[taken].height
            taken += 1
        first, rest = list(rows[:taken]), list(rows[taken:])
        if rest and rest[0].lines > _TALL:
            first, rest = self._divide(first, rest, room)
        if not first or not rest:
            return [] if rest else [self]
        return [self._part(width, first, head), self._part(width, rest, head)]

    def draw(self) -> None:
        """Draw head, rows and rules."""
        width, rows, head = self._lay_out(self.width)
        lefts, top = self._lefts(width), self.height
        if head is not None:
            self._draw_row(head, lefts, top, head=True)
            top -= head.height
            self._rule(top)
        for row in rows:
            self._draw_row(row, lefts, top, head=False)
            top -= row.height
            if self.manner.ruled:
                self._rule(top)

    def _draw_row(
        self, row: Row, lefts: Sequence[tuple[float, float]], top: float, *, head: bool
    ) -> None:
        head_look = self.manner.head or HEAD
        for column, (left, width), lines in zip(self.columns, lefts, row.cells, strict=True):
            look = head_look if head else column.look
            y = top - self.manner.pad
            for line in lines:
                x = left + width - line.width if column.right else left
                draw_line(self.canv, line, x, y - look.baseline)
                y -= look.leading

    def _rule(self, y: float) -> None:
        self.canv.setStrokeColor(colour(Ink.GRID))
        self.canv.setLineWidth(_LINE)
        self.canv.line(0, y, self.width, y)

    def _lay_out(self, width: float) -> tuple[float, tuple[Row, ...], Row | None]:
        if self._laid is None or self._laid[0] != width:
            widths = [room for _, room in self._lefts(width)]
            rows = tuple(self._row(row, widths) for row in self.rows)
            head = None
            if self.manner.head is not None:
                look = self.manner.head
                heads = [Span(column.head, look) for column in self.columns]
                head = self._row(heads, widths, look)
            self._laid = width, rows, head
        return self._laid

    def _row(
        self, contents: Sequence[Content], widths: Sequence[float], look: Look | None = None
    ) -> Row:
        cells = []
        height, most = 0.0, 1
        for column, content, width in zip(self.columns, contents, widths, strict=True):
            span = content if isinstance(content, Span) else Span(content, column.look)
            field = ", ".join(filter(None, (self.name, column.field or column.head)))
            lines = broken((span,), width, field)
            height = max(height, len(lines) * (look or column.look).leading)
            most = max(most, len(lines))
            cells.append(lines)
        return Row(tuple(cells), height + 2 * self.manner.pad, most)

    def _lefts(self, width: float) -> list[tuple[float, float]]:
        """Return left end and room of every column."""
        whole = sum(column.share for column in self.columns)
        free = width - _GUTTER * (len(self.columns) - 1)
        lefts, x = [], 0.0
        for column in self.columns:
            room = free * column.share / whole
            lefts.append((x, room))
            x += room + _GUTTER
        return lefts

    def _divide(
        self, first: list[Row], rest: list[Row], room: float
    ) -> tuple[list[Row], list[Row]]:
        """Divide the tall row at the head of `rest`, where some lines of it have room."""
        leading = max(column.look.leading for column in self.columns)
        fit = int((room - 2 * self.manner.pad) // leading)
        if fit < _FEWEST:
            return first, rest
        tall = rest[0]
        return [*first, self._slice(tall, 0, fit)], [self._slice(tall, fit, None), *rest[1:]]

    def _slice(self, row: Row, start: int, stop: int | None) -> Row:
        cells = tuple(lines[start:stop] for lines in row.cells)
        most = max(map(len, cells))
        leading = max(column.look.leading for column in self.columns)
        return Row(cells, most * leading + 2 * self.manner.pad, most)

    def _part(self, width: float, rows: Sequence[Row], head: Row | None) -> "Grid":
        part = Grid(self.name, self.columns, (), self.manner)
        part._laid = width, tuple(rows), head
        return part
