"""The figures of a cohort in sections: response, survival, grades, the way, published figures."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.charts.forest import forest
from carttrack.charts.forest_rows import response_rows, survival_rows
from carttrack.charts.funnel_bars import funnel_bars
from carttrack.charts.grade_shares import grade_shares
from carttrack.charts.survival import survival_chart
from carttrack.domain.outcome import best_response, spans, worst_grades
from carttrack.domain.outcome.best_response import BestResponses
from carttrack.domain.outcome.cohort import CohortOutcomes, EndpointFigure, Mortality
from carttrack.domain.outcome.cohort_filter import PERIOD, Start
from carttrack.domain.outcome.cohort_picture import CohortPicture
from carttrack.domain.outcome.cohort_words import (
    ENDED_BY,
    ENDPOINTS,
    SPANS,
    STARTS,
    estimate_words,
    median_words,
    proportion_words,
    span_words,
)
from carttrack.domain.outcome.endpoints import Endpoint
from carttrack.domain.terms import term
from carttrack.gui.pages.outcomes_parts import FactGrid, PublishedNote, Section, draw
from carttrack.gui.pages.outcomes_published import PublishedSection
from carttrack.gui.widgets.labels import line
from carttrack.gui.widgets.segmented import Segmented

TWO_COLUMNS = 1000
"""From this width on two sections stand side by side."""


class OutcomesFigures(QWidget):
    """Shows a cohort; the start of the curves and the definition of EFS can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: CohortPicture | None = None
        self.start = Segmented(
            [(each, _capital(STARTS[each])) for each in (Start.INFUSION, Start.LEUKAPHERESIS)],
            name=self.tr("Curves begin"),
            value=Start.INFUSION,
        )
        self.definition = Segmented(
            [
                (Endpoint.EVENT_FREE, self.tr("EFS")),
                (Endpoint.STRINGENT_EVENT_FREE, self.tr("EFS, stringent")),
            ],
            name=self.tr("Definition of event-free survival"),
            value=Endpoint.EVENT_FREE,
        )
        self._make_sections()
        self._middle = line(upright=True)
        self._left, self._right = QWidget(), QWidget()
        self._is_wide: bool | None = None
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self._lay_out()
        self._place(wide=False)
        self.start.chosen.connect(self._draw_survival)
        self.definition.chosen.connect(self._draw_survival)

    def show_picture(self, picture: CohortPicture) -> None:
        """Show other figures."""
        self._picture = picture
        outcomes = picture.outcomes
        self._show_response(picture)
        self._draw_survival()
        self.grades.say(worst_grades.NEVER_MIXED)
        draw(self.grade_chart, partial(grade_shares, outcomes.grades))
        draw(self.funnel_chart, partial(funnel_bars, outcomes.funnel))
        self.funnel_words.setText(
            "\n".join(
                (
                    self.tr("Infused, of those referred and decided: {0}").format(
                        proportion_words(outcomes.funnel.of_referred)
                    ),
                    self.tr("Infused, of those with leukapheresis and decided: {0}").format(
                        proportion_words(outcomes.funnel.of_collected)
                    ),
                )
            )
        )
        self.times.show_facts(_times(outcomes))
        self.mortality.show_facts([_death(one) for one in outcomes.mortality])
        self.published.show_picture(picture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        """Place the sections for the width: in a resize itself the layouts would not hear of it."""
        self._place(wide=self.width() >= TWO_COLUMNS)

    def _show_response(self, picture: CohortPicture) -> None:
        outcomes = picture.outcomes
        has_form = outcomes.response is not None
        self.response.say(best_response.DEFINITION if has_form else outcomes.not_given)
        self.response_note.say(
            picture.left_out if has_form else "",
            has_figures=has_form and bool(picture.published),
        )
        rows = response_rows(picture)
        draw(self.response_chart, partial(forest, rows), shown=has_form)
        self.response_words.setVisible(has_form)
        if outcomes.response is not None:
            self.response_words.setText(_response_words(outcomes.response))

    @Slot()
    def _draw_survival(self) -> None:
        picture, start = self._picture, self.start.value
        if picture is None or start is None:
            return
        figures = self._curves(picture.outcomes, start)
        self.definition.setVisible(len(picture.outcomes.survival) > len(Start) - 1)
        draw(self.curves, partial(survival_chart, figures))
        self.definitions.show_facts([(_name(one), _survival_words(one)) for one in figures])
        rows = survival_rows(picture, start)
        has_figures = any(row.name.endswith("]") for row in rows)
        self.year_note.say("", has_figures=has_figures)
        draw(self.year_chart, partial(forest, rows))

    def _curves(self, outcomes: CohortOutcomes, start: Start) -> tuple[EndpointFigure, ...]:
        wanted = (Endpoint.OVERALL, self.definition.value or Endpoint.EVENT_FREE)
        found = (outcomes.figure(endpoint, start) for endpoint in wanted)
        return tuple(figure for figure in found if figure is not None)

    def _make_sections(self) -> None:
        self.response = Section(self.tr("Complete remission by month 3"))
        self.response_note = PublishedNote()
        self.response.body.addWidget(self.response_note)
        self.response_chart = self.response.add_chart(self.tr("Complete remission by month 3"))
        self.response_words = self.response.add_words()
        self.survival = Section(self.tr("Event-free and overall survival"))
        self.survival.say(
            self.tr(
                "Kaplan-Meier. Ticks are censored patients, whiskers 95 % intervals at 12 months. "
                "No curve and no estimate below 5 at risk."
            )
        )
        self.survival.add_row(self.start, self.definition)
        self.curves = self.survival.add_chart(self.tr("Survival curves"))
        self.definitions = FactGrid()
        self.survival.body.addWidget(self.definitions)
        self.year = Section(self.tr("Survival at 12 months"))
        self.year_note = PublishedNote()
        self.year.body.addWidget(self.year_note)
        self.year_chart = self.year.add_chart(self.tr("Survival at 12 months"))
        self.mortality = FactGrid()
        self.year.body.addWidget(self.mortality)
        self.grades = Section(self.tr("Highest grade of each patient"))
        self.grade_chart = self.grades.add_chart(self.tr("Highest grade of each patient"))
        self.funnel = Section(self.tr("From referral to infusion"))
        self.funnel.say(PERIOD)
        self.funnel_chart = self.funnel.add_chart(self.tr("From referral to infusion"))
        self.funnel_words = self.funnel.add_words()
        self.intervals = Section(self.tr("Intervals"))
        self.times = FactGrid()
        self.intervals.body.addWidget(self.times)
        self.published = PublishedSection()
        self._first: tuple[Section, ...] = (self.response, self.grades, self.funnel)
        self._second: tuple[Section, ...] = (self.survival, self.year, self.intervals)

    def _lay_out(self) -> None:
        # Widgets in one grid, not nested layouts: a chart that grows reaches the scroll area then.
        for part in (self._left, self._right):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addStretch(1)
        self._rules = {section: line() for section in (*self._first, *self._second)}
        whole = QGridLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left, 0, 0)
        whole.addWidget(self._middle, 0, 1)
        whole.addWidget(self._right, 0, 2)
        whole.addWidget(line(), 1, 0, 1, 3)
        whole.addWidget(self.published, 2, 0, 1, 3)
        whole.setColumnStretch(0, 1)
        whole.setRowStretch(3, 1)
        self._whole = whole

    def _place(self, *, wide: bool) -> None:
        """Lay the sections out in two columns, or in one in reading order."""
        if wide is self._is_wide:
            return
        self._is_wide = wide
        left, right = self._first, self._second
        if not wide:
            left, right = tuple(_pairs(left, right)), ()
        for section in (*left, *right):
            for part in (self._left, self._right):
                _column(part).removeWidget(section)
                _column(part).removeWidget(self._rules[section])
        for part, sections in ((self._left, left), (self._right, right)):
            _fill(_column(part), sections, [self._rules[section] for section in sections])
        self._whole.setColumnStretch(2, 1 if wide else 0)
        self._middle.setVisible(wide)
        self._right.setVisible(wide)


