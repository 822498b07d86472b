"""The next seven days on Today, as a strip or folded to one line of counts."""

from collections import defaultdict
from datetime import date, timedelta

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain import days
from carttrack.domain.pathway.steps import Step
from carttrack.domain.worklist import ComingItem, DueKind, TodayView
from carttrack.gui import words
from carttrack.gui.models.work_list import Namer
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label, line

DAYS = 7
_SHOWN = 3
_STEP_ICONS = {
    Step.LEUKAPHERESIS: "test-pipe",
    Step.MANUFACTURING: "truck-delivery",
    Step.LYMPHODEPLETION: "pill",
    Step.INFUSION: "droplet",
}


class WeekStrip(QFrame):
    """Seven columns of what comes, at most three events each and how many more there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.title = Label(self.tr("Coming up, next 7 days"), role="section")
        self.counts = Label(tone="text2")
        self._strip = QWidget(self)
        self._columns = QHBoxLayout(self._strip)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 16, 2)
        head.addWidget(self.title)
        head.addWidget(self.counts)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._strip)

    def fold(self, *, folded: bool) -> None:
        """Show one line of counts instead of the strip, for low windows."""
        self._strip.setVisible(not folded)
        self.counts.setVisible(folded)

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
            self._columns.addWidget(_DayColumn(day, by_day[day], visit), 1)
        counted = (f"{_weekday(day)} {len(by_day[day])}" for day in upcoming)
        self.counts.setText(", ".join(counted))


class _DayColumn(QWidget):
    def __init__(self, day: date, items: list[ComingItem], visit: Namer) -> None:
        super().__init__()
        head = QHBoxLayout()
        working = day.weekday() < 5  # noqa: PLR2004  (Saturday)
        head.addWidget(
            Label(
                f"{_weekday(day)} {day.day}",
                role="strong" if working else "body",
                tone="" if working else "text2",
            )
        )
        head.addStretch()
        if len(items) > _SHOWN:
            more = self.tr("+{0} more").format(len(items) - _SHOWN)
            head.addWidget(Label(more, role="small", tone="accent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 8, 0)
        column.setSpacing(1)
        column.addLayout(head)
        for item in items[:_SHOWN]:
            column.addLayout(self._event(item, visit))
        column.addStretch()
        spoken = [f"{_text(self, item, visit)}, {item.person.name}" for item in items]
        self.setAccessibleName(f"{days.long_date(day)}: " + ("; ".join(spoken) or "–"))
        self.setToolTip("\n".join(spoken))

    def _event(self, item: ComingItem, visit: Namer) -> QHBoxLayout:
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        at = f" {item.at:%H:%M}" if item.at else ""
        words_column.addWidget(ElidedLabel(f"{_text(self, item, visit)}{at}", role="small"))
        words_column.addWidget(ElidedLabel(item.person.name, role="small", tone="text2"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconLabel(_icon(item), "text2", 16))
        row.addLayout(words_column, 1)
        return row


def _text(widget: QWidget, item: ComingItem, visit: Namer) -> str:
    if item.kind is DueKind.STEP:
        return words.term(Step(item.what))
    return widget.tr("{0} visit").format(visit(item.what))


def _icon(item: ComingItem) -> str:
    if item.kind is DueKind.STEP:
        return _STEP_ICONS.get(Step(item.what), "users")
    return "stethoscope" if item.at or item.kind is DueKind.VISIT else "hourglass-low"


def _weekday(day: date) -> str:
    return days.long_date(day).split()[0]
