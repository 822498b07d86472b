"""Lines to sign on; who stands under them is named, nobody is said to have signed."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import Ink
from carttrack.domain.summary import VisitSummary
from carttrack.report.style import SMALL_GREY, colour
from carttrack.report.text import Span, broken, draw_line, width_of

_ROOM = 30.0
_APART = 28.0
_FIELD = "the signature lines"


def signatures(summary: VisitSummary) -> Flowable:
    """Return two lines: the clinician who saw the patient, and who prepared the paper."""
    seen_by = summary.form.seen_by if summary.form else ""
    clinician = f"{seen_by}, clinician" if seen_by else "Clinician"
    return _Signatures((clinician, f"{summary.printed_by}, prepared the summary"))


class _Signatures(Flowable):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)
        self.spaceBefore = 6.0

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self._date = width_of("Date", SMALL_GREY, _FIELD)
        self._half = (aW - _APART) / 2
        self._set = [
            broken((Span(name, SMALL_GREY),), self._half - self._date - 8, _FIELD)
            for name in self.names
        ]
        self.height = _ROOM + max(map(len, self._set)) * SMALL_GREY.leading + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines, the names under them, and the places for the dates."""
        y = self.height - _ROOM
        date = broken((Span("Date", SMALL_GREY),), self._half, _FIELD)[0]
        for number, lines in enumerate(self._set):
            left = number * (self._half + _APART)
            self.canv.setStrokeColor(colour(Ink.TEXT))
            self.canv.setLineWidth(0.6)
            self.canv.line(left, y, left + self._half, y)
            below = y - 2 - SMALL_GREY.baseline
            draw_line(self.canv, date, left + self._half - self._date, below)
            for line in lines:
                draw_line(self.canv, line, left, below)
                below -= SMALL_GREY.leading
