"""The frame of every dialog: title strip, who it is about, the form, Cancel left of Save."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from carttrack.domain.errors import CarttrackError
from carttrack.gui.focus import FocusRing
from carttrack.gui.theme import theme
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.dialog_parts import (
    Dim,
    TitleStrip,
    press_in_window,
    stand_over_window,
)
from carttrack.gui.widgets.labels import line
from carttrack.gui.widgets.message_bar import MessageBar
from carttrack.gui.widgets.read_field import ReadField
from carttrack.gui.widgets.tab_order import focus_first, move_focus

_FOOTER = 52
LOCK_KEYS = QKeySequence("Ctrl+L")
"""Lock the screen; with a dialog open as well."""


class DialogFrame(QDialog):
    """A window-modal dialog; the parent's window is dimmed while it is open.

    Put the form into `form` (a column that scrolls), a fixed right column into `show_aside`, who
    it is about into `show_identity`. Ctrl+Enter or the primary button asks to save; Esc and
    Cancel leave, after a question in the message bar if something was typed.

    Signals:
        save_requested: the user wants to save; the dialog stays open until `accept`.
    """

    save_requested = Signal()

    def __init__(self, title: str, *, save: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.message = MessageBar(self)
        self.form = QVBoxLayout()
        self.cancel = Button(self.tr("Cancel"), hint="Esc", parent=self)
        words = save or self.tr("Save")
        self.save = Button(words, kind=Kind.PRIMARY, hint="Ctrl+Enter", parent=self)
        self._typed, self._asked, self._watching = False, False, False
        self._dim: Dim | None = None
        self._identity, self._footer, self._middle = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._lay_out(TitleStrip(title, self))
        self._ring = FocusRing(self)
        self._connect()

    @property
    def typed(self) -> bool:
        """Whether the user typed or chose something since it was opened."""
        return self._typed

    def mark_typed(self) -> None:
        """Say that something was entered (widgets of the form are watched by themselves)."""
        self._typed = True

    def show_identity(self, band: QWidget) -> None:
        """Put the band that says who it is about below the title strip."""
        self._identity.addWidget(band)
        self._identity.addWidget(line())

    def show_aside(self, aside: QWidget, width: int = 376) -> None:
        """Put a fixed column at the right of the form, on the second surface."""
        column = QFrame()
        column.setObjectName("derived")
        column.setFixedWidth(width)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(aside)
        self._middle.addWidget(line(upright=True))
        self._middle.addWidget(column)

    def add_to_footer(self, widget: QWidget, *, at_left: bool = True) -> None:
        """Put a hint at the left of the footer, or a button between Cancel and Save."""
        place = 0 if at_left else self._footer.indexOf(self.save)
        self._footer.insertWidget(place, widget)

    def show_error(self, error: CarttrackError | str) -> None:
        """Say what went wrong; the dialog stays open, nothing typed is lost."""
        self.message.show_error(error)

    @override
    def reject(self) -> None:
        if self._typed and not self._asked:
            self._asked = True
            leave = (self.tr("Leave without saving"), self._leave)
            stay = (self.tr("Keep editing"), self._stay)
            text = self.tr("Something was entered and is not saved. Leave without saving it?")
            self.message.show_warning(text, [leave, stay])
            return
        super().reject()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            stand_over_window(self)
        super().showEvent(event)
        if not self._watching:
            self._watching = True
            self._watch()
            if self._starts_anew():
                focus_first(self._scroll)
        parent = self.parentWidget()
        if parent is not None and self._dim is None:
            self._dim = Dim(parent.window())

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

    def _starts_anew(self) -> bool:
        """Tell whether no part has the focus yet, or only what closes the dialog."""
        focused: QWidget | None = self.focusWidget()
        return focused is None or self._strip.isAncestorOf(focused)

    def _leave(self) -> None:
        super().reject()

    def _stay(self) -> None:
        self._asked = False
        self.message.clear()

    @Slot()
    def _lock(self) -> None:
        """Lock as the window does."""
        press_in_window(self, LOCK_KEYS)

    @Slot()
    def _ask_to_save(self) -> None:
        self._asked = False
        self.save_requested.emit()

    def _watch(self) -> None:
        for line_edit in self.findChildren(QLineEdit):
            line_edit.textEdited.connect(self.mark_typed)
        for text_edit in self.findChildren(QPlainTextEdit):
            text_edit.textChanged.connect(self.mark_typed)
        for combo in self.findChildren(QComboBox):
            combo.activated.connect(self.mark_typed)
        for read_field in self.findChildren(ReadField):
            read_field.changed.connect(self.mark_typed)
        for button in self.findChildren(QAbstractButton):
            if button.isCheckable():
                button.clicked.connect(self.mark_typed)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._ask_to_save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)
        self.message.closed.connect(self._stay)
        QShortcut(LOCK_KEYS, self).activated.connect(self._lock)

    def _lay_out(self, strip: TitleStrip) -> None:
        self._strip = strip
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self.form)
        self.form.setContentsMargins(20, 14, 20, 14)
        self.form.setSpacing(8)
        scroll.setWidget(inside)
        self._identity.setSpacing(0)
        self._middle.setSpacing(0)
        self._middle.addWidget(scroll, 1)
        self._foot = footer = QFrame()
        footer.setObjectName("footer")
        footer.setMinimumHeight(_FOOTER)
        footer.setLayout(self._footer)
        self._footer.setContentsMargins(20, 8, 20, 8)
        self._footer.setSpacing(8)
        self._footer.addStretch()
        self._footer.addWidget(self.cancel)
        self._footer.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(self._identity)
        column.addWidget(self.message)
        column.addLayout(self._middle, 1)
        column.addWidget(footer)
