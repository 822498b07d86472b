"""Kaplan-Meier curves: steps, ticks where patients are censored, and numbers at risk below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carttrack.charts.lines import column, leading
from carttrack.charts.marks import Align, Chart, Dash, Ink, Label, Line, Mark, Path, Spot
from carttrack.domain.outcome.cohort import YEAR, EndpointFigure
from carttrack.domain.outcome.cohort_words import ENDPOINTS, STARTS, estimate_words
from carttrack.domain.outcome.endpoints import Endpoint
from carttrack.domain.outcome.survival import AT_RISK_AT_LEAST, Survival

DAYS_A_MONTH = YEAR / 12
NAMES = {
    Endpoint.OVERALL: "OS",
    Endpoint.EVENT_FREE: "EFS",
    Endpoint.STRINGENT_EVENT_FREE: "EFS, stringent",
}
_INKS = {
    Endpoint.OVERALL: Ink.SERIES_B,
    Endpoint.EVENT_FREE: Ink.SERIES_A,
    Endpoint.STRINGENT_EVENT_FREE: Ink.SERIES_A,
}
SIZE, AXIS_SIZE = 12.0, 11.0
_LEFT, _RIGHT, _TOP, _PLOT = 96.0, 96.0, 10.0, 250.0
_TICK, _CAP, _APART = 4.0, 4.0, 4.0
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60)
_MOST_TICKS = 9
_LEAST_MONTHS = 12
_ROW = 18.0


@dataclass(frozen=True, slots=True)
class _Frame:
    months: int
    step: int
    left: float
    right: float

    def x(self, days: float) -> float:
        return self.left + days / DAYS_A_MONTH / self.months * (self.right - self.left)

    @staticmethod
    def y(share: float) -> float:
        return _TOP + (1 - share) * _PLOT

    @property
    def ticks(self) -> range:
        return range(0, self.months + 1, self.step)


def survival_chart(figures: Sequence[EndpointFigure], width: float) -> Chart:
    """Return the curves of some endpoints from one start.

    A curve ends where fewer than 5 are at risk; whiskers at 12 months (Day 365) are 95 % intervals.
    """
    frame = _frame(figures, width)
    marks: list[Mark] = [*_grid(frame, figures)]
    taken: list[float] = []
    for place, figure in enumerate(figures):
        marks += _curve(figure, frame, taken)
        marks += _whisker(figure, frame, (2 * place - len(figures) + 1) * _APART)
    bottom, below = _at_risk(figures, frame, _TOP + _PLOT + 56)
    return Chart(
        width=width,
        height=bottom,
        marks=(*marks, *below),
        description=" ".join(map(_said, figures)),
        spots=tuple(_spot(figure, frame) for figure in figures),
    )


def told_days(survival: Survival) -> int:
    """Return how many of the curve's days have 5 or more at risk; only these are drawn."""
    known = (place for place, at_risk in enumerate(survival.at_risk) if at_risk < AT_RISK_AT_LEAST)
    return next(known, len(survival.days))


