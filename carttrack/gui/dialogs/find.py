"""Find or do: one line to type in, and what it finds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.models.find_rows import FindRow, find_model
from carttrack.gui.theme import theme
from carttrack.gui.widgets.dialog_frame import LOCK_KEYS
from carttrack.gui.widgets.dialog_parts import Dim, press_in_window
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.line_field import LineField
from carttrack.gui.widgets.views import RecordTable

_WIDTH, _FROM_TOP, _MARGIN = 640, 80, 16
_MOST_ROWS = 12
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FindField(LineField):
    """The line: arrows move in the list below, Enter takes its current line.

    Signals:
        moved: by how many lines.
        confirmed: Enter was pressed.
    """

    moved = Signal(int)
    confirmed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in _ENTER:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


class FindDialog(QDialog):
    """Lists what a text finds as it is typed; choosing a line closes the dialog, then does it.

    `find` returns the lines for a text; it is called at each keystroke.
    """

    def __init__(self, find: Callable[[str], Sequence[FindRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Find or do"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._find, self._over = find, parent.window()
        self._dim: Dim | None = None
        self.field = FindField(
            name=self.tr("Find or do"),
            hint=self.tr("Name, MRN, lot, identity code, or what to do"),
        )
        self.model = find_model()
        self.table = RecordTable(self.model, name=self.tr("Found"))
        self.nothing = Label(self.tr("Nothing found"), tone="text2")
        self._lay_out()
        self.field.edited.connect(self._search)
        self.field.moved.connect(self._move)
        self.field.confirmed.connect(self._take_current)
        self.table.opened.connect(self._take)
        self.table.clicked.connect(self._take_current)
        QShortcut(LOCK_KEYS, self).activated.connect(lambda: press_in_window(self, LOCK_KEYS))
        self._search()

    @Slot()
    def _search(self) -> None:
        rows = self._find(self.field.value)
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.scrollToTop()
        self._fit()
        self._say_current()

    @Slot(int)
    def _move(self, by: int) -> None:
        last = self.model.rowCount() - 1
        row = max(0, min(last, self.table.currentIndex().row() + by))
        self.table.setCurrentIndex(self.model.index(row, 0))
        self._say_current()

    def _say_current(self) -> None:
        """Let a screen reader say the line that Enter takes, while the keyboard stays above."""
        row = self.table.current()
        self.field.setAccessibleDescription(row.spoken if isinstance(row, FindRow) else "")

    @Slot()
    def _take_current(self) -> None:
        self._take(self.table.current())

    @Slot(object)
    def _take(self, row: object) -> None:
        if isinstance(row, FindRow):
            self.accept()
            # once the window under it has the keyboard again
            QTimer.singleShot(0, self._over, row.act)

    def _fit(self) -> None:
        """Be as tall as the lines, as far as there is room."""
        over = self._over
        screen = QGuiApplication.screenAt(over.geometry().center()) or self.screen()
        room = screen.availableGeometry().intersected(over.geometry())
        top = min(_FROM_TOP, room.height() // 8)
        width = min(_WIDTH, room.width() - 2 * _MARGIN)
        row = max(1, self.table.verticalHeader().defaultSectionSize())
        frame = self.field.sizeHint().height() + 3 * _MARGIN // 2
        space = room.height() - top - frame - 2 * _MARGIN
        lines = max(1, min(self.model.rowCount(), _MOST_ROWS, space // row))
        self.table.setFixedHeight(lines * row)
        self.table.setColumnHidden(1, width < _WIDTH)
        layout = self.layout()
        assert layout is not None, "laid out when it was made"
        layout.activate()
        self.resize(width, layout.sizeHint().height())
        self.move(QPoint(room.center().x() - width // 2, room.top() + top))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._dim is None:
            self._dim = Dim(self._over)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._dim is not None:
            self._dim.leave()
            self._dim = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.color("border_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _lay_out(self) -> None:
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.nothing.setContentsMargins(12, 4, 12, 8)
        self.field.setProperty("extent", "large")
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 8)
        top.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
