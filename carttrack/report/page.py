"""The frame of every page: clinic and patient above, how the paper came about below."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from carttrack.charts.marks import Ink
from carttrack.report.style import FOOTER, LETTERHEAD, MARGIN, SMALL_GREY, Look, colour
from carttrack.report.text import Span, TextLine, broken, draw_line, width_of

DISCLAIMER = (
    "Not certified as a medical device. It repeats what the clinic recorded; "
    "check the source record before acting on it."
)
_PAGE_WORDS = 90.0
"""Room at the right of the footer for the page number, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands on every page, in plain strings.

    `mark` is printed under the page number, empty for real patients' papers.
    """

    clinic: str
    address: str
    patient: str
    identity: str
    made: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Lines of one look, to be drawn one below the other."""

    lines: tuple[TextLine, ...]
    look: Look

    @property
    def height(self) -> float:
        return len(self.lines) * self.look.leading


class PageFrame:
    """Header and footer laid out for one paper; long names and addresses wrap.

    Attributes:
        size: width and height of the page, in points.
        top: height of the header, `bottom` of the footer, both with the margin.
    """

    def __init__(self, head: Letterhead, size: tuple[float, float]) -> None:
        self.size = size
        self.mark = head.mark
        width = size[0] - 2 * MARGIN
        names = width * 0.5 - 8
        self._left = (
            _set(head.clinic, LETTERHEAD, names, "the clinic's name"),
            _set(head.address, SMALL_GREY, names, "the clinic's address"),
        )
        self._right = (
            _set(head.patient, LETTERHEAD, names, "the patient's name"),
            _set(head.identity, SMALL_GREY, names, "the patient's identity"),
        )
        self._foot = (
            _set(head.made, FOOTER, width - _PAGE_WORDS, "the footer"),
            _set(DISCLAIMER, FOOTER, width - _PAGE_WORDS, "the footer"),
        )
        head_height = max(_height(self._left), _height(self._right))
        self.top = MARGIN - 11 + head_height + 7
        self.bottom = MARGIN - 12 + max(_height(self._foot), 2 * FOOTER.leading) + 8

    @property
    def room(self) -> float:
        """The height left for the content of a page."""
        return self.size[1] - self.top - 8 - self.bottom - 6

    @property
    def ceiling(self) -> float:
        """Where the content begins, measured from the foot of the page."""
        return self.bottom + 6 + self.room

    def draw(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw header and footer of one page."""
        right = self.size[0] - MARGIN
        y = self.size[1] - MARGIN + 11
        _draw(canvas, self._left, MARGIN, y)
        _draw(canvas, self._right, right, y, at_right=True)
        canvas.setStrokeColor(colour(Ink.TEXT))
        canvas.setLineWidth(0.75)
        canvas.line(MARGIN, self.size[1] - self.top, right, self.size[1] - self.top)
        canvas.setStrokeColor(colour(Ink.TEXT3))
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, self.bottom, right, self.bottom)
        _draw(canvas, self._foot, MARGIN, self.bottom - 6)
        for number, words in enumerate((f"Page {page} of {pages}", self.mark)):
            x = right - width_of(words, FOOTER, "the footer")
            baseline = self.bottom - 6 - number * FOOTER.leading - FOOTER.baseline
            line = broken((Span(words, FOOTER),), _PAGE_WORDS, "the footer")[0]
            draw_line(canvas, line, x, baseline)


def _set(text: str, look: Look, width: float, field: str) -> _Words:
    return _Words(broken((Span(text, look),), width, field) if text else (), look)


def _height(parts: Sequence[_Words]) -> float:
    return sum(part.height for part in parts)


def _draw(
    canvas: Canvas, parts: Sequence[_Words], x: float, top: float, *, at_right: bool = False
) -> None:
    for part in parts:
        for line in part.lines:
            left = x - line.width if at_right else x
            draw_line(canvas, line, left, top - part.look.baseline)
            top -= part.look.leading
