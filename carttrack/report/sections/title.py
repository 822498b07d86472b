"""What the paper is, about which day, and for whom."""

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.domain.days import day_label
from carttrack.domain.summary import VisitSummary
from carttrack.report.style import SMALL_GREY, SUBTITLE, TITLE
from carttrack.report.text import Span, TextLine, broken, draw_line, width_of
from carttrack.report.words import dated, full_date

_SHARE, _APART = 0.5, 16.0


def title(summary: VisitSummary) -> Flowable:
    """Return the title with the visit and its date; a death stands in the same place."""
    referrer = summary.case.patient.value.referrer
    address = f"For the referring centre: {referrer}" if referrer else "For the record"
    return _Title(_about(summary), (address, "Version for clinicians"))


def _about(summary: VisitSummary) -> str:
    case, day = summary.case, summary.visit_on
    words = full_date(day)
    if summary.visit is not None:
        code = summary.visit.code
        name = case.protocol.visit_name(code) if case.protocol else code
        words = f"{name} visit, {words}"
    number = case.day(day)
    label = "" if number is None else day_label(number)
    if label and not words.startswith(f"{label} "):
        words = f"{words}, {label}"
    if case.death is not None:
        words = f"{words}. Died {dated(summary, case.death.value.died_on)}"
    return words


class _Title(Flowable):
    def __init__(self, about: str, right: tuple[str, ...]) -> None:
        super().__init__()
        self._about = about
        self._right = right

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        longest = max(width_of(words, SMALL_GREY, "the referrer") for words in self._right)
        side = min(longest + 0.01, aW * _SHARE)
        main = aW - side - _APART
        self._title = broken((Span("CAR T visit summary", TITLE),), main, "the title")
        self._below = broken((Span(self._about, SUBTITLE),), main, "the visit")
        self._beside: list[TextLine] = []
        for words in self._right:
            self._beside += broken((Span(words, SMALL_GREY),), side, "the referrer")
        left = len(self._title) * TITLE.leading + len(self._below) * SUBTITLE.leading
        self.width = aW
        self.height = max(left, len(self._beside) * SMALL_GREY.leading)
        return self.width, self.height

    def draw(self) -> None:
        """Draw title and visit at the left, for whom at the right, feet level."""
        y = self.height
        for lines, look in ((self._title, TITLE), (self._below, SUBTITLE)):
            for line in lines:
                draw_line(self.canv, line, 0, y - look.baseline)
                y -= look.leading
        y = len(self._beside) * SMALL_GREY.leading
        for line in self._beside:
            draw_line(self.canv, line, self.width - line.width, y - SMALL_GREY.baseline)
            y -= SMALL_GREY.leading
