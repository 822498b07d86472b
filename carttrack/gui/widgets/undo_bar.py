"""The bar at the bottom that offers to take the last act back."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import IconLabel, Label

SHOWN_MS = 10_000
_BOTTOM = 16
_WIDEST = 680


class UndoBar(QFrame):
    """Lies over the bottom centre of `over` for 10 s; stays while hovered or focused.

    Signals:
        undo_requested: the user pressed Undo.
    """

    undo_requested = Signal()

    def __init__(self, over: QWidget, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(over)
        self._over, self._shown_ms = over, shown_ms
        self.text = Label(tone="inverse", parent=self)
        self.undo = Button(self.tr("Undo"), kind=Kind.INVERSE, parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.setSpacing(12)
        row.addWidget(IconLabel("check", "surface"))
        row.addWidget(self.text, 1)
        row.addSpacing(24)
        row.addWidget(self.undo)
        row.addWidget(Label("Ctrl+Z", role="small", tone="inverse"))
        self._timer.timeout.connect(self._leave)
        self.undo.clicked.connect(self._undo)
        over.installEventFilter(self)
        self.hide()

    def show_act(self, text: str) -> None:
        """Show what was done; the bar before it goes."""
        self.text.setText(text)
        self.setAccessibleName(self.tr("{0}. Press Ctrl+Z to undo.").format(text))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self._shown_ms)

    @Slot()
    def _leave(self) -> None:
        if self.underMouse() or self.undo.hasFocus():
            self._timer.start(self._shown_ms)
        else:
            self.hide()

    @Slot()
    def _undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _place(self) -> None:
        width = min(max(self.sizeHint().width(), 420), _WIDEST, self._over.width() - 32)
        self.resize(width, self.sizeHint().height())
        left = (self._over.width() - width) // 2
        self.move(QPoint(left, self._over.height() - self.height() - _BOTTOM))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        painter.drawRoundedRect(self.rect(), 4, 4)