def _frame(figures: Sequence[EndpointFigure], width: float) -> _Frame:
    last = max(
        (
            figure.survival.days[told - 1]
            for figure in figures
            if (told := told_days(figure.survival))
        ),
        default=0,
    )
    wanted = max(int(last / DAYS_A_MONTH) + 1, _LEAST_MONTHS)
    step = next((step for step in _STEPS if wanted / step <= _MOST_TICKS - 1), _STEPS[-1])
    months = -(-wanted // step) * step
    return _Frame(months, step, _LEFT, max(width - _RIGHT, _LEFT + 60))


def _grid(frame: _Frame, figures: Sequence[EndpointFigure]) -> Iterator[Mark]:
    for percent in (0, 25, 50, 75, 100):
        y = frame.y(percent / 100)
        ink = Ink.GRID if percent else Ink.BORDER_STRONG
        yield Line(x1=frame.left, y1=y, x2=frame.right, y2=y, ink=ink)
        yield _label(frame.left - 8, y + 4, f"{percent} %", Align.RIGHT)
    bottom = frame.y(0)
    for month in frame.ticks:
        x = frame.x(month * DAYS_A_MONTH)
        yield Line(x1=x, y1=bottom, x2=x, y2=bottom + 4, ink=Ink.BORDER_STRONG)
        yield _label(x, bottom + 18, f"{month}", Align.CENTRE)
    start = STARTS[figures[0].start] if figures else ""
    yield _label((frame.left + frame.right) / 2, bottom + 34, f"months {start}", Align.CENTRE)
    year = frame.x(YEAR)
    yield Line(x1=year, y1=_TOP, x2=year, y2=bottom, ink=Ink.TEXT3, dash=Dash.DOTTED)


def _label(x: float, y: float, text: str, align: Align) -> Label:
    return Label(x=x, y=y, text=text, ink=Ink.TEXT3, size=AXIS_SIZE, align=align)


def _curve(figure: EndpointFigure, frame: _Frame, taken: list[float]) -> list[Mark]:
    """Return steps, ticks and the name at the end; `taken` are the heights of names so far."""
    survival, ink = figure.survival, _INKS[figure.endpoint]
    told = told_days(survival)
    if not told:
        return []
    points = [(frame.x(0), frame.y(1.0))]
    for day, share in zip(survival.days[:told], survival.shares[:told], strict=True):
        x = frame.x(day)
        points += [(x, points[-1][1]), (x, frame.y(share))]
    marks: list[Mark] = [Path(points=tuple(points), ink=ink, width=2.0)]
    for day, share in _censored(survival, told):
        x, y = frame.x(day), frame.y(share)
        marks.append(Path(points=((x, y - _TICK), (x, y + _TICK)), ink=ink))
    end, y = points[-1]
    while any(abs(y - other) < leading(SIZE) for other in taken):
        y += 2.0
    taken.append(y)
    name = NAMES[figure.endpoint]
    marks.append(Label(x=end + 8, y=y + 4, text=name, ink=ink, size=SIZE, weight=600))
    return marks


def _censored(survival: Survival, told: int) -> Iterator[tuple[int, float]]:
    """Yield day and height of each day on which somebody was censored."""
    before = 1.0
    left_over = [*survival.at_risk[1:], 0]
    for place in range(told):
        at_risk, share = survival.at_risk[place], survival.shares[place]
        events = round(at_risk * (1 - share / before)) if before else 0
        if at_risk - left_over[place] > events:
            yield survival.days[place], share
        before = share


def _whisker(figure: EndpointFigure, frame: _Frame, aside: float) -> list[Mark]:
    known = figure.survival.at(YEAR).interval
    if known is None:
        return []
    ink, x = _INKS[figure.endpoint], frame.x(YEAR) + aside
    ends = (frame.y(known.high), frame.y(known.low))
    return [
        Path(points=((x, ends[0]), (x, ends[1])), ink=ink),
        *(Path(points=((x - _CAP, y), (x + _CAP, y)), ink=ink) for y in ends),
    ]


def _at_risk(
    figures: Sequence[EndpointFigure], frame: _Frame, top: float
) -> tuple[float, list[Mark]]:
    marks: list[Mark] = [Label(x=0, y=top, text="At risk", ink=Ink.TEXT, size=SIZE, weight=600)]
    y = top
    for figure in figures:
        y += _ROW
        name = column(
            NAMES[figure.endpoint],
            0,
            y,
            _LEFT - 16,
            size=SIZE,
            ink=_INKS[figure.endpoint],
            weight=600,
        )
        marks += name
        for month in frame.ticks:
            days = round(month * DAYS_A_MONTH)
            marks.append(
                Label(
                    x=frame.x(month * DAYS_A_MONTH),
                    y=y,
                    text=str(figure.survival.at(days).at_risk),
                    ink=Ink.TEXT,
                    size=SIZE,
                    align=Align.CENTRE,
                )
            )
        y += (len(name) - 1) * leading(SIZE)
    return y + 8, marks


def _spot(figure: EndpointFigure, frame: _Frame) -> Spot:
    told = told_days(figure.survival)
    end = frame.x(figure.survival.days[told - 1]) if told else frame.left
    y = frame.y(figure.survival.shares[told - 1]) if told else frame.y(1.0)
    return Spot(x=end, y=y - 10, width=_RIGHT - 8, height=24, tip=_said(figure))


def _said(figure: EndpointFigure) -> str:
    survival = figure.survival
    told = "; ".join(f"Day {one.day}: {estimate_words(one)}" for one in figure.told)
    return (
        f"{ENDPOINTS[figure.endpoint]} {STARTS[figure.start]}, n = {survival.patients}, "
        f"{survival.events} events. {told}. {figure.definition}"
    )
