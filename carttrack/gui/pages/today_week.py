"""The next seven days on Today, as a strip or folded to one line of counts."""

from collections import defaultdict
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carttrack.domain import days
from carttrack.domain.pathway.steps import Step
from carttrack.domain.worklist import ComingItem, DueKind, TodayView
from carttrack.gui import words
from carttrack.gui.icons import put
from carttrack.gui.models.work_list import Namer
from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label, line

DAYS = 7
_SHOWN = 3
_HEAD = 26
_STEP_ICONS = {
    Step.LEUKAPHERESIS: "test-pipe",
    Step.MANUFACTURING: "truck-delivery",
    Step.LYMPHODEPLETION: "pill",
    Step.INFUSION: "droplet",
}


class WeekStrip(QFrame):
    """Seven columns of what comes, at most three events each and a menu with all of them.

    Signals:
        opened: an event was chosen; carries its `ComingItem`.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._low = self._unfolded = False
        self.unfold = IconButton("chevron-right", self.tr("Show the next 7 days"))
        self.title = Label(self.tr("Coming up, next 7 days"), role="section")
        self.counts = ElidedLabel(tone="text2")
        self.strip = QWidget(self)
        self._columns = QHBoxLayout(self.strip)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.unfold)
        self._head.addWidget(self.title)
        self._head.addWidget(self.counts, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.strip)
        self.unfold.clicked.connect(self._turn)
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        """Show one line of counts instead of the strip, for low windows; it can be unfolded."""
        self._low = folded
        shown = not folded or self._unfolded
        self.unfold.setVisible(folded)
        put(self.unfold, "chevron-down" if shown else "chevron-right", "text2", 16)
        tip = self.tr("Hide the next 7 days") if shown else self.tr("Show the next 7 days")
        self.unfold.setToolTip(tip)
        self.unfold.setAccessibleName(tip)
        self.strip.setVisible(shown)
        self.counts.setVisible(not shown)
        self.title.set_role("section" if shown else "strong")
        self._head.setContentsMargins(20, 7 if shown else 4, 16, 0 if shown else 4)
        self._column.setContentsMargins(0, 0, 0, 7 if shown else 0)

    @Slot()
    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self.fold(folded=self._low)

    def show_view(self, view: TodayView, visit: Namer) -> None:
        """Show the events of the seven days after today."""
        by_day: dict[date, list[ComingItem]] = defaultdict(list)
        for item in view.coming:
            by_day[item.on].append(item)
        while (taken := self._columns.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        upcoming = [view.today + timedelta(days=n) for n in range(1, DAYS + 1)]
        for place, day in enumerate(upcoming):
            if place:
                self._columns.addWidget(line(upright=True, soft=True))
            column = DayColumn(day, by_day[day], visit)
            column.opened.connect(self.opened)
            self._columns.addWidget(column, 1)
        counted = (f"{_weekday(day)} {len(by_day[day])}" for day in upcoming)
        self.counts.setText(", ".join(counted))


class DayColumn(QWidget):
    """One day: its first events, and all of them behind a link.

    Signals:
        opened: an event was chosen; carries its `ComingItem`.
    """

    opened = Signal(object)

    def __init__(self, day: date, items: list[ComingItem], visit: Namer) -> None:
        super().__init__()
        self._items, self._visit = items, visit
        working = day.weekday() < 5  # noqa: PLR2004  (Saturday)
        head = QHBoxLayout()
        name = Label(
            f"{_weekday(day)} {day.day}",
            role="small_strong" if working else "small",
            tone="" if working else "text2",
        )
        name.setMinimumHeight(_HEAD)
        head.addWidget(name)
        head.addStretch()
        self.more = Button("", kind=Kind.LINK, size="small")
        self.more.setVisible(False)
        if len(items) > _SHOWN:
            self.more.setText(self.tr("+{0} more").format(len(items) - _SHOWN))
            self.more.setVisible(True)
            spoken_day = self.tr("All of {0}").format(days.long_date(day))
            self.more.setAccessibleName(spoken_day)
            self.more.clicked.connect(self._drop_menu)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 8, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for item in items[:_SHOWN]:
            column.addLayout(self._event(item))
        column.addStretch()
        spoken = [f"{self._text(item)}, {item.person.name}" for item in items]
        self.setAccessibleName(f"{days.long_date(day)}: " + ("; ".join(spoken) or "–"))
        self.setToolTip("\n".join(spoken))

    def menu(self) -> QMenu:
        """Return the menu of every event of the day."""
        menu = QMenu(self)
        for item in self._items:
            text = f"{self._text(item)}, {item.person.name}".replace("&", "&&")
            menu.addAction(text).triggered.connect(partial(self._pick, item))
        return menu

    def _pick(self, item: ComingItem, *_checked: bool) -> None:
        self.opened.emit(item)

    @Slot()
    def _drop_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _event(self, item: ComingItem) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        what = QHBoxLayout()
        what.setSpacing(4)
        what.addWidget(ElidedLabel(self._what(item), role="small"))
        if item.at:
            what.addWidget(Label(f"{item.at:%H:%M}", role="small"))
        what.addStretch()
        lines.addLayout(what)
        lines.addWidget(ElidedLabel(_family(item.person.name), role="small", tone="text2"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconLabel(_icon(item), "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row

    def _text(self, item: ComingItem) -> str:
        return f"{self._what(item)} {item.at:%H:%M}" if item.at else self._what(item)

    def _what(self, item: ComingItem) -> str:
        if item.kind is DueKind.STEP:
            return words.heading(Step(item.what))
        if item.closes:
            return self.tr("{0} closes").format(self._visit(item.what))
        return self.tr("{0} visit").format(self._visit(item.what))


def _icon(item: ComingItem) -> str:
    if item.kind is DueKind.STEP:
        return _STEP_ICONS.get(Step(item.what), "users")
    return "hourglass-low" if item.closes else "stethoscope"


def _family(name: str) -> str:
    """Return what stands before the comma, or the whole name before its Latin spelling."""
    return name.partition(" (")[0] if " (" in name else name.partition(",")[0]


def _weekday(day: date) -> str:
    return days.long_date(day).split()[0]
