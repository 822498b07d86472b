"""One column of cards: arrows move within it, and ask to leave it sideways."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget
from typing_extensions import override

from carttrack.gui.models import roles
from carttrack.gui.models.board_rows import CardRow
from carttrack.gui.models.table import TableModel
from carttrack.gui.widgets.card_delegate import CardDelegate

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEP, _LEAST_HEIGHT = 24, 80


class CardList(QListView):
    """Cards below one another; Enter opens, Ctrl+C copies what a card says.

    Signals:
        opened: Enter or a double click; carries the row.
        chosen: another card is the current one.
        sideways: Left (−1) or Right (1) was pressed.
    """

    opened = Signal(object)
    chosen = Signal()
    sideways = Signal(int)

    def __init__(
        self, model: TableModel[CardRow], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    @property
    def current(self) -> CardRow | None:
        """The current card."""
        row = self.currentIndex().data(roles.RECORD)
        return row if isinstance(row, CardRow) else None

    def stop_at(self, *, tab: bool) -> None:
        """Be a stop of Tab, or of the mouse only: the board is one stop."""
        policy = Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def go_to(self, row: int) -> None:
        """Make a card the current one; −1 makes none."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if row < 0:
            self.clearSelection()

    @override
    def sizeHint(self) -> QSize:
        """Ask for little: it takes what the page has, and scrolls."""
        return QSize(super().sizeHint().width(), _LEAST_HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if key in _ENTER and plain:
            self._open(self.currentIndex())
        elif key in _SIDEWAYS and plain:
            self.sideways.emit(_SIDEWAYS[key])
        elif event.matches(QKeySequence.StandardKey.Copy) and self.current is not None:
            QGuiApplication.clipboard().setText(self.current.tip)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's shortcuts, not a search."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out again: how many lines a name takes hangs on the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.indexAt(event.pos()).data(roles.RECORD)
            if isinstance(row, CardRow):
                QToolTip.showText(event.globalPos(), row.tip, self)
                return True
        return super().viewportEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(roles.RECORD)
        if isinstance(row, CardRow):
            self.opened.emit(row)

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit()
