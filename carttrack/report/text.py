"""Strings on paper: split into runs by font, broken into lines, never read as markup.

The PDF writer has no fallback between fonts and draws nothing, or a box, for a missing glyph;
so every character is looked up here first, and one that cannot be drawn stops the paper.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from carttrack.domain.errors import CarttrackError
from carttrack.report.fonts import han, inter
from carttrack.report.style import Look, colour

# A mark that no letter has composed with would be set beside its letter, not over it.
_MARKS = frozenset({"Mn", "Me"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
# A break is possible at a space, after a hyphen or slash between words (not in `mg/kg`), and
# around any character of the Chinese, Japanese and Korean blocks.
_EAST = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf" +|[{_EAST}]|[^ {_EAST}]*?[^\W\d_]{{3,}}[-/](?=[^\W\d_]{{3}})|[^ {_EAST}]+")

# No break between a number and its unit or month, nor inside a Day number.
_TOGETHER = re.compile(
    r"(?<=\bDay) (?=[+−0-9])|(?<=[0-9⁰-⁹]) (?=(?:%|°C|mg|kg|g/L|L/min|mL|h|min|d|bags?)(?:\W|$))"
    r"|(?<=[0-9] [dh]) (?=[0-9]+ (?:h|min)\b)"
    r"|(?<=[0-9]) (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)"
    r"|(?<=[0-9]) (?=× 10)|(?<=×) (?=10)|(?<=10⁹) (?=/)"
)


class MissingGlyphError(CarttrackError):
    """A character that no embedded font can draw; the paper was not written.

    Attributes:
        char: the character.
        field: where it stands.
    """

    def __init__(self, char: str, field: str) -> None:
        name = unicodedata.name(char, "a character without a name")
        super().__init__(
            f"The paper was not written: {field} holds {char!r} (U+{ord(char):04X}, {name}), which "
            "the fonts on paper cannot draw. The record is unchanged. Replace the character."
        )
        self.char = char
        self.field = field


class RightToLeftError(CarttrackError):
    """A script that runs from right to left, which paper cannot set; nothing was written.

    Attributes:
        script: its name, for example `Hebrew`.
        field: where it stands.
    """

    def __init__(self, script: str, field: str) -> None:
        super().__init__(
            f"The paper was not written: {field} is in {script} script, which runs from right to "
            "left and cannot be set on paper yet. The record is unchanged. Use the form of the "
            "name in Latin letters."
        )
        self.script = script
        self.field = field


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font; `width` in points for a size of 1."""

    font: str
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one look; several make a paragraph."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Piece:
    """A run in its place on a line: `x` from the start of the line, in points."""

    x: float
    run: Run
    look: Look


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, ready to draw."""

    pieces: tuple[Piece, ...]
    width: float


def runs(text: str, weight: int, field: str) -> tuple[Run, ...]:
    """Split a string into runs by font: Inter where it has the glyph, else Noto Sans SC.

    Characters that are drawn by nothing (zero-width and formatting ones) are left out. Raises
    `MissingGlyphError` and `RightToLeftError`, naming the character or script and `field`.
    """
    try:
        return _runs(text, weight)
    except _UndrawableError as found:
        char = found.char
    if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
        raise RightToLeftError(unicodedata.name(char, "that").split()[0].title(), field)
    raise MissingGlyphError(char, field)


def width_of(text: str, look: Look, field: str) -> float:
    """Return how wide one line of text is, in points."""
    return look.size * sum(run.width for run in runs(text, look.weight, field))


def broken(spans: Iterable[Span], width: float, field: str) -> tuple[TextLine, ...]:
    """Break a paragraph into lines no wider than `width`; a line break in the text holds.

    A word wider than a whole line is broken between its characters; nothing is cut off.
    """
    setter = _Setter(width, field)
    for span in spans:
        text = _TOGETHER.sub("\u00a0", span.text.replace("\t", " "))
        for number, part in enumerate(text.split("\n")):
            if number:
                setter.end_line()
            for piece in _PIECES.findall(part):
                setter.add(piece, span.look)
    setter.end_line()
    return tuple(setter.lines)


def draw_line(canvas: Canvas, line: TextLine, x: float, baseline: float) -> None:
    """Draw one line from `x` on."""
    words = canvas.beginText(x, baseline)
    ink = None
    for piece in line.pieces:
        words.setFont(piece.run.font, piece.look.size)
        if piece.look.ink is not ink:
            ink = piece.look.ink
            words.setFillColor(colour(ink))
        words.textOut(piece.run.text)
    canvas.drawText(words)


class _UndrawableError(Exception):
    def __init__(self, char: str) -> None:
        super().__init__(char)
        self.char = char


class _Setter:
    """Sets pieces one after the other and begins a new line where one does not fit."""

    def __init__(self, width: float, field: str) -> None:
        self.lines: list[TextLine] = []
        self._width = width
        self._field = field
        self._line: list[Piece] = []
        self._x = 0.0
        self._space: tuple[str, Look] | None = None

    def add(self, piece: str, look: Look) -> None:
        if piece.startswith(" "):
            self._space = (" ", look)
            return
        gap = 0.0
        if self._space is not None and self._line:
            gap = width_of(" ", self._space[1], self._field)
        wide = width_of(piece, look, self._field)
        if self._line and self._x + gap + wide > self._width:
            self.end_line()
            gap = 0.0
        if gap and self._space is not None:
            self._put(*self._space)
        self._space = None
        if wide <= self._width:
            self._put(piece, look)
        else:
            self._put_by_character(piece, look)

    def end_line(self) -> None:
        self.lines.append(TextLine(_joined(self._line), self._x))
        self._line, self._x, self._space = [], 0.0, None

    def _put(self, text: str, look: Look) -> None:
        for run in runs(text, look.weight, self._field):
            self._line.append(Piece(self._x, run, look))
            self._x += run.width * look.size

    def _put_by_character(self, text: str, look: Look) -> None:
        for char in text:
            wide = width_of(char, look, self._field)
            if self._line and self._x + wide > self._width:
                self.end_line()
            self._put(char, look)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one font and look, so that a line is few strings."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.run.font == piece.run.font and last.look == piece.look:
            run = Run(
                last.run.font, last.run.text + piece.run.text, last.run.width + piece.run.width
            )
            joined[-1] = Piece(last.x, run, last.look)
        else:
            joined.append(piece)
    return tuple(joined)


@lru_cache(maxsize=16_384)
def _runs(text: str, weight: int) -> tuple[Run, ...]:
    face = inter(weight)
    found: list[Run] = []
    for char in text:
        code, category = ord(char), unicodedata.category(char)
        name, advance = face.name, face.advances.get(code)
        if category == "Cf" and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT:
            continue
        if category in _MARKS:
            raise _UndrawableError(char)
        if advance is None:
            east = han()
            name, advance = east.name, east.advances.get(code)
        if advance is None or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
            raise _UndrawableError(char)
        if found and found[-1].font == name:
            last = found[-1]
            found[-1] = Run(name, last.text + char, last.width + advance / 1000)
        else:
            found.append(Run(name, char, advance / 1000))
    return tuple(found)
