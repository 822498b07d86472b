"""A series as one small line: where it went, its last value marked."""

from collections.abc import Sequence

from carttrack.charts.marks import Ink, Mark, Marker, Path, Shape
from carttrack.domain.lab_units import LabPoint
from carttrack.domain.laboratory import Comparator

_MARGIN = 4.0
_MOST = 20
_DOT = 5.0


def spark(points: Sequence[LabPoint], width: float, height: float) -> tuple[Mark, ...]:
    """Return the last twenty points by time, lowest to highest over the whole height.

    The last one is a dot, open where it is only a limit. A single point has no line.
    """
    shown = points[-_MOST:]
    if not shown:
        return ()
    values = [float(point.value) for point in shown]
    days = [point.result.taken_on.toordinal() for point in shown]
    low, high = min(values), max(values)
    first, length = days[0], days[-1] - days[0]
    right, below = width - _MARGIN, height - _MARGIN
    places = tuple(
        (
            _MARGIN + (day - first) / length * (right - _MARGIN) if length else right,
            below - (value - low) / (high - low) * (below - _MARGIN) if high > low else height / 2,
        )
        for day, value in zip(days, values, strict=True)
    )
    x, y = places[-1]
    filled = shown[-1].comparator is Comparator.EXACT
    dot = Marker(x=x, y=y, shape=Shape.DOT, ink=Ink.ACCENT, size=_DOT, filled=filled)
    return (Path(points=places, ink=Ink.ACCENT), dot) if len(places) > 1 else (dot,)
