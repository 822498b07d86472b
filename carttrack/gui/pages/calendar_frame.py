"""How the calendar is laid out: month or agenda, beside them the legend and the day."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from carttrack.gui.models import calendar_agenda
from carttrack.gui.models.calendar_month import MonthModel
from carttrack.gui.widgets.buttons import Button, IconButton
from carttrack.gui.widgets.calendar_legend import CalendarLegend
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.month_view import MonthView
from carttrack.gui.widgets.segmented import Segmented
from carttrack.gui.widgets.views import WorkList

_PANE = 268
_STACKED = 900
"""Below this width the pane stands under the month, and both scroll."""
_LEAST_MONTH, _LEAST_DAY = 470, 220
_ANY = 16_777_215


class Look(StrEnum):
    """How the events are shown."""

    MONTH = "month"
    AGENDA = "agenda"


class CalendarFrame(QWidget):
    """The parts of the page in their places; it does nothing by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(role="title")
        self.back = IconButton("chevron-left", self.tr("Month back (PgUp)"))
        self.today = Button(self.tr("Today"), hint="Home")
        self.forward = IconButton("chevron-right", self.tr("Month forward (PgDn)"))
        self.look = Segmented(
            [(Look.MONTH, self.tr("Month")), (Look.AGENDA, self.tr("Agenda"))],
            name=self.tr("View"),
            value=Look.MONTH,
        )
        self.whose = Segmented(
            [(False, self.tr("All patients")), (True, self.tr("Mine"))],
            name=self.tr("Whose patients"),
            value=False,
        )
        self.file = Button(self.tr("Calendar file (.ics)…"), icon="calendar-plus")
        self.days = MonthModel(self)
        self.month = MonthView(self.days, name=self.tr("Month"))
        self.agenda_model = calendar_agenda.wide_model()
        self.agenda = WorkList(self.agenda_model, name=self.tr("Agenda"))
        self.nothing = EmptyState(self.tr("Nothing in this month"), "", self.tr("Go to today"))
        self.legend = CalendarLegend()
        self.day_model = calendar_agenda.narrow_model()
        self.day = WorkList(self.day_model, name=self.tr("Agenda of the day"))
        self.free_day = Label(role="small", tone="text2", wrap=True)
        self.note = Label(role="small", tone="text2", wrap=True)
        self._lay_out()

    def fit(self, width: int) -> None:
        """Lay out for the room there is: side by side, or one under the other and scrolling."""
        stacked = width < _STACKED
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if stacked else ways.LeftToRight
        self._body.setDirection(way)
        self._head.setDirection(way)
        self._head.setStretch(1, 0 if stacked else 1)
        self._divider.setVisible(not stacked)
        self.stage.setMinimumHeight(_LEAST_MONTH if stacked else 0)
        self.pane.setMinimumWidth(0 if stacked else _PANE)
        self.pane.setMaximumWidth(_ANY if stacked else _PANE)
        self.day.setMinimumHeight(_LEAST_DAY if stacked else 0)

    def go_into_day(self) -> None:
        """Put the focus into the agenda of the day, at its first line, and bring it into sight."""
        if self.day_model.rowCount():
            self.day.setCurrentIndex(self.day_model.index(0, 0, self.day_model.index(0, 0)))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self.day)

    def to_next_pane(self) -> None:
        """Move the focus from the month or agenda to the day, the legend, and round again."""
        first = next(iter(self.legend.checks.values()))
        panes: list[QWidget] = [self.month, self.agenda, self.day, first]
        shown = [pane for pane in panes if pane.isVisible()]
        here = next((n for n, pane in enumerate(shown) if pane.hasFocus()), len(shown) - 1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def turn_to(self, part: QWidget) -> None:
        """Show the month, the agenda or that there is nothing."""
        self._parts.setCurrentWidget(part)
        in_month = part is self.month
        for widget in (self.day_line, self.day_part, self.keys):
            widget.setVisible(in_month)
        self._filler.setVisible(not in_month)

    def _lay_out(self) -> None:
        self.stage = QFrame()
        self.stage.setObjectName("pane")
        self._parts = QStackedLayout(self.stage)
        for part in (self.month, self.agenda, self.nothing):
            self._parts.addWidget(part)
        self._divider = line(upright=True)
        inside = QWidget()
        inside.setObjectName("surface")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.stage, 1)
        self._body.addWidget(self._divider)
        self._body.addWidget(self._right())
        self._area = area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar())
        whole.addWidget(area, 1)
        self.setFocusProxy(self.month)

    def _top_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("topBar")
        bar.setMinimumHeight(52)
        way = QWidget()
        steps = QHBoxLayout(way)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(6)
        widest = self.title.fontMetrics().horizontalAdvance("September 2026")
        self.title.setMinimumWidth(widest + 40)
        for widget in (self.title, self.back, self.today, self.forward):
            steps.addWidget(widget)
        steps.addStretch()
        for choice in (self.look, self.whose):
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        controls = QHBoxLayout()
        controls.setSpacing(12)
        for control in (self.look, self.whose, self.file):
            controls.addWidget(control)
        controls.addStretch()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, bar)
        self._head.setContentsMargins(20, 8, 16, 8)
        self._head.addWidget(way)
        self._head.addStretch()
        self._head.addLayout(controls)
        return bar

    def _right(self) -> QFrame:
        self.pane = QFrame()
        self.pane.setObjectName("surface")
        legend = QWidget()
        holder = QVBoxLayout(legend)
        holder.setContentsMargins(16, 12, 16, 12)
        holder.addWidget(self.legend)
        holder.addWidget(self.note)
        self.day_line = line()
        self.day_part = QWidget()
        day = QVBoxLayout(self.day_part)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(0)
        self.free_day.setContentsMargins(16, 12, 16, 12)
        day.addWidget(self.free_day)
        day.addWidget(self.day, 1)
        self.day.header().hide()
        self.keys = Label(
            self.tr("Arrows move, Enter opens the day, Home shows today, PgUp and PgDn the months"),
            role="axis",
            tone="text2",
            wrap=True,
        )
        self.keys.setContentsMargins(16, 8, 16, 8)
        self._filler = QWidget()
        column = QVBoxLayout(self.pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(legend)
        column.addWidget(self.day_line)
        column.addWidget(self.day_part, 1)
        column.addWidget(self._filler, 1)
        column.addWidget(self.keys)
        return self.pane
