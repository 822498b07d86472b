"""The month as a table of days: which event stands in which line of which square."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from carttrack.domain.calendar_days import WEEK, CalendarEvent, CalendarView, EventKind, days_of
from carttrack.domain.days import WEEKDAYS, long_date
from carttrack.domain.follow_up.schedule import is_weekend
from carttrack.domain.public_holidays import NO_HOLIDAYS, PublicHolidays
from carttrack.gui.models import roles
from carttrack.gui.models.calendar_words import spoken
from carttrack.gui.models.work_list import Moment

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_MOST_SPOKEN = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """The part of an event of several days that lies in one square.

    `before` are its days in the same week left of this one, `days` those it has in the week.
    """

    event: CalendarEvent
    before: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One square: its bars by line (None for a line left free), its events, how many in all."""

    day: date
    in_month: bool
    today: bool = False
    holiday: str = ""
    bars: tuple[Bar | None, ...] = ()
    events: tuple[CalendarEvent, ...] = ()
    total: int = 0

    @property
    def off(self) -> bool:
        """Whether it is no working day."""
        return is_weekend(self.day) or bool(self.holiday)


class MonthModel(QAbstractTableModel):
    """Whole weeks, Monday first. A refresh tells which squares changed; the current one stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[tuple[DayCell, ...], ...] = ()
        self._moment: Moment | None = None

    @property
    def moment(self) -> Moment | None:
        """When it was read, with the words for codes; None before anything was shown."""
        return self._moment

    def show(
        self,
        view: CalendarView,
        kinds: frozenset[EventKind],
        moment: Moment,
        *,
        month: date,
        holidays: PublicHolidays = NO_HOLIDAYS,
    ) -> None:
        """Show the weeks of a month."""
        weeks = _weeks(view, kinds, moment.today, month, holidays)
        self._moment = moment
        if len(weeks) != len(self._weeks) or weeks[0][0].day != self._weeks[0][0].day:
            self.beginResetModel()
            self._weeks = weeks
            self.endResetModel()
            return
        before, self._weeks = self._weeks, weeks
        for row, (old, new) in enumerate(zip(before, weeks, strict=True)):
            for column, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now:
                    index = self.index(row, column)
                    self.dataChanged.emit(index, index)

    def find(self, day: date) -> QModelIndex:
        """Return the index of a day, an invalid one for a day not shown."""
        for row, week in enumerate(self._weeks):
            if week[0].day <= day <= week[-1].day:
                return self.index(row, (day - week[0].day).days)
        return QModelIndex()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else WEEK

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        cell = self._weeks[index.row()][index.column()]
        if role == roles.RECORD:
            return cell
        if role == _DISPLAY:
            return str(cell.day.day)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._said(cell, "; " if role != Qt.ItemDataRole.ToolTipRole else "\n")
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < WEEK:
            return None
        if role == _DISPLAY:
            return WEEKDAYS[section][:3]
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _said(self, cell: DayCell, between: str) -> str:
        assert self._moment is not None, "days are shown with their moment"
        visit = self._moment.visit
        every = [*(bar.event for bar in cell.bars if bar), *cell.events]
        said = [spoken(event, visit) for event in every[:_MOST_SPOKEN]]
        if cell.total > len(said):
            said.append(self.tr("{0} more").format(cell.total - len(said)))
        head = ", ".join(part for part in (long_date(cell.day), cell.holiday) if part)
        return between.join([head, *(said or [self.tr("nothing")])])


def _weeks(
    view: CalendarView,
    kinds: frozenset[EventKind],
    today: date,
    month: date,
    holidays: PublicHolidays,
) -> tuple[tuple[DayCell, ...], ...]:
    single: dict[date, list[CalendarEvent]] = defaultdict(list)
    for event in view.events:
        if not event.spans:
            single[event.first].append(event)
    spanning = [event for event in view.events if event.spans]
    days = list(days_of(view.first, view.last))
    weeks = []
    for start in range(0, len(days), WEEK):
        week = days[start : start + WEEK]
        lanes = _lanes(spanning, week)
        weeks.append(
            tuple(
                _with_bars(
                    DayCell(
                        day=day,
                        in_month=(day.year, day.month) == (month.year, month.month),
                        today=day == today,
                        holiday=holidays.name(day),
                        events=tuple(single[day]),
                        total=view.on(day, kinds),
                    ),
                    lanes,
                    week,
                    view.first,
                )
                for day in week
            )
        )
    return tuple(weeks)


_Lane = list[CalendarEvent]


def _lanes(spanning: Iterable[CalendarEvent], week: Sequence[date]) -> list[_Lane]:
    """Return the events of several days line by line: none overlaps another in its line."""
    lanes: list[_Lane] = []
    for event in sorted(spanning, key=lambda each: (each.first, each.key)):
        if event.last < week[0] or event.first > week[-1]:
            continue
        free = next((lane for lane in lanes if lane[-1].last < event.first), None)
        if free is None:
            lanes.append([event])
        else:
            free.append(event)
    return lanes


def _with_bars(
    cell: DayCell, lanes: Sequence[_Lane], week: Sequence[date], first_shown: date
) -> DayCell:
    bars: list[Bar | None] = []
    gone_on = 0
    for lane in lanes:
        event = next((each for each in lane if each.first <= cell.day <= each.last), None)
        if event is None:
            bars.append(None)
            continue
        begin = max(event.first, week[0])
        end = min(event.last, week[-1])
        bars.append(Bar(event, (cell.day - begin).days, (end - begin + timedelta(days=1)).days))
        gone_on += cell.day > max(event.first, first_shown)
    while bars and bars[-1] is None:
        bars.pop()
    return replace(cell, bars=tuple(bars), total=cell.total + gone_on)
