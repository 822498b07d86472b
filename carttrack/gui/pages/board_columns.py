"""The columns of the board side by side: one stop of Tab, the arrows lead everywhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from carttrack.domain.board.cards import BoardView, Place
from carttrack.gui.models.board_rows import CardRow, card_row
from carttrack.gui.models.work_list import Moment
from carttrack.gui.widgets.board_column import BoardColumn
from carttrack.gui.widgets.card_list import CardList
from carttrack.gui.widgets.labels import line


class BoardColumns(QScrollArea):
    """Shows a board; the current card is followed when it moves to another column.

    Signals:
        opened: Enter or a double click on a card; carries its `CardRow`.
        more_requested: show the patients of a column that are not on a card; carries the place.
    """

    opened = Signal(object)
    more_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: dict[Place, BoardColumn] = {}
        self._lines: list[QWidget] = []
        self._current: CardList | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stage = QWidget()
        stage.setObjectName("scrolled")
        self._row = QHBoxLayout(stage)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setWidget(stage)

    @property
    def cards(self) -> CardList | None:
        """The list with the current card, the first one with cards where there is none."""
        shown = [column.cards for column in self.columns.values() if column.model.rowCount()]
        return self._current if self._current in shown else next(iter(shown), None)

    @property
    def current(self) -> CardRow | None:
        """The current card."""
        return self.cards.current if self.cards is not None else None

    def show_view(self, view: BoardView, moment: Moment) -> None:
        """Show another reading; the current card stays current, in whichever column it is."""
        before = self.current.key if self.current is not None else None
        had_focus = self.cards is not None and self.cards.hasFocus()
        self._arrange([column.place for column in view.columns])
        for column in view.columns:
            rows = [card_row(card, moment) for card in column.cards]
            self.columns[column.place].show_cards(rows, column.total)
        self._follow(before)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the current card."""
        if self.cards is not None:
            self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, key: object) -> None:
        for column in self.columns.values():
            row = column.model.row_of(key)
            if key is not None and row >= 0:
                self._go(column.cards, row)
                return
        first = self.cards
        if first is not None:
            self._go(first, max(0, first.currentIndex().row()))

    def _go(self, cards: CardList, row: int) -> None:
        if cards.currentIndex().row() != row:
            cards.go_to(row)
        self._enter(cards)

    def _enter(self, cards: CardList) -> None:
        """Make one list the current one: it alone has a current card and is a stop of Tab."""
        self._current = cards
        for column in self.columns.values():
            column.cards.stop_at(tab=column.cards is cards)
            if column.cards is not cards and column.cards.currentIndex().isValid():
                column.cards.go_to(-1)

    def _sideways(self, cards: CardList, by: int) -> None:
        """Go to the next column with cards, to the card at the same height."""
        lists = [column.cards for column in self.columns.values() if column.model.rowCount()]
        at = lists.index(cards) + by
        if not 0 <= at < len(lists):
            return
        target = lists[at]
        height = cards.visualRect(cards.currentIndex()).center()
        index = target.indexAt(height)
        last = target.model().rowCount() - 1
        self._go(target, index.row() if index.isValid() else last)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        column = target.parentWidget()
        if column is not None:
            self.ensureWidgetVisible(column, 0, 0)

    def _arrange(self, places: list[Place]) -> None:
        if places == list(self.columns):
            return
        for gone in (*self.columns.values(), *self._lines):
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.columns, self._lines, self._current = {}, [], None
        for place in places:
            column = BoardColumn(place)
            self.columns[place] = column
            self._row.addWidget(column, 1)
            self._lines.append(line(upright=True))
            self._row.addWidget(self._lines[-1])
            self._connect(column)

    def _connect(self, column: BoardColumn) -> None:
        cards = column.cards
        cards.opened.connect(self.opened)
        cards.chosen.connect(lambda: self._enter(cards))
        cards.sideways.connect(lambda by: self._sideways(cards, by))
        column.more_requested.connect(self.more_requested)
