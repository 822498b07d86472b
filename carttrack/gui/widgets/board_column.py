"""A column of the board: its heading with the count, its cards, and the way to those not shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.board.cards import Place
from carttrack.gui.models.board_rows import CardRow, card_model, heading, nobody
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.card_list import CardList
from carttrack.gui.widgets.labels import Label

WIDTH = 156
"""The least width of a column: a card's words fit."""


class BoardColumn(QWidget):
    """The patients of one step, or of one way out.

    Signals:
        more_requested: show the patients that are not on a card; carries the place.
    """

    more_requested = Signal(object)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.title = Label(heading(place), role="strong", wrap=True)
        self.count = Label(role="body", tone="text2")
        self.model = card_model()
        self.cards = CardList(self.model, name=heading(place))
        self.empty = Label(nobody(place), role="small", tone="text2", wrap=True)
        self.more = Button("", kind=Kind.LINK, size="small")
        self.more.clicked.connect(lambda: self.more_requested.emit(self.place))
        self.setMinimumWidth(WIDTH)
        self._lay_out()

    def show_cards(self, rows: Sequence[CardRow], total: int) -> None:
        """Show other cards; `total` counts those without a card, too."""
        self.count.setText(f"{total:,}")
        self.cards.setAccessibleName(
            self.tr("{0}, {1} patients").format(self.title.text(), f"{total:,}")
        )
        self.model.show(rows)
        self.cards.scheduleDelayedItemsLayout()
        self.cards.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        left = total - len(rows)
        self.more.setVisible(left > 0)
        self.more.setText(self.tr("{0} more in Patients").format(f"{left:,}"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 8, 8)
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self.empty.setContentsMargins(12, 4, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.cards, 1)
        column.addWidget(self.more)
        column.addStretch()
