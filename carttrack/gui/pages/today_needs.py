"""The worklist on Today: what needs action, by group, each row with the verb it still needs."""

from collections.abc import Hashable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from carttrack.domain.days import long_date
from carttrack.domain.worklist import DueItem, DueState, TodayView, grouped
from carttrack.gui import words
from carttrack.gui.models import work_list
from carttrack.gui.models.tree import GroupHead
from carttrack.gui.models.work_list import ACTION, STATES, Moment, WorkLine, work_line
from carttrack.gui.pages.today_actions import ActionList
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import IconLabel, Label, line

Group = tuple[GroupHead, list[WorkLine]]

_TONES = {DueState.OVERDUE: "late_fg", DueState.DUE_TODAY: "due_fg", DueState.CLOSING: "due_fg"}
_COUNTED = (DueState.OVERDUE, DueState.DUE_TODAY, DueState.CLOSING)
_LIST, _EMPTY, _NOBODY = range(3)
_WHO, _WHO_LEAST, _WHO_SHARE = 226, 176, 0.27
_HEAD = 26
_TIGHT, _VERB, _VERB_TIGHT = 780, 124, 110


class NeedsAction(QFrame):
    """The list of what needs action, with pills that filter by group.

    Signals:
        acted: the verb of a row was asked for; carries the `DueItem`.
        shifted: the second action of a row (reschedule, not done); carries the `DueItem`.
        opened: the patient of a row was asked for; carries the `DueItem`.
        chosen: the current row changed; carries its `DueItem` or None.
        registration_requested: the empty list's action was pressed.
    """

    acted = Signal(object)
    shifted = Signal(object)
    opened = Signal(object)
    chosen = Signal(object)
    registration_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._view: TodayView | None = None
        self._moment: Moment | None = None
        self._only: DueState | None = None
        self._order: list[Hashable] = []
        self.count = Label(role="body", tone="text2")
        self.count.setMinimumHeight(_HEAD)
        self.all = Button(self.tr("Show all"), kind=Kind.LINK, size="small")
        self.pills = {
            state: Chip(STATES[state], "", clickable=True, parent=self) for state in _COUNTED
        }
        self._model = work_list.model()
        self.list = ActionList(self._model, name=self.tr("Needs action"))
        self.empty = EmptyState(self.tr("Nothing needs action today"))
        self.nobody = EmptyState(
            self.tr("No patients yet"),
            self.tr("Register the first one: name, MRN and date of birth are enough to begin."),
            self.tr("New patient"),
        )
        self.done = Label(role="small", tone="text2")
        self._lay_out()
        self._connect()

    @property
    def current(self) -> DueItem | None:
        """The item of the current row."""
        row = self.list.current()
        return row.item if isinstance(row, WorkLine) else None

    def show_view(self, view: TodayView, moment: Moment, *, anyone: bool) -> None:
        """Show what was read; the current row and the scroll stay. `anyone`: has patients."""
        self._view, self._moment = view, moment
        counts = (view.overdue, view.due_today, view.closing)
        texts = (self.tr("{0} overdue"), self.tr("{0} due today"), self.tr("{0} closing"))
        for state, count, text in zip(_COUNTED, counts, texts, strict=True):
            self.pills[state].show_state(STATES[state], text.format(count))
            self.pills[state].setVisible(count > 0)
            if not count and self._only is state:
                self._only = None
        self.count.setText(str(sum(counts)))
        self._foot.setVisible(anyone)
        self.done.setText(self.tr("{0} done today").format(view.done_today))
        self._show(_EMPTY if anyone else _NOBODY)

    def fit(self, width: int) -> None:
        """Give the names less room where the list is narrow."""
        self.list.setColumnWidth(0, max(_WHO_LEAST, min(_WHO, round(width * _WHO_SHARE))))
        self.list.setColumnWidth(ACTION, _VERB_TIGHT if width < _TIGHT else _VERB)

    def _show(self, otherwise: int = _EMPTY) -> None:
        assert self._view is not None
        assert self._moment is not None
        view, moment = self._view, self._moment
        groups: list[Group] = [
            (self._head(state), [work_line(item, moment) for item in items])
            for state, items in grouped(view.items, view.today, view.now)
            if self._only in {None, state} and state is not DueState.LATER
        ]
        self._keep_current(groups)
        self.all.setVisible(self._only is not None)
        self._pages.setCurrentIndex(_LIST if groups else otherwise)
        if not groups:
            self.empty.say(self.tr("Nothing needs action today"), self._next())
        self.chosen.emit(self.current)

    def _keep_current(self, groups: list[Group]) -> None:
        """Show the groups; the current row stays, or the one in its place is current."""
        row, scroll = self.list.current(), self.list.verticalScrollBar()
        at = scroll.value()
        before: Hashable = row.key if isinstance(row, WorkLine) else None
        place = self._order.index(before) if before in self._order else 0
        self._model.show(groups)
        self._order = [each.key for _, lines in groups for each in lines]
        if before not in self._order and self._order:
            before = self._order[min(place, len(self._order) - 1)]
        self.list.make_current(before)
        scroll.setValue(at)
        self.list.dress()

    def _head(self, state: DueState) -> GroupHead:
        return GroupHead(state.value, words.term(state), _TONES.get(state, "text"))

    def _next(self) -> str:
        assert self._view is not None
        if not self._view.coming:
            return self.tr("Nothing is planned in the next 7 days.")
        first = self._view.coming[0]
        return self.tr("Next: {0}, {1}").format(first.person.name, long_date(first.on))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 16, 8)
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Needs action"), role="section"))
        head.addWidget(self.count)
        head.addWidget(self.all)
        head.addStretch()
        for pill in self.pills.values():
            head.addWidget(pill)
        stage = QWidget(self)
        self._pages = QStackedLayout(stage)
        for page in (self.list, self.empty, self.nobody):
            self._pages.addWidget(page)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(20, 3, 16, 3)
        foot.setSpacing(6)
        foot.addWidget(IconLabel("check", "text2", 16))
        foot.addWidget(self.done)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(stage, 1)
        column.addWidget(line(self, soft=True))
        column.addWidget(self._foot)

    def _connect(self) -> None:
        for state, pill in self.pills.items():
            pill.pressed.connect(lambda state=state: self._filter(state))
            pill.setToolTip(self.tr("Show only these; press again for all"))
        self.all.clicked.connect(self._show_all)
        self.list.opened.connect(lambda row: self.opened.emit(row.item))
        self.list.chosen.connect(lambda row: self.chosen.emit(row.item if row else None))
        self.list.acted.connect(self.acted)
        self.list.shifted.connect(self.shifted)
        self.nobody.action_requested.connect(self.registration_requested)

    def _filter(self, state: DueState) -> None:
        self._only = None if self._only is state else state
        self._show()

    @Slot()
    def _show_all(self) -> None:
        self._only = None
        self._show()
        self.list.setFocus()
