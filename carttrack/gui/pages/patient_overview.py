"""The tab Overview: the whole case on one page."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.charts.marks import Chart
from carttrack.charts.timeline import View, course_timeline
from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.standing import coming, visit_standings
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.gui.desk import Desk
from carttrack.gui.models.step_words import step_marks
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_fact_cards import BackgroundCard, IdentifiersCard, ResponseCard
from carttrack.gui.pages.patient_parts import Card, SectionHead
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.pages.patient_visits_card import NextVisitsCard
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import line
from carttrack.gui.widgets.segmented import Segmented
from carttrack.gui.widgets.stepper import Stepper
from carttrack.gui.widgets.timeline_view import TimelineView

_ALL, _MONTH, _FORTNIGHT = "all", "month", "fortnight"
_DAYS = {_ALL: (None, None), _MONTH: (-7, 28), _FORTNIGHT: (0, 14)}
_LOWEST, _TALLEST = 84, 190
_CARDS = 268
_EMPTY = 180
_ACROSS = (4, 2)
_FOUR_LEAST = 1000
_GAP, _SIDE = 12, 20


class OverviewTab(CaseTab):
    """Stepper, course chart, cards.

    Signals:
        tab_wanted: another tab answers what was pressed; carries its key.
        day_wanted: a day of the chart was opened; carries the `date`.
        step_wanted: a step was opened; carries the `Step`.
    """

    tab_wanted = Signal(str)
    day_wanted = Signal(object)
    step_wanted = Signal(object)

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self._across = 0
        self._steps, self._line, self._drawing = QWidget(), line(), QWidget()
        self.stepper = Stepper()
        self.head = SectionHead(self.tr("Course"))
        self.range = Segmented(
            [
                (_ALL, self.tr("All")),
                (_MONTH, self.tr("Day −7 to +28")),
                (_FORTNIGHT, self.tr("Day 0 to +14")),
            ],
            name=self.tr("Days shown"),
            value=_ALL,
        )
        self.chart = TimelineView()
        self.empty = EmptyState(
            self.tr("No course yet"),
            self.tr("A course begins with its product and the day of referral."),
            self.tr("Open course…"),
        )
        self.empty.setMinimumHeight(_EMPTY)
        self.visits = NextVisitsCard(acts)
        self.response = ResponseCard(acts)
        self.background = BackgroundCard(acts)
        self.identifiers = IdentifiersCard(acts)
        self.area = QScrollArea()
        self.area.setAccessibleName(self.tr("Overview"))
        self._cards = QGridLayout()
        self._lay_out()
        self.range.chosen.connect(self._draw)
        self.chart.day_opened.connect(self.day_wanted)
        self.stepper.step_opened.connect(self.step_wanted)
        self.empty.action_requested.connect(acts.open_course)
        self.visits.all.clicked.connect(lambda: self.tab_wanted.emit("follow_up"))

    has_visits = True

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        is_other = (case, moment.today) != (
            self._case,
            self._moment.today if self._moment else None,
        )
        self._case, self._moment = case, moment
        self.stepper.show_steps(step_marks(case, moment.today, moment.zone))
        self.range.setVisible(case.day0 is not None)
        has_course = case.course is not None
        for part in (self._steps, self._line, self.head, self._drawing):
            part.setVisible(has_course)
        self.empty.setVisible(not has_course)
        self._column.setStretchFactor(self._cards, 1 if has_course else 0)
        self.head.words.setText(self._range_words(case))
        for card in (self.visits, self.response, self.background, self.identifiers):
            card.show_case(case, moment)
        if is_other:
            self._draw()

    @override
    def complete(self) -> None:
        """Complete the next visit."""
        code = self._next()
        if code:
            self.acts.complete_visit(code)

    @override
    def reschedule(self) -> None:
        """Book the next visit, or book it again."""
        code = self._next()
        if code:
            self.acts.book_visit(code)

    def _next(self) -> str:
        if self._case is None or self._moment is None:
            return ""
        found = coming(visit_standings(self._case, self._moment.today))
        return found[0].visit.code if found else ""

    def _range_words(self, case: CaseFile) -> str:
        if case.course is None:
            return self.tr("No course yet")
        last = self.tr("today")
        if case.death is not None:
            last = self.tr("death")
        if case.step(Step.LEUKAPHERESIS).started_on is not None:
            words = self.tr("leukapheresis to {0}").format(last)
        elif any(k.value.kind is MilestoneKind.ADMISSION for k in case.milestones):
            words = self.tr("admission to {0}").format(last)
        else:
            words = self.tr("referral to {0}").format(last)
        return words if case.day0 is not None else self.tr("{0}, Day 0 not set").format(words)

    def _draw(self) -> None:
        if self._case is not None:
            self.chart.show_chart(self._chart)

    def _chart(self, width: float) -> Chart:
        assert self._case is not None
        assert self._moment is not None
        first, last = _DAYS[self.range.value or _ALL]
        case, zone, today = self._case, self._moment.zone, self._moment.today
        view = View(width=width, first=first, last=last, temperature_height=_LOWEST)
        lowest = course_timeline(case, view, zone=zone, today=today)
        spare = self._spare(round(lowest.height))
        if spare <= 0:
            return lowest
        taller = replace(view, temperature_height=min(_TALLEST, _LOWEST + spare))
        return course_timeline(case, taller, zone=zone, today=today)

    def _spare(self, chart: int) -> int:
        """Return the height that is left once stepper, chart and cards stand on the screen."""
        cards = min(self._cards.sizeHint().height(), _CARDS)
        others = self._steps.sizeHint().height() + self.head.sizeHint().height() + 1
        return self.area.viewport().height() - others - chart - cards

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            self._place_cards()
            self._draw()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._place_cards()  # what a card says needs more or less room now
        return super().eventFilter(watched, event)

    @staticmethod
    def _fitting(cards: Sequence[Card], width: int) -> int:
        """Return how many cards may stand beside one another without being cut."""
        for across in _ACROSS:
            columns = [cards[place::across] for place in range(across)]
            least = [max(card.minimumSizeHint().width() for card in column) for column in columns]
            needed = sum(least) + (across - 1) * _GAP + 2 * _SIDE
            if needed <= width and (across < len(cards) or width >= _FOUR_LEAST):
                return across
        return 1

    def _place_cards(self) -> None:
        cards: tuple[Card, ...] = (
            self.visits,
            self.response,
            self.background,
            self.identifiers,
        )
        across = self._fitting(cards, self.area.viewport().width())
        if self._across == across:
            return
        self._across = across
        for card in cards:
            self._cards.removeWidget(card)
        for place, card in enumerate(cards):
            self._cards.addWidget(card, place // across, place % across)
        for column in range(len(cards)):
            self._cards.setColumnStretch(column, 1 if column < across else 0)

    def _lay_out(self) -> None:
        self._cards.setContentsMargins(_SIDE, 8, _SIDE, 16)
        self._cards.setSpacing(_GAP)
        around = QVBoxLayout(self._steps)
        around.setContentsMargins(20, 10, 16, 8)
        around.addWidget(self.stepper)
        frame = QVBoxLayout(self._drawing)
        frame.setContentsMargins(20, 0, 20, 0)
        frame.addWidget(self.chart)
        self.head.right.addWidget(self.range)
        content = QWidget()
        content.setObjectName("surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self._steps, self._line, self.head, self._drawing, self.empty):
            self._column.addWidget(part)
        self._column.addLayout(self._cards, 1)
        self._column.addStretch(0)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        content.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self._place_cards()
