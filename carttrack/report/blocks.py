"""What sections are built from: headings, prose, stacks of both, and boxes."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import Ink
from carttrack.report.style import BODY, HEADING, LOOSE, SECTION_GAP, Look, colour
from carttrack.report.text import Span, TextLine, broken, draw_line

_RULE = 0.75


class Prose(Flowable):
    """A paragraph of one or more spans; it may go on overleaf between two lines."""

    def __init__(self, spans: Sequence[Span] | str, field: str, look: Look = BODY) -> None:
        super().__init__()
        self.spans = (Span(spans, look),) if isinstance(spans, str) else tuple(spans)
        self.field = field
        self.leading = max((span.look.leading for span in self.spans), default=look.leading)
        self.baseline = max((span.look.baseline for span in self.spans), default=look.baseline)
        self._lines: tuple[TextLine, ...] | None = None

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        if self._lines is None:
            self._lines = broken(self.spans, aW, self.field)
        self.width, self.height = aW, len(self._lines) * self.leading
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        self.wrap(aW, aH)
        lines = self._lines or ()
        fit = int(aH // self.leading)
        if fit < 1 or fit >= len(lines):
            return [] if fit < 1 else [self]
        return [self._part(lines[:fit]), self._part(lines[fit:])]

    def draw(self) -> None:
        """Draw the lines."""
        for number, line in enumerate(self._lines or ()):
            y = self.height - number * self.leading - self.baseline
            draw_line(self.canv, line, 0, y)

    def _part(self, lines: tuple[TextLine, ...]) -> "Prose":
        part = Prose(self.spans, self.field)
        part._lines = lines
        return part


class Heading(Flowable):
    """The title of a section over a thin line."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self._lines = broken((Span(self.title, HEADING),), aW, "a title")
        self.width, self.height = aW, len(self._lines) * HEADING.leading + 3
        return self.width, self.height

    def draw(self) -> None:
        """Draw title and line."""
        for number, line in enumerate(self._lines):
            y = self.height - number * HEADING.leading - HEADING.baseline
            draw_line(self.canv, line, 0, y)
        self.canv.setStrokeColor(colour(Ink.BORDER))
        self.canv.setLineWidth(_RULE)
        self.canv.line(0, 0.5, self.width, 0.5)


class Stack(Flowable):
    """Flowables one below the other, `gap` apart; it may be divided anywhere they may."""

    def __init__(self, children: Sequence[Flowable], gap: float = LOOSE) -> None:
        super().__init__()
        self.children = tuple(children)
        self.gap = gap
        self.spaceBefore = 0.0

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        heights = [child.wrap(aW, aH)[1] for child in self.children]
        self.width = aW
        self.height = sum(heights) + self.gap * max(len(heights) - 1, 0)
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        taken: list[Flowable] = []
        room = aH
        for number, child in enumerate(self.children):
            height = child.wrap(aW, room)[1]
            if height <= room:
                taken.append(child)
                room -= height + self.gap
                continue
            parts = child.split(aW, room) if room > 0 else []
            rest = [*(parts or [child])[1 if parts else 0 :], *self.children[number + 1 :]]
            return self._divided([*taken, *parts[:1]], rest)
        return [self]

    def draw(self) -> None:
        """Draw the children from top to bottom."""
        top = self.height
        for child in self.children:
            height = child.wrap(self.width, top)[1]
            child.drawOn(self.canv, 0, top - height)
            top -= height + self.gap

    def _divided(self, first: list[Flowable], rest: list[Flowable]) -> list[Flowable]:
        if not first or not rest:
            return []
        return [Stack(first, self.gap), Stack(rest, self.gap)]


class Section(Stack):
    """A titled part of the paper; a title never stands alone at the foot of a page.

    Where it goes on overleaf, its title is repeated with "continued".
    """

    def __init__(self, title: str, children: Sequence[Flowable], gap: float = 4.0) -> None:
        super().__init__((Heading(title), *children), gap)
        self.title = title
        self.spaceBefore = SECTION_GAP

    @override
    def _divided(self, first: list[Flowable], rest: list[Flowable]) -> list[Flowable]:
        if len(first) <= 1 or not rest:
            return []
        words = self.title.removesuffix(", continued")
        later = Section(f"{words}, continued", rest, self.gap)
        later.spaceBefore = 0.0
        begun = Stack(first, self.gap)
        begun.spaceBefore = self.spaceBefore
        return [begun, later]


class Card(Stack):
    """A box with a border that keeps together, unless it is higher than a whole page."""

    PAD = 10.0

    def __init__(self, children: Sequence[Flowable], page_height: float) -> None:
        super().__init__(children)
        self.page_height = page_height
        self.spaceBefore = SECTION_GAP + 3

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        _, height = super().wrap(aW - 2 * self.PAD, aH)
        self.width, self.height = aW, height + 2 * self.PAD
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        if self.wrap(aW, aH)[1] <= self.page_height:
            return []
        return super().split(aW - 2 * self.PAD, aH - 2 * self.PAD)

    @override
    def draw(self) -> None:
        """Draw the border, then the children inside it."""
        self.canv.setStrokeColor(colour(Ink.BORDER_STRONG))
        self.canv.setLineWidth(_RULE)
        self.canv.roundRect(0, 0, self.width, self.height, 4)
        top = self.height - self.PAD
        for child in self.children:
            height = child.wrap(self.width - 2 * self.PAD, top)[1]
            child.drawOn(self.canv, self.PAD, top - height)
            top -= height + self.gap

    @override
    def _divided(self, first: list[Flowable], rest: list[Flowable]) -> list[Flowable]:
        if not first or not rest:
            return []
        begun, later = Card(first, self.page_height), Card(rest, self.page_height)
        begun.spaceBefore, later.spaceBefore = self.spaceBefore, 0.0
        return [begun, later]


class Note(Stack):
    """A remark set off by a grey ground and a bar at its left."""

    PAD = 7.0
    BAR = 2.25

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        _, height = super().wrap(aW - 2 * self.PAD - self.BAR, aH)
        self.width, self.height = aW, height + 2 * self.PAD - 2
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        inner = aW - 2 * self.PAD - self.BAR
        return super().split(inner, aH - 2 * self.PAD + 2)

    @override
    def draw(self) -> None:
        """Draw ground and bar, then the words."""
        self.canv.setFillColor(colour(Ink.SURFACE2))
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(colour(Ink.TEXT2))
        self.canv.rect(0, 0, self.BAR, self.height, stroke=0, fill=1)
        top = self.height - self.PAD + 1
        for child in self.children:
            inner = self.width - 2 * self.PAD - self.BAR
            height = child.wrap(inner, top)[1]
            child.drawOn(self.canv, self.PAD + self.BAR, top - height)
            top -= height + self.gap

    @override
    def _divided(self, first: list[Flowable], rest: list[Flowable]) -> list[Flowable]:
        if not first or not rest:
            return []
        return [Note(first, self.gap), Note(rest, self.gap)]
