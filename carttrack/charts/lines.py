"""Words over several lines, broken where they fit; nothing is cut."""

from carttrack.charts.marks import Align, Ink, Label
from carttrack.charts.words import room


def broken(text: str, width: float, size: float, weight: int = 400) -> tuple[str, ...]:
    """Return the lines of a text; a word wider than `width` has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and room(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def column(  # noqa: PLR0913  (a paragraph: its place, its room, its look)
    text: str,
    x: float,
    y: float,
    width: float,
    *,
    size: float = 11.0,
    ink: Ink = Ink.TEXT2,
    weight: int = 400,
    align: Align = Align.LEFT,
) -> list[Label]:
    """Return a text as labels under one another, the first baseline at `y`."""
    return [
        Label(
            x=x,
            y=y + number * leading(size),
            text=line,
            ink=ink,
            size=size,
            weight=weight,
            align=align,
        )
        for number, line in enumerate(broken(text, width, size, weight))
    ]


def leading(size: float) -> float:
    """Return from baseline to baseline."""
    return size + 4
