"""From referral to infusion as bars: how many came so far, and why the others did not."""

from carttrack.charts.lines import column, leading
from carttrack.charts.marks import Chart, Ink, Label, Mark, Rect, Spot
from carttrack.domain.outcome.cohort_words import STAGES
from carttrack.domain.outcome.funnel import Funnel, FunnelLine
from carttrack.domain.terms import term

SIZE, SMALL = 12.0, 11.0
_NAMES = 110.0
_NUMBER = 48.0
_BAR = 18.0


def funnel_bars(funnel: Funnel, width: float) -> Chart:
    """Return a bar a stage, with the losses after it in words."""
    marks: list[Mark] = []
    spots: list[Spot] = []
    said: list[str] = []
    y = 0.0
    for line in funnel.lines:
        drawn, height = _stage(line, funnel.referred, y, width)
        marks += drawn
        said.append(f"{_name(line)}: {line.reached}. {_after(line)}".strip())
        spots.append(Spot(x=0, y=y, width=width, height=height, tip=said[-1]))
        y += height
    return Chart(
        width=width, height=y, marks=tuple(marks), description=" ".join(said), spots=tuple(spots)
    )


def _stage(line: FunnelLine, referred: int, top: float, width: float) -> tuple[list[Mark], float]:
    room = width - _NAMES - _NUMBER
    long = room * line.reached / referred if referred else 0.0
    baseline = top + _BAR - 5
    marks: list[Mark] = [
        Label(x=0, y=baseline, text=_name(line), ink=Ink.TEXT, size=SIZE),
        Rect(x=_NAMES, y=top, width=max(long, 1.0), height=_BAR, fill=Ink.WIN),
        Label(
            x=_NAMES + long + 8,
            y=baseline,
            text=str(line.reached),
            ink=Ink.TEXT,
            size=SIZE,
            weight=600,
        ),
    ]
    after = column(
        _after(line), _NAMES, top + _BAR + leading(SMALL) - 2, width - _NAMES, size=SMALL
    )
    return [*marks, *after], _BAR + len(after) * leading(SMALL) + 10


def _name(line: FunnelLine) -> str:
    name = STAGES[line.stage]
    return name[:1].upper() + name[1:]


def _after(line: FunnelLine) -> str:
    parts = [f"{count} {term(reason).lower()}" for reason, count in line.lost]
    words = f"No further: {', '.join(parts)}" if parts else ""
    waiting = f"{line.waiting} still on the way" if line.waiting else ""
    return "; ".join(part for part in (words, waiting) if part)
