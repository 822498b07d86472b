"""Which of the clinic's patients the outcomes are of: disease, product, target, age, period."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.days import add_months, short_date
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.domain.outcome.cohort_picture import OnRecord
from carttrack.domain.outcome.cohort_words import AGE_GROUPS
from carttrack.domain.patients import Disease, Target
from carttrack.domain.terms import target_words
from carttrack.gui import words
from carttrack.gui.pages.patients_filters import FilterButton
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.flow import FlowLayout

Period: TypeAlias = tuple[date | None, date | None]
"""First and last day, both included; None is open."""

_RECENT = (12, 24)


class PeriodButton(FilterButton[Period]):
    """The period, with any two days beside those offered.

    Signals:
        other_requested: other days are wanted.
    """

    other_requested = Signal()

    @override
    def menu_of_choices(self) -> QMenu:
        menu = super().menu_of_choices()
        menu.addSeparator()
        other = QAction(self.tr("Other days…"), menu)
        other.triggered.connect(self.other_requested)
        menu.addAction(other)
        return menu

    def choose_days(self, period: Period) -> None:
        """Choose two days, and tell."""
        known = [(value, text) for value, text in self.options if value != period]
        self.offer([*known, (period, self._days(period))])
        self.choose(period)
        self.chosen.emit(period)

    def let_all_pass(self) -> None:
        """Let every day pass, and tell."""
        self.choose(None)
        self.chosen.emit(None)

    def _days(self, period: Period) -> str:
        since, until = period
        if since is None:
            return self.tr("until {0}").format(short_date(until) if until else "")
        if until is None:
            return self.tr("from {0}").format(short_date(since))
        return self.tr("{0} to {1}").format(short_date(since), short_date(until))


class OutcomesFilters(QWidget):
    """The row of filters; everyone with B-ALL to begin with.

    Signals:
        changed: other patients pass.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.disease: FilterButton[Disease] = FilterButton(self.tr("Disease"))
        self.product: FilterButton[str] = FilterButton(self.tr("Product"))
        self.target: FilterButton[frozenset[Target]] = FilterButton(self.tr("Target"))
        self.age: FilterButton[AgeGroup] = FilterButton(self.tr("Age"))
        self.period = PeriodButton(self.tr("Infused"))
        self.clear = Button(self.tr("Clear filters"), kind=Kind.LINK, size="small")
        self.age.offer([(each, AGE_GROUPS[each]) for each in AgeGroup])
        self.disease.offer([(each, words.term(each)) for each in Disease])
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 7, 16, 7)
        row = FlowLayout(gap=8)
        around.addLayout(row)
        for button in (*self.buttons, self.clear):
            row.addWidget(button)
        for button in self.buttons:
            button.chosen.connect(self._tell)
        self.clear.clicked.connect(self.reset)
        self.disease.choose(CohortFilter().disease)
        self._mark()

    @property
    def buttons(self) -> tuple[FilterButton[Any], ...]:
        """The filters, in their order."""
        return (self.disease, self.product, self.target, self.age, self.period)

    @property
    def value(self) -> CohortFilter:
        """Who passes."""
        since, until = self.period.value or (None, None)
        return CohortFilter(
            disease=self.disease.value,
            product=self.product.value,
            targets=self.target.value,
            age_group=self.age.value,
            since=since,
            until=until,
        )

    def offer(self, known: OnRecord, product: Callable[[str], str], today: date) -> None:
        """Offer what is on record; what is chosen stays."""
        self.disease.offer([(each, words.term(each)) for each in known.diseases])
        self.product.offer([(code, product(code)) for code in known.products])
        self.target.offer([(targets, target_words(targets)) for targets in known.targets])
        self.period.offer([*self._periods(known.years, today), *self._chosen_days(known, today)])

    def say(self) -> str:
        """Return the filters in words, for a paper or a file."""
        return "; ".join(button.text() for button in self.buttons)

    @Slot()
    def reset(self) -> None:
        """Let everyone with B-ALL pass again."""
        for button in self.buttons:
            button.choose(None)
        self.disease.choose(CohortFilter().disease)
        self._tell()

    def _periods(self, years: Sequence[int], today: date) -> list[tuple[Period, str]]:
        recent = [
            ((add_months(today, -months), None), self.tr("last {0} months").format(months))
            for months in _RECENT
        ]
        by_year = [((date(year, 1, 1), date(year, 12, 31)), str(year)) for year in reversed(years)]
        return [*recent, *by_year]

    def _chosen_days(self, known: OnRecord, today: date) -> list[tuple[Period, str]]:
        """Return the days that were chosen by hand, so that the button goes on naming them."""
        offered = {value for value, _ in self._periods(known.years, today)}
        return [(value, text) for value, text in self.period.options if value not in offered]

    @Slot()
    def _tell(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        self.clear.setVisible(self.value != CohortFilter())
