"""Tables of plain strings: each cell wraps, a long row goes on overleaf, the head repeats."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import Ink
from carttrack.report.style import BODY, HEAD, TIGHT, Look, colour
from carttrack.report.text import Span, TextLine, broken, draw_line, width_of

Content = str | Span
"""What a cell holds: a string in the look of its column, or a span with its own."""
_LINE = 0.75
_TALL = 8
"""A row of more lines than this may be divided between two pages."""
_FEWEST = 3
_SMALL = 4
"""A table of so few rows, none of them tall, is not divided."""
_SLACK = 0.01


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
    """How a table is set: its head, the room in its rows and between columns, rules or none.

    Where `fitted`, a column that needs less than its share leaves the rest to those that need
    more; else the shares stand.
    """

    head: Look | None = HEAD
    pad: float = TIGHT
    ruled: bool = True
    gutter: float = 10.0
    fitted: bool = True


RULED = Manner()
PLAIN = Manner(head=None, pad=0.75, ruled=False, fitted=False)


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
        self._widths: list[float] = []
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
        if len(rows) <= _SMALL and all(row.lines <= _TALL for row in rows):
            return []
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
        _, rows, head = self._lay_out(self.width)
        widths, top = self._widths, self.height
        if head is not None:
            self._draw_row(head, widths, top, head=True)
            top -= head.height
            self._rule(top)
        for row in rows:
            self._draw_row(row, widths, top, head=False)
            top -= row.height
            if self.manner.ruled:
                self._rule(top)

    def _draw_row(self, row: Row, widths: Sequence[float], top: float, *, head: bool) -> None:
        head_look = self.manner.head or HEAD
        left = 0.0
        for column, width, lines in zip(self.columns, widths, row.cells, strict=True):
            look = head_look if head else column.look
            y = top - self.manner.pad
            for line in lines:
                x = left + width - line.width if column.right else left
                draw_line(self.canv, line, x, y - look.baseline)
                y -= look.leading
            left += width + self.manner.gutter

    def _rule(self, y: float) -> None:
        self.canv.setStrokeColor(colour(Ink.GRID))
        self.canv.setLineWidth(_LINE)
        self.canv.line(0, y, self.width, y)

    def _lay_out(self, width: float) -> tuple[float, tuple[Row, ...], Row | None]:
        if self._laid is None or self._laid[0] != width:
            widths = self._widths = self._fit(width)
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
            lines = broken((span,), width, self._field(column))
            height = max(height, len(lines) * (look or column.look).leading)
            most = max(most, len(lines))
            cells.append(lines)
        return Row(tuple(cells), height + 2 * self.manner.pad, most)

    def _fit(self, width: float) -> list[float]:
        """Return the width of every column."""
        free = width - self.manner.gutter * (len(self.columns) - 1)
        shares = [column.share for column in self.columns]
        if not self.manner.fitted:
            return [free * share / sum(shares) for share in shares]
        return shared(free, shares, [self._need(number) for number in range(len(shares))])

    def _need(self, number: int) -> float:
        """Return the width in which no cell of a column wraps."""
        column = self.columns[number]
        contents: list[Content] = [row[number] for row in self.rows]
        if self.manner.head is not None:
            contents.append(Span(column.head, self.manner.head))
        return max((self._one_line(content, column) for content in contents), default=0.0)

    def _one_line(self, content: Content, column: Column) -> float:
        span = content if isinstance(content, Span) else Span(content, column.look)
        field = self._field(column)
        return _SLACK + max(width_of(part, span.look, field) for part in span.text.split("\n"))

    def _field(self, column: Column) -> str:
        return ", ".join(filter(None, (self.name, column.field or column.head)))

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
        part._laid, part._widths = (width, tuple(rows), head), self._widths
        return part


def shared(free: float, shares: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Divide `free` points by shares, but give none more than it needs while another lacks.

    Where all needs are met, what is left over is divided by shares.
    """
    widths = [0.0] * len(shares)
    waiting = set(range(len(shares)))
    left = free
    while waiting:
        whole = sum(shares[number] for number in waiting)
        content = {n for n in waiting if needs[n] <= left * shares[n] / whole}
        if not content:
            break
        for number in content:
            widths[number] = needs[number]
        left -= sum(needs[number] for number in content)
        waiting -= content
    takers = waiting or set(range(len(shares)))
    whole = sum(shares[number] for number in takers)
    return [
        width + (left * shares[number] / whole if number in takers else 0.0)
        for number, width in enumerate(widths)
    ]
