"""The box under the title: response, highest CRS and ICANS grade, next visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from carttrack.charts.marks import Ink
from carttrack.domain.days import WEEKDAYS, day_label, local_day, short_date, span
from carttrack.domain.follow_up.schedule import VisitState
from carttrack.domain.outcome.wording import response_words
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.domain.toxicity.assessments import GradeOnRecord
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.scales import ASTCT_2019, Status
from carttrack.report.draw import draw_grade
from carttrack.report.style import BODY, HEAD, VALUE, Look, colour
from carttrack.report.text import Span, TextLine, broken, draw_line
from carttrack.report.visits import open_visits, state
from carttrack.report.words import dated, near_date

_PAD, _SIDE, _GAP = 6.5, 14.0, 5.0
_SHARES = (0.24, 0.29, 0.305, 0.165)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One field of the box: a small line, and under it a grade square and words."""

    head: str
    words: str
    look: Look = VALUE
    grade: int | None = None


def key_figures(summary: VisitSummary) -> Flowable:
    """Return the box with the four figures a reader looks for first."""
    return _Box(
        (
            _response(summary),
            _highest(summary, Toxicity.CRS),
            _highest(summary, Toxicity.ICANS),
            _next_visit(summary),
        )
    )


def _response(summary: VisitSummary) -> KeyFigure:
    """Show the latest response, or a relapse that came after it."""
    case = summary.case
    relapse = case.relapses[-1].value if case.relapses else None
    latest = case.responses[-1].value if case.responses else None
    if relapse and (latest is None or relapse.happened_on >= latest.assessed_on):
        return KeyFigure(
            head=f"Response, {dated(summary, relapse.happened_on)}",
            words=f"relapse, {term(relapse.kind)}",
        )
    if latest is None:
        return KeyFigure(head="Response", words="not assessed", look=BODY)
    return KeyFigure(
        head=f"Response, {dated(summary, latest.assessed_on)}", words=response_words(latest)
    )


def _highest(summary: VisitSummary, toxicity: Toxicity) -> KeyFigure:
    head = f"{term(toxicity)}, maximum grade ({ASTCT_2019})"
    episodes = [one for one in summary.case.episodes if one.toxicity is toxicity]
    if episodes:
        worst = max(episodes, key=lambda one: one.maximum)
        return KeyFigure(
            head=head, words=_standing(summary, toxicity), look=BODY, grade=worst.maximum
        )
    grades = [
        kept.value.crs_grade if toxicity is Toxicity.CRS else kept.value.icans_grade
        for kept in summary.case.assessments
    ]
    found = [grade for grade in grades if grade is not None]
    if any(grade.shown == 0 for grade in found):
        return KeyFigure(head=head, words="no episode on record", look=BODY, grade=0)
    return KeyFigure(head=head, words=_ungraded(found), look=BODY)


def _ungraded(found: Sequence[GradeOnRecord]) -> str:
    """Say why there is no digit: nothing assessed, criteria never met, or no grade possible."""
    if not found:
        return "not assessed"
    if all(grade.status is Status.CRITERIA_NOT_MET for grade in found):
        return f"– {term(Status.CRITERIA_NOT_MET)}"
    return "– no grade on record"


def _standing(summary: VisitSummary, toxicity: Toxicity) -> str:
    """Say whether the last episode is open or who closed it when."""
    zone = summary.clinic.zone
    last = [one for one in summary.case.episodes if one.toxicity is toxicity][-1]
    if last.closing is None and summary.case.death is not None:
        return "not closed before death"
    at = last.opened_at if last.closing is None else last.closing.closed_at
    day = local_day(at, zone)
    number = summary.case.day(day)
    when = near_date(summary, day) if number is None else day_label(number)
    if last.closing is None:
        return f"open since {when}"
    return f"closed {when} by {last.closing.closed_by}"


def _next_visit(summary: VisitSummary) -> KeyFigure:
    if summary.case.death is not None:
        return KeyFigure(head="Next visit", words="none, died", look=BODY)
    still_open = open_visits(summary)
    coming = [visit for visit in still_open if state(summary, visit) is not VisitState.OVERDUE]
    if not coming:
        words = f"none ahead, {len(still_open)} overdue" if still_open else "none planned"
        return KeyFigure(head="Next visit", words=words, look=BODY)
    visit = coming[0]
    if visit.appointment_on is not None:
        weekday = WEEKDAYS[visit.appointment_on.weekday()][:3]
        return KeyFigure(head=f"Next visit, {weekday}", words=short_date(visit.appointment_on))
    return KeyFigure(
        head="Next visit, to be booked", words=span(visit.earliest, visit.latest), look=BODY
    )


@dataclass(frozen=True, slots=True)
class _Set:
    """A field broken into lines; `indent` leaves room for the square."""

    head: tuple[TextLine, ...]
    words: tuple[TextLine, ...]
    figure: KeyFigure
    indent: float

    @property
    def height(self) -> float:
        words = max(len(self.words) * self.figure.look.leading, _SIDE if self.indent else 0)
        return len(self.head) * HEAD.leading + 2 + words


class _Box(Flowable):
    def __init__(self, figures: Sequence[KeyFigure]) -> None:
        super().__init__()
        self.figures = tuple(figures)
        self.spaceBefore = 8.0

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self._fields = [
            _broken(figure, aW * share - 2 * _PAD)
            for figure, share in zip(self.figures, _SHARES, strict=True)
        ]
        self.height = max(field.height for field in self._fields) + 2 * (_PAD - 0.5)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box, its dividers and the four fields."""
        self.canv.setStrokeColor(colour(Ink.TEXT))
        self.canv.setLineWidth(0.75)
        self.canv.roundRect(0, 0, self.width, self.height, 3)
        self.canv.setStrokeColor(colour(Ink.BORDER))
        x = 0.0
        for field, share in zip(self._fields, _SHARES, strict=True):
            if x:
                self.canv.line(x, 0.5, x, self.height - 0.5)
            self._field(field, x + _PAD)
            x += self.width * share

    def _field(self, field: _Set, x: float) -> None:
        y = self.height - _PAD + 0.5
        for line in field.head:
            draw_line(self.canv, line, x, y - HEAD.baseline)
            y -= HEAD.leading
        y -= 2
        look = field.figure.look
        if field.figure.grade is not None:
            draw_grade(self.canv, field.figure.grade, x, y - _SIDE, _SIDE)
            y -= max(_SIDE - look.leading * len(field.words), 0) / 2
        for line in field.words:
            draw_line(self.canv, line, x + field.indent, y - look.baseline)
            y -= look.leading


def _broken(figure: KeyFigure, width: float) -> _Set:
    indent = _SIDE + _GAP if figure.grade is not None else 0.0
    return _Set(
        head=broken((Span(figure.head, HEAD),), width, figure.head),
        words=broken((Span(figure.words, figure.look),), width - indent, figure.head),
        figure=figure,
        indent=indent,
    )