def _column(part: QWidget) -> QVBoxLayout:
    column = part.layout()
    assert isinstance(column, QVBoxLayout)
    return column


def _pairs(left: Iterable[Section], right: Iterable[Section]) -> Iterator[Section]:
    for pair in zip(left, right, strict=True):
        yield from pair


def _fill(column: QVBoxLayout, sections: Sequence[Section], rules: Sequence[QWidget]) -> None:
    """Put sections under one another with lines between them, over the column's stretch.

    A section leaves its place by `removeWidget`: an item that `takeAt` returns would go on
    answering for it, with the height that it had.
    """
    for place, (section, rule) in enumerate(zip(sections, rules, strict=True)):
        column.insertWidget(2 * place, section)
        column.insertWidget(2 * place + 1, rule)
        rule.setVisible(section is not sections[-1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(figure: EndpointFigure) -> str:
    return f"{ENDPOINTS[figure.endpoint]}, n = {figure.survival.patients}"


def _survival_words(figure: EndpointFigure) -> str:
    survival = figure.survival
    ends = ", ".join(f"{count} {ENDED_BY[by]}" for by, count in figure.ended_by) or "none"
    told = "; ".join(f"Day {one.day}: {estimate_words(one)}" for one in figure.told)
    lines = (
        figure.definition,
        f"{survival.events} events; times end by: {ends}.",
        f"{told}.",
        f"Median: {median_words(survival.median)}.",
        f"Median follow-up (reverse Kaplan-Meier): {median_words(survival.follow_up)}.",
        *figure.warnings,
    )
    return "\n".join(lines)


def _response_words(found: BestResponses) -> str:
    kinds = ", ".join(f"{count} {term(kind)}" for kind, count in found.kinds) or "none"
    return (
        f"Best responses: {kinds}; {found.derived} of them from findings without a statement. "
        f"Not assessed by month 3: {found.not_assessed} ({found.died_before} of them died before). "
        f"Month 3 not reached: {found.not_yet}, left out."
    )


def _times(outcomes: CohortOutcomes) -> list[tuple[str, str]]:
    return [
        (SPANS[span.kind], f"{span_words(span)}\n{spans.DEFINITIONS[span.kind]}")
        for span in outcomes.spans
    ]


def _death(found: Mortality) -> tuple[str, str]:
    causes = ", ".join(f"{count} {term(cause)}" for cause, count in found.causes) or "none"
    return (
        f"Death from any cause by Day {found.day}",
        f"{estimate_words(found.estimate)}\nOn record by then: {found.deaths}, by cause: {causes}",
    )
