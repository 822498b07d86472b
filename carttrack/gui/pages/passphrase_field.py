"""A passphrase as it is typed: hidden, shown on request, Caps Lock pointed out."""

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from carttrack.gui import icons
from carttrack.gui.widgets.line_field import LineField
from carttrack.overriding import override


class PassphraseField(LineField):
    """One line that hides what is typed; its eye shows and hides it.

    Qt does not tell whether Caps Lock is on, so it is read off the letters: a capital typed
    without Shift, or a small one with it.

    Signals:
        caps_lock: whether Caps Lock seems to be on.
    """

    caps_lock = Signal(bool)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setProperty("extent", "large")
        self._eye = QAction(self)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self._toggle)
        self.conceal()

    @property
    @override
    def value(self) -> str:
        """The text exactly as typed: blanks at its ends belong to a passphrase."""
        return self.text()

    @property
    def concealed(self) -> bool:
        """Whether dots stand for the text."""
        return self.echoMode() == QLineEdit.EchoMode.Password

    def conceal(self) -> None:
        """Show dots."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        icons.put(self._eye, "eye")
        self._eye.setToolTip(self.tr("Show what is typed"))

    def reveal(self) -> None:
        """Show the text."""
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        icons.put(self._eye, "eye-off")
        self._eye.setToolTip(self.tr("Hide what is typed"))

    @Slot()
    def _toggle(self) -> None:
        if self.concealed:
            self.reveal()
        else:
            self.conceal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)  # noqa: FBT003  (a signal carries no keywords)
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() is not shifted)
        super().keyPressEvent(event)
