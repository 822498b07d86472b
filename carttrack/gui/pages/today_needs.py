"""The worklist on Today: what needs action, by group, each row with the verb it still needs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.days import long_date
from carttrack.domain.worklist import DueItem, DueKind, DueState, TodayView, grouped
from carttrack.gui import words
from carttrack.gui.models import work_list
from carttrack.gui.models.tree import GroupHead
from carttrack.gui.models.work_list import ACTION, SHIFT, STATES, Moment, WorkLine, work_line
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.views import WorkList

_TONES = {DueState.OVERDUE: "late_fg", DueState.DUE_TODAY: "due_fg", DueState.CLOSING: "due_fg"}
_COUNTED = (DueState.OVERDUE, DueState.DUE_TODAY, DueState.CLOSING)


class NeedsAction(QFrame):
    """The list of what needs action, with pills that filter by group.

    Signals:
        acted: the verb of a row was asked for; carries the `DueItem`.
        shifted: the second action of a row (reschedule, not done); carries the `DueItem`.
        opened: the patient of a row was asked for; carries the `DueItem`.
        chosen: the current row changed; carries its `DueItem` or None.
    """

    acted = Signal(object)
    shifted = Signal(object)
    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._view: TodayView | None = None
        self._moment: Moment | None = None
        self._only: DueState | None = None
        self.count = Label(role="body", tone="text2")
        self.pills = {
            state: Chip(STATES[state], "", clickable=True, parent=self) for state in _COUNTED
        }
        self._model = work_list.model()
        self.list = WorkList(self._model, name=self.tr("Needs action"))
        self.empty = EmptyState(self.tr("Nothing needs action today"))
        self.done = Label(role="small", tone="text2")
        self._lay_out()
        self._connect()

    @property
    def current(self) -> DueItem | None:
        """The item of the current row."""
        line = self.list.current()
        return line.item if isinstance(line, WorkLine) else None

    def show_view(self, view: TodayView, moment: Moment) -> None:
        """Show what was read; the current row and the scroll stay."""
        self._view, self._moment = view, moment
        counts = (view.overdue, view.due_today, view.closing)
        texts = (self.tr("{0} overdue"), self.tr("{0} due today"), self.tr("{0} closing"))
        for state, count, text in zip(_COUNTED, counts, texts, strict=True):
            self.pills[state].show_state(STATES[state], text.format(count))
            self.pills[state].setVisible(count > 0)
        self.count.setText(str(sum(counts)))
        self.done.setText(self.tr("{0} done today").format(view.done_today))
        self._show()

    def _show(self) -> None:
        assert self._view is not None
        assert self._moment is not None
        view, moment = self._view, self._moment
        groups = [
            (self._head(state), [work_line(item, moment) for item in items])
            for state, items in grouped(view.items, view.today, view.now)
            if self._only in {None, state} and state is not DueState.LATER
        ]
        self._model.show(groups)
        self._pages.setCurrentIndex(0 if groups else 1)
        if not groups:
            self.empty.say(self.tr("Nothing needs action today"), self._next())
        elif not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0, self._model.index(0, 0)))
        self._offer_actions()

    def _head(self, state: DueState) -> GroupHead:
        return GroupHead(state.value, words.term(state), _TONES.get(state, "text"))

    def _next(self) -> str:
        assert self._view is not None
        if not self._view.coming:
            return self.tr("Nothing is planned in the next 7 days.")
        first = self._view.coming[0]
        return self.tr("Next: {0}, {1}").format(first.person.name, long_date(first.on))

    @Slot()
    def _offer_actions(self) -> None:
        """Give the rows in sight their buttons; a row out of sight gets them when it comes."""
        area = self.list.viewport().rect()
        index = self.list.indexAt(area.topLeft())
        while index.isValid() and self.list.visualRect(index).top() <= area.bottom():
            line = self._model.record(index)
            if line is not None:
                self._dress_row(index.siblingAtColumn(0).row(), line)
            index = self.list.indexBelow(index)

    def _dress_row(self, _row: int, line: WorkLine) -> None:
        index = self._model.find(line.key)
        action, shift = index.siblingAtColumn(ACTION), index.siblingAtColumn(SHIFT)
        verb, second = _verbs(self, line.item)
        known = self.list.indexWidget(action)
        if isinstance(known, _RowButton) and known.verb == verb:
            known.item = line.item
            return
        self.list.setIndexWidget(action, _RowButton(verb, line.item, self.acted.emit))
        if second:
            link = _RowButton(second, line.item, self.shifted.emit, kind=Kind.LINK)
            self.list.setIndexWidget(shift, link)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 16, 6)
        head.addWidget(Label(self.tr("Needs action"), role="section"))
        head.addWidget(self.count)
        head.addStretch()
        for pill in self.pills.values():
            head.addWidget(pill)
        stage = QWidget(self)
        self._pages = QStackedLayout(stage)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 16, 4)
        foot.addWidget(self.done)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(stage, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        for state, pill in self.pills.items():
            pill.pressed.connect(lambda state=state: self._filter(state))
        self.list.opened.connect(lambda line: self.opened.emit(line.item))
        self.list.chosen.connect(lambda line: self.chosen.emit(line.item if line else None))
        self.list.verticalScrollBar().valueChanged.connect(self._offer_actions)

    def _filter(self, state: DueState) -> None:
        self._only = None if self._only is state else state
        self._show()

    @override
    def resizeEvent(self, event: object) -> None:
        self._offer_actions()


class _RowButton(QWidget):
    """A small button in a row; not a tab stop, the row's keys do the same."""

    def __init__(
        self,
        verb: str,
        item: DueItem,
        pressed: Callable[[DueItem], None],
        *,
        kind: Kind = Kind.PLAIN,
    ) -> None:
        super().__init__()
        self.verb, self.item = verb, item
        button = Button(verb, kind=kind, size="small")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"{verb}, {item.person.name}")
        button.clicked.connect(lambda: pressed(self.item))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(button)


def _verbs(widget: QWidget, item: DueItem) -> tuple[str, str]:
    """Return the verb a row still needs, and its second action where there is one."""
    if item.kind is DueKind.ASSESSMENT:
        return widget.tr("Log"), widget.tr("Not done…")
    if item.kind is DueKind.HOLD:
        return widget.tr("Open checklist"), ""
    if item.kind is DueKind.STEP:
        return widget.tr("Record"), widget.tr("Reschedule")
    if item.appointment_on is None:
        return widget.tr("Book visit"), widget.tr("Missed…")
    return widget.tr("Record visit"), widget.tr("Reschedule")
